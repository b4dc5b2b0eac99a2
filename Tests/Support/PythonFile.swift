// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// A file of tests in Python.
public enum PythonFile {
    /// Runs it with `python3`, which scripts/setup installs: without it the test fails.
    ///
    /// - Parameters:
    ///   - file: relative to `folder`.
    ///   - folder: where it runs.
    public static func expectPassing(
        _ file: String, in folder: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", file]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
            process.terminationStatus == 0 && told.contains(#/Ran [1-9][0-9]* tests?/#), "python3 \(file):\n\(told)",
            sourceLocation: sourceLocation)
    }
}
