// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// What an administrator does with plugins beside installing them one by one.
@Suite("Plugins in a workspace over time")
struct PluginCareTests {
    @Test("a bundle is installed whole or not at all")
    func bundle() throws {
        let source = try PluginVerbTests.workspace()
        let more = PluginVerbTests.sample.with { ($0.id, $0.requires) = ("per-head", ["head-count": "^1.0"]) }
        for (plugin, name) in [(PluginVerbTests.sample, "one"), (more, "two")] {
            try source.done("plugin", "install", try plugin.write(to: name, in: source), "--allow-unsigned", "--yes")
        }
        try source.done("plugin", "bundle", "all.tar.gz")
        let ws = try PluginVerbTests.workspace()
        let bundle = source.path + "/all.tar.gz"
        let stranger = PluginVerbTests.sample.with { ($0.id, $0.publisher) = ("per-head", "Kommun B") }
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

    @Test(
        "what a revoked key has signed does not run, unless samverk.yaml allows it; that is told wherever it is shown")
    func revoked() throws {
        let ws = try PluginVerbTests.workspace()
        try ws.done("plugin", "key", "--publisher", "Kommun A", "--out", "a.key")
        #expect(try ws.samverk("plugin", "key", "--publisher", "Kommun A", "--out", "a.key").status == 1)
        try ws.done("plugin", "trust", "a.key.pub")
        try ws.done("plugin", "install", try PluginVerbTests.sample.pack("one", in: ws, key: "a.key"), "--yes")
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
        let ws = try PluginVerbTests.workspace()
        func stored() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: ws.path + "/plugins/store").count
        }
        for version in ["1.0.0", "1.1.0", "1.2.0", "1.3.0"] {
            let package = try PluginVerbTests.sample.with { ($0.version, $0.factor) = (version, Int(version.count)) }
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
}
