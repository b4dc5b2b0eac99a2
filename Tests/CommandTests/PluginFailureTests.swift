// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// A copy of the installation in which the program of one plugin is a shell script.
private struct Installation {
    let folder: Folder

    /// The copy: the programs (linked, for they are large), the manifests with a limit of one second, the example.
    static let shared: Result<Installation, any Error> = Result { try Installation() }

    private init() throws {
        folder = try Folder.new()
        let files = FileManager.default
        let programs = URL(filePath: Tool.program).resolvingSymlinksInPath().deletingLastPathComponent()
        let home = ProcessInfo.processInfo.environment["SAMVERK_HOME"] ?? Folder.repository
        try files.createDirectory(atPath: folder.path + "/bin", withIntermediateDirectories: true)
        try files.createDirectory(atPath: folder.path + "/Sources", withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: programs.path)
        where name.hasPrefix("samverk") || name.hasPrefix("Samverk") {
            let path = programs.appending(path: name).path
            guard files.isExecutableFile(atPath: path), !name.contains(".") else { continue }
            if name == "samverk" {
                // Its siblings are looked for beside the program itself, so this one is no link.
                try files.copyItem(atPath: path, toPath: folder.path + "/bin/samverk")
            } else {
                try files.createSymbolicLink(atPath: folder.path + "/bin/" + name, withDestinationPath: path)
            }
        }
        try files.copyItem(atPath: home + "/Sources/Plugins", toPath: folder.path + "/Sources/Plugins")
        try files.createSymbolicLink(atPath: folder.path + "/Examples", withDestinationPath: home + "/Examples")
        let manifest = "Sources/Plugins/CostAllocation/plugin.json"
        var json = try JSON.read(folder.bytes(manifest), file: manifest).object ?? [:]
        json["limits"] = ["seconds": 1]
        try folder.write(JSON.object(json).prettyText, to: manifest)
        try folder.write("coalition,cost\nA,1\nB,2\nA+B,2\n", to: "g.csv")
    }

    /// Runs the tool of the copy.
    func samverk(_ arguments: [String], in place: Folder? = nil) throws -> Tool.Outcome {
        try Tool.run(
            arguments, in: place ?? folder, environment: ["SAMVERK_HOME": folder.path],
            program: folder.path + "/bin/samverk")
    }

    /// Puts a script in the place of the plugin's program; nil takes the program away.
    func replace(with script: String?) throws {
        let path = folder.path + "/bin/SamverkCostAllocation"
        try? FileManager.default.removeItem(atPath: path)
        guard let script else { return }
        try folder.write("#!/bin/sh\n" + script + "\n", to: "bin/SamverkCostAllocation")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
}

/// A plugin may fail a run; it can neither crash the tool nor keep it waiting.
@Suite("A plugin that fails is exit status 3 and a clear message", .serialized)
struct PluginFailureTests {
    static let scripts: [(String, String, String)] = [
        ("ends at once", "exit 0", "ended too early"),
        ("ends with a status", "echo oh no >&2; exit 7", "ended too early"),
        ("is killed in the middle", "read line; kill -9 $$", "ended too early"),
        ("hangs", "sleep 4242", "within 1 s"), ("hangs with a child", "sleep 4242 & wait", "within 1 s"),
        ("ignores the end", "trap '' TERM INT HUP; while :; do sleep 1; done", "within 1 s"),
        ("prints garbage", "read line; echo hello world; cat > /dev/null", "by the protocol"),
        (
            "answers something else",
            "read line; echo '{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}'; cat > /dev/null",
            "by the protocol"
        ),
        ("floods in lines", "read line; while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", "by the protocol"),
        ("floods without a line", "read line; cat /dev/zero | tr '\\0' a", "8 MB"),
        (
            "floods standard error", "read line; while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa >&2; done",
            "within 1 s"
        ),
    ]

    @Test("in its own way", arguments: scripts)
    func fails(name: String, script: String, says: String) throws {
        let installation = try Installation.shared.get()
        try installation.replace(with: script)
        let outcome = try installation.samverk(["analyze", "cost-allocation/allocate", "--input", "game=g.csv"])
        outcome.expect(.program("cost-allocation", says, "What to do"))
        #expect(outcome.messages == 1)
        #expect(outcome.seconds < 5, "the limit of a second, one more, and a busy machine's slowness")
    }

    @Test("a program that is missing")
    func missing() throws {
        let installation = try Installation.shared.get()
        try installation.replace(with: nil)
        let outcome = try installation.samverk(["analyze", "cost-allocation/allocate", "--input", "game=g.csv"])
        outcome.expect(.program("cost-allocation", "missing", "What to do"))
        #expect(outcome.messages == 1)
    }

    @Test("in a run it names the step, leaves no run behind, and the other steps' work is not lost for the next try")
    func inRun() throws {
        let installation = try Installation.shared.get()
        try installation.replace(with: "read line; kill -9 $$")
        let workspace = try Folder.new()
        #expect(try installation.samverk(["init", "--example", "fyrbodal"], in: workspace).status == 0)
        let outcome = try installation.samverk(["run"], in: workspace)
        outcome.expect(.program("cost-allocation", "split"))
        #expect(try installation.samverk(["list", "runs", "--format", "json"], in: workspace).output == "[]\n")
        #expect(try installation.samverk(["run", "formagegap", "--format", "csv"], in: workspace).status == 0)
    }
}
