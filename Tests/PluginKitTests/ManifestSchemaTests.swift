// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit

/// The schema says what the strict reader does: each field of one is a field of the other.
@Suite struct ManifestSchemaTests {
    static let schema = Result { try JSONSchema(Manifest.schema) }

    /// A manifest that says everything a manifest may say.
    static let everything = Result {
        try JSON.read(ExampleData.bytes("Tests/Fixtures/manifests/everything.json"), file: "everything.json")
    }

    /// `RECORD_SNAPSHOTS=1` writes the file anew.
    @Test func theFileForEditorsIsWhatTheToolChecksWith() throws {
        let text = Manifest.schema.prettyText + "\n"
        try Golden.expect(Array(text.utf8), equal: "../../docs/plugin.schema.json")
        #expect(try JSON.read(text) == Manifest.schema)
    }

    @Test func everyManifestInTheRepositoryPasses() throws {
        var count = 0
        for folder in ["Sources/Plugins", "Examples", "Tests/Fixtures/manifests"] {
            let root = Golden.root.appending(path: folder)
            for case let name as String in FileManager.default.enumerator(atPath: root.path) ?? .init()
            where name.hasSuffix("plugin.json") || name == "everything.json" {
                let path = folder + "/" + name
                let faults = faults { try Manifest.read(ExampleData.bytes(path), file: path) }
                #expect(faults == [], "\(told(faults))")
                count += 1
            }
        }
        #expect(count >= 6)
    }

    @Test func everyFieldOfTheSchemaIsInTheManifestThatSaysEverything() throws {
        var seen: Set<String> = []
        Self.walk(try Self.everything.get(), Manifest.schema) { name, part, _ in seen.insert("\(part).\(name)") }
        for (part, schema) in SchemaText.parts.map({ ($0.name, $0.schema) }) + [("", Manifest.schema)] {
            for form in [schema] + (schema["anyOf"]?.array ?? []) {
                for name in form["properties"]?.object?.names ?? [] { #expect(seen.contains("\(part).\(name)")) }
            }
        }
        #expect(seen.count > 120)
    }

    /// What only the reader knows: fields that must fit each other.
    static let onlyTheReader: Set<String> = [
        "argument.type", "argument.fields", "formerArgument.type", "formerArgument.fields", "formerArgument.from",
        "formerField.from", "formerField.name", "formerArgument.name", "argument.name", "hook.major",
        "output.columns_from", "output.columns", "dataset.columns", "dataset.key", "hook.previous", "runtime.kind",
        "runtime.entry", "result.type", "result.unit", "hook.arguments", "datasetColumn.name",
        "step.default", ".datasets", ".hooks", "dataset.id", "hook.id", "filter.column", "readColumn.from",
        "readColumn.name",
    ]

    @Test func aFieldThatIsLeftOutIsMissedByBothOrNeither() throws {
        try changed { object, name in object[name] = nil }
    }

    @Test(arguments: [true, 7, 2.5, "text", [], [[]], [:]] as [JSON])
    func aValueOfTheWrongTypeIsRefusedByBoth(_ value: JSON) throws {
        try changed { object, name in object[name] = value }
    }

    @Test func anUnknownFieldIsRefusedByBoth() throws {
        var count = 0
        let whole = try Self.everything.get()
        Self.walk(whole, Manifest.schema) { name, part, path in
            guard part != "ranges", path.dropLast().last != "labels" else { return }
            let broken = whole.changing(path.dropLast()) { $0[name + "x"] = 1 }
            let places = "\(part).\(name)"
            #expect((try? Manifest(broken, file: "")) == nil, "\(places)x is read")
            #expect((try? Self.schema.get().faults(in: broken)) != [], "\(places)x passes")
            count += 1
        }
        #expect(count > 150)
    }

    /// Makes one change to each field, one at a time: whatever the reader takes passes the schema, and whatever passes
    /// the schema is read, but where fields must fit each other.
    private func changed(_ change: (inout JSONObject, String) -> Void) throws {
        let schema = try Self.schema.get()
        let whole = try Self.everything.get()
        Self.walk(whole, Manifest.schema) { name, part, path in
            let broken = whole.changing(path.dropLast()) { change(&$0, name) }
            let isRead = (try? Manifest(broken, file: "")) != nil
            let faults = schema.faults(in: broken)
            if isRead { #expect(faults == [], "\(part).\(name) is read, but does not pass") }
            if !isRead, !Self.onlyTheReader.contains("\(part).\(name)"), !part.isEmpty || name != "id" {
                let why = told(SamverkTestSupport.faults { try Manifest(broken, file: "") })
                #expect(faults != [], "\(part).\(name) passes, but is not read: \(why)")
            }
        }
    }

    /// Calls with each member of each object: its name, the part of the schema that its object is, and its path.
    static func walk(
        _ value: JSON, _ schema: JSON, _ part: String = "", _ path: [String] = [],
        _ body: (String, String, [String]) -> Void
    ) {
        if let name = schema["$ref"]?.string?.dropFirst(8), let target = Manifest.schema["$defs"]?[String(name)] {
            return walk(value, target, String(name), path, body)
        }
        let names = value.object?.names ?? []
        if let forms = schema["anyOf"]?.array, !names.isEmpty,
            let form = forms.first(where: { form in names.allSatisfy { form["properties"]?[$0] != nil } })
        {
            return walk(value, form, part, path, body)
        }
        for (i, element) in (value.array ?? []).enumerated() {
            walk(element, schema["items"] ?? [:], part, path + [String(i)], body)
        }
        for member in value.object?.members ?? [] {
            let inner = schema["properties"]?[member.name] ?? schema["additionalProperties"] ?? [:]
            body(member.name, part, path + [member.name])
            walk(member.value, inner, part, path + [member.name], body)
        }
    }
}

extension JSON {
    /// The same value with one object in it changed.
    fileprivate func changing(_ path: ArraySlice<String>, _ change: (inout JSONObject) -> Void) -> JSON {
        switch self {
        case .object(var object):
            guard let name = path.first else {
                change(&object)
                return .object(object)
            }
            object[name] = object[name]?.changing(path.dropFirst(), change)
            return .object(object)
        case .array(var elements):
            guard let i = path.first.flatMap(Int.init) else { return self }
            elements[i] = elements[i].changing(path.dropFirst(), change)
            return .array(elements)
        default: return self
        }
    }
}
