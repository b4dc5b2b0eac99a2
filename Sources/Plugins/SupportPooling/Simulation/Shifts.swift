// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// Shifts of single agents, with a break, in place of the agents that the hours of a desk give.
struct Shifts {
    private var byDesk: [String: [ServiceScenario.Shift]] = [:]

    /// Reads the input `shifts`: one row an agent and the weekday on which the shift begins, times in minutes of the day. A shift that ends
    /// before it begins ends the next day.
    init(_ table: Table?, desks: [Desk]) throws(Problem) {
        guard let table else { return }
        let rows = InputRows("shifts", mayBeEmpty: table)
        for row in rows.indices {
            let (desk, weekday, from, to) = try rows.timesOfDesk(row, desks)
            guard from != to, let pause = Self.pause(table, row, from, to) else {
                throw rows.wrong(
                    row, "to_minute",
                    (
                        "passet ska börja och sluta på olika minuter, och rasten ligga i passet",
                        "the shift must begin and end at different minutes, and the break lie in the shift"
                    ),
                    remedy: (
                        "Ett pass som slutar före sin början slutar dagen efter.",
                        "A shift that ends before it begins ends the next day."
                    ))
            }
            byDesk[desk, default: []].append(
                ServiceScenario.Shift(
                    weekdays: [weekday], from: Double(from), to: Double(to < from ? to + 1440 : to), breaks: pause))
        }
    }

    /// The break of a row; none where it has none, nil where it is wrong.
    private static func pause(_ table: Table, _ row: Int, _ from: Int, _ to: Int) -> [Range<Double>]? {
        let ends = to < from ? to + 1440 : to
        func after(_ minute: Double) -> Double { minute < Double(from) && to < from ? minute + 1440 : minute }
        switch (table[row, "break_from"].number.map(after), table[row, "break_to"].number.map(after)) {
        case (nil, nil): return []
        case (let first?, let last?):
            return Double(from) <= first && first <= last && last <= Double(ends) ? [first..<last] : nil
        default: return nil
        }
    }

    /// The staff of a desk; nil when it has no shifts.
    func staff(_ desk: String) -> ServiceScenario.Staff? { byDesk[desk].map { .roster($0) } }

    /// The weekdays, 0 for Monday, on which a desk's shifts begin.
    func weekdays(_ desk: String) -> Set<Int> {
        (byDesk[desk] ?? []).reduce(into: []) { $0.formUnion($1.weekdays) }
    }
}

extension InputRows {
    /// A desk, the weekday (0 for Monday) on which something begins there, and its minutes of the day; what ends before it begins ends the
    /// next day.
    func timesOfDesk(
        _ row: Int, _ desks: [Desk]
    ) throws(Problem) -> (desk: String, weekday: Int, from: Int, to: Int) {
        let desk = try name(row, "desk")
        try known(desk, desks, input: input)
        let weekday = try whole(row, "weekday", 1...7) - 1
        return (desk, weekday, try whole(row, "from_minute", 0...1439), try whole(row, "to_minute", 0...1440))
    }
}
