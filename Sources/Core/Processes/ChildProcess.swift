// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import Subprocess
import SystemPackage

/// A program to start, with all it may know: nothing of this process's environment is passed on.
public struct ChildCommand: Sendable {
    public var program: String
    public var arguments: [String]
    public var environment: [String: String]

    /// Makes a command.
    public init(_ program: String, _ arguments: [String] = [], environment: [String: String] = [:]) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
    }
}

/// How a child ended.
public enum ChildEnd: Hashable, Sendable {
    case status(Int)
    case signal(Int)

    /// The end in words; a status above 128 is a signal that a shell or the launcher passed on.
    public var text: Localized {
        switch self {
        case .status(let code) where code <= 128:
            Localized(sv: "slutade med status \(code)", en: "it ended with status \(code)")
        case .status(let code): ChildEnd.signal(code - 128).text
        case .signal(let number): Localized(sv: "bröts av signal \(number)", en: "it was stopped by signal \(number)")
        }
    }
}

/// How a conversation with a child ended, when it did not end well.
public enum ChildFailure: Error, Hashable, Sendable {
    /// The deadline passed; the child was ended.
    case expired
    /// The child ended by itself before the conversation was over.
    case ended(ChildEnd)
    /// It could not be started.
    case notStarted(String)
}

/// What a body throws when the child says or takes nothing more though it should; becomes ``ChildFailure/ended(_:)``.
public struct ChildSilent: Error {
    /// Makes the error.
    public init() {}
}

/// The two ends of a child's pipes, for use inside ``converse(with:deadline:body:)`` only.
public final class Conversation {
    private let writer: StandardInputWriter
    private var chunks: SubprocessOutputSequence.AsyncIterator
    private var buffer: [UInt8] = []
    private var start = 0

    fileprivate init(_ writer: StandardInputWriter, _ chunks: SubprocessOutputSequence.AsyncIterator) {
        self.writer = writer
        self.chunks = chunks
    }

    /// Sends bytes to the child's standard input.
    ///
    /// - Throws: ``ChildSilent`` when it ended before it took them.
    public func write(_ bytes: [UInt8]) async throws {
        guard let taken = try? await writer.write(bytes), taken == bytes.count else { throw ChildSilent() }
    }

    /// The next line without its line feed, or nil at the end.
    ///
    /// - Throws: ``Problem`` of kind `limit` when a line is longer than `limit` bytes.
    public func line(limit: Int) async throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                guard end - start <= limit else { throw Conversation.tooLong(limit) }
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            let length = buffer.count - start
            guard length <= limit else { throw Conversation.tooLong(limit) }
            guard await more() else { return nil }
            searched = start + length
        }
    }

    private static func tooLong(_ limit: Int) -> Problem {
        Problem(
            Localized(sv: "En rad är längre än \(limit) byte.", en: "A line is longer than \(limit) bytes."),
            kind: .limit)
    }

    /// The next so many bytes, or nil when the child ends before.
    public func bytes(_ count: Int) async -> [UInt8]? {
        while buffer.count - start < count { guard await more() else { return nil } }
        defer { start += count }
        return Array(buffer[start..<start + count])
    }

    private func more() async -> Bool {
        guard let chunk = try? await chunks.next() else { return false }
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        chunk.withUnsafeBytes { buffer.append(contentsOf: $0) }
        return true
    }
}

/// How long a child may take to end by itself when it has nothing more to say, and after SIGTERM.
private let patience = (end: Duration.milliseconds(500), terminate: Duration.milliseconds(400))

/// A child that is gone must not take this process with it when it is written to.
private let brokenPipesAreErrors: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

/// Starts a program, talks with it, and sees to it that it is gone afterwards, and all that it left in its process group.
///
/// - Parameters:
///   - command: the program.
///   - deadline: when it is ended, first by SIGTERM, then by SIGKILL.
///   - body: the conversation. It is cancelled when the deadline passes or the caller is cancelled.
/// - Returns: what the body returns.
/// - Throws: ``ChildFailure``, `CancellationError`, or what the body throws while the child is well.
public func converse<Result: Sendable>(
    with command: ChildCommand, deadline: Deadline, body: @escaping @Sendable (Conversation) async throws -> Result
) async throws -> Result {
    _ = brokenPipesAreErrors
    let environment = Dictionary(
        uniqueKeysWithValues: command.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    let termination = TeardownStep.gracefulShutDown(allowedDurationToNextStep: patience.terminate)
    // Sends nothing: only gives it time.
    let waiting = TeardownStep.send(signal: Signal(rawValue: 0), allowedDurationToNextStep: patience.end)
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [termination]
    let outcome: (result: Swift.Result<Result, any Error>?, status: TerminationStatus)
    do {
        let record = try await run(
            .path(FilePath(command.program)), arguments: Arguments(command.arguments),
            environment: .custom(environment), platformOptions: options,
            input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            let result = await withTaskGroup(of: Swift.Result<Result, any Error>?.self) { group in
                group.addTask {
                    let conversation = Conversation(
                        execution.standardInputWriter, execution.standardOutput.makeAsyncIterator())
                    do { return .success(try await body(conversation)) } catch { return .failure(error) }
                }
                group.addTask {
                    await deadline.wait()
                    return nil
                }
                let first = await group.next() ?? nil
                group.cancelAll()
                switch first {
                case .success, .failure(is ChildSilent):
                    try? await execution.standardInputWriter.finish()
                    await execution.teardown(using: [waiting, termination])
                default: await execution.teardown(using: [termination])
                }
                return first
            }
            // Its children, unless they left its process group. It is not reaped yet, so the number is still its own.
            try? execution.send(signal: .kill, toProcessGroup: true)
            return result
        }
        outcome = (record.closureResult, record.terminationStatus)
    } catch {
        try Task.checkCancellation()
        throw ChildFailure.notStarted("\(error)")
    }
    switch outcome.result {
    case .success(let result): return result
    case .failure(let error):
        try Task.checkCancellation()
        throw error is ChildSilent ? ChildFailure.ended(ChildEnd(outcome.status)) : error
    case nil:
        try Task.checkCancellation()
        throw ChildFailure.expired
    }
}

extension ChildEnd {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .status(Int(code))
        case .signaled(let number): self = .signal(Int(number))
        }
    }
}
