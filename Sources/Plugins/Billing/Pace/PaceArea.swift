// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Work that is to move to digital delivery: the share set for a day, and the share reached.
///
/// Without a share and a day the pace is zero. The plan is a straight line from the start to the day.
///
/// - Source: study 000, section 4.1; domain reference, section 3.13.
struct PaceArea {
    let name: String
    /// Share to reach; nil when none is set.
    let target: Double?
    let from: Day?
    let by: Day?
    let achieved: Double

    /// The share that the plan wants by a day; nil without a plan.
    func planned(_ day: Day) -> Double? {
        guard let target, let from, let by else { return nil }
        if day >= by { return target }
        if day <= from { return 0 }
        return target * Double(day.days - from.days) / Double(by.days - from.days)
    }

    /// Whether less is reached than planned; an area without a plan keeps no pace.
    func isBehind(_ day: Day) -> Bool { planned(day).map { achieved < $0 } ?? true }

    /// Reads the input `areas`.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    static func all(_ table: Table) throws(Problem) -> [PaceArea] {
        let rows = try InputRows("areas", table)
        var areas: [PaceArea] = []
        for row in rows.indices {
            let area = PaceArea(
                name: try rows.name(row, "area"), target: try rows.optionalShare(row, "target"),
                from: try rows.day(row, "from"), by: try rows.day(row, "by"), achieved: try rows.share(row, "achieved"))
            let given = [area.target != nil, area.from != nil, area.by != nil]
            guard given.allSatisfy({ $0 == given[0] }) else {
                throw rows.wrong(
                    row, "target",
                    (
                        "mål, startdag och måldag hör ihop: ange alla eller ingen",
                        "target, from and by go together: give all or none"
                    ))
            }
            if let from = area.from, let by = area.by, by <= from {
                throw rows.wrong(
                    row, "by", ("måldagen ska ligga efter startdagen", "the day must come after the start"))
            }
            areas.append(area)
        }
        return areas
    }
}

extension InputRows {
    /// A share from 0 to 1, or nil when the cell is empty.
    func optionalShare(_ row: Int, _ column: String) throws(Problem) -> Double? {
        table[row, column] == .null ? nil : try share(row, column)
    }

    /// A day, or nil when the cell is empty.
    fileprivate func day(_ row: Int, _ column: String) throws(Problem) -> Day? {
        switch table[row, column] {
        case .null: return nil
        case .date(let day): return day
        default: throw wrong(row, column, ("en dag väntades", "a day was expected"))
        }
    }
}
