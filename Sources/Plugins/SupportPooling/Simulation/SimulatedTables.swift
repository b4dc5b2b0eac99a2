// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The tables of `simulate`; all figures are means a week.
struct SimulatedTables {
    let model: ModelledDesks
    let result: SimulationResult

    private var weeks: Double { Double(max(1, result.replications.count)) }

    /// What each municipality's customers meet, and everyone's on a last row.
    func service() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("tickets", .real, unit: "tickets/week"),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("margin", .real, unit: "share-difference", nullable: true),
                ColumnSpec("answered_of_all", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait90_s", .real, unit: "s", nullable: true),
                ColumnSpec("longest_normal_s", .real, unit: "s"), ColumnSpec("longest_worst_s", .real, unit: "s"),
                ColumnSpec("abandoned", .real, unit: "share", nullable: true),
                ColumnSpec("no_answer", .real, unit: "share", nullable: true),
                ColumnSpec("busy_tone", .real, unit: "share", nullable: true),
                ColumnSpec("foreign", .real, unit: "share", nullable: true),
            ], key: ["player"])
        for (m, part) in model.parts.enumerated() {
            let counts = result.counts(m)
            let margin = result.interval(.answeredInTime, m).halfWidth
            let offered = Double(counts.offered)
            try table.append(
                .category(part.player), .real(offered / weeks), realCell(counts.serviceLevel),
                margin.isFinite ? .real(margin) : .null, realCell(counts.serviceLevelOfOffered),
                realCell(counts.meanWaitSeconds), realCell(result.wait(0.9, m).map { $0 * 60 }),
                .real(result.longestWait(m, 0.5)), .real(result.longestWait(m, 0.95)), realCell(counts.abandonment),
                offered > 0 ? .real(Double(counts.unanswered) / offered) : .null,
                offered > 0 ? .real(Double(counts.blocked) / offered) : .null,
                counts.answered > 0 ? .real(Double(counts.foreign) / Double(counts.answered)) : .null)
        }
        return try table.table()
    }

    /// The working day by half hour, all desks together, as a mean day.
    func day() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("time", .category), ColumnSpec("tickets", .real, unit: "tickets/h"),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("on_duty", .real, unit: "agents"), ColumnSpec("busy", .real, unit: "agents"),
                ColumnSpec("past_shift", .real, unit: "agents"),
            ], key: ["time"])
        let days = weeks * Double(model.working.days)
        for halfHour in 0..<48 {
            var counts = ServiceCounts()
            for m in model.scenario.municipalities.indices { counts += result.cells[m * 48 + halfHour] }
            func agents(_ minutes: [Double]) -> Double {
                model.desks.indices.reduce(0) { $0 + minutes[$1 * 48 + halfHour] } / days / 30
            }
            let (onDuty, busy, pastShift) = (agents(result.onDuty), agents(result.busy), agents(result.pastShift))
            guard counts.offered > 0 || onDuty > 0 || pastShift >= 0.01 else { continue }
            try table.append(
                .category(clockText(halfHour)), .real(Double(counts.offered) / days * 2),
                realCell(counts.meanWaitSeconds), realCell(counts.serviceLevel), .real(onDuty),
                .real(max(0, busy - pastShift)), .real(pastShift))
        }
        return try table.table()
    }

    /// How the waits of answered tickets are spread.
    func waits() throws(Problem) -> Table {
        var table = TableBuilder(
            [ColumnSpec("wait", .category), ColumnSpec("share", .real, unit: "share")], key: ["wait"])
        let bounds: [(name: String, minutes: Double)] = [
            ("0 s", 0), ("10 s", 1 / 6.0), ("30 s", 0.5), ("1 min", 1), ("2 min", 2), ("5 min", 5), ("10 min", 10),
            ("30 min", 30), ("60 min", 60),
        ]
        // Of nobody there are no shares.
        guard model.parts.indices.contains(where: { result.counts($0).answered > 0 }) else { return try table.table() }
        var longer = 1.0
        for bound in bounds {
            let beyond = result.waitedLonger(bound.minutes)
            try table.append(.category((bound.minutes == 0 ? "" : "≤ ") + bound.name), .real(max(0, longer - beyond)))
            longer = beyond
        }
        try table.append(.category("> 60 min"), .real(longer))
        return try table.table()
    }

    /// Who answers whose tickets.
    func exchange() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("owner", .category), ColumnSpec("answered_by", .category),
                ColumnSpec("tickets", .real, unit: "tickets/week"), ColumnSpec("hours", .real, unit: "h/week"),
            ], key: ["owner", "answered_by"])
        let names = model.scenario.municipalities
        for owner in names.indices {
            for helper in names.indices {
                let flow = result.flows[owner * names.count + helper]
                guard flow.tickets > 0 else { continue }
                try table.append(
                    .category(names[owner]), .category(names[helper]), .real(Double(flow.tickets) / weeks),
                    .real(flow.minutes / 60 / weeks))
            }
        }
        return try table.table()
    }

    /// What each desk does, and what its line hours cost.
    func desks() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("desk", .category), ColumnSpec("line_hours", .real, unit: "h/week"),
                ColumnSpec("busy_hours", .real, unit: "h/week"),
                ColumnSpec("occupancy", .real, unit: "share", nullable: true),
                ColumnSpec("past_shift_hours", .real, unit: "h/week"),
                ColumnSpec("given_hours", .real, unit: "h/week"), ColumnSpec("taken_hours", .real, unit: "h/week"),
                ColumnSpec("cost", .money, unit: "öre/week"),
            ], key: ["desk"])
        for (d, desk) in model.desks.enumerated() {
            let minutes = result.minutes(d)
            let onDuty = minutes.onDuty / 60 / weeks
            let (given, taken) = helpHours(d)
            try table.append(
                .category(desk.id), .real(onDuty), .real(minutes.busy / 60 / weeks),
                minutes.onDuty > 0 ? .real(minutes.busy / minutes.onDuty) : .null,
                .real(minutes.pastShift / 60 / weeks), .real(given), .real(taken),
                .money(Money(ore: wholeOre(onDuty * desk.rate))))
        }
        return try table.table()
    }

    /// Hours a week that a desk gives to others' tickets, and that others give to those of its municipalities.
    func helpHours(_ d: Int) -> (given: Double, taken: Double) {
        let n = model.scenario.municipalities.count
        let owner = model.scenario.desks[d].municipality
        let served = Set(model.parts.indices.filter { model.parts[$0].desk.id == model.desks[d].id } + [owner])
        var (given, taken) = (0.0, 0.0)
        for m in 0..<n where !served.contains(m) { given += result.flows[m * n + owner].minutes }
        for m in served { for h in 0..<n where h != owner { taken += result.flows[m * n + h].minutes } }
        return (given / 60 / weeks, taken / 60 / weeks)
    }

    /// Each municipality's half hours with tickets.
    func halfHours() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("time", .category),
                ColumnSpec("tickets", .real, unit: "tickets/h"),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("abandoned", .real, unit: "share", nullable: true),
            ], key: ["player", "time"])
        for (m, part) in model.parts.enumerated() {
            for halfHour in 0..<48 {
                let counts = result.cells[m * 48 + halfHour]
                guard counts.offered > 0 else { continue }
                try table.append(
                    .category(part.player), .category(clockText(halfHour)),
                    .real(Double(counts.offered) / weeks / Double(model.working.days) * 2),
                    realCell(counts.serviceLevel), realCell(counts.meanWaitSeconds), realCell(counts.abandonment))
            }
        }
        return try table.table()
    }
}
