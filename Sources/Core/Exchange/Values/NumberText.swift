// SPDX-License-Identifier: EUPL-1.2

/// A number as people and programs write it, taken apart: decimal point or comma, thousands by blank, U+00A0 or U+202F
/// or by the separator that is not the decimal one, U+2212 as minus.
struct NumberText: Equatable {
    var negative = false
    /// Digits before the decimal separator, at least one.
    var whole = ""
    /// Digits after it.
    var decimals = ""
    /// The exponent, such as `-5`; empty when there is none.
    var exponent = ""
    /// Whether it is open what the only separator means: `1,234` in a file that is separated by commas.
    var ambiguous = false

    /// Takes a text apart, or nil when it is no number.
    ///
    /// - Parameter commaSeparates: whether commas separate the fields of the file; a comma before exactly three digits
    ///   may then be an English thousands separator.
    init?(_ text: String, commaSeparates: Bool) {
        var scalars = Array(NumberText.trimmed(text).unicodeScalars)[...]
        guard scalars.count <= 400 else { return nil }
        if let first = scalars.first, ["-", "+", "\u{2212}"].contains(first) {
            negative = first != "+"
            scalars.removeFirst()
        }
        if let e = scalars.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            guard let power = NumberText.exponent(scalars[scalars.index(after: e)...]) else { return nil }
            exponent = power
            scalars = scalars[..<e]
        }
        guard split(Array(scalars), commaSeparates: commaSeparates) else { return nil }
    }

    /// Finds the decimal separator and takes out those of the thousands.
    private mutating func split(_ scalars: [Unicode.Scalar], commaSeparates: Bool) -> Bool {
        let points = scalars.indices.filter { scalars[$0] == "." }
        let commas = scalars.indices.filter { scalars[$0] == "," }
        var decimal: Int?
        var grouping: Unicode.Scalar?
        switch (points.count, commas.count) {
        case (0, 0): break
        case (1, 0): decimal = points[0]
        case (0, 1): decimal = commas[0]
        case (_, 0): grouping = "."
        case (0, _): grouping = ","
        default:
            guard let lastPoint = points.last, let lastComma = commas.last else { return false }
            decimal = max(lastPoint, lastComma)
            grouping = lastPoint > lastComma ? "," : "."
            guard (lastPoint > lastComma ? points : commas).count == 1 else { return false }
        }
        let head = scalars[..<(decimal ?? scalars.count)]
        guard let digits = NumberText.ungrouped(head, by: grouping, mayBeEmpty: decimal != nil) else { return false }
        let tail = decimal.map { scalars[($0 + 1)...] } ?? []
        guard tail.allSatisfy(NumberText.isDigit), decimal == nil || !tail.isEmpty else { return false }
        whole = digits.isEmpty ? "0" : digits
        decimals = String(String.UnicodeScalarView(tail))
        ambiguous =
            commaSeparates && grouping == nil && commas.count == 1 && tail.count == 3 && (1...3).contains(head.count)
            && head.first != "0"
        return true
    }

    /// The digits of a whole number in groups of three, or without groups.
    private static func ungrouped(
        _ scalars: ArraySlice<Unicode.Scalar>, by separator: Unicode.Scalar?, mayBeEmpty: Bool
    ) -> String? {
        let isSeparator = { (scalar: Unicode.Scalar) in separator.map { scalar == $0 } ?? isBlank(scalar) }
        let groups = scalars.split(omittingEmptySubsequences: false, whereSeparator: isSeparator)
        guard groups.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
                return nil
            }
        } else if scalars.isEmpty, !mayBeEmpty {
            return nil
        }
        return String(String.UnicodeScalarView(groups.joined()))
    }

    private static func exponent(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
        var digits = scalars
        var sign = ""
        if let first = digits.first, ["-", "+", "\u{2212}"].contains(first) {
            sign = first == "+" ? "" : "-"
            digits.removeFirst()
        }
        guard (1...4).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        return sign + String(String.UnicodeScalarView(digits))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// Blanks that people and programs put into numbers: space, tab, U+00A0, U+2007, U+2009, U+202F.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "\t", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}"].contains(scalar)
    }

    /// A text without blanks and line ends at its ends.
    static func trimmed(_ text: String) -> String {
        if let first = text.utf8.first, let last = text.utf8.last, first > 32, first < 0x80, last > 32, last < 0x80 {
            return text
        }
        let isOuter = { (scalar: Unicode.Scalar) in isBlank(scalar) || scalar == "\n" || scalar == "\r" }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isOuter($0) }),
            let last = scalars.lastIndex(where: { !isOuter($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Whether every decimal is zero.
    var isWhole: Bool { exponent.isEmpty && decimals.utf8.allSatisfy { $0 == Byte.zero } }

    /// Sign and digits with a decimal point, as Swift reads them.
    var plain: String {
        (negative ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + decimals)
            + (exponent.isEmpty ? "" : "e" + exponent)
    }
}
