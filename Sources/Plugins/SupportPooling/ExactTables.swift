// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The tables of `exact`.
struct ExactTables {
    let scenario: ServiceScenario
    /// The half hour of the clock at which the day begins.
    let begins: Int

    /// What the tickets of each municipality meet.
    func service(_ answer: ExactAnswer?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("kind", .category),
                ColumnSpec("tickets", .real, unit: "tickets/h"), ColumnSpec("wait_probability", .real, unit: "share"),
                ColumnSpec("mean_wait_s", .real, unit: "s"),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("abandoned", .real, unit: "share"), ColumnSpec("no_answer", .real, unit: "share"),
                ColumnSpec("busy_tone", .real, unit: "share"), ColumnSpec("foreign", .real, unit: "share"),
            ], key: ["player", "kind"])
        for (stream, figures) in zip(scenario.streams, answer?.streams ?? []) {
            try table.append(
                .category(scenario.municipalities[stream.municipality]),
                .category(stream.mayShare ? "shared" : "locked"), .real(figures.arrivals),
                .real(figures.waitProbability), .real(figures.meanWait * 60),
                realCell(figures.level(.withoutShortAbandons)), .real(figures.abandoned),
                .real(figures.turnedAway + figures.closed), .real(figures.turnedAway), .real(figures.foreign))
        }
        return try table.table()
    }

    /// What the agents of each desk do.
    func desks(_ answer: ExactAnswer?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("desk", .category), ColumnSpec("occupancy", .real, unit: "share", nullable: true),
                ColumnSpec("given", .real, unit: "tickets/h"), ColumnSpec("taken", .real, unit: "tickets/h"),
            ], key: ["desk"])
        for (desk, figures) in zip(scenario.desks, answer?.desks ?? []) {
            try table.append(
                .category(desk.name), realCell(figures.occupancy), .real(figures.given), .real(figures.taken))
        }
        return try table.table()
    }

    /// The half hours of the day in which anyone comes or waits.
    func halfHours(_ day: ExactDesks.Day?) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("half_hour", .category), ColumnSpec("tickets", .real, unit: "tickets/h"),
                ColumnSpec("wait_probability", .real, unit: "share"), ColumnSpec("mean_wait_s", .real, unit: "s"),
                ColumnSpec("waiting_at_end", .real, unit: "tickets"),
            ], key: ["half_hour"])
        for (halfHour, answer) in (day?.halfHours ?? []).enumerated() {
            let tickets = answer.streams.reduce(0) { $0 + $1.arrivals }
            let left = day?.left[halfHour] ?? 0
            guard tickets > 0 || left > 1e-9 else { continue }
            func mean(_ value: (ExactAnswer.Stream) -> Double) -> Double {
                tickets > 0 ? answer.streams.reduce(0) { $0 + value($1) * $1.arrivals } / tickets : 0
            }
            try table.append(
                .category(clockText((halfHour + begins) % 48)), .real(tickets), .real(mean(\.waitProbability)),
                .real(mean(\.meanWait) * 60), .real(left))
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
