// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// Plugins as an administrator and an author live with them, by the command alone.
@Suite("plugin ...")
struct PluginVerbTests {
    static let sample = SamplePlugin()

    /// All of a workspace that a refused change must leave as it was.
    static func state(of workspace: Folder) throws -> String {
        let files = FileManager.default.enumerator(atPath: workspace.path + "/plugins/store")?.allObjects ?? []
        let store = files.compactMap { $0 as? String }.sorted().joined(separator: "\n")
        let staging = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/plugins/staging")
        let check = try workspace.samverk("check").output
        let changes = try workspace.samverk("plugin", "log", "--format", "csv").output
        let lock = try workspace.text("plugins.lock")
        return [store, staging.joined(), check, changes, lock].joined(separator: "\n---\n")
    }

    /// An empty workspace with one municipality and a scenario that counts its heads.
    static func workspace() throws -> Folder {
        let folder = try Folder.new()
        try folder.done("init", "ws", "--quiet")
        let workspace = Folder(path: folder.path + "/ws")
        try workspace.write("code,name,population,total_cost\n9907,Exempelkommun G,12600,1000\n", to: "m.csv")
        try workspace.done("import", "municipalities", "m.csv")
        try workspace.write(
            """
            title: { sv: Huvuden, en: Heads }
            period: 2027
            members: [9907]
            steps:
              heads:
                analysis: head-count/count

            """, to: "scenarios/huvuden.yaml")
        return workspace
    }

    @Test("a plugin comes, is upgraded with its figures shown first, goes back, and goes")
    func life() throws {
        let ws = try Self.workspace()
        let first = try Self.sample.pack("one", in: ws)
        let second = try Self.sample.with { ($0.version, $0.factor) = ("1.1.0", 2) }.pack("two", in: ws)

        try ws.samverk("plugin", "install", first).expect(.fault("unsigned", "--allow-unsigned"))
        try ws.samverk("plugin", "install", first, "--allow-unsigned").expect(
            .fault("Install head-count 1.0.0", "municipalities: code, population", "municipalities.population", "--yes")
        )
        let shown = try ws.done("plugin", "install", first, "--dry-run")
        for said in ["Install head-count 1.0.0", "municipalities: code, population", "+ head-count/count", "unsigned"] {
            #expect(shown.output.contains(said), "\(shown.output)")
        }
        #expect(!(try ws.done("plugin", "list")).output.contains("head-count"), "a dry run installs nothing")
        try ws.done("plugin", "install", first, "--allow-unsigned", "--yes")
        #expect(try ws.done("plugin", "list", "--format", "csv").output.contains("stored,yes,unsigned"))
        #expect(try ws.done("run", "huvuden", "--format", "csv").output.contains("12600"))

        let before = try Self.state(of: ws)
        let preview = try ws.done("plugin", "upgrade", second, "--preview", "--allow-unsigned", "--format", "json")
            .json()
        let scenario = try #require(preview["scenarios"]?.array?.first)
        #expect(scenario["changed"]?.integer == 1 && scenario["unchanged"]?.integer == 0)
        let figure = try #require(scenario["tables"]?.array?.first?["figures"]?.array?.first)
        #expect(figure["figure"]?.string == "heads/counts[9907].heads")
        #expect(figure["before"]?.integer == 12600 && figure["after"]?.integer == 25200)
        #expect(figure["difference"]?.integer == 12600)
        #expect(try Self.state(of: ws) == before, "a preview changes nothing")

        try ws.done("plugin", "upgrade", second, "--allow-unsigned", "--yes")
        #expect(try ws.done("run", "huvuden", "--format", "csv").output.contains("25200"))
        try ws.done("plugin", "rollback", "head-count", "--yes")
        #expect(try ws.done("run", "huvuden", "--format", "csv").output.contains("12600"))

        try ws.done("plugin", "disable", "head-count")
        try ws.samverk("run", "huvuden").expect(.fault("plugin enable head-count"))
        try ws.done("plugin", "enable", "head-count")
        let info = try ws.done("plugin", "info", "head-count").output
        for said in ["Kommun A", "unsigned", "municipalities.population", "yes: the sandbox"] {
            #expect(info.contains(said), "\(info)")
        }
        #expect(try ws.done("plugin", "verify", "head-count").output.contains("unchanged"))
        #expect(try ws.done("plugin", "log", "head-count", "--format", "csv").output.contains("plugin rollback"))

        try ws.done("plugin", "bundle", "all.tar.gz", "head-count")
        try ws.done("plugin", "remove", "head-count", "--yes")
        try ws.samverk("plugin", "info", "head-cuont").expect(.fault("Unknown plugin 'head-cuont'"))
        try ws.done("plugin", "install", "all.tar.gz", "--allow-unsigned", "--yes")
        #expect(try ws.done("run", "huvuden", "--format", "csv").output.contains("12600"))
        #expect(try ws.done("plugin", "doctor").output.contains("All is in order"))
    }

    @Test("a bundle is installed whole or not at all")
    func bundle() throws {
        let source = try Self.workspace()
        let more = Self.sample.with { ($0.id, $0.requires) = ("per-head", ["head-count": "^1.0"]) }
        for (plugin, name) in [(Self.sample, "one"), (more, "two")] {
            try source.done("plugin", "install", try plugin.write(to: name, in: source), "--allow-unsigned", "--yes")
        }
        try source.done("plugin", "bundle", "all.tar.gz")
        let ws = try Self.workspace()
        let bundle = source.path + "/all.tar.gz"
        let stranger = Self.sample.with { ($0.id, $0.publisher) = ("per-head", "Kommun B") }
        try ws.done("plugin", "install", try stranger.write(to: "b", in: ws), "--allow-unsigned", "--yes")
        func installed() throws -> [Bool] {
            let list = try ws.done("plugin", "list", "--format", "csv").output
            return ["head-count,", "per-head,"].map { list.contains("\n" + $0) }
        }
        try ws.samverk("plugin", "install", bundle, "--allow-unsigned", "--yes").expect(.fault("Kommun B"))
        #expect(try installed() == [false, true])
        try ws.done("plugin", "remove", "per-head", "--yes")
        try ws.samverk("plugin", "install", bundle, "--yes").expect(.fault("unsigned"))
        try ws.samverk("plugin", "install", bundle, "--allow-unsigned").expect(.fault("--yes"))
        #expect(try installed() == [false, false])
        let shown = try ws.done("plugin", "install", bundle, "--allow-unsigned", "--dry-run").output
        #expect(shown.contains("Install head-count 1.0.0") && shown.contains("Install per-head 1.0.0"), "\(shown)")
        #expect(try installed() == [false, false])
        let done = try ws.done("plugin", "install", bundle, "--allow-unsigned", "--yes").output
        #expect(done == "Installed head-count 1.0.0.\nInstalled per-head 1.0.0.\n", "\(done)")
        #expect(try installed() == [true, true])
    }

    @Test("a scenario that the new version breaks is told, with the reason")
    func broken() throws {
        let ws = try Self.workspace()
        try ws.done("plugin", "install", try Self.sample.write(to: "one", in: ws), "--allow-unsigned", "--yes")
        let bad = Self.sample.with { $0.version = "1.1.0" }
        try bad.write(to: "two", in: ws, packed: false)
        try ws.write(
            "return plugin { analyses = { count = function(run) error(\"no heads\") end } }\n", to: "two/main.lua")
        let preview = try ws.done("plugin", "upgrade", "two", "--preview", "--allow-unsigned")
        #expect(preview.output.contains("huvuden: FAILS with the new version"), "\(preview.output)")
        #expect(preview.output.contains("no heads"), "\(preview.output)")
    }

    @Test("a plugin comes by its name from an index, and only as the index says")
    func index() throws {
        let ws = try Self.workspace()
        let archive = try Self.sample.pack("one", in: ws)
        func entry(_ version: String, _ sha256: String) throws {
            try ws.write(
                #"{"head-count": {"version": "\#(version)", "file": "\#(archive)", "sha256": "\#(sha256)"}}"#,
                to: "index.json")
        }
        let hash = try Sum.sha256(try ws.bytes(archive))
        let wrong: [(String, String, String)] = [
            ("1.0.0", String(repeating: "0", count: 64), "was expected"),
            ("1.0.1", hash, "the index says head-count 1.0.1"),
            ("1.0.0", "abc", "64 hexadecimal digits"), ("one", hash, "is no version"),
        ]
        for (version, sha256, says) in wrong {
            try entry(version, sha256)
            try ws.samverk("plugin", "install", "head-count", "--index", "index.json").expect(.fault(says))
        }
        try entry("1.0.0", hash)
        try ws.samverk("plugin", "install", "haed-count", "--index", "index.json").expect(
            .fault("Did you mean 'head-count'?"))
        let sound = try #require(try JSON.read(ws.text("index.json"))["head-count"])
        try ws.write(JSON.object(["broken": ["version": "one"], "head-count": sound]).prettyText, to: "index.json")
        try ws.samverk("plugin", "install", "broken", "--index", "index.json").expect(.fault("'file'"))
        try ws.done("plugin", "install", "head-count", "--index", "index.json", "--allow-unsigned", "--yes")
    }

    @Test("the same files are packed to the same bytes, and what plugin new writes passes plugin test")
    func author() throws {
        let folder = try Folder.new()
        try folder.done("plugin", "new", "andel")
        try folder.done("plugin", "pack", "andel", "-o", "a.tar.gz")
        try folder.done("plugin", "pack", "andel", "-o", "b.tar.gz")
        #expect(try folder.bytes("a.tar.gz") == folder.bytes("b.tar.gz"))
        try folder.samverk("plugin", "pack", "andel", "-o", "andel/x.tar.gz").expect(.usage("folder that is packed"))
        let passed = try folder.done("plugin", "test", "andel", "--format", "csv")
        #expect(passed.output.contains("cases,") && !passed.output.contains(",failed,"), "\(passed.output)")
        try folder.write("return plugin { analyses = {} }\n", to: "andel/main.lua")
        let failed = try folder.samverk("plugin", "test", "andel")
        #expect(failed.status == 1 && failed.errors.contains("failed"), "\(failed.errors)")
    }

    @Test("a plugin in Python is tried, linked, and run from where it is written and from the store")
    func python() throws {
        let ws = try Self.workspace()
        try ws.done("plugin", "new", "andel", "--language", "python")
        try ws.done("plugin", "test", "andel")
        let call = [
            "analyze", "andel/per-inhabitant", "--input", "costs=andel/tests/costs.csv", "--input",
            "inhabitants=andel/tests/inhabitants.csv", "--format", "csv",
        ]
        try ws.done("plugin", "install", "--link", "andel", "--yes")
        let linked = try Tool.run(call, in: ws)
        #expect(linked.status == 0, "\(linked.errors)")
        try ws.samverk("plugin", "install", "andel", "--allow-unsigned", "--yes").expect(.fault("is linked"))
        try ws.done("plugin", "remove", "andel", "--yes")
        try ws.done("plugin", "install", "andel", "--allow-unsigned", "--yes")
        let stored = try Tool.run(
            ["-C", "ws"] + call.map { $0.replacing("=andel/", with: "=ws/andel/") }, in: Folder(path: ws.path + "/.."))
        #expect(stored.output == linked.output && stored.status == 0, "\(stored.errors)")
    }

    @Test("disabling a plugin takes its analyses and hooks away and nothing else")
    func disabled() throws {
        let ws = try Workspaces.copy()
        // A rule of the example answers a hook of tbm, and a scenario runs its analysis.
        let before = try ws.done("run", "gemensam-servicedesk", "--format", "csv").output
        try ws.done("plugin", "disable", "tbm")
        #expect(try ws.done("run", "gemensam-servicedesk", "--format", "csv").output == before)
        #expect(!(try ws.done("hooks")).output.contains("tbm/account"))
        #expect(!(try ws.done("analyses")).output.contains("tbm/cost-share"))
        #expect(try ws.done("export", "tbm/it_costs").output.contains("organisation"))
        try ws.samverk("run", "formagegap").expect(.fault("plugin enable tbm"))
        try ws.done("plugin", "enable", "tbm")
        #expect(try ws.done("hooks").output.contains("tbm/account"))
    }

    @Test("a package that was tampered with is a fault for check as for verify")
    func tampered() throws {
        let ws = try Self.workspace()
        try ws.done("plugin", "install", try Self.sample.pack("one", in: ws), "--allow-unsigned", "--yes")
        let package = try #require(FileManager.default.contentsOfDirectory(atPath: ws.path + "/plugins/store").first)
        let program = ws.path + "/plugins/store/\(package)/main.lua"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: program)
        try Data("return {}\n".utf8).write(to: URL(filePath: program))
        for verb in [["plugin", "verify"], ["check"]] {
            let outcome = try Tool.run(verb, in: ws)
            #expect(outcome.status == 1 && outcome.errors.contains("are not those that were installed"), "\(outcome)")
        }
    }

    @Test(
        "what a revoked key has signed does not run, unless samverk.yaml allows it; that is told wherever it is shown")
    func revoked() throws {
        let ws = try Self.workspace()
        try ws.done("plugin", "key", "--publisher", "Kommun A", "--out", "a.key")
        #expect(try ws.samverk("plugin", "key", "--publisher", "Kommun A", "--out", "a.key").status == 1)
        try ws.done("plugin", "trust", "a.key.pub")
        try ws.done("plugin", "install", try Self.sample.pack("one", in: ws, key: "a.key"), "--yes")
        #expect(!(try ws.done("run", "huvuden")).errors.contains("warning"))
        let told = try ws.done("plugin", "trust", "a.key.pub", "--revoke").output
        #expect(told.contains("head-count 1.0.0") && told.contains("allow_revoked: [head-count]"), "\(told)")
        #expect(try ws.done("plugin", "list", "--format", "csv").output.contains("but does not answer\",key revoked"))
        #expect(try ws.done("plugin", "info", "head-count").output.contains("key revoked"))
        let runs = try ws.done("list", "runs", "--format", "csv").output
        for verb in [["run", "huvuden"], ["analyze", "head-count/count"], ["plugin", "test", "head-count"]] {
            try Tool.run(verb, in: ws).expect(.fault("is revoked since", "does not run here", "allow_revoked"))
        }
        #expect(try ws.done("list", "runs", "--format", "csv").output == runs)
        #expect(try ws.done("show", "run", "1").output.contains("Heads"))
        let settings = try ws.text("samverk.yaml")
        try ws.write(settings + "allow_revoked: [head-count]\n", to: "samverk.yaml")
        #expect(try ws.done("run", "huvuden").errors.contains("warning: (plugin head-count 1.0.0)"))
        for verb in [["plugin", "verify"], ["check"]] {
            let outcome = try Tool.run(verb, in: ws)
            #expect(outcome.status == 1 && outcome.errors.contains("no longer to be relied on"), "\(outcome)")
        }
    }

    @Test("packages that nothing refers to are pruned, told before and after; --keep gives up rollbacks")
    func prune() throws {
        let ws = try Self.workspace()
        func stored() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: ws.path + "/plugins/store").count
        }
        for version in ["1.0.0", "1.1.0", "1.2.0", "1.3.0"] {
            let package = try Self.sample.with { ($0.version, $0.factor) = (version, Int(version.count)) }
                .pack(version, in: ws)
            try ws.done("plugin", "install", package, "--allow-unsigned", "--yes")
            // the record of a run refers to 1.1.0
            if version == "1.1.0" { try ws.done("run", "huvuden") }
        }
        #expect(try ws.done("plugin", "prune").output == "Every package is needed.\n")
        try ws.done("plugin", "rollback", "head-count", "--yes")
        let shown = try ws.done("plugin", "prune", "--dry-run").output
        #expect(shown.hasPrefix("To be removed:\n  head-count 1.3.0  ") && shown.hasSuffix(" kB\n"), "\(shown)")
        #expect(try stored() == 4)
        let pruned = try ws.done("plugin", "prune")
        #expect(pruned.errors == shown && pruned.output == "Removed 1 package.\n")
        #expect(try stored() == 3)

        try ws.samverk("plugin", "prune", "--keep", "0").expect(.fault("cannot be rolled back to", "--yes"))
        try ws.samverk("plugin", "prune", "--keep", "-1").expect(.usage("--keep"))
        #expect(try stored() == 3)
        #expect(try ws.done("plugin", "prune", "--keep", "0", "--yes").errors.contains("head-count: 2 steps fewer"))
        #expect(try stored() == 2, "1.2.0 is active, 1.1.0 in a run")
        try ws.samverk("plugin", "rollback", "head-count").expect(.fault("head-count"))
        try ws.done("plugin", "verify")
        #expect(try ws.done("log", "--limit", "4", "--format", "csv").output.contains("plugin prune"))
        #expect(try ws.done("show", "run", "1").output.contains("Heads"))
    }

    @Test("a linked plugin leaves its mark in the record of a run")
    func linked() throws {
        let ws = try Self.workspace()
        try ws.done("plugin", "install", "--link", try Self.sample.write(to: "one", in: ws, packed: false), "--yes")
        #expect(try ws.done("run", "huvuden").output.contains("nothing of it is pinned"))
        for verb in [["show", "run", "1", "--format", "json"], ["explain", "1/heads/counts[9907].heads"]] {
            let outcome = try Tool.run(verb, in: ws)
            #expect(outcome.output.contains("1.0.0 (linked, not pinned)"), "\(outcome)")
        }
    }

    @Test("of a plugin that is disabled or removed, that is what is said")
    func absent() throws {
        let ws = try Self.workspace()
        try ws.done("plugin", "install", try Self.sample.write(to: "one", in: ws), "--allow-unsigned", "--yes")
        try ws.done("plugin", "disable", "head-count")
        for call in [["run", "huvuden"], ["check"], ["analyze", "head-count/count"]] {
            let outcome = try Tool.run(call, in: ws)
            #expect(outcome.status == 1 && outcome.errors.contains("samverk plugin enable head-count"), "\(outcome)")
        }
    }

    @Test("what a plugin packs again takes the place of a package, and of nothing else")
    func packing() throws {
        let folder = try Folder.new()
        try Self.sample.write(to: "one", in: folder, packed: false)
        for _ in 1...2 { try folder.done("plugin", "pack", "one", "-o", "one.tgz") }
        try folder.write("mine", to: "notes.tgz")
        try folder.samverk("plugin", "pack", "one", "-o", "notes.tgz").expect(.fault("is no package", "-o FILE"))
        #expect(try folder.text("notes.tgz") == "mine")
    }
}
