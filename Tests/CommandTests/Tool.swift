// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Synchronization
import Testing

/// The `samverk` command, run as a user runs it.
///
/// The program is `$SAMVERK_BIN`, else the one beside the test bundle, else `.build/debug/samverk` of this checkout.
enum Tool {
    /// What a run of the command gave.
    struct Outcome {
        var arguments: [String]
        var status: Int32
        var bytes: [UInt8]
        var errors: String
        var seconds: Double

        /// Standard output as text.
        var output: String { String(decoding: bytes, as: UTF8.self) }

        /// Standard output as JSON.
        func json() throws -> JSON { try JSON.read(bytes, file: "the output") }
    }

    /// The program's path.
    static let program: String = {
        if let named = ProcessInfo.processInfo.environment["SAMVERK_BIN"] { return named }
        var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path.count > 1 {
            let candidate = folder.appending(path: "samverk").path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        return Folder.repository + "/.build/debug/samverk"
    }()

    /// Runs the command and waits for its end.
    ///
    /// - Parameters:
    ///   - folder: where it runs.
    ///   - environment: variables besides PATH and HOME; the language is English unless said otherwise.
    ///   - program: another copy of the tool.
    ///   - input: what is piped in; nothing when nil.
    ///   - limit: seconds after which it is ended and the test fails.
    static func run(
        _ arguments: [String], in folder: Folder, environment: [String: String] = [:], program: String = Tool.program,
        limit: Double = 60, input: String? = nil
    ) throws -> Outcome {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Problem("There is no program \(program): build it (swift build), or name it in SAMVERK_BIN.")
        }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = surroundings(environment)
        let output = Pipe()
        let errors = Pipe()
        if let input {
            let pipe = Pipe()
            // What is piped in is short: it fits in the pipe before anybody reads.
            try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try pipe.fileHandleForWriting.close()
            process.standardInput = pipe
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.standardOutput = output
        process.standardError = errors
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        let start = ContinuousClock.now
        try process.run()
        let heard = (Drain(output), Drain(errors))
        if ended.wait(timeout: .now() + limit) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            Issue.record("samverk \(arguments.joined(separator: " ")): no end within \(limit) s")
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return Outcome(
            arguments: arguments, status: process.terminationStatus, bytes: heard.0.bytes(),
            errors: String(decoding: heard.1.bytes(), as: UTF8.self), seconds: seconds)
    }

    /// The least a program needs, so that the tester's own settings do not matter.
    private static func surroundings(_ more: [String: String]) -> [String: String] {
        let own = ProcessInfo.processInfo.environment
        var environment = ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "USER": "tester"]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "SAMVERK_HOME", "TMPDIR"] { environment[name] = own[name] }
        return environment.merging(more) { $1 }
    }
}

/// Reads a pipe to its end on a thread of its own, so that a full pipe never stops the writer.
private final class Drain: Sendable {
    private let collected = Mutex<[UInt8]>([])
    private let done = DispatchSemaphore(value: 0)

    init(_ pipe: Pipe) {
        let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
        Thread.detachNewThread { [self] in
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &chunk, chunk.count)
                guard count > 0 else { break }
                collected.withLock { $0.append(contentsOf: chunk[..<count]) }
            }
            close(descriptor)
            done.signal()
        }
    }

    /// Everything that came; waits at most five seconds for a process left behind that holds the pipe.
    func bytes() -> [UInt8] {
        if done.wait(timeout: .now() + 5) == .timedOut { Issue.record("a process left behind holds the pipe") }
        return collected.withLock { $0 }
    }
}
