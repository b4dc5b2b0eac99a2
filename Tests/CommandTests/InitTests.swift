// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// `samverk init`.
@Suite("Init makes a workspace, and destroys nothing")
struct InitTests {
    @Test("an empty workspace is in order and has no rows")
    func empty() throws {
        let folder = try Folder.new()
        let outcome = try folder.done("init", "arbete")
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("The workspace is ready"))
        for name in ["samverk.yaml", "registry.sqlite", "plugins.lock", "data", "rules", "scenarios", ".gitignore"] {
            #expect(folder.has("arbete/" + name))
        }
        let workspace = Folder(path: folder.path + "/arbete")
        try workspace.done("check")
        #expect(try workspace.done("list", "municipalities", "--format", "json").output == "[]\n")
    }

    @Test("an empty workspace is told the next step that works")
    func nextStep() throws {
        let folder = try Folder.new()
        #expect(!(try folder.done("init", "w").errors.contains("samverk run")))
        try Folder(path: folder.path + "/w").samverk("run").expect(.usage("no scenario"))
    }

    @Test("the example comes with its data, rules and scenarios, and is in order")
    func example() throws {
        let workspace = Workspaces.example
        let check = try workspace.done("check").output
        #expect(check.contains("✔") && !check.contains("✘"), "\(check)")
        #expect(try workspace.done("list", "municipalities", "--format", "json").json().array?.count == 14)
        #expect(try workspace.done("list", "rules", "--format", "json").json().array?.isEmpty == false)
    }

    @Test("the current folder can be made a workspace, and stays the same folder")
    func here() throws {
        let folder = try Folder.new()
        func inode() throws -> NSNumber? {
            try FileManager.default.attributesOfItem(atPath: folder.path)[.systemFileNumber] as? NSNumber
        }
        let before = try inode()
        try folder.done("init", "--example", "fyrbodal")
        #expect(folder.has("samverk.yaml"))
        #expect(try inode() == before, "a shell that stands in the folder would stand nowhere")
    }

    @Test("a folder that is not empty is refused and stays as it is")
    func notEmpty() throws {
        let folder = try Folder.with(["arbete/viktigt.txt": "spar mig"])
        try folder.samverk("init", "arbete", "--example", "fyrbodal").expect(
            .fault("'arbete' is not empty", "samverk init DIR"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/arbete") == ["viktigt.txt"])
    }

    @Test("a file is refused and stays as it is")
    func file() throws {
        let folder = try Folder.with(["viktigt.txt": "spar mig"])
        try folder.samverk("init", "viktigt.txt").expect(.fault("viktigt.txt"))
        #expect(try folder.text("viktigt.txt") == "spar mig")
    }

    @Test("a link to an empty folder stays a link")
    func link() throws {
        let folder = try Folder.new()
        try FileManager.default.createDirectory(atPath: folder.path + "/real", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "real")
        _ = try folder.samverk("init", "link")
        #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link")) == "real")
    }

    @Test("an unknown example is answered with a suggestion, and leaves nothing behind")
    func unknownExample() throws {
        let folder = try Folder.new()
        try folder.samverk("init", "demo", "--example", "fyrbodl").expect(
            .fault("'fyrbodl'", "Did you mean 'fyrbodal'?"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("a workspace is found from a folder inside it, and with -C before or after the verb")
    func found() throws {
        let workspace = Workspaces.example
        let inside = Folder(path: workspace.path + "/rules")
        let outside = try Folder.new()
        let expected = try workspace.done("list", "agreements", "--format", "csv").output
        #expect(try inside.done("list", "agreements", "--format", "csv").output == expected)
        #expect(try outside.done("-C", workspace.path, "list", "agreements", "--format", "csv").output == expected)
        #expect(try outside.done("list", "agreements", "--format", "csv", "-C", workspace.path).output == expected)
    }
}
