// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// The SDK for plugins in Python has tests of its own, in Python; they read the golden messages that the Swift side writes.
@Suite("The Python SDK") struct PythonSDKTests {
    static let folder = Golden.root.appending(path: "sdk/python/tests")

    static let files: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasPrefix("test_") && $0.hasSuffix(".py") }.sorted()
    }()

    @Test("has tests") func thereAreTests() { #expect(Self.files.count >= 3) }

    @Test("passes its own tests", arguments: files)
    func tests(file: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", file]
        process.currentDirectoryURL = Self.folder
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "python3 \(file):\n\(told)")
        #expect(told.contains(#/Ran [1-9][0-9]* tests?/#), "python3 \(file) ran no test:\n\(told)")
    }
}
