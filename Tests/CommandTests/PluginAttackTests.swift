// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// Attacks with packages (the numbers are those of our list), tried by the command: each is refused in one readable
/// message, and nothing in the workspace is different.
@Suite("packages that mean ill", .serialized)
struct PluginAttackTests {
    static let sample = SamplePlugin(version: "1.10.0")

    /// A workspace with the sample installed, signed by a key that is trusted, and another key that is revoked.
    static let home: Folder? = {
        do {
            let ws = try PluginVerbTests.workspace()
            try ws.done("plugin", "key", "--publisher", "Kommun A", "--out", "a.key")
            try ws.done("plugin", "key", "--publisher", "Kommun A", "--out", "old.key")
            try ws.done("plugin", "key", "--publisher", "Kommun B", "--out", "b.key")
            for key in ["a", "old", "b"] { try ws.done("plugin", "trust", key + ".key.pub") }
            try ws.done("plugin", "trust", "old.key.pub", "--revoke")
            let package = try sample.pack("sample", in: ws, key: "a.key")
            try ws.done("plugin", "install", package, "--yes")
            return ws
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }()

    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        /// Makes the package, and gives its path.
        let make: @Sendable (Folder) throws -> String
        /// What the message says.
        let says: String
        var verb = "install"
        /// Whether `--yes` and `--allow-unsigned` are given: it must be refused all the same.
        var isForced = true

        var testDescription: String { name }
    }

    /// A `.tar` of the sample's files, or others.
    @Sendable static func tar(_ ws: Folder, _ name: String, _ entries: [TarBytes.Entry]) throws -> String {
        try ws.write(bytes: TarBytes.archive(entries), to: name)
    }

    static let attacks: [Attack] = [
        Attack(
            name: "P04 a link, then a file through it",
            make: { ws in
                try tar(
                    ws, "p04.tar",
                    [
                        TarBytes.Entry(name: "data", kind: "2", target: "/etc"),
                        TarBytes.Entry(name: "data/passwd", text: "root"),
                    ])
            }, says: "link"),
        Attack(
            name: "P18 a file that is not as its hash",
            make: { ws in
                let next = sample.with { $0.version = "2.0.0" }
                return try tar(
                    ws, "p18.tar",
                    [
                        TarBytes.Entry(name: "main.lua", text: next.code.replacing("rows", with: "raws")),
                        TarBytes.Entry(name: "plugin.json", text: try next.manifest()),
                    ])
            }, says: "main.lua"),
        Attack(
            name: "P19 a file that is not listed",
            make: { ws in
                let next = sample.with { $0.version = "2.0.0" }
                return try tar(
                    ws, "p19.tar",
                    [
                        TarBytes.Entry(name: "extra.lua", text: "return 1"),
                        TarBytes.Entry(name: "main.lua", text: next.code),
                        TarBytes.Entry(name: "plugin.json", text: try next.manifest()),
                    ])
            }, says: "extra.lua"),
        Attack(
            name: "P21 a name twice in plugin.json",
            make: { ws in
                let text = try sample.with { $0.version = "2.0.0" }.manifest()
                return try tar(
                    ws, "p21.tar",
                    [
                        TarBytes.Entry(name: "main.lua", text: sample.code),
                        TarBytes.Entry(
                            name: "plugin.json", text: "{\"id\": \"billing\"," + text.dropFirst()),
                    ])
            }, says: "id"),
        Attack(
            name: "P25 the same version with other bytes",
            make: { try sample.with { $0.factor = 3 }.pack("p25", in: $0, key: "a.key") },
            says: "A version never changes"),
        Attack(
            name: "P26 an older version offered as an upgrade",
            make: { try sample.with { $0.version = "1.9.0" }.pack("p26", in: $0, key: "a.key") },
            says: "1.9.0 is older than 1.10.0", verb: "upgrade"),
        Attack(
            name: "P28 the same id from another publisher",
            make: {
                try sample.with { ($0.version, $0.publisher) = ("2.0.0", "Kommun B") }.pack("p28", in: $0, key: "b.key")
            },
            says: "Kommun B"),
        Attack(
            name: "P29 a revoked key",
            make: { try sample.with { $0.version = "2.0.0" }.pack("p29", in: $0, key: "old.key") }, says: "revoked on 2"
        ),
        Attack(
            name: "P30 a permission that nobody has agreed to",
            make: {
                try sample.with { ($0.version, $0.reads) = ("2.0.0", "total_cost") }.pack("p30", in: $0, key: "a.key")
            }, says: "municipalities.total_cost", isForced: false),
        Attack(
            name: "P30 the same, by a preview that would run it",
            make: {
                try sample.with { ($0.version, $0.reads) = ("2.0.0", "total_cost") }.pack("p30", in: $0, key: "a.key")
            }, says: "municipalities.total_cost", verb: "preview", isForced: false),
    ]

    @Test("is refused, and nothing has changed")
    func refused() throws {
        let ws = try #require(Self.home)
        let before = try PluginVerbTests.state(of: ws)
        for attack in Self.attacks {
            let package = try attack.make(ws)
            let call = attack.verb == "preview" ? ["upgrade", package, "--preview"] : [attack.verb, package]
            let outcome = try Tool.run(
                ["plugin"] + call + (attack.isForced ? ["--yes", "--allow-unsigned"] : []), in: ws)
            outcome.expect(.fault(attack.says))
            #expect(outcome.messages == 1, "\(attack.name): \(outcome.errors)")
            #expect(try PluginVerbTests.state(of: ws) == before, "\(attack.name)")
        }
    }

    @Test("P44: what another needs is neither removed nor disabled")
    func removal() throws {
        let ws = try #require(Self.home)
        let other = SamplePlugin(id: "leaner", publisher: "Kommun A", requires: ["head-count": "^1.0"])
        try ws.done("plugin", "install", try other.pack("leaner", in: ws, key: "a.key"), "--yes")
        let before = try PluginVerbTests.state(of: ws)
        for verb in ["remove", "disable"] {
            try ws.samverk("plugin", verb, "head-count", "--yes").expect(.fault("leaner"))
            #expect(try PluginVerbTests.state(of: ws) == before)
        }
        try ws.done("plugin", "remove", "leaner", "--yes")
    }
}
