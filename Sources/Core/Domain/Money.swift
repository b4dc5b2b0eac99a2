// SPDX-License-Identifier: EUPL-1.2

/// An amount of money (Swedish: *belopp*) in whole öre. Never a floating-point number.
public struct Money: Hashable, Sendable, Comparable {
    /// The amount in öre; 100 öre are one krona.
    public var ore: Int

    /// An amount of so many öre.
    public init(ore: Int) { self.ore = ore }

    /// No money.
    public static let zero = Money(ore: 0)

    public static func < (left: Money, right: Money) -> Bool { left.ore < right.ore }

    /// The sum, or nil when it does not fit in 64 bits.
    public func adding(_ other: Money) -> Money? {
        let (sum, overflow) = ore.addingReportingOverflow(other.ore)
        return overflow ? nil : Money(ore: sum)
    }

    /// Reads kronor such as `1234.50` or `-7`: an optional sign, digits, at most two decimals after a point.
    ///
    /// Returns nil for anything else, also for more than two decimals and for amounts beyond 64 bits.
    public init?(kronor text: some StringProtocol) {
        var digits = 0
        var decimals = -1
        var value = 0
        let sign = text.utf8.first == UInt8(ascii: "-") ? -1 : 1
        func append(_ digit: Int) -> Bool {
            let (tens, o1) = value.multipliedReportingOverflow(by: 10)
            let (next, o2) = tens.addingReportingOverflow(sign * digit)
            value = next
            return !o1 && !o2
        }
        for (i, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where i == 0, UInt8(ascii: "+") where i == 0: break
            case UInt8(ascii: ".") where decimals < 0 && digits > 0: decimals = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if decimals >= 0 { decimals += 1 }
                digits += 1
                guard decimals <= 2, append(Int(byte - UInt8(ascii: "0"))) else { return nil }
            default: return nil
            }
        }
        guard digits > 0, decimals != 0 else { return nil }
        for _ in max(0, decimals)..<2 {
            guard append(0) else { return nil }
        }
        ore = value
    }

    /// Kronor with a decimal point, two decimals only when they are needed: `1234.50`, `1234`, `-0.05`.
    public var kronor: String {
        let magnitude = ore.magnitude
        let whole = (ore < 0 ? "-" : "") + String(magnitude / 100)
        let rest = magnitude % 100
        return rest == 0 ? whole : whole + "." + (rest < 10 ? "0" : "") + String(rest)
    }
}

/// Rounds exact fractions to integers that keep their sum: the largest-remainder method (Hamilton's method).
///
/// Every share is `numerators[i] / denominator`. Each is floored toward minus infinity, and the units that are left
/// go to the largest remainders, ties in listed order. The sum of the numerators must be a multiple of the
/// denominator; otherwise the sum of the result is the floored total.
///
/// - Parameters:
///   - numerators: one a share.
///   - denominator: larger than zero.
/// - Returns: one integer a share, or nil when one does not fit in 64 bits.
/// - Source: Balinski and Young, *Fair Representation* (1982), ch. 3 (Hamilton's method).
public func roundKeepingSum(_ numerators: [Int128], over denominator: Int128) -> [Int]? {
    guard denominator > 0 else { return nil }
    var total: Int128 = 0
    for numerator in numerators {
        let (next, overflow) = total.addingReportingOverflow(numerator)
        guard !overflow else { return nil }
        total = next
    }
    var result: [Int] = []
    var remainders: [(index: Int, remainder: Int128)] = []
    result.reserveCapacity(numerators.count)
    var floored: Int128 = 0
    for (i, numerator) in numerators.enumerated() {
        let (q, r) = floorDivision(numerator, denominator)
        guard let whole = Int(exactly: q) else { return nil }
        result.append(whole)
        floored += q
        remainders.append((i, r))
    }
    let left = floorDivision(total, denominator).quotient - floored
    remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
    for k in 0..<Int(left) { result[remainders[k].index] += 1 }
    return result
}

/// The quotient rounded toward minus infinity, and the remainder, which is never negative.
func floorDivision(_ value: Int128, _ divisor: Int128) -> (quotient: Int128, remainder: Int128) {
    let (q, r) = value.quotientAndRemainder(dividingBy: divisor)
    return r < 0 ? (q - 1, r + divisor) : (q, r)
}

extension Money {
    /// Splits the amount in proportion to weights; the parts always sum to the amount, to the öre.
    ///
    /// Products go through 128 bits; öre left over go to the largest remainders, ties in listed order.
    ///
    /// - Parameter weights: one a part, none negative, not all zero.
    /// - Returns: one amount a part; nil when the weights are all zero, negative or too large.
    public func split(by weights: [Int]) -> [Money]? {
        var sum: Int128 = 0
        for weight in weights {
            guard weight >= 0 else { return nil }
            sum += Int128(weight)
        }
        guard sum > 0 else { return nil }
        return roundKeepingSum(weights.map { Int128(ore) * Int128($0) }, over: sum)?.map(Money.init(ore:))
    }

    /// Splits the amount in proportion to weights that need not be whole (kilometres, shares).
    ///
    /// Whole weights are used exactly; others are taken as fractions of the largest, to 2^-50 of it.
    public func split(by weights: [Double]) -> [Money]? {
        guard let largest = weights.max(), largest > 0, weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            return nil
        }
        let whole = weights.compactMap { Int(exactly: $0) }
        if whole.count == weights.count { return split(by: whole) }
        let scale = 0x1p50
        return split(by: weights.map { Int($0 / largest * scale + 0.5) })
    }
}
