// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A file of a package of scripts.
public struct ScriptFile: Hashable, Sendable {
    /// As it is named in messages: at most 59 bytes.
    public var name: String
    public var text: [UInt8]

    /// Makes a file.
    public init(name: String, text: [UInt8]) {
        self.name = name
        self.text = text
    }
}

extension ScriptWorker {
    /// Compiles several files into one script.
    ///
    /// - Parameters:
    ///   - package: the files. The first is the caller's own: it is run once with the function `ask` and a table of the
    ///     others (compiled, by name), and returns `rule { apply = ... }`.
    ///   - seed: gives the scripts `math.random`; nil for none.
    /// - Throws: ``ScriptError`` that names the file and the line.
    public func load(package files: [ScriptFile], seed: UInt64? = nil) async throws -> LoadedScript {
        let own = files.first?.name ?? ""
        var frame = FrameWriter("P")
        frame.int32(files.count)
        for file in files {
            frame.string(file.name)
            frame.string(file.text)
        }
        do {
            return try await load(&frame, seed: seed, file: own)
        } catch let error as ScriptError {
            throw error.placed(in: files)
        }
    }

    /// Calls a package once.
    ///
    /// - Parameter asked: answers what the script hands to `ask`; what it throws ends the call, and the worker with it.
    /// - Throws: ``ScriptError`` that names the file and the line.
    public func call(
        _ script: LoadedScript, of files: [ScriptFile], _ arguments: [JSON],
        asked: (JSON) async throws -> JSON
    ) async throws -> ScriptResult {
        var frame = FrameWriter("C")
        frame.int32(script.number)
        frame.int32(arguments.count)
        for argument in arguments { frame.value(argument) }
        guard frame.bytes.count <= FrameWriter.largest else { throw tooLarge(script.file) }
        try await send(frame.frame)
        while true {
            var (type, reply) = try await receive(file: script.file)
            switch type {
            case "V": return try answer(&reply, file: script.file)
            case "A":
                guard let question = reply.value(), reply.isAtEnd else { throw nonsense(script.file) }
                var answer = FrameWriter("R")
                answer.value(try await asked(question))
                guard answer.bytes.count <= FrameWriter.largest else { throw tooLarge(script.file) }
                try await send(answer.frame)
            default: throw error(type, &reply, file: script.file).placed(in: files)
            }
        }
    }
}

extension ScriptError {
    /// The error with the place that a package has in front of its message, `lib/a.lua:12: `.
    fileprivate func placed(in files: [ScriptFile]) -> ScriptError {
        var copy = self
        for name in files.map(\.name) where message.hasPrefix(name + ":") {
            let rest = message.dropFirst(name.count + 1)
            guard let end = rest.firstRange(of: ": "), let line = Int(rest[..<end.lowerBound]) else { continue }
            copy.file = name
            copy.line = line > 0 ? line : nil
            copy.message = String(rest[end.upperBound...])
            return copy
        }
        return copy
    }
}
