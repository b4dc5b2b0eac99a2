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
