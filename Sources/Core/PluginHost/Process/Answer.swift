// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Synchronization

/// What a plugin answered, kept while it is heard out: one that merely stays has answered all the same.
final class Answer<Value: Sendable>: Sendable {
    private let kept = Mutex<Result<Value, Problem>?>(nil)

    /// How long a plugin may take to end after its answer.
    static var patience: Duration { .milliseconds(300) }

    /// Keeps an answer.
    func set(_ answer: Result<Value, Problem>) { kept.withLock { $0 = answer } }

    /// The answer; nil when there is none yet.
    var result: Result<Value, Problem>? { kept.withLock { $0 } }
}
