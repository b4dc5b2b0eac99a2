// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Student's t distribution.
enum StudentT {
    /// The t that |T| exceeds with a chance, for at least two degrees of freedom; right to about six figures.
    ///
    /// - Source: Hill, *Algorithm 396: Student's t-quantiles* (1970).
    static func quantile(twoSided chance: Double, degrees: Int) -> Double {
        let n = Double(degrees)
        if degrees < 2 { return .infinity }
        if degrees == 2 { return (2 / (chance * (2 - chance)) - 2).squareRoot() }
        let a = 1 / (n - 0.5)
        let b = 48 / (a * a)
        var c = ((20700 * a / b - 98) * a - 16) * a + 96.36
        let d = ((94.5 / (b + c) - 3) / b + 1) * (a * 1.5707963267948966).squareRoot() * n
        var y = OwnMath.pow(d * chance, 2 / n)
        if y > 0.05 + a {
            let math = QuickMath()
            defer { math.deallocate() }
            let x = NormalQuantile.z(chance / 2, math)
            y = x * x
            if n < 5 { c += 0.3 * (n - 4.5) * (x + 0.6) }
            c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
            y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
            y = a * y * y
            y = y > 0.002 ? OwnMath.exp(y) - 1 : 0.5 * y * y + y
        } else {
            let tail = 1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3)
            y = ((tail + 0.5 / (n + 4)) * y - 1) * (n + 1) / (n + 2) + 1 / y
        }
        return (n * y).squareRoot()
    }
}
