// SPDX-License-Identifier: EUPL-1.2

import Synchronization

/// A moment at which a child process is ended. It may be moved while a conversation goes on.
public final class Deadline: Sendable {
    private let moment: Mutex<ContinuousClock.Instant?>

    /// A deadline so far from now; nil means none yet.
    public init(after duration: Duration?) {
        moment = Mutex(duration.map { ContinuousClock.now + $0 })
    }

    /// Moves it to so far from now; nil takes it away.
    public func move(to duration: Duration?) {
        moment.withLock { $0 = duration.map { ContinuousClock.now + $0 } }
    }

    /// Waits until it has passed, or until the task is cancelled.
    func wait() async {
        while !Task.isCancelled {
            let left = moment.withLock { $0 }.map { $0 - ContinuousClock.now }
            if let left, left <= .zero { return }
            try? await Task.sleep(for: min(left ?? .milliseconds(100), .milliseconds(100)))
        }
    }
}
