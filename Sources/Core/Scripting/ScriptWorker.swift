// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkProcesses

/// What one call of a script may use; the same verdict on every machine.
public struct ScriptLimits: Hashable, Sendable {
    /// Units of work: instructions, bytes copied, pattern steps.
    public var fuel = 2_000_000
    /// Bytes of memory.
    public var memory = 16 << 20
    /// Levels of calls.
    public var depth = 200
    /// Bytes of a result.
    public var resultBytes = 256 << 10
    /// Levels of tables in a result.
    public var resultLevels = 32
    /// Bytes of a message.
    public var messageBytes = 2048
    /// Milliseconds of processor time, as a backstop.
    public var milliseconds = 500

    /// The limits of docs/contracts.md.
    public init() {}
}

/// A script that a worker has compiled.
public struct LoadedScript: Hashable, Sendable {
    let number: Int
    /// The file as it was named.
    public let file: String
    /// Whether it returned `rule { ... }`.
    public let isRule: Bool
    /// The line where `apply` is defined.
    public let line: Int?
    /// The literal fields of the rule: hook, basis, from, to, api, title.
    public let metadata: JSONObject
}

/// What a call gave.
public struct ScriptResult: Hashable, Sendable {
    /// The first result.
    public var value: JSON
    /// The second, when it is a text.
    public var reason: String?
    /// Units of work used.
    public var fuel: Int
    /// The line of the `return` that answered.
    public var line: Int?
}

/// A confined worker process that runs scripts, one owner's and one run's. Only inside ``with(_:body:)``.
public final class ScriptWorker {
    private let conversation: Conversation
    private let deadline: Deadline
    let limits: ScriptLimits
    private let silence: Duration
    private var compiled: [Source: LoadedScript] = [:]
    /// A worker that says nothing for so long is ended.
    public static let silence = Duration.seconds(10)
    /// What is sent before the answers are read: no more than a pipe holds (or one call, which the worker reads whole
    /// before it answers), so that the two never wait for each other; and so few calls that even if each uses all its
    /// time, the worker answers before it counts as silent.
    static let batch = (calls: 16, bytes: 32 << 10)

    private init(_ conversation: Conversation, _ deadline: Deadline, _ limits: ScriptLimits, _ silence: Duration) {
        self.conversation = conversation
        self.deadline = deadline
        self.limits = limits
        self.silence = silence
    }

    /// Starts a worker, uses it, and ends it.
    ///
    /// - Parameters:
    ///   - program: the path of `samverk-worker`.
    ///   - body: what is done with it.
    /// - Throws: ``ScriptError`` of kind `crash` when the worker dies and `time` when it falls silent.
    public static func with<Result: Sendable>(
        _ program: String, limits: ScriptLimits = ScriptLimits(), silence: Duration = silence,
        body: @escaping @Sendable (ScriptWorker) async throws -> Result
    ) async throws -> Result {
        let deadline = Deadline(after: nil)
        do {
            return try await converse(with: ChildCommand(program), deadline: deadline) { conversation in
                try await body(ScriptWorker(conversation, deadline, limits, silence))
            }
        } catch ChildFailure.expired {
            throw ScriptError(.time, file: "", line: nil, message: "no answer in \(silence)")
        } catch ChildFailure.ended(let how) {
            throw ScriptError(.crash, file: "", line: nil, message: "the worker ended: \(how.text.en)")
        } catch ChildFailure.notStarted(let why) {
            throw ScriptError(.crash, file: "", line: nil, message: "the worker did not start: \(why)")
        }
    }

    /// What a script was compiled from.
    private struct Source: Hashable {
        let bytes: [UInt8]
        let file: String
        let mustBeRule: Bool
        let seed: UInt64?
    }

    /// Compiles a script; one that it has compiled before costs nothing.
    ///
    /// - Parameters:
    ///   - source: the text of the file.
    ///   - file: its name in messages.
    ///   - mustBeRule: false lets a plain chunk stand for a function of its arguments.
    ///   - seed: gives the script `math.random`, whose numbers follow from the seed and each call's arguments; without
    ///     one there is no such function.
    /// - Throws: ``ScriptError``.
    public func load(
        _ source: [UInt8], file: String, mustBeRule: Bool, seed: UInt64? = nil
    ) async throws -> LoadedScript {
        let key = Source(bytes: source, file: file, mustBeRule: mustBeRule, seed: seed)
        if let script = compiled[key] { return script }
        let script = try await compile(key)
        compiled[key] = script
        return script
    }

    private func compile(_ source: Source) async throws -> LoadedScript {
        let file = source.file
        var frame = FrameWriter("L")
        frame.byte(source.mustBeRule ? 0 : 1)
        frame.string(file)
        frame.string(source.bytes)
        return try await load(&frame, seed: source.seed, file: file)
    }

    /// Sends a request to load, whose limits and seed are still to be written, and reads the answer.
    func load(_ frame: inout FrameWriter, seed: UInt64?, file: String) async throws -> LoadedScript {
        frame.int64(limits.fuel)
        frame.int64(limits.memory)
        for limit in [limits.depth, limits.resultBytes, limits.resultLevels, limits.messageBytes, limits.milliseconds] {
            frame.int32(limit)
        }
        if let seed { frame.int64(Int(truncatingIfNeeded: seed)) }
        guard frame.bytes.count <= FrameWriter.largest else { throw tooLarge(file) }
        try await send(frame.frame)
        var reply = try await receive("M", file: file)
        guard let number = reply.int32(), let isRule = reply.byte(), let line = reply.int32(),
            let metadata = reply.value(), reply.isAtEnd
        else { throw nonsense(file) }
        return LoadedScript(
            number: number, file: file, isRule: isRule == 1, line: line > 0 ? line : nil,
            metadata: metadata.object ?? [:])
    }

    /// Calls a script once for each list of arguments, in one go.
    ///
    /// - Returns: a result or an error a call, in order. After a crash there is no worker: that is thrown.
    public func call(_ script: LoadedScript, _ calls: [[JSON]]) async throws -> [Result<ScriptResult, ScriptError>] {
        var results: [Result<ScriptResult, ScriptError>] = []
        results.reserveCapacity(calls.count)
        var batch: [UInt8] = []
        var waiting = 0
        func ask() async throws {
            guard waiting > 0 else { return }
            try await send(batch)
            for _ in 0..<waiting { results.append(try await result(of: script)) }
            batch = []
            waiting = 0
        }
        for arguments in calls {
            var frame = FrameWriter("C")
            frame.int32(script.number)
            frame.int32(arguments.count)
            for argument in arguments { frame.value(argument) }
            let bytes = frame.frame
            if waiting == Self.batch.calls || batch.count + bytes.count > Self.batch.bytes { try await ask() }
            guard frame.bytes.count <= FrameWriter.largest else {
                try await ask()
                results.append(.failure(tooLarge(script.file)))
                continue
            }
            batch.append(contentsOf: bytes)
            waiting += 1
        }
        try await ask()
        return results
    }

    private func result(of script: LoadedScript) async throws -> Result<ScriptResult, ScriptError> {
        do {
            var reply = try await receive("V", file: script.file)
            return .success(try answer(&reply, file: script.file))
        } catch let error as ScriptError where error.kind != .crash {
            return .failure(error)
        }
    }

    /// What follows a `V`.
    func answer(_ reply: inout FrameReader, file: String) throws -> ScriptResult {
        guard let value = reply.value(), let hasReason = reply.byte(), let reason = reply.string(),
            let fuel = reply.int64(), let line = reply.int32(), reply.isAtEnd
        else { throw nonsense(file) }
        return ScriptResult(
            value: value, reason: hasReason == 1 ? reason : nil, fuel: fuel, line: line > 0 ? line : nil)
    }

    func send(_ bytes: [UInt8]) async throws {
        deadline.move(to: silence)
        try await conversation.write(bytes)
    }

    func receive(_ type: Character, file: String) async throws -> FrameReader {
        var (kind, reader) = try await receive(file: file)
        if kind == type { return reader }
        throw error(kind, &reader, file: file)
    }

    /// The next answer: its type, and what follows it.
    func receive(file: String) async throws -> (type: Character?, content: FrameReader) {
        deadline.move(to: silence)
        defer { deadline.move(to: nil) }
        guard let head = await conversation.bytes(4) else { throw ChildSilent() }
        var header = FrameReader(head)
        guard let length = header.int32(), length > 0, length <= FrameWriter.largest else { throw nonsense(file) }
        guard let payload = await conversation.bytes(length) else { throw ChildSilent() }
        var reader = FrameReader(payload)
        return (reader.byte().map { Character(Unicode.Scalar($0)) }, reader)
    }

    /// The error that an answer of this type is: an `E`, or nonsense.
    func error(_ type: Character?, _ reader: inout FrameReader, file: String) -> ScriptError {
        guard type == "E", let name = reader.string(), let line = reader.int32(),
            let message = reader.string(), reader.isAtEnd, let errorKind = ScriptError.Kind(rawValue: name)
        else { return nonsense(file) }
        return ScriptError(errorKind, file: file, line: line > 0 ? line : nil, message: message)
    }

    func tooLarge(_ file: String) -> ScriptError {
        ScriptError(.memory, file: file, line: nil, message: "more than 16 MiB to hand over")
    }

    func nonsense(_ file: String) -> ScriptError {
        ScriptError(.crash, file: file, line: nil, message: "the worker answered out of form")
    }
}
