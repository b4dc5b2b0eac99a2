// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkQueues

/// A day on which something goes wrong.
enum Disturbance: String, CaseIterable {
    /// An ordinary day, to compare with.
    case normal
    /// A desk answers nothing all day.
    case deskOut = "desk-out"
    /// Two agents are ill at it.
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

    /// Whether it acts on one desk only.
    var isLocal: Bool { self == .deskOut || self == .twoIll }

    /// A day of the week's scenario with it; where it acts on one desk, on that.
    func day(_ week: ServiceScenario, desk: Int) -> ServiceScenario {
        var day = week
        day.horizon = 1440
        day.firstWeekday = 1
        switch self {
        case .normal: break
        case .deskOut: day.desks[desk].outages = [0..<1440]
        case .twoIll:
            if case .profile(let agents) = day.desks[desk].staff {
                day.desks[desk].staff = .profile(agents.map { max(0, $0 - 2) })
            }
        case .peak: day.surges = [.init(halfHours: halfHours, factor: 1.5)]
        case .incident: day.surges = [.init(halfHours: halfHours, factor: 3)]
        }
        return day
    }
}

extension ModelledDesks {
    /// The desk that a disturbance of one desk hits: the one asked for, or that which most tickets reach; the first among equals.
    func hitDesk(_ asked: String?) throws(Problem) -> Int {
        if let asked, !asked.isEmpty {
            if let d = desks.firstIndex(where: { $0.id == asked }) { return d }
            throw Problem(
                Localized(
                    sv: "desk_out: servicedesken '\(asked)' finns inte i körningen.",
                    en: "desk_out: the desk '\(asked)' is not in the run."),
                remedy: Localized(
                    sv: "Ange en av \(desks.map(\.id).joined(separator: ", ")).",
                    en: "Name one of \(desks.map(\.id).joined(separator: ", ")).")
            )
        }
        var tickets = scenario.desks.map { _ in 0.0 }
        for stream in scenario.streams {
            tickets[stream.home] += stream.perHour.reduce(0, +) / Double(stream.perHour.count)
        }
        return tickets.indices.max { (tickets[$0], -$0) < (tickets[$1], -$1) } ?? 0
    }
}

/// What a disturbance does with a way of sharing.
struct DisturbedDay {
    let disturbance: Disturbance
    let way: Way
    let result: SimulationResult
    /// Minutes from the end of the disturbance until customers wait no more than half a minute longer than on a normal day, in whole half
    /// hours; nil when that is not before the end of the day, or the disturbance lasts all day.
    let recovery: Double?

    /// Tries a disturbance on the same customers as every other one.
    init(
        _ disturbance: Disturbance, _ model: ModelledDesks, _ way: Way, desk: Int, normal: SimulationResult?, days: Int,
        _ plan: SimulationPlan
    ) throws {
        (self.disturbance, self.way) = (disturbance, way)
        let day = disturbance.day(model.week(way), desk: desk)
        result = try Simulation(day, seed: plan.seed).run(days, threads: plan.threads)
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
