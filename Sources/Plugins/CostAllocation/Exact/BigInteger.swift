// SPDX-License-Identifier: EUPL-1.2

/// A whole number without bounds, so that a system of departments is solved exactly.
///
/// Sign and magnitude; the magnitude in words of 64 bits, the least first, without leading zeros.
struct BigInteger: Hashable, Sendable, ExpressibleByIntegerLiteral {
    private(set) var words: [UInt]
    private(set) var isNegative: Bool

    /// A number of these words; zero is never negative.
    init(words: [UInt], isNegative: Bool = false) {
        var words = words
        while words.last == 0 { words.removeLast() }
        self.words = words
        self.isNegative = isNegative && !words.isEmpty
    }

    init(integerLiteral value: Int) { self.init(value) }

    /// A number of 64 bits.
    init(_ value: Int) { self.init(words: [value.magnitude], isNegative: value < 0) }

    /// Whether it is zero.
    var isZero: Bool { words.isEmpty }

    /// Its sign turned.
    static prefix func - (value: BigInteger) -> BigInteger {
        BigInteger(words: value.words, isNegative: !value.isNegative)
    }

    static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative == right.isNegative {
            return BigInteger(words: Magnitude.sum(left.words, right.words), isNegative: left.isNegative)
        }
        if Magnitude.isLess(left.words, right.words) {
            return BigInteger(words: Magnitude.difference(right.words, left.words), isNegative: right.isNegative)
        }
        return BigInteger(words: Magnitude.difference(left.words, right.words), isNegative: left.isNegative)
    }

    static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

    static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        BigInteger(
            words: Magnitude.product(left.words, right.words), isNegative: left.isNegative != right.isNegative)
    }

    static func += (left: inout BigInteger, right: BigInteger) { left = left + right }
    static func -= (left: inout BigInteger, right: BigInteger) { left = left - right }

    /// The quotient rounded toward minus infinity, and the remainder, which is never negative.
    ///
    /// - Parameter divisor: larger than zero.
    func floorDivided(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
        let (quotient, remainder) = Magnitude.quotient(words, by: divisor.words)
        let q = BigInteger(words: quotient, isNegative: isNegative)
        let r = BigInteger(words: remainder, isNegative: isNegative)
        return r.isNegative ? (q - 1, r + divisor) : (q, r)
    }

    /// The number in 64 bits, or nil when it does not fit.
    var integer: Int? {
        guard words.count <= 1 else { return nil }
        let magnitude = words.first ?? 0
        if isNegative { return magnitude <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int(exactly: magnitude)
    }

    /// The nearest floating-point number but for the last bits; infinite when it is too large for one.
    var real: Double {
        let magnitude = words.reversed().reduce(0) { $0 * 0x1p64 + Double($1) }
        return isNegative ? -magnitude : magnitude
    }

    /// 10 to the power of a number that is not negative.
    static func powerOfTen(_ exponent: Int) -> BigInteger {
        (0..<exponent).reduce(BigInteger(1)) { power, _ in power * 10 }
    }
}

extension BigInteger: Comparable {
    static func < (left: BigInteger, right: BigInteger) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative
            ? Magnitude.isLess(right.words, left.words) : Magnitude.isLess(left.words, right.words)
    }
}
