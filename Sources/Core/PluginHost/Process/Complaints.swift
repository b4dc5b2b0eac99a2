// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Synchronization

/// What a plugin writes on standard error: the beginning and the end are kept, whatever came between. A gigabyte costs
/// its time and 64 kB.
final class Complaints: Sendable {
    private struct Kept {
        var head: [UInt8] = []
        /// The newest bytes, and perhaps as many older ones.
        var tail: [UInt8] = []
        var count = 0
    }

    private static let most = (head: 16 << 10, tail: 48 << 10)
    private let kept = Mutex(Kept())

    /// Takes what came.
    func hear(_ bytes: [UInt8]) {
        kept.withLock { kept in
            kept.count += bytes.count
            let room = Self.most.head - kept.head.count
            kept.head.append(contentsOf: bytes.prefix(room))
            kept.tail.append(contentsOf: bytes.dropFirst(room).suffix(Self.most.tail))
            if kept.tail.count > 2 * Self.most.tail { kept.tail.removeFirst(kept.tail.count - Self.most.tail) }
        }
    }

    /// All lines that were kept, harmless; where bytes are missing a line says how many.
    var lines: [String] {
        kept.withLock { kept in
            let tail = Array(kept.tail.suffix(Self.most.tail))
            let lost = kept.count - kept.head.count - tail.count
            guard lost > 0 else { return Self.lines(kept.head + tail) }
            return Self.lines(kept.head) + ["... (\(lost) bytes)"] + Self.lines(tail)
        }
    }

    /// The last few lines that say something, short enough for a message.
    var last: [String] {
        lines.filter { !$0.allSatisfy(\.isWhitespace) }.suffix(5).map { $0.count > 200 ? $0.prefix(200) + " ..." : $0 }
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self).visible }
    }
}
