// SPDX-License-Identifier: EUPL-1.2

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

/// How a conversation with a child ended, when it did not end well.
public enum ChildFailure: Error, Sendable {
    /// The deadline passed; the child was ended.
    case expired
    /// The child ended by itself before the conversation was over.
    case ended(String)
    /// It could not be started.
    case notStarted(String)
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
    public func write(_ bytes: [UInt8]) async throws { _ = try await writer.write(bytes) }

    /// The next line without its line feed, or nil at the end.
    ///
    /// - Throws: ``Problem`` of kind `limit` when a line is longer than `limit` bytes.
    public func line(limit: Int) async throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            searched = buffer.count
            let offset = searched - start
            guard offset <= limit else {
                throw Problem(
                    Localized(
                        sv: "En rad är längre än \(limit) byte.", en: "A line is longer than \(limit) bytes."),
                    kind: .limit)
            }
            guard try await more() else { return nil }
            searched = start + offset
        }
    }

    /// The next so many bytes, or nil when the child ends before.
    public func bytes(_ count: Int) async throws -> [UInt8]? {
        while buffer.count - start < count { guard try await more() else { return nil } }
        defer { start += count }
        return Array(buffer[start..<start + count])
    }

    private func more() async throws -> Bool {
        guard let chunk = try await chunks.next() else { return false }
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        chunk.withUnsafeBytes { buffer.append(contentsOf: $0) }
        return true
    }

    /// Closes the child's input and waits until its output ends too.
    fileprivate func close() async throws {
        try await writer.finish()
        while try await chunks.next() != nil {}
    }
}

private enum ConversationStep<Result: Sendable>: Sendable {
    case done(Swift.Result<Result, any Error>)
    case expired
}

/// Starts a program, talks with it, and sees to it that it is gone afterwards.
///
/// - Parameters:
///   - command: the program.
///   - deadline: when it is ended, first by SIGTERM, then by SIGKILL.
///   - body: the conversation.
/// - Returns: what the body returns.
/// - Throws: ``ChildFailure``, or what the body throws while the child is well.
public func converse<Result: Sendable>(
    with command: ChildCommand, deadline: Deadline, body: @escaping @Sendable (Conversation) async throws -> Result
) async throws -> Result {
    let environment = Dictionary(
        uniqueKeysWithValues: command.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    let outcome: (step: ConversationStep<Result>, status: TerminationStatus)
    do {
        let record = try await run(
            .path(FilePath(command.program)), arguments: Arguments(command.arguments),
            environment: .custom(environment),
            input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            await withTaskGroup(of: ConversationStep<Result>.self) { group in
                group.addTask {
                    let conversation = Conversation(
                        execution.standardInputWriter, execution.standardOutput.makeAsyncIterator())
                    do {
                        let result = try await body(conversation)
                        deadline.move(to: .milliseconds(500))
                        try? await conversation.close()
                        return .done(.success(result))
                    } catch {
                        return .done(.failure(error))
                    }
                }
                group.addTask {
                    await deadline.wait()
                    return .expired
                }
                var first = await group.next() ?? .expired
                group.cancelAll()
                if case .done(.success) = first { return first }
                await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(400))])
                // The conversation may have been over, only the child's end was late: then its result counts.
                for await step in group { if case .done(.success) = step { first = step } }
                return first
            }
        }
        outcome = (record.closureResult, record.terminationStatus)
    } catch {
        throw ChildFailure.notStarted("\(error)")
    }
    switch outcome.step {
    case .done(.success(let result)): return result
    case .expired: throw ChildFailure.expired
    case .done(.failure(let error)):
        // A broken pipe or an early end is the child's doing; anything else is what the body found wrong.
        if error is SubprocessError || error is ChildFailure { throw ChildFailure.ended("\(outcome.status)") }
        throw error
    }
}
