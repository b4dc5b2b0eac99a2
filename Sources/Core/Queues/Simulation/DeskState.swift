// SPDX-License-Identifier: EUPL-1.2

/// A desk now.
struct DeskState {
    /// Agents with a ticket; more than `capacity` while those whose shift ended finish theirs.
    var busy = 0
    /// Agents on duty.
    var capacity = 0
    /// Agents on duty by schedule, outage or not.
    var scheduled = 0
    /// Agents kept for own tickets.
    var keptBack = 0
    /// Entries in its queues that take a place.
    var waiting = 0
    var places: Int
    var isOpen = true
    var isOut = false
    let municipality: Int
    let foreignFactor: Double
}

/// A stream now, and where its numbers come from.
struct StreamState {
    /// Its last arrival, in minutes.
    var clock = 0.0
    /// Arrivals a minute until `halfHourEnds`, and one over them.
    var rate = 0.0
    var inverse = 0.0
    var halfHourEnds = 0.0
    var halfHour = -1
    /// The day whose factor is known, and the factor.
    var day = -1
    var dayFactor = 1.0
    /// Customers so far.
    var number: UInt64 = 0
    let arrivalKey: UInt64
    let handleKey: UInt64
    let patienceKey: UInt64
    let handle: Sampler
    let patience: Sampler
    let answerWithin: Double
    let municipality: Int
    let home: Int
    let queue: Int
    let homeAnswers: Bool
    let isDeferred: Bool
    let isPooled: Bool
    let hasHelpers: Bool
}

/// The numbers of a replication that change with every event.
struct Progress {
    var now = 0.0
    /// Entries in all queues.
    var waiting = 0
    /// The half hour from the start, of the day, and its end; whether statistics count in it from start to end.
    var halfHour = 0
    var slot = 0
    var halfHourEnds = 30.0
    var countsWhole = false
    /// Whether arrivals count.
    var counts = false
    var events = 0
}
