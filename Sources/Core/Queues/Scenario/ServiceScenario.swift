// SPDX-License-Identifier: EUPL-1.2

/// Service desks, the tickets that reach them, and the way in which they help each other: all that a simulation or an exact chain
/// needs to know, as one value.
///
/// Times are minutes. The horizon begins at midnight of `firstWeekday` (0 is Monday); profiles have one value (always), 48
/// (half hours of a day) or 336 (half hours of a week, from Monday).
public struct ServiceScenario: Hashable, Sendable {
    /// Names of the municipalities, by index.
    public var municipalities: [String]
    /// The desks, by index.
    public var desks: [Desk]
    /// The streams of tickets, by index.
    public var streams: [Stream]
    /// How the desks help each other.
    public var sharing = Sharing.separate
    /// Weekday of the first day, 0 for Monday.
    public var firstWeekday = 0
    /// Length of the horizon in minutes. Nobody arrives after it; those who wait then are still served.
    public var horizon = 1440.0
    /// Minutes at the start that no statistic counts; 0 for a day that starts empty.
    public var warmUp = 0.0
    /// How much the demand varies from day to day.
    public var dayFactor = DayFactor()
    /// Times at which demand differs from the profile: a Monday peak, an incident that hits everyone.
    public var surges: [Surge] = []

    /// Makes a scenario; what has a default is set afterwards.
    public init(municipalities: [String], desks: [Desk], streams: [Stream]) {
        self.municipalities = municipalities
        self.desks = desks
        self.streams = streams
    }

    /// A service desk: agents of one kind, who answer in order of priority, then of arrival.
    public struct Desk: Hashable, Sendable {
        public var name: String
        /// Index of the municipality that staffs it.
        public var municipality: Int
        public var staff: Staff
        /// What its agents can do, one bit a skill or language; a stream needs all bits of its own.
        public var skills: UInt64
        /// Half hours in which it takes tickets: a profile of 1, 48 or 336 values.
        public var open: [Bool] = [true]
        /// Agents that it does not lend: others' tickets are taken only while more than so many are idle. A profile.
        public var keptBack: [Int] = [0]
        /// How much longer its agents take over another municipality's ticket.
        public var foreignFactor = 1.0
        /// Most callers that may wait at it; one more is turned away. Nil is as many as the engine holds.
        public var places: Int?
        /// Chance that an agent is absent a whole day.
        public var absence = 0.0
        /// Spans (minutes from the start) in which none of its agents answers.
        public var outages: [Range<Double>] = []

        /// Makes a desk that is always open and lends all its agents.
        public init(_ name: String, municipality: Int, staff: Staff, skills: UInt64 = 0) {
            self.name = name
            self.municipality = municipality
            self.staff = staff
            self.skills = skills
        }
    }

    /// The agents of a desk over time.
    public enum Staff: Hashable, Sendable {
        /// So many at each half hour: a profile of 1, 48 or 336 values.
        case profile([Int])
        /// Agents with shifts and breaks of their own.
        case roster([Shift])
    }

    /// The working hours of one agent.
    public struct Shift: Hashable, Sendable {
        /// The weekdays on which it begins, 0 for Monday.
        public var weekdays: Set<Int>
        /// Minutes of the day at which it begins and ends; an end beyond 1440 lies in the next day.
        public var from: Double
        public var to: Double
        /// Breaks within it, in the same minutes, in order.
        public var breaks: [Range<Double>]

        /// Makes a shift.
        public init(weekdays: Set<Int> = [0, 1, 2, 3, 4], from: Double, to: Double, breaks: [Range<Double>] = []) {
            self.weekdays = weekdays
            self.from = from
            self.to = to
            self.breaks = breaks
        }
    }

    /// Tickets of one kind from one municipality.
    public struct Stream: Hashable, Sendable {
        public var name: String
        /// Index of the municipality whose ticket it is.
        public var municipality: Int
        /// Index of the desk that it reaches.
        public var home: Int
        /// Tickets an hour: a profile of 1, 48 or 336 values, constant within each half hour.
        public var perHour: [Double]
        public var handle: Duration
        /// How long a customer waits before hanging up; nil waits for ever.
        public var patience: Duration?
        /// Lower goes first.
        public var priority = 0
        /// Skills and languages that an agent must have, one bit each.
        public var needs: UInt64 = 0
        /// Whether it may be answered by another municipality's desk.
        public var mayShare = true
        /// Minutes within which an answer counts as in time.
        public var answerWithin = 1.0
        /// Work that can wait (portal, e-mail): it waits while the desk is closed, and takes none of its places.
        public var isDeferred = false

        /// Makes a stream without patience, skills or locks.
        public init(
            _ name: String, municipality: Int, home: Int, perHour: [Double], handle: Duration, patience: Duration? = nil
        ) {
            self.name = name
            self.municipality = municipality
            self.home = home
            self.perHour = perHour
            self.handle = handle
            self.patience = patience
        }
    }

    /// Demand that differs from the profile during a span.
    public struct Surge: Hashable, Sendable {
        /// Half hours from the start of the horizon.
        public var halfHours: Range<Int>
        /// Times as many tickets.
        public var factor: Double
        /// The municipalities it hits; nil for all.
        public var municipalities: Set<Int>?

        /// Makes a surge.
        public init(halfHours: Range<Int>, factor: Double, municipalities: Set<Int>? = nil) {
            self.halfHours = halfHours
            self.factor = factor
            self.municipalities = municipalities
        }
    }

    /// A gamma-distributed factor on a municipality's demand, drawn each day, with mean 1.
    public struct DayFactor: Hashable, Sendable {
        /// Coefficient of variation; 0 for none. The gamma's shape is 1 / variation².
        public var variation = 0.0
        /// Correlation between the factors of two municipalities, 0 (each its own) to 1 (one for all).
        public var correlation = 0.0

        /// Makes a day factor.
        public init(variation: Double = 0, correlation: Double = 0) {
            self.variation = variation
            self.correlation = correlation
        }
    }
}
