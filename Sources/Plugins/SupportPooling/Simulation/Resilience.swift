// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// A day on which something goes wrong.
enum Disturbance: String, CaseIterable {
    /// An ordinary day, to compare with.
    case normal
    /// The desk with the most tickets answers nothing all day.
    case deskOut = "desk-out"
    /// Two agents are ill at the desk with the most.
    case twoIll = "two-ill"
    /// Half as many tickets again from opening to noon, everywhere.
    case peak
    /// Three times as many tickets everywhere between ten and twelve.
    case incident

    /// The half hours in which it acts.
    var halfHours: Range<Int> {
        switch self {
        case .normal: 0..<0
        case .deskOut, .twoIll: 0..<48
        case .peak: 0..<24
        case .incident: 20..<24
        }
    }

    /// A day of the week's scenario with it.
    func day(_ week: ServiceScenario) -> ServiceScenario {
        var day = week
        day.horizon = 1440
        day.firstWeekday = 1
        switch self {
        case .normal: break
        case .deskOut: day.desks[busiest(week)].outages = [0..<1440]
        case .twoIll:
            let d = busiest(week)
            if case .profile(let agents) = day.desks[d].staff {
                day.desks[d].staff = .profile(agents.map { max(0, $0 - 2) })
            }
        case .peak: day.surges = [.init(halfHours: halfHours, factor: 1.5)]
        case .incident: day.surges = [.init(halfHours: halfHours, factor: 3)]
        }
        return day
    }

    /// The desk that most tickets reach; the first among equals.
    private func busiest(_ week: ServiceScenario) -> Int {
        var tickets = week.desks.map { _ in 0.0 }
        for stream in week.streams {
            tickets[stream.home] += stream.perHour.reduce(0, +) / Double(stream.perHour.count)
        }
        return tickets.indices.max { (tickets[$0], -$0) < (tickets[$1], -$1) } ?? 0
    }
}

/// What a disturbance does with a way of sharing.
struct DisturbedDay {
    let result: SimulationResult
    /// Minutes from the end of the disturbance until customers wait no more than half a minute longer than on a normal day; nil when that
    /// is not before the end of the day, or the disturbance lasts all day.
    let recovery: Double?

    /// Days that each case is tried on.
    static let days = 60

    init(_ disturbance: Disturbance, _ week: ServiceScenario, normal: SimulationResult?, seed: UInt64, threads: Int)
        throws
    {
        result = try Simulation(disturbance.day(week), seed: seed).run(Self.days, threads: threads)
        recovery = Self.recovery(disturbance, result, normal)
    }

    private static func recovery(
        _ disturbance: Disturbance, _ result: SimulationResult, _ normal: SimulationResult?
    ) -> Double? {
        let end = disturbance.halfHours.upperBound
        guard let normal, end > 0, end < 48 else { return nil }
        func wait(_ result: SimulationResult, _ halfHour: Int) -> Double? {
            stride(from: halfHour, to: result.cells.count, by: 48).reduce(into: ServiceCounts()) {
                $0 += result.cells[$1]
            }.meanWait
        }
        for halfHour in end..<48 {
            guard let now = wait(result, halfHour), let usual = wait(normal, halfHour) else { continue }
            if now <= usual + 0.5 { return Double(halfHour - end) * 30 }
        }
        return nil
    }
}
