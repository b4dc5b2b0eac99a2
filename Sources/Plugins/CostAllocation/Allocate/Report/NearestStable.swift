// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

extension CostGame {
    /// The nearest allocation without objections in which no player pays more than a bound: how much has to move.
    ///
    /// A bound on one player's share is a cost of that player alone, so this is the smallest change in the game in which
    /// c(i) is at most the bound.
    ///
    /// - Returns: nil when there is none.
    func nearestStable(
        to shares: ExactShares, atMost bounds: [Rational]
    ) throws(Problem) -> (shares: [Rational], moved: Rational)? {
        if players == 1 { return shares[0] <= bounds[0] ? (shares.fractions, .zero) : nil }
        guard let change = try bounded(bounds).smallestChange(of: shares) else { return nil }
        return (change.shares.fractions, change.size)
    }

    /// The least amount from outside with which some allocation leaves no coalition an objection and no player above its
    /// bound.
    func leastSubsidy(atMost bounds: [Rational]) throws(Problem) -> Rational {
        if players == 1 { return max(.zero, exactTotal - bounds[0]) }
        return try bounded(bounds).leastSubsidy().amount
    }

    /// The least amount from outside that takes away every objection when it lowers some of these shares and raises none.
    ///
    /// Lowering by s is an allocation -s of the game c - x in which no one may get more: the least subsidy of the game
    /// d(S) = c(S) - x(S) with d(i) at most 0. Computed to 2^-40 of the largest cost, and for whole amounts to the unit.
    func leastSubsidy(for shares: ExactShares) throws(Problem) -> Rational {
        guard players > 1 else { return .zero }
        let x = shares.values
        let largest = (0..<1 << players).reduce(1.0) { max($0, abs(self[$1])) }
        let isWhole = (0..<players).allSatisfy { self[1 << $0] == self[1 << $0].rounded() }
        let scale = isWhole ? 1 : 0x1p40 / largest
        let difference = try CostGame(players: players) { table in
            table[0] = 0
            var sums = [Double](repeating: 0, count: 1 << players)
            for coalition in 1..<1 << players {
                sums[coalition] = sums[coalition & (coalition - 1)] + x[coalition.trailingZeroBitCount]
                let gap = ((self[coalition] - sums[coalition]) * scale).rounded(.down)
                table[coalition] = coalition & (coalition - 1) == 0 ? min(0, gap) : gap
            }
            table[1 << players - 1] = 0
        }
        return try difference.leastSubsidy().amount / Rational(scale)
    }

    /// The game in which no player alone costs more than its bound.
    private func bounded(_ bounds: [Rational]) throws(Problem) -> CostGame {
        let grand = 1 << players - 1
        return try CostGame(
            (0...grand).map { coalition in
                guard coalition & (coalition - 1) == 0, coalition != 0, coalition != grand else {
                    return self[coalition]
                }
                return min(self[coalition], bounds[coalition.trailingZeroBitCount].value)
            })
    }
}
