// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The usual spellings of values, read byte by byte: large files consist of them. What is not usual gives nil, and the
/// careful reader has its say.
enum QuickText {
    /// `2026-01-31` as a day.
    static func day(_ text: String) -> Day? {
        var numbers = (0, 0, 0)
        var position = 0
        for byte in text.utf8 {
            if position == 4 || position == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard byte >= Byte.zero, byte <= Byte.nine else { return nil }
                let digit = Int(byte - Byte.zero)
                if position < 4 {
                    numbers.0 = numbers.0 * 10 + digit
                } else if position < 7 {
                    numbers.1 = numbers.1 * 10 + digit
                } else {
                    numbers.2 = numbers.2 * 10 + digit
                }
            }
            position += 1
            guard position <= 10 else { return nil }
        }
        return position == 10 ? Day(year: numbers.0, month: numbers.1, day: numbers.2) : nil
    }

    /// `-1234.5` as money: digits, and one or two decimals after a point; at most fifteen digits.
    static func money(_ text: String) -> Money? {
        var ore = 0
        var digits = 0
        var decimals = -1
        var negative = false
        for byte in text.utf8 {
            if byte >= Byte.zero, byte <= Byte.nine {
                ore = ore * 10 + Int(byte - Byte.zero)
                digits += 1
                if decimals >= 0 { decimals += 1 }
                guard digits <= 15, decimals <= 2 else { return nil }
            } else if byte == UInt8(ascii: "-"), digits == 0, !negative {
                negative = true
            } else if byte == UInt8(ascii: "."), digits > 0, decimals < 0 {
                decimals = 0
            } else {
                return nil
            }
        }
        guard digits > 0, decimals != 0 else { return nil }
        if decimals < 2 { ore *= decimals == 1 ? 10 : 100 }
        return Money(ore: negative ? -ore : ore)
    }

    /// Whether a text is digits with at most a minus in front and points between.
    static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0
        var isFirst = true
        for byte in text.utf8 {
            let isDigit = Byte.zero <= byte && byte <= Byte.nine
            let isPoint = byte == UInt8(ascii: ".") && Byte.zero <= last && last <= Byte.nine
            guard isDigit || isPoint || (isFirst && byte == UInt8(ascii: "-")) else { return false }
            last = byte
            isFirst = false
        }
        return Byte.zero <= last && last <= Byte.nine
    }
}
