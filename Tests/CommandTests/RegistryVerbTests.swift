// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk backup`, `export --all`, `restore`; what they hold and refuse is tested with the registry.
@Suite("The registry saved, versioned, restored")
struct RegistryVerbTests {
    private func hash(_ outcome: Tool.Outcome) throws -> String {
        try #require(outcome.output.split(separator: "\n").last.map { String($0.suffix(64)) })
    }

    @Test("the example is restored from a folder to the hash; a figure is explained to its line as before")
    func wholeExample() throws {
        let here = try Workspaces.copy()
        let exported = try hash(here.done("export", "--all", "registry"))
        #expect(try here.done("check").output.contains("hash " + exported))
        let explained = try here.done("explain", "1/bill/before_after[9908].after").output
        // Somebody clones the workspace: everything but the registry, which git does not have.
        for name in ["registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: here.path + "/" + name)
        }
        #expect(try hash(here.done("restore", "registry")) == exported)
        try here.done("export", "--all", "again")
        for name in ["SHA256SUMS", "registry.json", "audit.csv", "datasets/support-pooling/desk_hours.csv"] {
            #expect(try here.bytes("registry/" + name) == here.bytes("again/" + name), "\(name)")
        }
        try here.done("run", "gemensam-servicedesk", "--format", "csv")
        #expect(try here.done("explain", "1/bill/before_after[9908].after").output == explained)
    }

    @Test("a backup brings back runs too; what was there is saved; a damaged registry is put aside")
    func backup() throws {
        let here = try Workspaces.copy()
        let saved = try hash(here.done("backup", "b.sqlite"))
        try here.samverk("backup", "b.sqlite").expect(.fault("The file is there already"))
        let runs = try here.done("list", "runs", "--format", "json").output
        try here.write("code,name\n9999,Ny\n", to: "ny.csv")
        try here.done("import", "municipalities", "ny.csv")
        try here.samverk("restore", "b.sqlite").expect(.fault("The registry is in use already", "--replace"))
        #expect(try hash(here.done("restore", "b.sqlite", "--replace")) == saved)
        #expect(here.has("registry.sqlite.replaced-1"))
        #expect(try here.done("list", "runs", "--format", "json").output == runs)
        try here.write("no registry at all", to: "registry.sqlite")
        try here.samverk("restore", "b.sqlite").expect(.fault("The file is not a registry"))
        #expect(try hash(here.done("restore", "b.sqlite", "--replace")) == saved)
        #expect(try here.text("registry.sqlite.damaged-1") == "no registry at all")
    }

    @Test("what cannot be restored leaves everything as it was", arguments: ["nothing", "text.sqlite", "data"])
    func refused(source: String) throws {
        let folder = try Folder.new()
        try folder.done("init", "w", "--quiet")
        let here = Folder(path: folder.path + "/w")
        try here.write("hello", to: "text.sqlite")
        let before = try here.done("check").output
        let outcome = try here.samverk("restore", source)
        outcome.expect(.fault("What to do"))
        #expect(try here.done("check").output == before)
        try FileManager.default.removeItem(atPath: here.path + "/registry.sqlite")
        #expect(try here.samverk("restore", source).status == 1)
        #expect(!here.has("registry.sqlite"))
    }

    @Test("a file in Windows-1252 is imported with a notice, or as the user says")
    func windows() throws {
        let folder = try Folder.new()
        try folder.done("init", "w", "--quiet")
        let here = Folder(path: folder.path + "/w")
        try here.write(bytes: Array("code;name\n9907;".utf8) + [0xC5, 0x72, 0x65, 0x0A], to: "a.csv")
        let outcome = try here.done("import", "municipalities", "a.csv", "--dry-run")
        #expect(outcome.errors.contains("a.csv:2: The file is not UTF-8; it was read as windows-1252."))
        #expect(try here.done("import", "municipalities", "a.csv", "--encoding", "windows-1252").errors == "")
        #expect(try here.done("export", "municipalities").output.contains("9907,Åre"))
        #expect(try here.samverk("import", "municipalities", "a.csv", "--encoding", "latin").status == 2)
        try here.samverk("import", "municipalities", "a.csv", "--encoding", "utf-8").expect(.fault("a.csv:2:6"))
    }

    @Test(
        "wrong calls are told",
        arguments: [
            ["export"], ["export", "municipalities", "--all", "x"], ["restore", "x", "--base", "y"],
            ["restore", "x", "--merge", "--replace"], ["restore", "x.sqlite", "--merge"], ["backup"],
        ])
    func wrongCalls(arguments: [String]) throws {
        #expect(try Tool.run(arguments, in: Workspaces.example).status == 2)
    }
}
