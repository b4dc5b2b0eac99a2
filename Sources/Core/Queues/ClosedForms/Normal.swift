// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The standard normal distribution.
enum Normal {
    /// Its density.
    static func density(_ x: Double) -> Double { 0.3989422804014327 * OwnMath.exp(-x * x / 2) }

    /// The share above x, to about fourteen digits also far out.
    ///
    /// - Source: Abramowitz and Stegun (1964), 26.2.11 near nought and the continued fraction 26.2.14 beyond.
    static func above(_ x: Double) -> Double {
        if x < 0 { return 1 - above(-x) }
        guard x < 3 else { return density(x) / mills(x) }
        var term = x
        var sum = x
        var k = 1.0
        while term > 1e-18 * sum {
            k += 2
            term *= x * x / k
            sum += term
        }
        return 0.5 - density(x) * sum
    }

    /// Density over the share above: how fast what has lasted until x ends.
    static func hazard(_ x: Double) -> Double { x < 3 ? density(x) / above(x) : mills(x) }

    private static func mills(_ x: Double) -> Double {
        var fraction = x
        for k in stride(from: 120, through: 1, by: -1) { fraction = x + Double(k) / fraction }
        return fraction
    }
}
