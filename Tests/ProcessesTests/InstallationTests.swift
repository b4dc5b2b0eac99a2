// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkProcesses
import SamverkTestSupport
import Testing

/// Where the tool finds what belongs to it. One after the other: the environment is the process's own.
@Suite(.serialized) struct InstallationTests {
    private func with<Result>(home: String?, _ body: () throws -> Result) rethrows -> Result {
        let before = getenv("SAMVERK_HOME").map { String(cString: $0) }
        if let home { setenv("SAMVERK_HOME", home, 1) } else { unsetenv("SAMVERK_HOME") }
        defer { if let before { setenv("SAMVERK_HOME", before, 1) } else { unsetenv("SAMVERK_HOME") } }
        return try body()
    }

    /// A folder with these in it.
    private func folder(_ paths: [String]) throws -> String {
        let root = try Programs.temporaryFolder()
        for path in paths {
            if path.hasSuffix(".json") {
                fclose(fopen(root + "/" + path, "w"))
            } else {
                mkdir(root + "/" + path, 0o700)
            }
        }
        return root
    }

    @Test func theCheckoutRoundTheProgramIsFound() throws {
        let found = try with(home: nil) { try Installation.find() }
        #expect(Installation.isFolder(found.home + "/Sources/Plugins"))
        #expect(found.pluginFolders.contains { $0.hasSuffix("/Billing") })
        #expect(found.examples.contains("fyrbodal"))
        #expect(found.example("fyrbodal") != nil)
        #expect(found.example("nowhere") == nil)
    }

    @Test func aNamedHomeComesFirst() throws {
        let home = try folder([
            "plugins", "plugins/a", "plugins/b", "plugins/a/plugin.json", "examples", "examples/x",
            "examples/x/samverk.yaml",
        ])
        let found = try with(home: home) { try Installation.find() }
        #expect(found.home == home)
        #expect(found.pluginFolders == [home + "/plugins/a"])
        #expect(found.examples == ["x"])
        #expect(found.example("x") == home + "/examples/x")
    }

    @Test func aNamedHomeThatIsNoFolderIsAProblemWithARemedy() throws {
        let problem = #expect(throws: Problem.self) { try with(home: "/no/such/home") { try Installation.find() } }
        #expect(problem?.message.en.contains("/no/such/home") == true)
        #expect(problem?.remedy != nil)
    }

    @Test func anEmptyNameIsNoName() throws {
        #expect(Installation.isFolder(try with(home: "") { try Installation.find() }.home))
    }

    @Test func aMissingProgramIsAProblemWithARemedy() throws {
        let found = try with(home: nil) { try Installation.find() }
        let problem = #expect(throws: Problem.self) { try found.program("samverk-nothing") }
        #expect(problem?.kind == .program)
        #expect(problem?.remedy?.en.contains("swift build") == true)
    }

    @Test(arguments: ["..", "../fyrbodal", ".", "", "a/b"])
    func anExamplesNameIsNoPath(_ name: String) throws {
        #expect(try with(home: nil) { try Installation.find() }.example(name) == nil)
    }

    @Test func anExampleIsAWorkspace() throws {
        let found = try with(home: nil) { try Installation.find() }
        #expect(found.examples.contains("fyrbodal"))
        #expect(Installation.isFolder(found.home + "/Examples/plugins") && !found.examples.contains("plugins"))
    }

    @Test func entriesAreSortedAndHiddenOnesLeftOut() throws {
        let root = try folder(["b", "a", ".hidden", "å"])
        #expect(Installation.entries(of: root) == ["a", "b", "å"])
        #expect(Installation.entries(of: root + "/nowhere") == [])
    }
}
