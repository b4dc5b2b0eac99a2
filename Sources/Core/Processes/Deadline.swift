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

    /// Does something whose time does not count: the deadline moves by as much.
    public func paused<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let left = moment.withLock { moment in
            defer { moment = nil }
            return moment.map { $0 - ContinuousClock.now }
        }
        defer { move(to: left) }
        return try await body()
    }

    /// Waits until it has passed, or until the task is cancelled.
    ///
    /// Time in which this process itself got no turn (it was stopped, the computer slept, its threads were taken) does
    /// not count: the child may long have answered.
    func wait() async {
        let step = Duration.milliseconds(100)
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let left = moment.withLock { $0 }.map { $0 - start } ?? step
            if left <= .zero { return }
            try? await Task.sleep(for: min(left, step))
            let lost = ContinuousClock.now - start - step
            if lost > .milliseconds(500) { moment.withLock { $0 = $0.map { $0 + lost } } }
        }
    }
}
