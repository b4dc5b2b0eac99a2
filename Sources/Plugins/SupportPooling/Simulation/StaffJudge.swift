// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// Tells in the weeks of the search whether a staffing serves every municipality, and all together, in time as often as today.
struct StaffJudge {
    private let floor: SimulationResult
    private let within: Double
    /// How far chance alone may well take each change; that of all together last.
    private let chance: [Double]

    /// - Parameters:
    ///   - start: the way of sharing with today's staff.
    ///   - floor: today.
    ///   - within: so much less often than today a municipality may be answered in time.
    init(_ start: SimulationResult, _ floor: SimulationResult, municipalities: Int, within: Double) {
        (self.floor, self.within) = (floor, within)
        chance = Self.chance(start, floor, municipalities)
    }

    /// How much the municipality that fares worst, or all together, misses being answered in time as often as today, and whose that is (the
    /// place after the last municipality's is that of all together); nothing or less when nobody is served worse. What may well be
    /// chance counts as missed: luck in these weeks would not last.
    func worst(_ result: SimulationResult) -> (shortfall: Double, of: Int) {
        chance.indices.reduce((-Double.infinity, 0)) { worst, m in
            let change = result.difference(.answeredInTime, from: floor, m < chance.count - 1 ? m : nil)
            let missed = chance[m] - change.estimate - within
            return change.halfWidth.isFinite && missed > worst.0 ? (missed, m) : worst
        }
    }

    /// How far chance alone may well take each municipality's change, and that of all together last. By how many tickets each has; how much
    /// they spread is learnt from all, since a few weeks of one say little. No more than half of the change with today's staff, or where
    /// the weeks are few nothing could be tried; and one who fares worse with today's staff must not fare worse still.
    private static func chance(_ result: SimulationResult, _ floor: SimulationResult, _ count: Int) -> [Double] {
        typealias Spread = (measured: Double, drawn: Double, change: Double)
        let spreads = ((0..<count).map { $0 } + [nil]).map { (m: Int?) -> Spread in
            let change = result.difference(.answeredInTime, from: floor, m, confidence: 0.8)
            let (above, below) = floor.parts(.answeredInTime, m)
            let tickets = below.reduce(0, +)
            let share = (above.reduce(0, +) + 1) / (tickets + 2)
            let isKnown = change.halfWidth.isFinite && tickets > 0
            let width = change.halfWidth
            return isKnown ? (width * width, share * (1 - share) / tickets, change.estimate) : (0, 0, 0)
        }
        let each = spreads.dropLast()
        let drawn = each.reduce(0) { $0 + $1.drawn }
        let factor = drawn > 0 ? each.reduce(0) { $0 + $1.measured } / drawn : 0
        return spreads.enumerated().map { i, spread in
            let chance = (i < count ? factor * spread.drawn : spread.measured).squareRoot()
            return min(chance, spread.change > 0 ? spread.change / 2 : spread.change)
        }
    }
}
