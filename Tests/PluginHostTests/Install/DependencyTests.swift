// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// What plugins need of one another (P27).
@Suite struct DependencyTests {
    private static func manifest(_ id: String, _ version: String, _ fields: JSONObject = [:]) throws -> Manifest {
        try Manifest(stored: TestPackage(id: id, version: version, fields: fields).manifest)
    }

    private static func requires(_ id: String, _ range: String) -> JSONObject {
        ["requires": .object(JSONObject([(id, .string(range))]))]
    }

    @Test func whatIsRequiredMustBeThere() throws {
        let desk = try Self.manifest("desk", "1.0.0", Self.requires("tools", "^1.2"))
        let missing = Dependencies.obstacles(desk, beside: [])
        #expect(missing.map(\.message.en) == ["The plugin desk requires tools ^1.2, which is not installed."])
        let disabled = Dependencies.obstacles(desk, beside: [], disabled: ["tools"])
        #expect(disabled.map(\.message.en) == ["The plugin desk requires tools, which is disabled."])
        let old = Dependencies.obstacles(desk, beside: [try Self.manifest("tools", "1.1.9")])
        #expect(old.map(\.message.en) == ["The plugin desk requires tools ^1.2, but it is version 1.1.9."])
        #expect(Dependencies.obstacles(desk, beside: [try Self.manifest("tools", "1.10.0")]) == [])
    }

    @Test func anUpgradeMustStillServeThoseThatRequireIt() throws {
        let desk = try Self.manifest("desk", "1.0.0", Self.requires("tools", "^1.2"))
        let found = Dependencies.obstacles(try Self.manifest("tools", "2.0.0"), beside: [desk])
        #expect(found.map(\.message.en) == ["The plugin desk requires tools ^1.2, but it is version 2.0.0."])
    }

    @Test(arguments: [true, false]) func aConflictHoldsWhoeverNamesIt(_ newNames: Bool) throws {
        let naming = try Self.manifest("desk", "1.0.0", ["conflicts": ["old-desk": "<2.0"]])
        let named = try Self.manifest("old-desk", "1.5.0")
        let found = Dependencies.obstacles(newNames ? naming : named, beside: [newNames ? named : naming])
        #expect(found.map(\.message.en) == ["The plugin desk 1.0.0 cannot be enabled beside old-desk 1.5.0."])
        let later = try Self.manifest("old-desk", "2.0.0")
        #expect(Dependencies.obstacles(newNames ? naming : later, beside: [newNames ? later : naming]) == [])
    }

    @Test("P27: by itself", arguments: ["requires", "conflicts"]) func itself(_ field: String) {
        #expect(told { _ = try Self.manifest("desk", "1.0.0", [field: ["desk": "*"]]) }.contains("names itself"))
    }

    @Test("P27: a circle is told in its order, in an upgrade and in a bundle") func circle() throws {
        let a = try Self.manifest("aa", "1.0.0", Self.requires("bb", "*"))
        let b = try Self.manifest("bb", "1.0.0", Self.requires("cc", "*"))
        let c = try Self.manifest("cc", "1.0.0", Self.requires("aa", "*"))
        #expect(
            Dependencies.obstacles(c, beside: [a, b]).map(\.message.en) == [
                "The plugins require one another in a circle: cc -> aa -> bb -> cc."
            ])
        let problem = #expect(throws: Problem.self) { try Dependencies.ordered([a, b, c]) }
        #expect(problem?.message.en.contains("aa -> bb -> cc -> aa") == true)
    }

    @Test func aBundleIsInstalledInTheOrderOfItsRequirements() throws {
        let a = try Self.manifest("aa", "1.0.0", Self.requires("bb", "*"))
        let b = try Self.manifest("bb", "1.0.0", Self.requires("cc", "*"))
        let c = try Self.manifest("cc", "1.0.0", Self.requires("elsewhere", "*"))
        #expect(try Dependencies.ordered([a, b, c]).map(\.id) == ["cc", "bb", "aa"])
    }
}
