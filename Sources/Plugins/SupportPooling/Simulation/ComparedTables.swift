// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The tables of `compare`.
struct ComparedTables {
    let model: ModelledDesks
    let runs: WayRuns
    let decides: Way
    let workingDays: Int
    var equal: [(way: Way, staff: EqualService)] = []
    var disturbed: [(disturbance: Disturbance, way: Way, day: DisturbedDay)] = []
    var sensitivity: [(assumption: Assumption, low: Double, high: Double)] = []

    private var weeks: Double { Double(max(1, runs.weeks)) }

    /// What has been measured beside what the model gives for today.
    func measured() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("answered_measured", .real, unit: "share", nullable: true),
                ColumnSpec("answered_model", .real, unit: "share", nullable: true),
                ColumnSpec("abandoned_measured", .real, unit: "share", nullable: true),
                ColumnSpec("abandoned_model", .real, unit: "share", nullable: true),
            ], key: ["player"])
        for (m, part) in model.parts.enumerated() {
            let counts = runs.result(.separate)?.counts(m)
            try table.append(
                .category(part.player), realCell(model.measured[m]?.answeredInTime), realCell(counts?.serviceLevel),
                realCell(model.measured[m]?.abandoned), realCell(counts.flatMap(abandonedOfOpen)))
        }
        return try table.table()
    }

    /// Hung up, of those who reached an open desk, as a desk measures it.
    private func abandonedOfOpen(_ counts: ServiceCounts) -> Double? {
        let reached = counts.offered - counts.closed
        return reached > 0 ? Double(counts.abandoned) / Double(reached) : nil
    }

    /// The mean gap between measured and modelled share answered in time; nil when nobody measures.
    var measuredGap: Double? {
        var gaps: [Double] = []
        for m in model.parts.indices {
            guard let found = model.measured[m]?.answeredInTime,
                let level = runs.result(.separate)?.counts(m).serviceLevel
            else { continue }
            gaps.append(abs(found - level))
        }
        return gaps.isEmpty ? nil : gaps.reduce(0, +) / Double(gaps.count)
    }

    /// Each way, with the staff of today.
    func ways() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("change", .real, unit: "share", nullable: true),
                ColumnSpec("margin", .real, unit: "share", nullable: true),
                ColumnSpec("answered_of_all", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("shorter_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait_margin_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait90_s", .real, unit: "s", nullable: true),
                ColumnSpec("abandoned", .real, unit: "tickets/week"),
                ColumnSpec("no_answer", .real, unit: "tickets/week"),
                ColumnSpec("foreign", .real, unit: "share", nullable: true),
                ColumnSpec("line_hours", .real, unit: "h/week"), ColumnSpec("cost", .money, unit: "öre/year"),
                ColumnSpec("ticket_cost", .money, unit: "öre/ticket", nullable: true),
                ColumnSpec("worse_off", .integer),
            ], key: ["way"])
        for way in WayRuns.ways {
            guard let result = runs.result(way) else { continue }
            let total = result.total
            let (change, wait) = (runs.gain(way, .answeredInTime), runs.gain(way, .meanWait))
            let isToday = way == .separate || !change.halfWidth.isFinite
            let hours = result.onDuty.reduce(0, +) / 60 / weeks
            let week = model.desks.indices.reduce(0.0) { sum, d in
                sum + result.onDuty[d * 48..<(d + 1) * 48].reduce(0, +) / 60 / weeks * model.desks[d].rate
            }
            try table.append(
                .category(way.rawValue), realCell(total.serviceLevel), isToday ? .null : .real(change.estimate),
                isToday ? .null : .real(change.halfWidth), realCell(total.serviceLevelOfOffered),
                realCell(total.meanWaitSeconds), isToday ? .null : .real(-wait.estimate * 60),
                isToday ? .null : .real(wait.halfWidth * 60), realCell(result.wait(0.9).map { $0 * 60 }),
                .real(Double(total.abandoned) / weeks),
                .real(Double(total.closed + total.blocked + total.left) / weeks),
                total.answered > 0 ? .real(Double(total.foreign) / Double(total.answered)) : .null, .real(hours),
                .money(Money(ore: wholeOre(week * Double(workingDays) / Double(ModelledDesks.days)))),
                total.answered > 0 ? .money(Money(ore: wholeOre(week * weeks / Double(total.answered)))) : .null,
                .integer(way == .separate ? 0 : runs.worseOff(way, of: model.parts.count).count))
        }
        return try table.table()
    }

    /// Each municipality with each way.
    func municipalities() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("player", .category),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("change", .real, unit: "share", nullable: true),
                ColumnSpec("margin", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait90_s", .real, unit: "s", nullable: true),
                ColumnSpec("abandoned", .real, unit: "share", nullable: true),
                ColumnSpec("no_answer", .real, unit: "share", nullable: true),
                ColumnSpec("given_hours", .real, unit: "h/week"), ColumnSpec("taken_hours", .real, unit: "h/week"),
                ColumnSpec("net_value", .money, unit: "öre/week"), ColumnSpec("worse_off", .boolean),
            ], key: ["way", "player"])
        for way in WayRuns.ways {
            guard let result = runs.result(way) else { continue }
            let worse = way == .separate ? [] : runs.worseOff(way, of: model.parts.count)
            for (m, part) in model.parts.enumerated() {
                let counts = result.counts(m)
                let change = runs.gain(way, .answeredInTime, m)
                let isToday = way == .separate || !change.halfWidth.isFinite
                let help = Help(model, result, m, weeks)
                try table.append(
                    .category(way.rawValue), .category(part.player), realCell(counts.serviceLevel),
                    isToday ? .null : .real(change.estimate), isToday ? .null : .real(change.halfWidth),
                    realCell(counts.meanWaitSeconds), realCell(result.wait(0.9, m).map { $0 * 60 }),
                    realCell(counts.abandonment),
                    counts.offered > 0
                        ? .real(Double(counts.closed + counts.blocked + counts.left) / Double(counts.offered)) : .null,
                    .real(help.given), .real(help.taken), .money(Money(ore: help.netValue)),
                    .boolean(worse.contains(m)))
            }
        }
        return try table.table()
    }

    /// Line hours that can go while nobody is served worse than today.
    func equalService() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("line_hours_today", .integer, unit: "h/day"),
                ColumnSpec("line_hours", .integer, unit: "h/day"), ColumnSpec("freed_hours", .integer, unit: "h/day"),
                ColumnSpec("positions", .integer), ColumnSpec("money", .money, unit: "öre/year"),
                ColumnSpec("time_free", .integer, unit: "h/day"),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
            ], key: ["way"])
        for (way, staff) in equal {
            let hours = staff.hours
            let positions = model.desks.indices.reduce(0) { $0 + staff.wholePositions($1).count }
            try table.append(
                .category(way.rawValue), .integer(hours.today), .integer(hours.after),
                .integer(hours.today - hours.after), .integer(positions), .money(money(staff)),
                .integer(freeHours(staff)), realCell(staff.result.total.serviceLevel))
        }
        return try table.table()
    }

    /// What whole positions cost a year: kronor that can be taken out.
    func money(_ staff: EqualService) -> Money {
        Money(
            ore: model.desks.indices.reduce(0) {
                $0 + wholeOre(Double(staff.wholePositions($1).hours * workingDays) * model.desks[$1].rate)
            })
    }

    /// Line hours a day that are freed but make no whole position: time for other work, no kronor.
    func freeHours(_ staff: EqualService) -> Int {
        model.desks.indices.reduce(0) { $0 + staff.freed($1) - staff.wholePositions($1).hours }
    }

    /// Days on which something goes wrong.
    func resilience() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("case", .category), ColumnSpec("way", .category),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("abandoned", .real, unit: "share", nullable: true),
                ColumnSpec("recovery_min", .real, unit: "min", nullable: true),
            ], key: ["case", "way"])
        for (disturbance, way, day) in disturbed {
            let total = day.result.total
            try table.append(
                .category(disturbance.rawValue), .category(way.rawValue), realCell(total.serviceLevel),
                realCell(total.meanWaitSeconds), realCell(total.abandonment), realCell(day.recovery))
        }
        return try table.table()
    }

    /// The gain at the two ends of each assumption.
    func sensitivities() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("assumption", .category), ColumnSpec("low", .text),
                ColumnSpec("gain_low", .real, unit: "share"), ColumnSpec("high", .text),
                ColumnSpec("gain_high", .real, unit: "share"),
            ], key: ["assumption"])
        for (assumption, low, high) in sensitivity {
            try table.append(
                .category(assumption.rawValue), .text(assumption.ends.low), .real(low), .text(assumption.ends.high),
                .real(high))
        }
        return try table.table()
    }
}

/// What a municipality gives and takes in a week.
struct Help {
    /// Hours that its own desk gives to others' tickets.
    var given = 0.0
    /// Hours that other desks give to its tickets.
    var taken = 0.0
    /// What it gives less what it takes, each hour at the rate of the desk that works, in öre.
    var netValue = 0

    init(_ model: ModelledDesks, _ result: SimulationResult, _ m: Int, _ weeks: Double) {
        let n = model.scenario.municipalities.count
        let own = model.scenario.desks.firstIndex { $0.municipality == m }
        let home = model.desks.firstIndex { $0.id == model.parts[m].desk.id } ?? 0
        let homeOwner = model.scenario.desks[home].municipality
        var net = 0.0
        for (d, desk) in model.scenario.desks.enumerated() where desk.municipality != homeOwner {
            let hours = result.flows[m * n + desk.municipality].minutes / 60 / weeks
            taken += hours
            net -= hours * model.desks[d].rate
        }
        // A joint desk's help is given by no single municipality.
        if let own {
            for other in 0..<n where other != m { given += result.flows[other * n + m].minutes / 60 / weeks }
            net += given * model.desks[own].rate
        }
        netValue = Int(net.rounded())
    }
}
