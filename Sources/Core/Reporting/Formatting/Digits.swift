// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Numbers as people write them: thousands in groups, the language's decimal mark, a true minus sign.
enum Digits {
    /// U+00A0, which keeps a number and its unit on one line.
    static let blank = "\u{A0}"
    /// U+2212.
    static let minus = "\u{2212}"

    /// A whole number: `1 234 567` in Swedish, `1,234,567` in English.
    static func whole(_ value: Int, _ language: Language, grouped: Bool = true) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? minus : "") + (grouped ? group(digits, language) : digits)
    }

    /// A number with so many decimals, rounded half away from zero: `1 234,50`, `1,234.50`.
    static func decimal(_ value: Double, _ decimals: Int, _ language: Language) -> String {
        let magnitude = value < 0 ? -value : value
        let scale = power(decimals)
        guard magnitude * scale < 9e15 else { return value.description }
        let scaled = Int(magnitude * scale + 0.5)
        let unit = Int(scale)
        var text = (value < 0 && scaled > 0 ? minus : "") + group(String(scaled / unit), language)
        if decimals > 0 {
            let rest = String(scaled % unit)
            text += language == .swedish ? "," : "."
            text += String(repeating: "0", count: decimals - rest.utf8.count) + rest
        }
        return text
    }

    /// A very small number as `1,23·10⁻⁹`, three digits.
    static func scientific(_ value: Double, _ language: Language) -> String {
        var magnitude = value < 0 ? -value : value
        var exponent = 0
        while magnitude < 1, exponent > -330, magnitude > 0 {
            magnitude *= 10
            exponent -= 1
        }
        if magnitude >= 9.995 {
            magnitude /= 10
            exponent += 1
        }
        let raised = String(exponent.magnitude).map { superscripts[$0] ?? "" }.joined()
        return (value < 0 ? minus : "") + decimal(magnitude, 2, language) + "·10" + (exponent < 0 ? "⁻" : "") + raised
    }

    /// Ten to a small power.
    static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<max(0, exponent) { result *= 10 }
        return result
    }

    private static func group(_ digits: String, _ language: Language) -> String {
        guard digits.utf8.count > 3 else { return digits }
        var out = ""
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.utf8.count - i) % 3 == 0 { out += language == .swedish ? blank : "," }
            out.append(digit)
        }
        return out
    }

    private static let superscripts: [Character: String] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
}
