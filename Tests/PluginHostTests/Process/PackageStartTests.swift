// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// A stored plugin runs the bytes that were installed and no others.
@Suite(.serialized) struct PackageStartTests {
    /// A package in a folder, its manifest with the hashes of its files.
    private struct Package {
        let folder: String
        let manifest: String
        var hash: String { Digest.sha256(Array(manifest.utf8)) }

        init(_ files: [String: String], entry: [String]) throws {
            folder = try Programs.temporaryFolder() + "/package"
            var list: [String] = []
            for (path, text) in files.sorted(by: { $0.key < $1.key }) {
                let file = URL(filePath: folder + "/" + path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
                list.append(
                    #"{"path":"\#(path)","size":\#(text.utf8.count),"sha256":"\#(Digest.sha256(Array(text.utf8)))","executable":\#(text.hasPrefix("#!"))}"#
                )
            }
            let entries = entry.map { "\"\($0)\"" }.joined(separator: ",")
            manifest = FakePlugin.manifest(seconds: 30)
                .replacing(#""entry": ["fake"]"#, with: "\"entry\": [\(entries)]")
                .replacing(#""schema": 1,"#, with: #""schema": 1, "files": [\#(list.joined(separator: ","))],"#)
        }

        func plugin(_ home: LoadedPlugin.Home? = nil) throws -> FakePlugin {
            let read = try Manifest(try JSON.read(Array(manifest.utf8)), file: "plugin.json")
            return FakePlugin(
                LoadedPlugin(
                    manifest: read, manifestText: manifest, home: home ?? .stored(package: hash), folder: folder,
                    program: folder, read: { _ in [] }))
        }

        func write(_ text: String, to path: String) throws {
            let file = folder + "/" + path
            try? FileManager.default.removeItem(atPath: file)
            try Data(text.utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }
    }

    private static let good = "#!/bin/sh\n" + FakePlugin.words() + "\nhello; answer \"$good\" '[]'\n"
    private static let evil = "#!/bin/sh\n" + FakePlugin.words() + "\nhello; say error evil; answer \"$good\" '[]'\n"

    @Test func itsFilesRunAsTheyWereInstalled() async throws {
        let package = try Package(["run": Self.good, "lib/data": "x"], entry: ["run"])
        #expect(try await package.plugin().run()["totals"]?.rowCount == 2)
    }

    @Test(
        "A file that was changed, swapped, linked or lost is not run",
        arguments: ["changed", "linked", "lost", "a folder", "a pipe", "its folder linked"])
    func changed(_ how: String) async throws {
        let package = try Package(["bin/run": Self.good, "lib/data": "x"], entry: ["bin/run"])
        let file = package.folder + "/bin/run"
        let other = try Programs.script(String(Self.evil.dropFirst(10)))
        switch how {
        case "changed": try package.write(Self.evil, to: "bin/run")
        case "its folder linked":
            try FileManager.default.moveItem(atPath: package.folder + "/bin", toPath: package.folder + "/other")
            try FileManager.default.createSymbolicLink(atPath: package.folder + "/bin", withDestinationPath: "other")
        default:
            try FileManager.default.removeItem(atPath: file)
            if how == "linked" { try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: other) }
            if how == "a folder" {
                try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
            }
            if how == "a pipe" { #expect(mkfifo(file, 0o700) == 0) }
        }
        let told = await #expect(throws: Problem.self) { try await package.plugin().run() }
        #expect(
            told?.message.en == "The plugin fake is not started: the file bin/run is not the one that was installed.")
        #expect(told?.kind == .program)
    }

    @Test func aLibraryThatWasChangedStopsItToo() async throws {
        let package = try Package(["run": Self.good, "lib/data": "x"], entry: ["run"])
        try package.write("y", to: "lib/data")
        let told = await #expect(throws: Problem.self) { try await package.plugin().run() }
        #expect(told?.message.en.contains("lib/data") == true)
    }

    @Test func aManifestThatIsNotTheOneInstalledStopsIt() async throws {
        let package = try Package(["run": Self.good], entry: ["run"])
        let plugin = try package.plugin(.stored(package: String(repeating: "0", count: 64)))
        let told = await #expect(throws: Problem.self) { try await plugin.run() }
        #expect(told?.message.en.contains("plugin.json") == true)
    }

    /// P20: somebody swaps the file by rename all the time, between every check and every start.
    @Test func swappingBetweenCheckAndStartRunsNothingElse() async throws {
        let package = try Package(["run": Self.good], entry: ["run"])
        let plugin = try package.plugin()
        let folder = package.folder
        // The same size, so that only the bytes tell.
        let padded = Self.evil + String(repeating: "#", count: max(0, Self.good.utf8.count - Self.evil.utf8.count))
        let swapper = Task.detached {
            while !Task.isCancelled {
                for text in [padded, Self.good] {
                    try? Data(text.utf8).write(to: URL(filePath: folder + "/next"))
                    chmod(folder + "/next", 0o755)
                    rename(folder + "/next", folder + "/run")
                    try? await Task.sleep(for: .microseconds(300))
                }
            }
        }
        defer { swapper.cancel() }
        for _ in 0..<20 {
            do {
                _ = try await plugin.run(log: { Issue.record("other bytes ran: \($0)") })
            } catch let problem as Problem {
                #expect(problem.message.en.contains("the file run is not the one that was installed"))
            }
        }
    }

    /// An interpreter runs a script of the package, and finds the others beside it.
    @Test func aScriptRunsByItsInterpreter() async throws {
        let script = """
            import json, sys, words
            def say(x): sys.stdout.write(json.dumps(x) + "\\n"); sys.stdout.flush()
            sys.stdin.readline()
            say({"jsonrpc": "2.0", "id": 1, "result": {"protocol": "1.0", "plugin": "fake", "version": "0.1.0", "features": ["log"]}})
            run = json.loads(sys.stdin.readline())["params"]["run"]
            try: open(words.__file__, "a"); how = "writable"
            except OSError: how = "closed"
            say({"jsonrpc": "2.0", "method": "log", "params": {"level": "info", "text": how + " " + " ".join(sys.argv[1:])}})
            say({"jsonrpc": "2.0", "id": 2, "result": {"run": run, "tables": {"totals": words.totals}, "findings": []}})
            """
        let words = "import json\ntotals = json.loads('''\(FakePlugin.totals)''')\n"
        let package = try Package(["main.py": script, "words.py": words], entry: ["python3", "main.py", "--quick"])
        for home in [nil, LoadedPlugin.Home.linked] {
            let output = try await package.plugin(home).run(log: { #expect($0.text == "closed --quick") })
            #expect(output["totals"]?.rowCount == 2)
        }
    }

    @Test func onlySomeInterpretersMayBeNamed() throws {
        #expect(try Interpreter.resolve("python3").hasSuffix("/python3"))
        for name in ["perl", "sh", "nothing", "../python3", ""] {
            let told = #expect(throws: Problem.self) { try Interpreter.resolve(name) }
            #expect(told?.message.en.contains("only julia, node, python3, Rscript may be used") == true)
        }
        let folder = try Programs.temporaryFolder()
        #expect(throws: Problem.self) { try Interpreter.resolve("python3", in: [folder]) }
        let script = try Programs.script("exit")
        try FileManager.default.createSymbolicLink(atPath: folder + "/python3", withDestinationPath: script)
        let told = #expect(throws: Problem.self) { try Interpreter.resolve("python3", in: [folder]) }
        #expect(told?.message.en.contains("leads out of /usr") == true)
    }
}
