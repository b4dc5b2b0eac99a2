// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// The programs that are built with the tests, and small ones written for a test.
public enum Programs {
    /// The path of a program beside the test bundle.
    public static func path(_ name: String) throws -> String {
        var folder = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        while folder.path.count > 1 {
            folder.deleteLastPathComponent()
            let path = folder.appending(path: name).path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw Problem("\(name) is not built: make the test target depend on it")
    }

    /// The folder of the programs beside the test bundle.
    public static func folder(of name: String) throws -> String {
        URL(filePath: try path(name)).deletingLastPathComponent().path
    }

    /// Everything that tests write, gone when they are.
    private static let root: URL = {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "samverk-tests-\(ProcessInfo.processInfo.processIdentifier)")
        atexit { try? FileManager.default.removeItem(at: Programs.root) }
        return root
    }()

    /// A new folder, kept until the tests are over.
    public static func temporaryFolder() throws -> String {
        let folder = root.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    /// Writes a script in a folder of its own and returns its path.
    public static func script(_ text: String, interpreter: String = "/bin/sh") throws -> String {
        let file = URL(filePath: try temporaryFolder()).appending(path: "program")
        try Data("#!\(interpreter)\n\(text)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return file.path
    }

    /// Removes what `script` made.
    public static func removeFolder(of script: String) {
        try? FileManager.default.removeItem(at: URL(filePath: script).deletingLastPathComponent())
    }
}
