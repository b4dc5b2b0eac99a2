// SPDX-License-Identifier: EUPL-1.2

/// An axis in nice numbers: steps of 1, 2 or 5 times a power of ten, zero always on it.
///
/// - Source: Heckbert, "Nice numbers for graph labels", in *Graphics Gems* (1990).
struct Ticks {
    let low: Double
    let high: Double
    let step: Double

    /// An axis that holds all the numbers and zero, with about so many steps.
    init(_ numbers: [Double], about count: Int = 5, integers: Bool = false) {
        let least = min(0, numbers.min() ?? 0)
        let most = max(0, numbers.max() ?? 0)
        let span = most > least ? most - least : 1
        let step = Ticks.niceStep(span / Double(max(1, count)), integers)
        self.step = step
        low = -Ticks.steps(-least, step) * step
        high = max(Ticks.steps(most, step) * step, low + step)
    }

    /// The values of the ticks, upwards.
    var values: [Double] {
        let first = Int((low / step) + (low < 0 ? -0.5 : 0.5))
        let last = Int(high / step + 0.5)
        return first <= last ? (first...last).map { Double($0) * step } : [0]
    }

    /// Where a number stands between the ends of the axis, 0 to 1.
    func place(_ number: Double) -> Double { (number - low) / (high - low) }

    private static func niceStep(_ rough: Double, _ integers: Bool) -> Double {
        var power = 1.0
        while power * 10 <= rough, power < 1e300 { power *= 10 }
        while power > rough, power > 1e-300 { power /= 10 }
        let ratio = rough / power
        let step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10)
        return integers ? max(1, step) : step
    }

    /// Steps needed to reach a number, with a hair's breadth of slack for rounding.
    private static func steps(_ number: Double, _ step: Double) -> Double {
        let exact = number / step
        let whole = Double(Int(exact))
        return exact - whole > 1e-9 ? whole + 1 : whole
    }
}
