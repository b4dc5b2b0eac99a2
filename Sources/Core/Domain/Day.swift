// SPDX-License-Identifier: EUPL-1.2

/// A calendar day (Swedish: *datum*), as whole days since 1970-01-01, in the Gregorian calendar.
public struct Day: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01; negative before.
    public var days: Int

    /// The day so many days after 1970-01-01.
    public init(days: Int) { self.days = days }

    public static func < (left: Day, right: Day) -> Bool { left.days < right.days }

    /// A day of the calendar, or nil when there is no such day. Years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(month, of: year) else {
            return nil
        }
        let y = month <= 2 ? year - 1 : year
        let yearOfEra = y % 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        days = (y / 400) * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Reads `2026-01-31`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let y = Int(parts[0]), let m = Int(parts[1]), let d = Int(parts[2])
        else { return nil }
        self.init(year: y, month: m, day: d)
    }

    /// The first and the last day that have a text, 0001-01-01 and 9999-12-31.
    public static let calendar = -719_162...2_932_896

    /// The day's year, month and day of the month; a number beyond the calendar counts as its first or last day.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = min(max(days, Day.calendar.lowerBound), Day.calendar.upperBound) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// `2026-01-31`.
    public var description: String {
        let (y, m, d) = parts
        return pad(y, 4) + "-" + pad(m, 2) + "-" + pad(d, 2)
    }

    private static func length(_ month: Int, of year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

private func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A stretch of time that figures hold for (Swedish: *period*): a year or a month.
public enum Period: Hashable, Sendable {
    case year(Int)
    case month(year: Int, month: Int)

    /// Reads `2026` or `2026-01`.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        if text.utf8.count == 4, let day = Day(text + "-01-01") {
            self = .year(day.parts.year)
        } else if text.utf8.count == 7, let day = Day(text + "-01") {
            self = .month(year: day.parts.year, month: day.parts.month)
        } else {
            return nil
        }
    }

    /// The first day of it.
    public var firstDay: Day {
        switch self {
        case .year(let year): Day(year: year, month: 1, day: 1) ?? Day(days: 0)
        case .month(let year, let month): Day(year: year, month: month, day: 1) ?? Day(days: 0)
        }
    }

    /// `2026` or `2026-01`.
    public var description: String {
        switch self {
        case .year: String(firstDay.description.prefix(4))
        case .month: String(firstDay.description.prefix(7))
        }
    }
}
