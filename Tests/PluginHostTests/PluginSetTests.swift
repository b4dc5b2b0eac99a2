// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// Which plugins there are, and what they offer by name.
@Suite struct PluginSetTests {
    /// An installation whose plugins have these manifests, and one program that all may name.
    private static func installation(_ manifests: [String: String]) throws -> Installation {
        let home = try Programs.temporaryFolder()
        for (name, text) in manifests {
            try FileManager.default.createDirectory(
                atPath: home + "/plugins/" + name, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: home + "/plugins/\(name)/plugin.json"))
        }
        let program = try Programs.script("exit 0")
        try FileManager.default.moveItem(atPath: program, toPath: home + "/fake")
        return Installation(programs: home, home: home)
    }

    private static func load(_ installation: Installation) -> (plugins: [LoadedPlugin], problems: [Problem]) {
        LoadedPlugin.bundled(installation) { Array(try Data(contentsOf: URL(filePath: $0))) }
    }

    private static let sound = FakePlugin.manifest(seconds: 1)

    @Test func aSoundPluginIsKnownByItsManifestAndHash() throws {
        let (plugins, problems) = Self.load(try Self.installation(["Fake": Self.sound]))
        #expect(problems == [])
        #expect(plugins.map(\.manifest.id) == ["fake"])
        #expect(try plugins[0].hash().count == 64 && plugins[0].program.hasSuffix("/fake"))
        #expect(plugins[0].manifestText == Self.sound)
    }

    /// It is listed with what it offers; only what needs its program fails.
    @Test func aMissingProgramIsToldWhenItIsNeeded() throws {
        let lacking = Self.sound.replacing("[\"fake\"]", with: "[\"nothing\"]")
        let (plugins, problems) = Self.load(try Self.installation(["Fake": lacking]))
        #expect(problems == [] && plugins.map(\.manifest.id) == ["fake"])
        let told = #expect(throws: Problem.self) { try plugins[0].hash() }
        #expect(told?.kind == .program && told?.message.en == "The program 'nothing' is missing beside samverk.")
    }

    @Test(arguments: [
        ("no JSON", "{", "plugin.json"),
        ("another schema", sound.replacing("\"schema\": 1", with: "\"schema\": 2"), "schema"),
        ("a later api", sound.replacing("^1.0", with: "^2.0"), "expects api ^2.0"),
        ("another runtime", sound.replacing("\"process\"", with: "\"wasm\""), "'wasm' is unknown"),
    ])
    func oneThatIsNotSoundLeavesTheOthers(_ what: String, _ manifest: String, _ says: String) throws {
        let other = Self.sound.replacing("\"id\": \"fake\"", with: "\"id\": \"other\"")
        let (plugins, problems) = Self.load(try Self.installation(["A": manifest, "B": other]))
        #expect(plugins.map(\.manifest.id) == ["other"], "\(what)")
        #expect(problems.count == 1)
        #expect(problems.first?.text(.english).contains(says) == true, "\(problems)")
    }

    @Test func analysesAndHooksAreFoundByName() throws {
        let set = PluginSet(Self.load(try Self.installation(["Fake": Self.sound])).plugins)
        #expect(set.analyses.map(\.reference) == ["fake/sum", "fake/price"])
        #expect(try set.analysis("fake/sum").spec.id == "sum")
        let analysis = #expect(throws: Problem.self) { try set.analysis("fake/som") }
        #expect(analysis?.remedy?.en == "Did you mean 'fake/sum'?")
        #expect(try set.hook("fake/keep@1").id == "fake/keep" && set.hook("fake/keep").major == 1)
        let hook = #expect(throws: Problem.self) { try set.hook("fake/kept@1") }
        #expect(hook?.remedy?.en == "Did you mean 'fake/keep@1'?")
    }
}
