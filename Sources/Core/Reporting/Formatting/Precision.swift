// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How many decimals a number, or all the numbers of a column, are shown with.
enum Precision {
    /// Decimals that keep about three or four telling digits of numbers up to this size; zeros at the end are dropped
    /// as long as every number keeps its value to that many decimals.
    static func decimals(for numbers: [Double], most: Int? = nil) -> Int {
        let largest = numbers.map { $0 < 0 ? -$0 : $0 }.max() ?? 0
        let wanted =
            switch largest {
            case 1000...: 0
            case 10...: 1
            case 1...: 2
            default: 3
            }
        var decimals = min(wanted, most ?? wanted)
        while decimals > 0, numbers.allSatisfy({ rounded($0, decimals) % 10 == 0 }) { decimals -= 1 }
        return decimals
    }

    /// Decimals of shares once they are in per cent: one, or two where every share is below ten per cent.
    static func percentDecimals(for shares: [Double]) -> Int {
        let largest = shares.map { $0 < 0 ? -$0 : $0 }.max() ?? 0
        return decimals(for: shares.map { $0 * 100 }, most: largest < 0.0995 ? 2 : 1)
    }

    private static func rounded(_ number: Double, _ decimals: Int) -> Int {
        let scaled = (number < 0 ? -number : number) * Digits.power(decimals)
        return scaled < 9e15 ? Int(scaled + 0.5) : 0
    }
}
