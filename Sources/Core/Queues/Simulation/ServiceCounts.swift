// SPDX-License-Identifier: EUPL-1.2

/// What became of tickets: counts and sums, of a municipality in a half hour or of any sum of such.
///
/// Every ticket that arrives is one of: answered, given up, turned away, met by a closed desk, or left waiting at the end.
public struct ServiceCounts: Hashable, Sendable {
    /// Tickets that arrived.
    public var offered = 0
    /// Answered, at once or after a wait.
    public var answered = 0
    /// Answered after a wait.
    public var waited = 0
    /// Answered within the promised time.
    public var inTime = 0
    /// Customers who hung up.
    public var abandoned = 0
    /// Of them, before the promised time was out.
    public var abandonedShort = 0
    /// Turned away since no place was free.
    public var blocked = 0
    /// Met a closed desk and nobody to help.
    public var closed = 0
    /// Still waiting when the simulation ended.
    public var left = 0
    /// Answered by another municipality.
    public var foreign = 0
    /// Waits of those answered, of those who hung up, in minutes.
    public var waitAnswered = 0.0
    public var waitAbandoned = 0.0
    /// Agents' minutes on the tickets answered.
    public var handled = 0.0

    /// Nothing yet.
    public init() {}

    /// Adds another's counts.
    public static func += (left: inout ServiceCounts, right: ServiceCounts) {
        left.offered += right.offered
        left.answered += right.answered
        left.waited += right.waited
        left.inTime += right.inTime
        left.abandoned += right.abandoned
        left.abandonedShort += right.abandonedShort
        left.blocked += right.blocked
        left.closed += right.closed
        left.left += right.left
        left.foreign += right.foreign
        left.waitAnswered += right.waitAnswered
        left.waitAbandoned += right.waitAbandoned
        left.handled += right.handled
    }

    /// Tickets that someone could have answered: those neither turned away nor met by a closed desk.
    public var queued: Int { offered - blocked - closed }
    /// Whether all tickets are accounted for.
    public var balances: Bool { offered == answered + abandoned + blocked + closed + left }

    /// Answered in time, of all but those who met a closed desk or hung up before the time was out; nil without any.
    public var serviceLevel: Double? { ratio(inTime, offered - closed - abandonedShort) }
    /// Answered in time, of all that arrived.
    public var serviceLevelOfOffered: Double? { ratio(inTime, offered) }
    /// Answered in time, of those answered.
    public var serviceLevelOfAnswered: Double? { ratio(inTime, answered) }
    /// Hung up, of all that arrived.
    public var abandonment: Double? { ratio(abandoned, offered) }
    /// Mean wait of all who could be answered, in minutes: those who hung up too.
    public var meanWait: Double? { queued > 0 ? (waitAnswered + waitAbandoned) / Double(queued - left) : nil }
    /// Mean wait of those answered, in minutes.
    public var meanWaitAnswered: Double? { answered > 0 ? waitAnswered / Double(answered) : nil }
    /// Share that had to wait, of those who could be answered.
    public var waitProbability: Double? { ratio(waited + abandoned + left, queued) }

    private func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}

/// Tickets that one municipality answered for another, and the minutes it took.
public struct Flow: Hashable, Sendable {
    public var tickets = 0
    public var minutes = 0.0

    /// Nothing yet.
    public init() {}
}
