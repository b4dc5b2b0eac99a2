// SPDX-License-Identifier: EUPL-1.2

/// The numbers a method computes with: `Int128` for money in öre, which is exact, and `Double` for plain numbers.
///
/// Every method is written once, with sums and products only; its one division is kept as the denominator of
/// ``Shares``.
protocol Amount: SignedNumeric, Comparable, Sendable {
    /// A whole number.
    init(_ whole: Int)
    /// The smallest difference that counts, next to amounts of this size.
    static func tolerance(at scale: Self) -> Self
    /// Weights of drivers that are finite, not negative and not all zero, as numbers of this kind.
    static func weights(_ drivers: [Double]) -> [Self]
}

extension Int128: Amount {
    static func tolerance(at scale: Int128) -> Int128 { 0 }

    /// Whole weights are used exactly; others are taken as fractions of the largest, to 2^-50 of it.
    static func weights(_ drivers: [Double]) -> [Int128] {
        let whole = drivers.compactMap { Int(exactly: $0) }
        if whole.count == drivers.count, whole.allSatisfy({ $0 <= 1 << 53 }) { return whole.map { Int128($0) } }
        let largest = drivers.max() ?? 1
        return drivers.map { Int128($0 / largest * 0x1p50 + 0.5) }
    }
}

extension Double: Amount {
    static func tolerance(at scale: Double) -> Double { 1e-9 * Swift.max(abs(scale), 1e-9) }
    static func weights(_ drivers: [Double]) -> [Double] {
        let largest = drivers.max() ?? 1
        return largest > 1e100 ? drivers.map { $0 / largest } : drivers
    }
}

/// The share of every player, before any rounding: `numerators[i] / denominator`.
struct Shares<A: Amount> {
    var numerators: [A]
    /// Larger than zero.
    var denominator: A

    /// The same shares with the sign turned: from a cost game back to the value game it was made from.
    var negated: Shares { Shares(numerators: numerators.map { -$0 }, denominator: denominator) }
}
