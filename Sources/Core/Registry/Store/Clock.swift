// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// The only clock of the core: when something was imported or changed.
enum Clock {
    /// Now in UTC, ISO 8601: `2026-11-21T07:40:51Z`.
    static var now: String {
        let seconds = time(nil)
        let day = Day(days: seconds / 86_400)
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let rest = seconds % 86_400
        return "\(day.description)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
