// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Synchronization

/// One line that a plugin said for people, beside its answer. It never decides anything.
public struct LogLine: Hashable, Sendable {
    public enum Level: String, Sendable, CaseIterable {
        case debug, info, warning, error
        /// What it wrote on standard error.
        case stderr
    }

    public var level: Level
    /// One line, its control characters made visible, of at most ``longest`` characters.
    public var text: String
    /// Most characters of a line.
    public static let longest = 2000
    /// Most lines that are heard of one run.
    public static let most = 1000

    /// A line; what is too long is cut, what would steer a terminal is shown instead.
    public init(_ level: Level, _ text: String) {
        self.level = level
        let cut = text.unicodeScalars.prefix(Self.longest)
        let visible = String(cut).visible
        self.text = text.unicodeScalars.count > Self.longest ? visible + " ..." : visible
    }
}

/// Passes the first lines of a run on, and says once that there were more.
final class LogMeter: Sendable {
    private let listener: @Sendable (LogLine) -> Void
    private let heard = Mutex(0)

    init(_ listener: @escaping @Sendable (LogLine) -> Void) { self.listener = listener }

    func hear(_ line: LogLine) {
        let count = heard.withLock { count in
            count += 1
            return count
        }
        if count <= LogLine.most { listener(line) }
        if count == LogLine.most + 1 { listener(LogLine(.warning, "... (more than \(LogLine.most) lines)")) }
    }
}
