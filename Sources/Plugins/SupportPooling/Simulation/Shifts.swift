// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// Shifts of single agents, with a break, in place of the agents that the hours of a desk give.
struct Shifts {
    private var byDesk: [String: [ServiceScenario.Shift]] = [:]

    /// Reads the input `shifts`: one row an agent and weekday, times in minutes of the day.
    init(_ table: Table?, desks: [Desk]) throws(Problem) {
        guard let table else { return }
        let rows = InputRows("shifts", mayBeEmpty: table)
        for row in rows.indices {
            let desk = try rows.name(row, "desk")
            let (from, to) = (try rows.whole(row, "from_minute", 0...1440), try rows.whole(row, "to_minute", 0...1440))
            let weekday = try rows.whole(row, "weekday", 1...7)
            var breaks: [Range<Double>] = []
            let (begins, ends) = (table[row, "break_from"].number, table[row, "break_to"].number)
            let isSound =
                switch (begins, ends) {
                case (nil, nil): true
                case (let begins?, let ends?): Double(from) <= begins && begins <= ends && ends <= Double(to)
                default: false
                }
            guard (1...5).contains(weekday), from < to, to <= 1440, isSound, desks.contains(where: { $0.id == desk })
            else {
                throw Problem(
                    Localized(
                        sv:
                            "Indatat 'shifts', \(table.keyText(row)): servicedesken ska finnas i 'hours', veckodagen vara 1 "
                            + "till 5, passet börja före sitt slut inom dygnet och rasten ligga i passet.",
                        en:
                            "Input 'shifts', \(table.keyText(row)): the desk must be in 'hours', the weekday 1 to 5, the "
                            + "shift begin before its end within the day, and the break lie in the shift."))
            }
            if let begins, let ends { breaks = [begins..<ends] }
            byDesk[desk, default: []].append(
                ServiceScenario.Shift(weekdays: [weekday - 1], from: Double(from), to: Double(to), breaks: breaks))
        }
    }

    /// The staff of a desk; nil when it has no shifts.
    func staff(_ desk: String) -> ServiceScenario.Staff? { byDesk[desk].map { .roster($0) } }
}
