// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A calendar month, `2026-03`.
struct Month: Comparable, Hashable, CustomStringConvertible {
    /// Months since January of the year 0.
    let number: Int

    init(number: Int) { self.number = number }

    /// Reads `2026-03`; nil when the text is no month.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            (parts[0] + parts[1]).utf8.allSatisfy({ (48...57).contains($0) }), let year = Int(parts[0]),
            let month = Int(parts[1]), year > 0, (1...12).contains(month)
        else { return nil }
        number = year * 12 + month - 1
    }

    /// 0 for January.
    var ofYear: Int { number % 12 }

    var description: String {
        let (year, month) = number.quotientAndRemainder(dividingBy: 12)
        let digits = String(year)
        return String(repeating: "0", count: 4 - digits.count) + digits + (month < 9 ? "-0" : "-") + String(month + 1)
    }

    static func < (a: Month, b: Month) -> Bool { a.number < b.number }
}
