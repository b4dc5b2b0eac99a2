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

/// How long a child may take to end by itself when it has nothing more to say, after a farewell, and after SIGTERM
/// (`samverk-launch` takes 200 ms of it to end a plugin that will not go).
private let patience = (
    end: Duration.milliseconds(500), farewell: Duration.milliseconds(100), terminate: Duration.milliseconds(700)
)

/// A child that is gone must not take this process with it when it is written to.
private let brokenPipesAreErrors: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

/// Starts a program, talks with it, and sees to it that it is gone afterwards, and all that it left in its process group.
///
/// - Parameters:
///   - command: the program.
///   - deadline: when it is ended, first by SIGTERM, then by SIGKILL.
///   - errors: takes what the child writes on standard error, as it comes; by default it is dropped. Either way the child
///     never waits for a reader.
///   - farewell: what the child is told when it is ended early, a moment before SIGTERM; nil for nothing.
///   - body: the conversation. It is cancelled when the deadline passes or the caller is cancelled.
/// - Returns: what the body returns.
/// - Throws: ``ChildFailure``, `CancellationError`, or what the body throws while the child is well.
public func converse<Result: Sendable>(
    with command: ChildCommand, deadline: Deadline, errors: @escaping @Sendable ([UInt8]) -> Void = { _ in },
    farewell: @escaping @Sendable () -> [UInt8]? = { nil },
    body: @escaping @Sendable (Conversation) async throws -> Result
) async throws -> Result {
    _ = brokenPipesAreErrors
    let environment = Dictionary(
        uniqueKeysWithValues: command.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    let termination = TeardownStep.gracefulShutDown(allowedDurationToNextStep: patience.terminate)
    // Sends nothing: only gives it time.
    func waiting(_ time: Duration) -> TeardownStep {
        .send(signal: Signal(rawValue: 0), allowedDurationToNextStep: time)
    }
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [termination]
    let outcome: (result: Swift.Result<Result, any Error>?, status: TerminationStatus)
    do {
        let record = try await run(
            .path(FilePath(command.program)), arguments: Arguments(command.arguments),
            environment: .custom(environment), platformOptions: options,
            input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            let complaints = execution.standardError
            let listening = Task { await listen(to: complaints, errors) }
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
                    await execution.teardown(using: [waiting(patience.end), termination])
                default:
                    guard let last = farewell() else {
                        await execution.teardown(using: [termination])
                        break
                    }
                    let writer = execution.standardInputWriter
                    // Born cancelled, so it takes what room the pipe has and never waits.
                    group.addTask {
                        _ = try? await writer.write(last)
                        return nil
                    }
                    await execution.teardown(using: [waiting(patience.farewell), termination])
                }
                return first
            }
            // Its children, unless they left its process group. It is not reaped yet, so the number is still its own.
            try? execution.send(signal: .kill, toProcessGroup: true)
            listening.cancel()
            await listening.value
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

/// Passes on what a child writes on standard error until it ends; what is still in the pipe when the task is cancelled is
/// read too, unless it never stops.
private func listen(to output: SubprocessOutputSequence, _ hear: @Sendable ([UInt8]) -> Void) async {
    var chunks = output.makeAsyncIterator()
    var afterwards = 0
    while afterwards < 1 << 20, let chunk = try? await chunks.next() {
        let bytes = chunk.withUnsafeBytes { Array($0) }
        if Task.isCancelled { afterwards += bytes.count }
        hear(bytes)
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
