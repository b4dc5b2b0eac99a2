// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What waits for central delivery (Swedish: *kö*), month by month, in the unit of demand and capacity (hours).
///
/// backlog(t + 1) = max(0, backlog(t) + demand(t) - capacity(t)); frustration = backlog / capacity: the months it would
/// take to clear with nothing new.
///
/// - Source: study 000, section 4.1, figure 10; the formulas are proposed (domain reference, section 3.13).
struct Backlog {
    struct Step {
        let month: Month
        let demand: Double
        let capacity: Double
        /// At the end of the month.
        let backlog: Double
        /// Months of capacity that wait; nil without capacity.
        var frustration: Double? { capacity > 0 ? backlog / capacity : nil }
    }

    let start: Double
    let steps: [Step]

    /// Reads the input `backlog`: one row a month, in any order, without a gap.
    ///
    /// - Throws: ``Problem`` that names the row at fault or the month that is missing.
    init(_ table: Table, start: Double) throws(Problem) {
        let rows = try InputRows("backlog", table)
        var months: [(month: Month, row: Int)] = []
        for row in rows.indices {
            guard let month = Month(try rows.name(row, "month")) else {
                throw rows.wrong(
                    row, "month", ("en månad väntades", "a month was expected"),
                    remedy: ("Skriv år och månad, som 2026-03.", "Write year and month, like 2026-03."))
            }
            months.append((month, row))
        }
        months.sort { $0.month < $1.month }
        var steps: [Step] = []
        var backlog = start
        for (i, (month, row)) in months.enumerated() {
            if i > 0 {
                let before = months[i - 1].month
                guard month != before else { throw rows.twice(row, "month") }
                guard month.number == before.number + 1 else {
                    let missing = Month(number: before.number + 1)
                    throw fault(
                        "Indatat 'backlog': månaden \(missing) saknas.",
                        "Input 'backlog': the month \(missing) is missing.",
                        remedy: ("Lägg till den; utan inflöde är demand 0.", "Add it; without inflow demand is 0."))
                }
            }
            let demand = try rows.number(row, "demand")
            let capacity = try rows.number(row, "capacity")
            backlog = max(0, backlog + demand - capacity)
            steps.append(Step(month: month, demand: demand, capacity: capacity, backlog: backlog))
        }
        self.start = start
        self.steps = steps
    }

    /// When the backlog is gone if each coming month is like the mean of the last `count` months.
    enum Clearing: Equatable {
        case clear
        /// In so many months.
        case months(Int)
        /// Demand is not smaller than capacity.
        case never
    }

    /// When it is gone, judged by the last twelve months or as many as there are.
    var clearing: Clearing {
        guard let last = steps.last, last.backlog > 0 else { return .clear }
        let recent = steps.suffix(12)
        var surplus = 0.0
        for step in recent { surplus += step.capacity - step.demand }
        surplus /= Double(recent.count)
        guard surplus > 0 else { return .never }
        let months = (last.backlog / surplus).rounded(.up)
        return months < 12_000 ? .months(Int(months)) : .never
    }
}
