// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension ComparedTables {
    /// Line hours that can go while nobody is answered in time less often than today.
    func equalService() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("line_hours_today", .integer, unit: "h/day"),
                ColumnSpec("line_hours", .integer, unit: "h/day"), ColumnSpec("freed_hours", .integer, unit: "h/day"),
                ColumnSpec("freed_high", .integer, unit: "h/day", nullable: true),
                ColumnSpec("positions", .integer), ColumnSpec("money", .money, unit: "öre/year"),
                ColumnSpec("money_high", .money, unit: "öre/year", nullable: true),
                ColumnSpec("time_free", .integer, unit: "h/day"), ColumnSpec("staff", .real, unit: "FTE"),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("limit", .category, nullable: true), ColumnSpec("weeks", .integer),
            ], key: ["way"])
        for each in equal {
            let (staff, proof) = (each.staff, each.proof)
            let positions = model.desks.indices.reduce(0) { $0 + staff.wholePositions($1).count }
            let line = model.desks.indices.reduce(0) { sum, d in
                sum + Double(staff.agents[d].reduce(0, +) * model.working.days(of: d))
            }
            try table.append(
                .category(each.way.rawValue), .integer(staff.hours.today), .integer(staff.hours.after),
                .integer(staff.freedHours), proof.isOpen ? .null : .integer(each.leastStaff.freedHours),
                .integer(positions), .money(money(staff)), proof.isOpen ? .null : .money(money(each.leastStaff)),
                .integer(freeHours(staff)), .real(paid.positions(line: line)), realCell(proof.answered),
                proof.limit.map { .category(model.parts[$0].player) } ?? .null, .integer(proof.weeks))
        }
        return try table.table()
    }

    /// Which desks' hours those are.
    func spared() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("desk", .category),
                ColumnSpec("line_hours_today", .integer, unit: "h/day"),
                ColumnSpec("line_hours", .integer, unit: "h/day"), ColumnSpec("positions", .integer),
                ColumnSpec("money", .money, unit: "öre/year"), ColumnSpec("hours", .text, nullable: true),
            ], key: ["way", "desk"])
        for each in equal {
            let staff = each.staff
            for (d, desk) in model.desks.enumerated() {
                let today = staff.today[d].reduce(0, +)
                try table.append(
                    .category(each.way.rawValue), .category(desk.id), .integer(today),
                    .integer(today - staff.freed(d)), .integer(staff.wholePositions(d).count),
                    .money(money(staff, d)), staff.singleHours(d).map { .text($0) } ?? .null)
            }
        }
        return try table.table()
    }

    /// What whole positions cost a year: kronor that can be taken out.
    func money(_ staff: SparedStaff) -> Money {
        Money(ore: model.desks.indices.reduce(0) { $0 + money(staff, $1).ore })
    }

    private func money(_ staff: SparedStaff, _ d: Int) -> Money {
        Money(
            ore: wholeOre(
                Double(staff.wholePositions(d).hours * workingDays) * Double(model.working.days(of: d))
                    / Double(ModelledDesks.workingDays) * model.desks[d].rate))
    }

    /// Line hours a day that are freed but make no whole position: time for other work, no kronor.
    func freeHours(_ staff: SparedStaff) -> Int {
        model.desks.indices.reduce(0) { $0 + staff.freed($1) - staff.wholePositions($1).hours }
    }
}

extension SparedStaff {
    /// The clock hours of a desk that are freed beyond whole positions, as `08-10, 15`; nil when there are none.
    func singleHours(_ d: Int) -> String? {
        let whole = wholePositions(d).count
        let hours = (0..<24).filter { today[d][$0] > 0 && today[d][$0] - agents[d][$0] > whole }
        guard !hours.isEmpty else { return nil }
        var spans: [ClosedRange<Int>] = []
        for hour in hours {
            if let last = spans.last, last.upperBound == hour - 1 {
                spans[spans.count - 1] = last.lowerBound...hour
            } else {
                spans.append(hour...hour)
            }
        }
        func clock(_ hour: Int) -> String { (hour < 10 ? "0" : "") + "\(hour)" }
        return spans.map { clock($0.lowerBound) + "-" + clock($0.upperBound + 1) }.joined(separator: ", ")
    }
}
