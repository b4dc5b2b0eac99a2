// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

extension ComparedTables {
    /// Days on which something goes wrong, each beside the same day with the desks apart.
    func resilience() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("case", .category), ColumnSpec("way", .category),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("change", .real, unit: "share-difference", nullable: true),
                ColumnSpec("margin", .real, unit: "share-difference", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("abandoned", .real, unit: "share", nullable: true),
                ColumnSpec("abandoned_there", .real, unit: "share", nullable: true),
                ColumnSpec("recovery_min", .real, unit: "min", nullable: true),
            ], key: ["case", "way"])
        for day in disturbed {
            let total = day.result.total
            let apart = apart(day.disturbance)
            let change = apart.map { day.result.difference(.answeredInTime, from: $0.result) }
            let isApart = day.way == .separate || change?.halfWidth.isFinite != true
            try table.append(
                .category(day.disturbance.rawValue), .category(day.way.rawValue), realCell(total.serviceLevel),
                isApart ? .null : realCell(change?.estimate), isApart ? .null : realCell(change?.halfWidth),
                realCell(total.meanWaitSeconds), realCell(total.abandonment),
                day.disturbance.isLocal ? realCell(abandonedThere(day)) : .null, realCell(day.recovery))
        }
        return try table.table()
    }

    /// The same day with the desks apart.
    func apart(_ disturbance: Disturbance) -> DisturbedDay? {
        disturbed.first { $0.disturbance == disturbance && $0.way == .separate }
    }

    /// The share of the disturbed desk's own tickets that hang up.
    func abandonedThere(_ day: DisturbedDay) -> Double? {
        there(day).flatMap { $0.offered > 0 ? Double($0.abandoned) / Double($0.offered) : nil }
    }

    private func there(_ day: DisturbedDay) -> ServiceCounts? {
        let hit = model.desks[hitDesk].id
        return model.parts.indices.filter { model.parts[$0].desk.id == hit }
            .reduce(into: ServiceCounts()) { $0 += day.result.counts($1) }
    }

    /// How many fewer of all tickets hang up on such a day than with the desks apart.
    func spared(_ day: DisturbedDay) -> Interval? {
        apart(day.disturbance).map { $0.result.difference(.abandoned, from: day.result) }
    }

    /// The gain at the two ends of each assumption.
    func sensitivities() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("assumption", .category), ColumnSpec("low", .text),
                ColumnSpec("gain_low", .real, unit: "share-difference"),
                ColumnSpec("margin_low", .real, unit: "share-difference", nullable: true), ColumnSpec("high", .text),
                ColumnSpec("gain_high", .real, unit: "share-difference"),
                ColumnSpec("margin_high", .real, unit: "share-difference", nullable: true),
            ], key: ["assumption"])
        for each in sensitivity {
            func margin(_ gain: Interval) -> Cell { gain.halfWidth.isFinite ? .real(gain.halfWidth) : .null }
            try table.append(
                .category(each.assumption.rawValue), .text(each.assumption.ends.low), .real(each.low.estimate),
                margin(each.low), .text(each.assumption.ends.high), .real(each.high.estimate), margin(each.high))
        }
        return try table.table()
    }
}
