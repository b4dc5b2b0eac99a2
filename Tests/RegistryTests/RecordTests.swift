// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import Testing

@Suite("Runs, plugins and the audit log")
struct RecordTests {
    let registry: Registry

    init() throws { registry = try newRegistry() }

    @Test("an identical run keeps its number and becomes the latest")
    func runs() throws {
        #expect(try registry.run() == nil && registry.runs().isEmpty)
        let content: JSON = ["steps": [["x": 1, "y": 1.5]]]
        let save = { try registry.saveRun(hash: $0, scenario: "desk.yaml", title: "Servicedesk", content: content) }
        #expect(try [save("h1"), save("h2"), save("h1")] == [1, 2, 1])
        #expect(try registry.run()?.number == 1)
        #expect(try save("h3") == 3)
        let run = try #require(try registry.run(2))
        #expect((run.hash, run.scenario, run.title, run.content) == ("h2", "desk.yaml", "Servicedesk", content))
        #expect(try registry.runs().map(\.number) == [1, 2, 3])
        #expect(try registry.runs().allSatisfy { $0.content == .null })
        #expect(try registry.run(9) == nil)
    }

    @Test("a plugin is entered, updated and removed, and the log tells")
    func plugins() throws {
        let set = { (version: String, enabled: Bool) in
            try registry.setPlugin(
                id: "tbm", version: version, hash: "ab", enabled: enabled, manifest: "{}", by: "anna")
        }
        try set("0.1.0", true)
        try set("0.1.0", true)
        try set("0.2.0", false)
        #expect(
            try registry.plugins() == [
                InstalledPlugin(id: "tbm", version: "0.2.0", hash: "ab", enabled: false, manifest: "{}")
            ])
        let row = try registry.plugins().first
        try registry.apply(PluginChange(.remove, "tbm", before: row, after: nil), by: "anna")
        #expect(try registry.plugins() == [])
        let log = try registry.audit().filter { $0.action.hasPrefix("plugin") }
        #expect(log.count == 3)
        #expect(log[1].before == #"{"version":"0.1.0","hash":"ab","enabled":true}"#)
        #expect(log[1].after == #"{"version":"0.2.0","hash":"ab","enabled":false}"#)
        #expect(log[0].action == "plugin remove" && log[0].after == nil)
    }

    @Test("the log is numbered and read newest first")
    func audit() throws {
        let start = try registry.audit().first?.number ?? 0
        for i in 1...3 { try registry.record(action: "approve", object: "agr-\(i)", who: "anna", after: "{}") }
        let log = try registry.audit(limit: 2)
        #expect(log.map(\.object) == ["agr-3", "agr-2"])
        #expect(log.map(\.number) == [start + 3, start + 2])
        #expect(try registry.audit(limit: -1).isEmpty)
    }

    @Test("SHA-256 is that of FIPS 180-4")
    func digest() {
        #expect(Digest.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest.sha256([UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
