// SPDX-License-Identifier: EUPL-1.2

/// An exact fraction in lowest terms.
public struct Rational: Sendable, Hashable, Comparable {
    public let numerator: BigInt
    /// Above zero.
    public let denominator: BigInt

    /// numerator / denominator, reduced.
    ///
    /// - Precondition: the denominator is not zero.
    public init(_ numerator: BigInt, over denominator: BigInt = 1) {
        let sign: BigInt = denominator.signum < 0 ? -1 : 1
        let divisor = BigInt.greatestCommonDivisor(numerator, denominator)
        self.numerator = (sign * numerator).quotientAndRemainder(dividingBy: divisor).quotient
        self.denominator = (sign * denominator).quotientAndRemainder(dividingBy: divisor).quotient
    }

    /// The nearest floating-point number.
    public var value: Double { .quotient(numerator, denominator) }

    /// The whole number of 64 bits that is not below the fraction, clamped: an excess above zero never becomes zero.
    public var roundedUp: Int {
        let (whole, rest) = numerator.floorDivided(by: denominator)
        let up = rest.signum > 0 ? whole + 1 : whole
        return up.int ?? (up.signum < 0 ? .min : .max)
    }

    public static prefix func - (value: Rational) -> Rational { Rational(-value.numerator, over: value.denominator) }

    public static func + (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.denominator + b.numerator * a.denominator, over: a.denominator * b.denominator)
    }

    public static func - (a: Rational, b: Rational) -> Rational { a + -b }

    public static func * (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.numerator, over: a.denominator * b.denominator)
    }

    public static func < (a: Rational, b: Rational) -> Bool {
        a.numerator * b.denominator < b.numerator * a.denominator
    }
}

extension Double {
    /// The nearest floating-point number to a quotient, or one beside it.
    static func quotient(_ numerator: BigInt, _ denominator: BigInt) -> Double {
        BigInt.quotient(numerator, denominator)
    }
}
