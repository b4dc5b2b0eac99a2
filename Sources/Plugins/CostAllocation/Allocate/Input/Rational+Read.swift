// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

extension Rational {
    /// No amount.
    static let zero = Rational(0)
    /// The whole.
    static let one = Rational(1)

    /// A number as the decimals it is written with: `0.1` is one tenth. Nil when the text is no number.
    init?(decimal text: String) {
        var digits = BigInt(0)
        var decimals = -1
        var count = 0
        var negative = false
        let parts = text.filter { $0 != " " }.split(separator: "e", omittingEmptySubsequences: false)
        guard let mantissa = parts.first, parts.count <= 2 else { return nil }
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0, exponent.magnitude < 400 else { return nil }
        for (i, byte) in mantissa.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where i == 0: negative = true
            case UInt8(ascii: ".") where decimals < 0: decimals = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * BigInt(10) + BigInt(Int(byte) - 48)
                count += 1
                if decimals >= 0 { decimals += 1 }
            default: return nil
            }
        }
        guard count > 0, count < 400 else { return nil }
        let shift = exponent - max(0, decimals)
        let ten = (0..<Int(shift.magnitude)).reduce(BigInt(1)) { power, _ in power * BigInt(10) }
        let value = negative ? -digits : digits
        self = shift < 0 ? Rational(value, over: ten) : Rational(value * ten)
    }

    /// A finite number as the shortest decimals that mean it.
    init(_ number: Double) {
        self = Int(exactly: number).map { Rational(BigInt($0)) } ?? Rational(decimal: number.description) ?? .zero
    }

    /// An amount of money in öre.
    init(_ money: Money) { self.init(BigInt(money.ore)) }

    /// The quotient; the divisor is not zero.
    static func / (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.denominator, over: a.denominator * b.numerator)
    }

    /// The whole number of 64 bits nearest to it, halves up, clamped.
    var nearest: Int {
        -(-(self + Rational(1, over: 2))).roundedUp
    }
}

extension [Rational] {
    /// The sum of all.
    var sum: Rational { reduce(.zero, +) }

    /// Each over the sum of all, which is not zero.
    var normalised: [Rational] {
        let all = sum
        return map { $0 / all }
    }
}
