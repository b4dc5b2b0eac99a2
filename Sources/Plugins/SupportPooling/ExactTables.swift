// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The tables of `exact`.
struct ExactTables {
    let scenario: ServiceScenario
    /// The half hour of the clock at which the day begins.
    let begins: Int
    /// Whether it is a day, and not an hour that lasts for ever.
    let isDay: Bool

    /// Hours that the numbers of tickets are for: those of the day, or the one.
    private var hours: Double { isDay ? scenario.horizon / 60 : 1 }

    /// What the tickets of each municipality meet.
    func service(_ answer: ExactAnswer?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("kind", .category),
                ColumnSpec("tickets", .real, unit: "tickets"),
                ColumnSpec("wait_probability", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("abandoned", .real, unit: "share"), ColumnSpec("no_answer", .real, unit: "share"),
                ColumnSpec("busy_tone", .real, unit: "share"),
                ColumnSpec("foreign", .real, unit: "share", nullable: true),
            ], key: ["player", "kind"])
        for (kind, all) in kinds(answer) {
            let figures = ExactAnswer.Stream.together(all)
            try table.append(
                .category(scenario.municipalities[kind.municipality]),
                .category(kind.isShared ? "shared" : "locked"), .real(figures.arrivals * hours),
                realCell(figures.waitProbabilityOfMet), figures.met > 0 ? .real(figures.meanWait * 60) : .null,
                realCell(figures.level(.withoutShortAbandons)), .real(figures.abandoned),
                .real(figures.turnedAway + figures.closed), .real(figures.turnedAway),
                realCell(figures.foreignOfAnswered))
        }
        return try table.table()
    }

    private struct Kind: Hashable {
        var municipality: Int
        var isShared: Bool
    }

    /// The figures of each municipality's tickets that may be shared, and of those that may not, whatever skills they take.
    private func kinds(_ answer: ExactAnswer?) -> [(Kind, [ExactAnswer.Stream])] {
        var (order, byKind): ([Kind], [Kind: [ExactAnswer.Stream]]) = ([], [:])
        for (stream, figures) in zip(scenario.streams, answer?.streams ?? []) {
            let kind = Kind(municipality: stream.municipality, isShared: stream.mayShare)
            if byKind[kind] == nil { order.append(kind) }
            byKind[kind, default: []].append(figures)
        }
        return order.map { ($0, byKind[$0] ?? []) }
    }

    /// What the agents of each desk do.
    func desks(_ answer: ExactAnswer?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("desk", .category), ColumnSpec("occupancy", .real, unit: "share", nullable: true),
                ColumnSpec("past_shift_hours", .real, unit: "h"), ColumnSpec("given", .real, unit: "tickets"),
                ColumnSpec("taken", .real, unit: "tickets"),
            ], key: ["desk"])
        for (desk, figures) in zip(scenario.desks, answer?.desks ?? []) {
            try table.append(
                .category(desk.name), realCell(figures.occupancy), .real(figures.pastShift / 60),
                .real(figures.given * hours), .real(figures.taken * hours))
        }
        return try table.table()
    }

    /// The half hours of the day in which anyone comes or waits.
    func halfHours(_ day: ExactDesks.Day?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("half_hour", .category), ColumnSpec("tickets", .real, unit: "tickets/h"),
                ColumnSpec("wait_probability", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("waiting_at_end", .real, unit: "tickets"),
            ], key: ["half_hour"])
        for (halfHour, answer) in (day?.halfHours ?? []).enumerated() {
            let tickets = answer.streams.reduce(0) { $0 + $1.arrivals }
            let left = day?.left[halfHour] ?? 0
            guard tickets > 0 || left > 1e-9 else { continue }
            // Of those that meet an open desk.
            let met = answer.streams.reduce(0) { $0 + $1.arrivals * $1.met }
            func mean(_ sum: (ExactAnswer.Stream) -> Double) -> Cell {
                met > 1e-12 ? .real(answer.streams.reduce(0) { $0 + sum($1) * $1.arrivals } / met) : .null
            }
            try table.append(
                .category(clockText((halfHour + begins) % 48)), .real(tickets), mean(\.waitProbability),
                mean { $0.meanWait * $0.met * 60 }, .real(left))
        }
        return try table.table()
    }

    /// Both engines' figures.
    func beside(_ beside: BesideSimulation?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("measure", .category), ColumnSpec("exact", .real),
                ColumnSpec("simulated", .real), ColumnSpec("half_width", .real), ColumnSpec("gap", .real),
            ], key: ["player", "measure"])
        for row in beside?.rows ?? [] {
            // Waits in seconds, shares in per cent: the measure's name says which.
            let scale = row.measure == .meanWait ? 60.0 : 100
            try table.append(
                .category(scenario.municipalities[row.municipality]), .category(Self.name(row.measure)),
                .real(row.exact * scale), .real(row.simulated.estimate * scale), .real(row.simulated.halfWidth * scale),
                .real(row.gap * scale))
        }
        return try table.table()
    }

    private static func name(_ measure: Measure) -> String {
        switch measure {
        case .answeredInTime: "answered-in-time-pct"
        case .answeredInTimeOfOffered: "answered-in-time-of-all-pct"
        case .meanWait: "mean-wait-s"
        case .waitProbability: "wait-probability-pct"
        case .abandoned: "abandoned-pct"
        case .noAnswer: "no-answer-pct"
        case .foreign: "foreign-pct"
        }
    }
}
