// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A JSON Schema (draft 2020-12) of the part that Samverk uses. A keyword that it does not know is an error: a check that
/// is passed over in silence is none.
public struct JSONSchema: Sendable {
    /// The schema itself.
    public let json: JSON
    private let patterns: [String: Pattern]
    private static let most = 20

    /// What the keywords mean stands in JSON Schema Validation, draft 2020-12.
    static let keywords: Set<String> = [
        "$schema", "$id", "$defs", "$ref", "title", "description", "examples", "default", "type", "enum", "const",
        "pattern",
        "minLength", "minimum", "maximum", "required", "properties", "additionalProperties", "propertyNames", "items",
        "minItems", "maxItems", "uniqueItems", "anyOf",
    ]

    /// - Throws: ``Problem`` when the schema has keywords, references or patterns that are not known.
    public init(_ json: JSON) throws(Problem) {
        self.json = json
        var patterns: [String: Pattern] = [:]
        var waiting = [json]
        while let schema = waiting.popLast() {
            guard case .object(let object) = schema else { continue }
            for member in object.members {
                guard Self.keywords.contains(member.name) else {
                    throw Problem(
                        Localized(
                            sv: "Schemat har nyckelordet '\(member.name)', som inte stöds.",
                            en: "The schema has the keyword '\(member.name)', which is not supported."))
                }
                switch member.name {
                case "$ref" where JSONSchema.definition(member.value, in: json) == nil:
                    throw Problem(
                        Localized(
                            sv: "Schemat hänvisar till \(member.value.text), som saknas.",
                            en: "The schema refers to \(member.value.text), which is missing."))
                case "pattern":
                    let text = member.value.string ?? ""
                    patterns[text] = try Pattern(text)
                case "properties", "$defs": waiting += member.value.object?.members.map(\.value) ?? []
                case "additionalProperties", "propertyNames", "items": waiting.append(member.value)
                case "anyOf": waiting += member.value.array ?? []
                default: break
                }
            }
        }
        self.patterns = patterns
    }

    /// What is wrong with a value, at most twenty faults, in the order of the value.
    public func faults(in value: JSON) -> [SchemaFault] {
        var faults: [SchemaFault] = []
        check(value, json, [], 0, &faults)
        return Array(faults.prefix(Self.most))
    }

    private static func definition(_ reference: JSON, in json: JSON) -> JSON? {
        guard let text = reference.string, text.hasPrefix("#/$defs/") else { return nil }
        return json["$defs"]?[String(text.dropFirst(8))]
    }

    private func check(_ value: JSON, _ schema: JSON, _ path: [String], _ depth: Int, _ faults: inout [SchemaFault]) {
        guard faults.count < Self.most, depth < 200, case .object(let keywords) = schema else {
            if schema == false { faults.append(.expected("nothing", value, path)) }
            return
        }
        if let reference = keywords["$ref"], let target = JSONSchema.definition(reference, in: json) {
            check(value, target, path, depth + 1, &faults)
        }
        if let types = keywords["type"]?.string.map({ [$0] }) ?? keywords["type"]?.array?.compactMap(\.string),
            !types.contains(where: { value.isOf($0) })
        {
            faults.append(.expected(types.joined(separator: "/"), value, path))
            return
        }
        if let constant = keywords["const"], constant != value {
            faults.append(.expected(constant.text, value, path))
        }
        if let allowed = keywords["enum"]?.array, !allowed.contains(value) {
            faults.append(.noneOf(allowed, value, path))
        }
        checkSize(value, keywords, path, &faults)
        if let branches = keywords["anyOf"]?.array { checkAny(value, branches, path, depth, &faults) }
        switch value {
        case .array(let elements):
            guard let items = keywords["items"] else { break }
            for (i, element) in elements.enumerated() { check(element, items, path + [String(i)], depth + 1, &faults) }
        case .object(let object): checkMembers(object, keywords, path, depth, &faults)
        default: break
        }
    }

    private func checkSize(_ value: JSON, _ keywords: JSONObject, _ path: [String], _ faults: inout [SchemaFault]) {
        if let number = value.number {
            if let least = keywords["minimum"]?.number, number < least { faults.append(.atLeast(least, value, path)) }
            if let most = keywords["maximum"]?.number, number > most { faults.append(.atMost(most, value, path)) }
        }
        if let text = value.string {
            if let pattern = keywords["pattern"]?.string, patterns[pattern]?.matches(text) == false {
                faults.append(.misshapen(pattern, keywords["examples"]?.array ?? [], value, path))
            }
            if let least = keywords["minLength"]?.integer, text.unicodeScalars.count < least {
                faults.append(.tooShort(path))
            }
        }
        if let elements = value.array {
            if let least = keywords["minItems"]?.integer, elements.count < least {
                faults.append(.items(least, isLeast: true, elements.count, path))
            }
            if let most = keywords["maxItems"]?.integer, elements.count > most {
                faults.append(.items(most, isLeast: false, elements.count, path))
            }
            if keywords["uniqueItems"] == true {
                var seen: Set<JSON> = []
                for (i, element) in elements.enumerated() where !seen.insert(element).inserted {
                    faults.append(.twice(element, path + [String(i)]))
                }
            }
        }
    }

    /// Of several forms the one of the value's own type and with the fewest faults is what was meant; its faults are told.
    private func checkAny(
        _ value: JSON, _ branches: [JSON], _ path: [String], _ depth: Int, _ faults: inout [SchemaFault]
    ) {
        var nearest: (faults: [SchemaFault], isOfItsType: Bool)?
        for branch in branches {
            var own: [SchemaFault] = []
            check(value, branch, path, depth + 1, &own)
            if own.isEmpty { return }
            let isOfItsType = !own.contains { $0.isOfType && $0.path == path }
            if let before = nearest,
                before.isOfItsType != isOfItsType ? before.isOfItsType : before.faults.count <= own.count
            {
                continue
            }
            nearest = (own, isOfItsType)
        }
        faults += nearest?.faults ?? []
    }

    private func checkMembers(
        _ object: JSONObject, _ keywords: JSONObject, _ path: [String], _ depth: Int, _ faults: inout [SchemaFault]
    ) {
        let properties = keywords["properties"]?.object ?? [:]
        for member in object.members {
            if let names = keywords["propertyNames"] {
                var own: [SchemaFault] = []
                check(.string(member.name), names, path + [member.name], depth + 1, &own)
                faults += own.map { fault in
                    var fault = fault
                    fault.isOfName = true
                    return fault
                }
            }
            if let schema = properties[member.name] {
                check(member.value, schema, path + [member.name], depth + 1, &faults)
            } else if let others = keywords["additionalProperties"] {
                if others == false {
                    faults.append(.unknown(member.name, among: properties.names, path))
                } else {
                    check(member.value, others, path + [member.name], depth + 1, &faults)
                }
            }
        }
        for name in keywords["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
            faults.append(.missing(name, path))
        }
    }
}

extension JSON {
    /// Whether a value is of a type of JSON Schema. A number with a point is no integer here, as everywhere in Samverk.
    fileprivate func isOf(_ type: String) -> Bool {
        switch (self, type) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.real, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
