// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Subprocess

/// The two ends of a child's pipes, for use inside ``converse(with:deadline:errors:farewell:body:)`` only.
public final class Conversation {
    private let writer: StandardInputWriter
    private var chunks: SubprocessOutputSequence.AsyncIterator
    private var buffer: [UInt8] = []
    private var start = 0

    init(_ writer: StandardInputWriter, _ chunks: SubprocessOutputSequence.AsyncIterator) {
        self.writer = writer
        self.chunks = chunks
    }

    /// Sends bytes to the child's standard input.
    ///
    /// - Throws: ``ChildSilent`` when it ended before it took them.
    public func write(_ bytes: [UInt8]) async throws {
        guard let taken = try? await writer.write(bytes), taken == bytes.count else { throw ChildSilent() }
    }

    /// Closes the child's standard input: it hears that nothing more comes.
    public func finish() async { try? await writer.finish() }

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
