// SPDX-License-Identifier: EUPL-1.2

/// What "answered in time" is a share of, when some hang up: four definitions that give four figures for one desk.
///
/// - Source: Koole, *Call Center Optimization* (2013), ch. 2.
enum ServiceLevel: String, CaseIterable {
    /// Answered in time, of all calls.
    case ofOffered = "of-offered"
    /// Answered in time, of those answered at all.
    case ofAnswered = "of-answered"
    /// Answered in time, of all calls but those given up before the time was out.
    case withoutShortAbandons = "without-short-abandons"
    /// Answered in time or given up before the time was out, of all calls.
    case shortAbandonsMet = "short-abandons-met"

    /// The share by this definition, 0 to 1.
    func level(_ queue: ImpatientQueue, within seconds: Double) -> Double {
        let answered = queue.answered(within: seconds)
        return switch self {
        case .ofOffered: answered
        case .ofAnswered: min(1, answered / (1 - queue.abandoned))
        case .withoutShortAbandons: min(1, answered / (1 - queue.abandoned(within: seconds)))
        case .shortAbandonsMet: min(1, answered + queue.abandoned(within: seconds))
        }
    }
}
