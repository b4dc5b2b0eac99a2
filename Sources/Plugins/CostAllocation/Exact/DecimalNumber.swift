// SPDX-License-Identifier: EUPL-1.2

import SamverkGames

/// A number as a user wrote it, exactly: `digits * 10^exponent`. 0.1 is one tenth here, not the nearest binary fraction.
struct DecimalNumber: Hashable, Sendable {
    /// At most 17 digits.
    let digits: Int
    let exponent: Int
    /// The number it was made from.
    let value: Double

    /// The shortest decimal that reads back as the number, which is finite and not negative.
    init(_ number: Double) {
        value = number
        var digits = 0
        var decimals = 0
        var exponent = 0
        var isPastPoint = false
        let parts = number.magnitude.description.split(separator: "e")
        for byte in parts[0].utf8 {
            if byte == UInt8(ascii: ".") {
                isPastPoint = true
            } else {
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
                decimals += isPastPoint ? 1 : 0
            }
        }
        if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
        exponent -= decimals
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        self.digits = digits
        self.exponent = digits == 0 ? 0 : exponent
    }

    /// The number times 10^-unit, a whole number when no exponent lies below the unit.
    func whole(inUnitsOf unit: Int) -> BigInt { BigInt(digits) * tenTo(exponent - unit) }

    /// The number as a fraction of whole numbers, `overUnit / unit`.
    var overUnit: BigInt { whole(inUnitsOf: min(0, exponent)) }
    /// A power of ten.
    var unit: BigInt { tenTo(-exponent) }
}

/// 10 to the power of an exponent, or 1 when that is negative.
func tenTo(_ exponent: Int) -> BigInt { (0..<max(0, exponent)).reduce(1) { product, _ in product * 10 } }

/// Weights as whole numbers in exactly the same proportions, as small as they can be.
///
/// Numbers are taken as the decimals they are written as. Where the largest would need more than 17 digits beside the
/// smallest decimal, the small ones are rounded to 10^-17 of the largest.
///
/// - Parameter weights: finite and not negative.
func wholeWeights(_ weights: [Double]) -> [Int] {
    let numbers = weights.map(DecimalNumber.init)
    let used = numbers.filter { $0.digits > 0 }
    let least = used.map(\.exponent).min() ?? 0
    let top = used.map { $0.exponent + digitCount($0.digits) }.max() ?? 0
    let unit = max(least, top - 17)
    let whole = numbers.map { number in
        let shift = number.exponent - unit
        if number.digits == 0 || shift < -18 { return 0 }
        if shift >= 0 { return number.digits * wholePower(shift) }
        let power = wholePower(-shift)
        return number.digits / power + (number.digits % power * 2 >= power ? 1 : 0)
    }
    let divisor = whole.reduce(0, greatestCommonDivisor)
    return divisor > 1 ? whole.map { $0 / divisor } : whole
}

private func digitCount(_ value: Int) -> Int {
    var count = 0
    var rest = value
    while rest > 0 {
        rest /= 10
        count += 1
    }
    return count
}

private func wholePower(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
