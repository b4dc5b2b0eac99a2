// SPDX-License-Identifier: EUPL-1.2

/// What "answered in time" is a share of, when some hang up: four definitions that give four figures for one desk.
///
/// - Source: Koole, *Call Center Optimization* (2013), ch. 2.
public enum ServiceLevel: String, CaseIterable, Sendable {
    /// Answered in time, of all calls.
    case ofOffered = "of-offered"
    /// Answered in time, of those answered at all.
    case ofAnswered = "of-answered"
    /// Answered in time, of all calls but those given up before the time was out.
    case withoutShortAbandons = "without-short-abandons"
    /// Answered in time or given up before the time was out, of all calls.
    case shortAbandonsMet = "short-abandons-met"

    /// The share by this definition, 0 to 1.
    ///
    /// - Parameters:
    ///   - answered: share of all calls that is answered in time.
    ///   - gaveUp: share of all calls that hangs up before the time is out.
    ///   - abandoned: share of all calls that hangs up, in time or later.
    public func level(answered: Double, gaveUp: Double, abandoned: Double) -> Double {
        func share(_ part: Double, of all: Double) -> Double { all > 0 ? min(1, part / all) : 1 }
        return switch self {
        case .ofOffered: answered
        case .ofAnswered: share(answered, of: 1 - abandoned)
        case .withoutShortAbandons: share(answered, of: 1 - gaveUp)
        case .shortAbandonsMet: min(1, answered + gaveUp)
        }
    }

    /// The share by this definition at a desk in steady state, 0 to 1.
    public func level(_ queue: ImpatientQueue, within seconds: Double) -> Double {
        let outcome = queue.within(seconds)
        return level(answered: outcome.answered, gaveUp: outcome.abandoned, abandoned: queue.abandoned)
    }
}
