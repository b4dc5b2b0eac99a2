// SPDX-License-Identifier: EUPL-1.2

extension BigInt {
    public static prefix func - (value: BigInt) -> BigInt {
        if let small = value.int, small != .min { return BigInt(-small) }
        return BigInt(negative: value.signum > 0, magnitude: value.magnitude)
    }

    public static func + (left: BigInt, right: BigInt) -> BigInt {
        if let a = left.int, let b = right.int {
            let (sum, overflow) = a.addingReportingOverflow(b)
            return overflow ? BigInt(Int128(a) + Int128(b)) : BigInt(sum)
        }
        let (a, b) = (left.magnitude, right.magnitude)
        if (left.signum < 0) == (right.signum < 0) {
            return BigInt(negative: left.signum < 0, magnitude: sum(a, b))
        }
        return compare(a, b) >= 0
            ? BigInt(negative: left.signum < 0, magnitude: difference(a, b))
            : BigInt(negative: right.signum < 0, magnitude: difference(b, a))
    }

    public static func - (left: BigInt, right: BigInt) -> BigInt { left + -right }

    public static func * (left: BigInt, right: BigInt) -> BigInt {
        if let a = left.int, let b = right.int {
            let (product, overflow) = a.multipliedReportingOverflow(by: b)
            return overflow ? BigInt(Int128(a) * Int128(b)) : BigInt(product)
        }
        let (a, b) = (left.magnitude, right.magnitude)
        var digits = [UInt](repeating: 0, count: a.count + b.count)
        for i in a.indices {
            var carry: UInt = 0
            for j in b.indices {
                // (2^64 - 1)^2 + 2 (2^64 - 1) is the most, which two words hold
                let t = UInt128(a[i]) * UInt128(b[j]) + UInt128(digits[i + j]) + UInt128(carry)
                digits[i + j] = UInt(truncatingIfNeeded: t)
                carry = UInt(truncatingIfNeeded: t >> 64)
            }
            digits[i + b.count] = carry
        }
        return BigInt(negative: (left.signum < 0) != (right.signum < 0), magnitude: digits)
    }

    public static func += (left: inout BigInt, right: BigInt) { left = left + right }
    public static func -= (left: inout BigInt, right: BigInt) { left = left - right }

    /// The quotient rounded towards zero, and the rest, which has the sign of the dividend.
    ///
    /// - Precondition: the divisor is not zero.
    public func quotientAndRemainder(dividingBy divisor: BigInt) -> (quotient: BigInt, remainder: BigInt) {
        if let a = int, let b = divisor.int, !(a == .min && b == -1) {
            let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
            return (BigInt(quotient), BigInt(rest))
        }
        let (quotient, rest) = divide(magnitude, by: divisor.magnitude)
        return (
            BigInt(negative: (signum < 0) != (divisor.signum < 0), magnitude: quotient),
            BigInt(negative: signum < 0, magnitude: rest)
        )
    }

    /// The quotient rounded down, and the rest, which is never negative for a divisor above zero.
    public func floorDivided(by divisor: BigInt) -> (quotient: BigInt, remainder: BigInt) {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest.signum < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    /// (a b - c d) / e where the division comes out even: the step of fraction-free elimination.
    static func eliminated(_ a: BigInt, _ b: BigInt, _ c: BigInt, _ d: BigInt, over e: BigInt) -> BigInt {
        if let a = a.int, let b = b.int, let c = c.int, let d = d.int, let e = e.int {
            // two products below 2^126 differ by less than 2^127
            let whole = Int128(a) * Int128(b)
            let other = Int128(c) * Int128(d)
            let (difference, overflow) = whole.subtractingReportingOverflow(other)
            if !overflow {
                if let short = Int(exactly: difference), short != .min { return BigInt(short / e) }
                return BigInt(difference / Int128(e))
            }
        }
        return (a * b - c * d).quotientAndRemainder(dividingBy: e).quotient
    }

    /// The greatest common divisor, never negative.
    static func greatestCommonDivisor(_ a: BigInt, _ b: BigInt) -> BigInt {
        var (a, b) = (a.signum < 0 ? -a : a, b.signum < 0 ? -b : b)
        while b.signum != 0 { (a, b) = (b, a.quotientAndRemainder(dividingBy: b).remainder) }
        return a
    }

    /// The quotient of two numbers to the nearest floating-point number or one beside it.
    static func quotient(_ numerator: BigInt, _ denominator: BigInt) -> Double {
        if let a = numerator.int, let b = denominator.int, a.magnitude <= 1 << 53, b.magnitude <= 1 << 53 {
            return Double(a) / Double(b)
        }
        if numerator.signum == 0 { return 0 }
        // a quotient of 64 bits or a little more, then one rounding
        let shift = 66 - (numerator.bitWidth - denominator.bitWidth)
        let scaled =
            shift >= 0
            ? numerator.shifted(left: shift).quotientAndRemainder(dividingBy: denominator).quotient
            : numerator.quotientAndRemainder(dividingBy: denominator.shifted(left: -shift)).quotient
        let magnitude = scaled.magnitude.reversed().reduce(UInt128(0)) { $0 << 64 | UInt128($1) }
        // a sticky bit instead of what was cut off, so that ties are none
        let value = Double(magnitude | 1)
        return Double(sign: scaled.signum < 0 ? .minus : .plus, exponent: -shift, significand: value)
    }
}

/// -1, 0 or 1 as the first magnitude is smaller, the same or larger.
func compare(_ a: [UInt], _ b: [UInt]) -> Int {
    if a.count != b.count { return a.count < b.count ? -1 : 1 }
    for i in a.indices.reversed() where a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
    return 0
}

private func sum(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    var digits = long
    var carry = false
    for i in long.indices {
        if i >= short.count, !carry { break }
        let (s1, o1) = long[i].addingReportingOverflow(i < short.count ? short[i] : 0)
        let (s2, o2) = s1.addingReportingOverflow(carry ? 1 : 0)
        digits[i] = s2
        carry = o1 || o2
    }
    if carry { digits.append(1) }
    return digits
}

/// a - b, where a is not the smaller.
private func difference(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    var digits = a
    var borrow = false
    for i in a.indices {
        if i >= b.count, !borrow { break }
        let (d1, o1) = a[i].subtractingReportingOverflow(i < b.count ? b[i] : 0)
        let (d2, o2) = d1.subtractingReportingOverflow(borrow ? 1 : 0)
        digits[i] = d2
        borrow = o1 || o2
    }
    return digits
}

/// Long division of magnitudes (Knuth, *The Art of Computer Programming* 2, 4.3.1, algorithm D).
private func divide(_ a: [UInt], by b: [UInt]) -> (quotient: [UInt], rest: [UInt]) {
    if compare(a, b) < 0 { return ([], a) }
    var quotient = [UInt](repeating: 0, count: a.count)
    if b.count == 1 {
        var rest: UInt = 0
        for i in a.indices.reversed() { (quotient[i], rest) = b[0].dividingFullWidth((rest, a[i])) }
        return (quotient, [rest])
    }
    let shift = b[b.count - 1].leadingZeroBitCount
    let divisor = BigInt(negative: false, magnitude: b).shifted(left: shift).magnitude
    var rest = BigInt(negative: false, magnitude: a).shifted(left: shift).magnitude
    rest += [UInt](repeating: 0, count: a.count + 1 - rest.count)
    let (top, second) = (divisor[b.count - 1], divisor[b.count - 2])
    for j in stride(from: a.count - b.count, through: 0, by: -1) {
        let high = UInt128(rest[j + b.count]) << 64 | UInt128(rest[j + b.count - 1])
        var guess = min(high / UInt128(top), UInt128(UInt.max))
        var left = high - guess * UInt128(top)
        while left >> 64 == 0, guess * UInt128(second) > left << 64 | UInt128(rest[j + b.count - 2]) {
            guess -= 1
            left += UInt128(top)
        }
        var borrow: UInt128 = 0
        for i in divisor.indices {
            let product = guess * UInt128(divisor[i]) + borrow
            let (digit, under) = rest[i + j].subtractingReportingOverflow(UInt(truncatingIfNeeded: product))
            rest[i + j] = digit
            borrow = product >> 64 + (under ? 1 : 0)
        }
        let (digit, under) = rest[j + b.count].subtractingReportingOverflow(UInt(truncatingIfNeeded: borrow))
        rest[j + b.count] = digit
        if under {
            guess -= 1
            var carry: UInt128 = 0
            for i in divisor.indices {
                carry += UInt128(rest[i + j]) + UInt128(divisor[i])
                rest[i + j] = UInt(truncatingIfNeeded: carry)
                carry >>= 64
            }
            rest[j + b.count] = rest[j + b.count] &+ UInt(truncatingIfNeeded: carry)
        }
        quotient[j] = UInt(truncatingIfNeeded: guess)
    }
    let unshifted =
        shift == 0
        ? rest
        : rest.indices.map { i in
            rest[i] >> UInt(shift) | (i + 1 < rest.count ? rest[i + 1] << UInt(64 - shift) : 0)
        }
    return (quotient, unshifted)
}
