// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

/// Manifests that are wrong, and what their authors read: place, pointer, what was expected, what to do.
@Suite struct BrokenManifestTests {
    static let everything = "Tests/Fixtures/manifests/everything.json"

    /// What is told of `everything.json` with one piece of its text replaced.
    private func told(_ old: String, _ new: String) throws -> [Problem] {
        let text = String(decoding: try ExampleData.bytes(Self.everything), as: UTF8.self)
        try #require(text.contains(old))
        return faults { try Manifest.read(Array(text.replacing(old, with: new, maxReplacements: 1).utf8), file: "p") }
    }

    @Test(arguments: [
        ("\"licence\"", "\"license\"", "p:9:3: unknown field 'license'.", "Did you mean 'licence'?"),
        (
            "\"agents\",\n          \"type\": \"integer\"", "\"agents\",\n          \"type\": \"int\"",
            "p:32:19: /datasets/0/columns/1/type: \"int\" is none of what was expected", nil
        ),
        ("\"type\": \"party\"", "\"type\": \"prty\"", "p:29:35: /datasets/0/columns/0/type", "Did you mean 'party'?"),
        ("\"seconds\": 30", "\"seconds\": 36000", "p:11:25: /limits/seconds: at most 3600", nil),
        ("\"seconds\": 30", "\"seconds\": 30.0", "p:11:25: /limits/seconds: integer was expected, but it is 30.0", nil),
        ("\"seconds\": 30", "\"seconds\": \"30\"", "p:11:25: /limits/seconds: integer was expected", nil),
        ("\"1.10.0-beta.1\"", "\"1.10\"", "p:4:14: /version: \"1.10\" does not have the form expected", "2.0.0-beta.1"),
        (
            "{\"sv\": \"Delad servicedesk\", \"en\"", "{\"sv\": \"Delad servicedesk\", \"eng\"",
            "p:6:40: /title: unknown field 'eng'.", "Did you mean 'en'?"
        ),
        ("\"tbm\":", "\"../core\":", "p:12:16: /requires/..~1core: \"../core\" does not have the form", "desk-sharing"),
        ("\"~1.2\"", "\"about 1\"", "p:13:29: /conflicts/old-desk: \"about 1\" does not", "^1.2, ~1.2.3"),
        ("0f0f\",", "0F0F\",", "p:19:17: /files/0/sha256", nil),
        ("\"bin/run\",\n      \"size\"", "\"../run\",\n      \"size\"", "p:17:15: /files/0/path", nil),
        (
            "\"process\"", "\"wasm\"", "p:10:23: /runtime/kind: \"wasm\" is none of what was expected: process, lua.",
            nil
        ),
        ("[\"bin/run\", \"--fast\"]", "[]", "p:10:43: /runtime/entry: at least 1 values", nil),
        ("\"equalSums\": true", "\"equalSums\": [\"a\"]", "/invariants/equalSums: at least 2 values", nil),
        ("{\"if\": \"unit=SEK\"", "{\"if\": \"unit\"", "/type/if: \"unit\" does not have the form expected", nil),
        (
            "\"from\": \"members\"", "\"from\": \"member\"", "/where/0/from: \"member\" is none",
            "Did you mean 'members'?"
        ),
        ("\"schema\": 1", "\"schema\": 2", "p:2:13: /schema: 1 was expected, but it is 2.", nil),
    ]) func aFaultIsToldWithItsPlace(_ old: String, _ new: String, _ words: String, _ remedy: String?) throws {
        let faults = try told(old, new)
        let text = SamverkTestSupport.told(faults)
        #expect(text.contains { $0.contains(words) }, "\(text)")
        if let remedy { #expect(faults.contains { $0.remedy?.en.contains(remedy) == true }, "\(faults)") }
        #expect(faults.allSatisfy { $0.kind == .input && $0.place.line != nil })
    }

    @Test("P24 an id that is none", arguments: ["../core", "Core", "CON", "cоre", "", "a b", "a\\u0000", "-a", "1a"])
    func ids(_ id: String) throws {
        let faults = try told("\"desk-sharing\",\n  \"version\"", "\"\(id)\",\n  \"version\"")
        #expect(SamverkTestSupport.told(faults).first?.hasPrefix("p:3:9: /id: ") == true)
        #expect(faults[0].message.en.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test(
        "P21 a name twice",
        arguments: [
            (
                "\"id\": \"desk-sharing\",", "\"id\": \"desk-sharing\", \"id\": \"tbm\",",
                "p:3:25: The name \"id\" stands twice."
            ),
            (
                "\"seconds\": 30", "\"seconds\": 30, \"s\\u0065conds\": 3600",
                "p:11:29: The name \"seconds\" stands twice."
            ),
            ("\"tbm\":", "\"tbm\": \"*\", \"tbm\":", "The name \"tbm\" stands twice."),
        ]) func names(_ old: String, _ new: String, _ words: String) throws
    {
        #expect(SamverkTestSupport.told(try told(old, new)).first?.contains(words) == true)
    }

    @Test(
        "P23 numbers beyond",
        arguments: [
            ("1e400", "p:11:25: The number 1e400 is too large."), ("-0", "/limits/seconds: at least 1 was expected"),
            ("-0.0", "integer was expected"),
            ("9007199254740993", "at most 3600 was expected, but it is 9007199254740993."),
            ("9223372036854775808", "is too large"), ("1E1", "integer was expected"), ("0x10", "was expected"),
            ("NaN", "A JSON value was expected"), ("030", "is not a number"), ("+3", "A JSON value was expected"),
        ]) func numbers(_ number: String, _ words: String) throws
    {
        let told = SamverkTestSupport.told(try told("\"seconds\": 30", "\"seconds\": \(number)"))
        #expect(told.first?.contains(words) == true, "\(told)")
    }

    @Test("P22 a manifest of 200 MB") func size() {
        let blanks = [UInt8](repeating: 32, count: 200 << 20)
        let told = SamverkTestSupport.told(faults { try Manifest.read(blanks, file: "p") })
        #expect(told == ["p: plugin.json has 209715200 bytes, at most 1048576 are allowed."])
    }

    @Test("P22 a hundred thousand levels", arguments: ["[", "{\"a\":"]) func depth(_ opening: String) {
        let text = String(repeating: opening, count: 100_000)
        let told = SamverkTestSupport.told(faults { try Manifest.read(Array(text.utf8), file: "p") })
        #expect(told.first?.contains("JSON of more than 64 levels.") == true)
    }

    @Test func severalFaultsAreToldAtOnce() throws {
        let text = "{\"schema\": 1, \"id\": \"x\", \"verison\": \"1\", \"limits\": {\"seconds\": 0}}"
        let told = SamverkTestSupport.told(faults { try Manifest.read(Array(text.utf8), file: "p") })
        #expect(told.count == 9)
        #expect(told[0] == "p:1:26: unknown field 'verison'.")
        #expect(told[1] == "p:1:64: /limits/seconds: at least 1 was expected, but it is 0.")
        #expect(told[2] == "p:1:1: the field 'version' is missing.")
    }

    @Test func aParameterIsASchemaOfItsOwn() throws {
        let manifest = try Manifest.read(ExampleData.bytes(Self.everything), file: "p")
        let parameters = try #require(manifest.analyses.first).parameters
        #expect(
            parameters[0].schema == [
                "title": "Ratio", "description": "Ratio", "type": "number", "minimum": 0.0, "maximum": 1.0,
                "default": 0.8,
            ])
        let methods = try JSONSchema(parameters[1].schema)
        for (text, isRight) in [
            ("equal", true), ("equal,proportional:a.b", true), ("", true), ("equals", false), ("equal,", false),
            ("proportional", false),
        ] { #expect(methods.faults(in: .string(text)).isEmpty == isRight, "\(text)") }
    }
}
