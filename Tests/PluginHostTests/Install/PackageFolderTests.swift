// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkArchives
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// A folder is a package when it is what its manifest says, to the last byte (P18, P19, P21 to P24).
@Suite struct PackageFolderTests {
    private static let sound = TestPackage(
        files: ["main.lua": ("return {}\n", false), "lib/a/helper.lua": ("return 1\n", false)])

    @Test func aSoundFolderIsNamedByTheBytesOfItsManifest() throws {
        let folder = try PackageFolder(checking: try Self.sound.folder())
        #expect(folder.package == Digest.sha256(Self.sound.manifest))
        #expect(folder.manifest.id == "desk" && folder.signature == nil)
    }

    private struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let spoil: @Sendable (String) throws -> Void
        let told: [String]
    }

    private static let attacks = [
        Attack(
            testDescription: "P18: a byte of a file is another",
            spoil: { try Data("return []\n".utf8).write(to: URL(filePath: $0 + "/main.lua")) },
            told: ["main.lua", "SHA-256 differs"]),
        Attack(
            testDescription: "P18: a file is longer",
            spoil: { try Data("return {}\n--".utf8).write(to: URL(filePath: $0 + "/main.lua")) },
            told: ["main.lua", "its size or SHA-256"]),
        Attack(
            testDescription: "P18: a file is missing",
            spoil: { try FileManager.default.removeItem(atPath: $0 + "/lib/a/helper.lua") },
            told: ["lib/a/helper.lua", "No such file"]),
        Attack(
            testDescription: "P19: a file that nobody listed",
            spoil: { try write(Data(), "lib/extra.lua", in: $0) }, told: ["lib/extra.lua", "not in the package's list"]),
        Attack(
            testDescription: "P19: an empty folder that nobody listed",
            spoil: {
                try FileManager.default.createDirectory(atPath: $0 + "/more", withIntermediateDirectories: false)
            },
            told: ["more", "not in the package's list"]),
        Attack(
            testDescription: "P19: a hidden file",
            spoil: { try write(Data(), ".profile", in: $0) }, told: [".profile"]),
        Attack(
            testDescription: "P14: a name that steers the terminal",
            spoil: { try write(Data(), "a\u{1B}[2J\u{202E}b", in: $0) }, told: ["a\\u{1b}[2J\\u{202e}b"]),
        Attack(
            testDescription: "P04: a link to a file with the right bytes",
            spoil: { folder in
                try FileManager.default.moveItem(atPath: folder + "/main.lua", toPath: folder + "-main.lua")
                try FileManager.default.createSymbolicLink(
                    atPath: folder + "/main.lua", withDestinationPath: folder + "-main.lua")
            }, told: ["main.lua"]),
        Attack(
            testDescription: "P04: a folder that is a link",
            spoil: { folder in
                try FileManager.default.moveItem(atPath: folder + "/lib", toPath: folder + "-lib")
                try FileManager.default.createSymbolicLink(
                    atPath: folder + "/lib", withDestinationPath: folder + "-lib")
            }, told: ["lib: The file is not in the package's list"]),
        Attack(
            testDescription: "P07: a pipe in a file's place does not make anybody wait",
            spoil: { folder in
                try FileManager.default.removeItem(atPath: folder + "/main.lua")
                mkfifo(folder + "/main.lua", 0o644)
            }, told: ["main.lua", "not a regular file"]),
        Attack(
            testDescription: "P22: a manifest of 2 MB",
            spoil: {
                try Data(repeating: 32, count: 2 << 20).write(to: URL(filePath: $0 + "/plugin.json"))
            }, told: ["plugin.json", "larger than 1048576 bytes"]),
        Attack(
            testDescription: "P22: a manifest nested 100 000 deep",
            spoil: {
                try Data(repeating: UInt8(ascii: "["), count: 100_000).write(to: URL(filePath: $0 + "/plugin.json"))
            }, told: ["plugin.json", "64"]),
        Attack(
            testDescription: "no manifest",
            spoil: { try FileManager.default.removeItem(atPath: $0 + "/plugin.json") }, told: ["has no plugin.json"]),
        Attack(
            testDescription: "a signature of a megabyte",
            spoil: { try write(Data(repeating: 65, count: 1 << 20), "plugin.sig", in: $0) }, told: ["plugin.sig"]),
    ]

    @Test(arguments: attacks) private func isRefused(_ attack: Attack) throws {
        let folder = try Self.sound.folder()
        try attack.spoil(folder)
        let text = told { _ = try PackageFolder(checking: folder) }
        for part in attack.told { #expect(text.contains(part), "\(text)") }
    }

    @Test(
        "plugin.json lies at the top of an archive",
        arguments: [
            ("a/plugin.json", "at its top; it lies in a/."), ("a/b/plugin.json", "it lies in a/b/."),
            ("x", "at its top."),
        ])
    func notAtTheTop(_ path: String, _ says: String) throws {
        let workspace = try TestWorkspace()
        let archive = try Programs.temporaryFolder() + "/package.tar.gz"
        let bytes = try Archive.pack([ArchiveFile(path, Array(TestPackage().manifest.utf8))])
        try Data(bytes).write(to: URL(filePath: archive))
        let text = told { _ = try workspace.installer().stage(archive: archive) }
        #expect(text.contains(says) && text.hasPrefix(archive) && !text.contains("staging"), "\(text)")
        #expect(workspace.staged == [])
    }

    @Test(
        "what a manifest may not say",
        arguments: [
            ("P21: a key twice", "\"id\": \"desk\"", "\"id\": \"desk\", \"id\": \"other\"", "stands twice"),
            ("P23: a size of 1e400", "\"size\": 10", "\"size\": 1e400", "plugin.json"),
            ("P23: a size of -0", "\"size\": 10", "\"size\": -0.0", "size"),
            ("P23: a size of -1", "\"size\": 10", "\"size\": -1", "size"),
            ("P23: a version of large numbers", "\"1.0.0\"", "\"1.0.9007199254740993000\"", "9007199254740993000"),
            (
                "P23: a limit that is no whole number", "\"licence\"", "\"limits\": {\"seconds\": 1e2}, \"licence\"",
                "seconds"
            ),
            ("P24: an id that is a path", "\"desk\"", "\"../core\"", "../core"),
            ("P24: the core's id", "\"desk\"", "\"core\"", "'core'"),
            ("P24: the tool's id", "\"desk\"", "\"samverk\"", "'samverk'"),
            ("P24: a device of another system", "\"desk\"", "\"CON\"", "CON"),
            ("P24: a device in lower case", "\"desk\"", "\"con\"", "'con'"),
            ("P24: letters of another script", "\"desk\"", "\"d\u{435}sk\"", "d\u{435}sk"),
            ("P31: an id that could share a table", "\"desk\"", "\"a__b\"", "'a__b'"),
            ("a file outside", "\"main.lua\", \"size\"", "\"../main.lua\", \"size\"", "../main.lua"),
            ("an unknown field", "\"licence\"", "\"license\": \"x\", \"licence\"", "'license'"),
            ("a program that is not there", "[\"main.lua\"]", "[\"other.lua\"]", "'other.lua'"),
        ]) func manifest(_ what: String, _ old: String, _ new: String, _ named: String) throws
    {
        let package = TestPackage()
        let text = JSON.object(try JSON.read(package.manifest).object ?? [:]).text
            .replacing("\":", with: "\": ").replacing(",\"", with: ", \"")
        #expect(text.contains(old), "\(text)")
        let problem = told {
            _ = try PackageFolder(checking: try package.folder(manifest: text.replacing(old, with: new)))
        }
        #expect(problem.contains(named), "\(what): \(problem)")
    }

    @Test func aProgramMustBeExecutable() throws {
        let runtime: JSON = ["kind": "process", "entry": ["bin/run"]]
        let package = TestPackage(fields: ["runtime": runtime], files: ["bin/run": ("#!/bin/sh\n", false)])
        #expect(told { _ = try PackageFolder(checking: try package.folder()) }.contains("is not executable"))
        let better = package.with { $0.files["bin/run"]?.executable = true }
        _ = try PackageFolder(checking: try better.folder())
    }

    @Test func anInterpreterIsGivenAFileOfThePackage() throws {
        let runtime: JSON = ["kind": "process", "entry": ["python3", "-I", "main.py"]]
        let package = TestPackage(fields: ["runtime": runtime], files: ["main.py": ("pass\n", false)])
        _ = try PackageFolder(checking: try package.folder())
        for entry in [["python3", "other.py"], ["python3"], ["/bin/sh", "main.py"], ["perl", "main.py"]] {
            let wrong = package.with {
                $0.fields["runtime"] = ["kind": "process", "entry": .array(entry.map(JSON.string))]
            }
            #expect(told { _ = try PackageFolder(checking: try wrong.folder()) }.contains("no file of the package"))
        }
    }

    @Test func allFaultsAreToldAtOnce() throws {
        let folder = try Self.sound.folder()
        for file in ["x", "y"] { try write(Data(), file, in: folder) }
        let problems = #expect(throws: Problems.self) { try PackageFolder(checking: folder) }
        #expect(problems?.all.map(\.place.file) == ["x", "y"])
    }

    @Test func anAuthorsFolderIsPackedBeforeItIsInstalled() throws {
        var source = try JSON.read(TestPackage().manifest).object ?? [:]
        source["files"] = nil
        let folder = try TestPackage().folder(manifest: JSON.object(source).text)
        try write(Data("junk".utf8), ".git/config", in: folder)
        try write(Data("junk".utf8), "lib/__pycache__/a.pyc", in: folder)
        try write(Data("return 2\n".utf8), "lib/b.lua", in: folder)
        #expect(told { _ = try PackageFolder(checking: folder) }.contains("samverk plugin pack"))
        let first = try SourceFolder(folder).packed()
        #expect(try SourceFolder(folder).packed() == first, "the same files, the same bytes")
        let workspace = try TestWorkspace()
        let staged = try workspace.installer().stage(packing: try SourceFolder(folder))
        #expect(staged.folder.manifest.files?.map(\.path) == ["lib/b.lua", "main.lua"])
        #expect(staged.archive == Digest.sha256(first))
        #expect(told { _ = try workspace.installer().stage(folder: folder) }.contains("samverk plugin pack"))
    }
}
