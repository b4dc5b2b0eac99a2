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
    let paid: PaidTime
    /// What each way can do without.
    var equal: [EqualService] = []
    /// So much less often than today a municipality may then be answered in time.
    var equalWithin = 0.0
    var disturbed: [DisturbedDay] = []
    /// The desk that the disturbances of one desk hit.
    var hitDesk = 0
    var sensitivity: [Sensitivity] = []

    var weeks: Double { Double(max(1, runs.weeks)) }

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

    /// How many more of the calls the model loses today than were measured, as a mean share; nil when nobody measures.
    var abandonedGap: Double? {
        var gaps: [Double] = []
        for m in model.parts.indices {
            guard let found = model.measured[m]?.abandoned,
                let lost = (runs.result(.separate)?.counts(m)).flatMap(abandonedOfOpen)
            else { continue }
            gaps.append(lost - found)
        }
        return gaps.isEmpty ? nil : gaps.reduce(0, +) / Double(gaps.count)
    }

    /// Tickets a week that must be answered at home.
    var lockedTickets: Double {
        model.lockedShare.indices.reduce(0.0) {
            $0 + model.lockedShare[$1] * Double(runs.result(.separate)?.counts($1).offered ?? 0)
        } / weeks
    }

    /// Each way, with the staff of today.
    func ways() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("change", .real, unit: "share-difference", nullable: true),
                ColumnSpec("margin", .real, unit: "share-difference", nullable: true),
                ColumnSpec("answered_of_all", .real, unit: "share", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("shorter_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait_margin_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait90_s", .real, unit: "s", nullable: true),
                ColumnSpec("longest_normal_s", .real, unit: "s"), ColumnSpec("longest_worst_s", .real, unit: "s"),
                ColumnSpec("abandoned", .real, unit: "tickets/week"),
                ColumnSpec("abandoned_share", .real, unit: "share", nullable: true),
                ColumnSpec("no_answer", .real, unit: "tickets/week"),
                ColumnSpec("busy_tone", .real, unit: "tickets/week"),
                ColumnSpec("foreign", .real, unit: "share", nullable: true),
                ColumnSpec("line_hours", .real, unit: "h/week"), ColumnSpec("paid_hours", .real, unit: "h/week"),
                ColumnSpec("positions", .real, unit: "FTE"), ColumnSpec("cost", .money, unit: "öre/year"),
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
                .real(result.longestWait(nil, 0.5)), .real(result.longestWait(nil, 0.95)),
                .real(Double(total.abandoned) / weeks), realCell(total.abandonment),
                .real(Double(total.unanswered) / weeks), .real(Double(total.blocked) / weeks),
                total.answered > 0 ? .real(Double(total.foreign) / Double(total.answered)) : .null, .real(hours),
                .real(paid.hours(line: hours)), .real(paid.positions(line: hours)),
                .money(Money(ore: wholeOre(week * Double(workingDays) / Double(ModelledDesks.workingDays)))),
                total.answered > 0 ? .money(Money(ore: wholeOre(week * weeks / Double(total.answered)))) : .null,
                .integer(way == .separate ? 0 : runs.worseOff(way, of: model.parts.count).count))
        }
        return try table.table()
    }
}
