// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A figure of merit as a sum over a count, so that replications can be weighed together.
public enum Measure: String, CaseIterable, Hashable, Sendable {
    /// Answered in time, of all but those who met a closed desk or hung up before the time was out.
    case answeredInTime
    /// Answered in time, of all that arrived.
    case answeredInTimeOfOffered
    /// Mean wait of all that could be answered, in minutes.
    case meanWait
    /// Share that waits.
    case waitProbability
    /// Hung up, of all that arrived.
    case abandoned
    /// Turned away or met by a closed desk, of all that arrived.
    case noAnswer
    /// Answered by another municipality, of those answered.
    case foreign

    /// The sum and the count.
    func parts(_ counts: ServiceCounts) -> (Double, Double) {
        let offered = Double(counts.offered)
        switch self {
        case .answeredInTime:
            return (Double(counts.inTime), Double(counts.offered - counts.closed - counts.abandonedShort))
        case .answeredInTimeOfOffered: return (Double(counts.inTime), offered)
        case .meanWait: return (counts.waitAnswered + counts.waitAbandoned, Double(counts.queued - counts.left))
        case .waitProbability:
            return (Double(counts.waited + counts.abandoned + counts.left), Double(counts.queued))
        case .abandoned: return (Double(counts.abandoned), offered)
        case .noAnswer: return (Double(counts.blocked + counts.closed + counts.left), offered)
        case .foreign: return (Double(counts.foreign), Double(counts.answered))
        }
    }
}

extension SimulationResult {
    /// The sum and the count of a measure in each replication; of one municipality, or of all.
    public func parts(_ measure: Measure, _ municipality: Int? = nil) -> (above: [Double], below: [Double]) {
        let parts = replications.map { measure.parts(municipality.map($0.municipalities.at) ?? $0.total) }
        return (parts.map(\.0), parts.map(\.1))
    }

    /// A measure with its interval; of one municipality, or of all.
    public func interval(_ measure: Measure, _ municipality: Int? = nil, confidence: Double = 0.95) -> Interval {
        let (above, below) = parts(measure, municipality)
        return .ratio(above, below, confidence: confidence)
    }

    /// A measure here less the same in another result of the same customers.
    public func difference(
        _ measure: Measure, from other: SimulationResult, _ municipality: Int? = nil, confidence: Double = 0.95
    ) -> Interval {
        .difference(parts(measure, municipality), other.parts(measure, municipality), confidence: confidence)
    }

    /// The 90th percentile of the wait of answered tickets, in minutes, with an interval from the replications.
    public func wait90(_ municipality: Int? = nil, confidence: Double = 0.95) -> Interval {
        let values = replications.compactMap { municipality.map($0.wait90.at) ?? $0.wait90OfAll }
        return Interval(
            wait(0.9, municipality) ?? 0, Interval.mean(values, confidence: confidence).halfWidth)
    }

    /// One number of all bits of the result: the same on every machine, debug or release, with one thread or many.
    public var fingerprint: UInt64 {
        var sum: UInt64 = 0
        func add(_ value: UInt64) { sum = SplitMix64.mixed((sum ^ value) &+ SplitMix64.step) }
        func add(_ counts: ServiceCounts) {
            for count in [
                counts.offered, counts.answered, counts.waited, counts.inTime, counts.abandoned, counts.abandonedShort,
                counts.blocked, counts.closed, counts.left, counts.foreign,
            ] { add(UInt64(count)) }
            for value in [counts.waitAnswered, counts.waitAbandoned, counts.handled] { add(value.bitPattern) }
        }
        for cell in cells { add(cell) }
        for replication in replications {
            for counts in replication.municipalities { add(counts) }
            for wait in replication.wait90 { add((wait ?? -1).bitPattern) }
        }
        for flow in flows {
            add(UInt64(flow.tickets))
            add(flow.minutes.bitPattern)
        }
        for minutes in busy + onDuty + pastShift { add(minutes.bitPattern) }
        return sum
    }
}

extension Array {
    /// The element at a place, as a function.
    fileprivate func at(_ index: Int) -> Element { self[index] }
}
