// SPDX-License-Identifier: EUPL-1.2

/// Elementary functions of our own, from + - * / only, so that the same inputs give the same bits on every machine.
///
/// The platform's libm differs by a unit in the last place between processors and versions; a figure in a contract
/// between municipalities must not. Where the result is a normal number, relative errors are below 1e-15 for `exp` and
/// `log` and below 1e-14 for `pow`; that of `lgamma` is below 1e-14 times the result, or below 1e-14 where the result is
/// smaller than 1 (tests hold this against exact values).
public enum OwnMath {
    // ln 2 in two parts: the first has 32 significant bits, so that k * ln2High is exact for |k| < 2^20.
    private static let ln2High = 0x1.62e42feep-1
    private static let ln2Low = 0x1.a39ef35793c76p-33

    /// e to the power of x. Gives 0 below -745.2 and infinity above 709.79.
    public static func exp(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x > 709.782712893384 { return .infinity }
        if x < -745.2 { return 0 }
        let scaled = x * 1.4426950408889634
        let k = Int(scaled + (scaled < 0 ? -0.5 : 0.5))
        let r = (x - Double(k) * ln2High) - Double(k) * ln2Low
        // Taylor to r^14 / 14!: |r| <= 0.347, so the rest is below 1e-17.
        var sum = 1.0
        for n in stride(from: 14, through: 1, by: -1) { sum = 1 + sum * r / Double(n) }
        // In two steps, so that the smallest results lose bits only once.
        let half = k / 2
        return sum * power(of: half) * power(of: k - half)
    }

    /// The natural logarithm of x; -infinity at 0, NaN below.
    public static func log(_ x: Double) -> Double {
        if x.isNaN || x < 0 { return .nan }
        if x == 0 { return -.infinity }
        if x == .infinity { return x }
        let parts = logParts(x)
        return parts.high + parts.low
    }

    /// The logarithm of a finite x > 0 as the sum of two numbers, exact to about 1e-17 of it.
    private static func logParts(_ x: Double) -> (high: Double, low: Double) {
        var m = x.significand
        var k = Double(x.exponent)
        if m > 1.4142135623730951 {
            m /= 2
            k += 1
        }
        // log m = 2 artanh s with s = (m - 1) / (m + 1), |s| <= 0.1716: eleven terms leave less than 1e-17.
        let above = m - 1
        let below = m + 1
        let belowRest = (1 - below) + m
        let s = above / below
        let (product, productRest) = exactProduct(s, below)
        let sRest = (((above - product) - productRest) - s * belowRest) / below
        let s2 = s * s
        var series = 0.0
        for n in stride(from: 23, through: 3, by: -2) { series = series * s2 + 1 / Double(n) }
        // The first term is at least twice the second, or zero, so their rounding error is exact.
        let first = k * ln2High
        let high = first + 2 * s
        let highRest = k == 0 ? 0 : (first - high) + 2 * s
        let low = highRest + (2 * sRest + (2 * s * (series * s2) + k * ln2Low))
        let sum = high + low
        return (sum, (high - sum) + low)
    }

    /// A product as the sum of the rounded product and its rounding error.
    ///
    /// - Source: Dekker, *A Floating-Point Technique for Extending the Available Precision* (1971).
    private static func exactProduct(_ a: Double, _ b: Double) -> (product: Double, rest: Double) {
        func halves(_ value: Double) -> (high: Double, low: Double) {
            let spread = value * 134_217_729
            let high = spread - (spread - value)
            return (high, value - high)
        }
        let product = a * b
        let (a1, a2) = halves(a)
        let (b1, b2) = halves(b)
        return (product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
    }

    /// x to the power of y for x >= 0; whole powers up to 64 by multiplication.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        if let n = Int(exactly: y), n.magnitude <= 64 {
            var base = x
            var result = 1.0
            var left = n.magnitude
            while left > 0 {
                if left & 1 == 1 { result *= base }
                base *= base
                left >>= 1
            }
            let whole = n < 0 ? 1 / result : result
            // Beyond the normal numbers the inverse of an overflow would lose everything.
            if n > 0 || x <= 0 || whole.isNormal { return whole }
        }
        if x == 0 { return y > 0 ? 0 : .infinity }
        guard x > 0, x < .infinity else { return exp(y * log(x)) }
        let (high, low) = logParts(x)
        let rough = y * high
        guard rough.magnitude < 746 else { return exp(rough) }
        let (product, rest) = exactProduct(y, high)
        return exp(product) * (1 + (rest + y * low))
    }

    /// The logarithm of the gamma function for x > 0: Stirling's series after a shift to x >= 12.
    ///
    /// - Source: Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 6.1.41.
    public static func lgamma(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        guard x < .infinity else { return x }
        var z = x
        var product = 1.0
        while z < 12 {
            product *= z
            z += 1
        }
        let z2 = 1 / (z * z)
        let series =
            (1 / 12.0 + z2
                * (-1 / 360.0 + z2 * (1 / 1260.0 + z2 * (-1 / 1680.0 + z2 * (1 / 1188.0 + z2 * (-691 / 360360.0))))))
            / z
        return (z - 0.5) * log(z) - z + 0.918938533204672742 + series - log(product)
    }

    private static func power(of k: Int) -> Double {
        if k >= -1022 { return Double(sign: .plus, exponent: k, significand: 1) }
        return Double(sign: .plus, exponent: -1022, significand: 1)
            * Double(sign: .plus, exponent: k + 1022, significand: 1)
    }
}
