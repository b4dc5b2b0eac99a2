// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit
import Synchronization

/// What a plugin is told before it is ended early; nothing, unless it wants to know.
final class Farewell: Sendable {
    private let message = Mutex<Message?>(nil)

    /// Sets what will be said; nil for nothing.
    func set(_ message: Message?) { self.message.withLock { $0 = message } }

    /// The line to send, nil when there is none.
    @Sendable func bytes() -> [UInt8]? { message.withLock { $0.map { $0.line + [10] } } }
}
