// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

/// A folder for one test, and what a test does in it.
struct Folder: Sendable {
    let path: String

    /// The checkout.
    static let repository =
        Golden.root.path(percentEncoded: false).hasSuffix("/")
        ? String(Golden.root.path(percentEncoded: false).dropLast()) : Golden.root.path(percentEncoded: false)

    /// A new empty folder; all of them go when the tests end.
    static func new() throws -> Folder {
        let folder = Folder(path: Folder.base + "/" + UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        return folder
    }

    /// A folder with these files.
    static func with(_ files: [String: String]) throws -> Folder {
        let folder = try new()
        for (name, text) in files { try folder.write(text, to: name) }
        return folder
    }

    private static let base: String = {
        let path = FileManager.default.temporaryDirectory.path + "/samverk-commands-\(getpid())"
        atexit { try? FileManager.default.removeItem(atPath: Folder.base) }
        return path
    }()

    /// Writes a file, and the folders it needs.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(bytes: Array(text.utf8), to: name) }

    @discardableResult
    func write(bytes: [UInt8], to name: String) throws -> String {
        let file = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return name
    }

    /// The bytes of a file in it.
    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path + "/" + name))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    /// Runs the command here.
    func samverk(_ arguments: String..., environment: [String: String] = [:]) throws -> Tool.Outcome {
        try Tool.run(arguments, in: self, environment: environment)
    }

    /// Runs the command here and expects it to succeed.
    @discardableResult
    func done(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> Tool.Outcome {
        let outcome = try Tool.run(arguments, in: self)
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)", sourceLocation: sourceLocation)
        return outcome
    }
}

/// Workspaces that many tests read.
enum Workspaces {
    /// The example: run 1 is the joint service desk, run 2 the capability gaps. Nobody changes its files or data.
    static let example: Folder = (try? copy()) ?? Folder(path: "/nonexistent")

    /// What copies are made of. No command runs in it, so that its files stand still.
    private static let pristine: Folder = {
        do {
            let folder = try Folder.new()
            try folder.done("init", "ws", "--example", "fyrbodal", "--quiet")
            let workspace = Folder(path: folder.path + "/ws")
            try workspace.done("run", "gemensam-servicedesk", "--format", "csv")
            try workspace.done("run", "formagegap", "--format", "csv")
            return workspace
        } catch {
            Issue.record("The example cannot be made: \(error)")
            return Folder(path: "/nonexistent")
        }
    }()

    /// A copy of the example that a test may change.
    static func copy() throws -> Folder {
        let folder = try Folder.new()
        try FileManager.default.copyItem(atPath: pristine.path, toPath: folder.path + "/ws")
        return Folder(path: folder.path + "/ws")
    }

    /// A workspace with nothing in it that nobody changes.
    static let empty: Folder = {
        do {
            let folder = try Folder.new()
            try folder.done("init", "--quiet")
            return folder
        } catch {
            Issue.record("An empty workspace cannot be made: \(error)")
            return Folder(path: "/nonexistent")
        }
    }()
}
