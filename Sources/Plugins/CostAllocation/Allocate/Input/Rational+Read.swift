// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

extension Rational {
    /// No amount.
    static let zero = Rational(0)
    /// The whole.
    static let one = Rational(1)

    /// A finite number as the shortest decimals that mean it: 0.1 is one tenth.
    init(_ number: Double) {
        let decimal = DecimalNumber(number)
        let digits = BigInt(number < 0 ? -decimal.digits : decimal.digits)
        let power = tenTo(abs(decimal.exponent))
        self = decimal.exponent < 0 ? Rational(digits, over: power) : Rational(digits * power)
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
