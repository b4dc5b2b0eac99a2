// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A game whose costs depend on the sum of its members' weights only: a concave cost of total size, a weighted vote.
public struct SumGame: Sendable {
    /// Most players: above, the numbers of coalitions do not fit in 128 bits.
    public static let mostPlayers = 120

    private let weights: [Int]
    private let costs: [Int]

    /// A game.
    ///
    /// - Parameters:
    ///   - weights: one a player, whole and not below zero.
    ///   - cost: the cost of a sum of weights, in whole numbers; that of zero weight must be zero.
    /// - Throws: ``Problem`` when there are more than 120 players, or a weight is below zero.
    public init(weights: [Int], cost: (Int) -> Int) throws(Problem) {
        guard weights.count <= Self.mostPlayers, weights.allSatisfy({ $0 >= 0 }) else {
            throw Problem(
                Localized(
                    sv: "Ett spel på en summa tar högst \(Self.mostPlayers) parter, med vikter som inte är negativa.",
                    en: "A game on a sum takes at most \(Self.mostPlayers) parties, with weights that are not negative."
                ),
                kind: .limit)
        }
        self.weights = weights
        costs = (0...weights.reduce(0, +)).map(cost)
    }

    /// The Shapley value, by counting for every player the coalitions of others by size and sum.
    ///
    /// Takes time in proportion to n^2 times the sum of all weights.
    ///
    /// - Source: Mann and Shapley, *Values of large games VI: evaluating the Electoral College exactly* (1962), for the generating
    ///   function, which they owe to Cantor.
    public func shapley() -> ExactShares {
        let n = weights.count
        guard n > 0 else { return ExactShares([BigInt](), over: 1) }
        let sums = costs.count
        let counts = coalitions()
        var byWeight: [Int: Rational] = [:]
        for weight in Set(weights) {
            // take one player of this weight out again: others(s, t) = all(s, t) - others(s - 1, t - weight)
            var others = counts
            var share = Rational(0)
            for size in 0..<n {
                if size > 0 {
                    for sum in weight..<max(sums, weight) {
                        others[size * sums + sum] -= others[(size - 1) * sums + sum - weight]
                    }
                }
                var marginal: BigInt = 0
                for sum in 0..<max(0, sums - weight) where others[size * sums + sum] != 0 {
                    let step = costs[sum + weight] - costs[sum]
                    if step != 0 { marginal += BigInt(others[size * sums + sum]) * BigInt(step) }
                }
                share = share + Rational(marginal, over: BigInt(n) * binomial(n - 1, size))
            }
            byWeight[weight] = share
        }
        return ExactShares(weights.map { byWeight[$0] ?? Rational(0) })
    }

    /// How many coalitions there are of every size and sum.
    private func coalitions() -> [Int128] {
        let sums = costs.count
        var counts = [Int128](repeating: 0, count: (weights.count + 1) * sums)
        counts[0] = 1
        for (k, weight) in weights.enumerated() {
            for size in stride(from: k, through: 0, by: -1) {
                for sum in 0..<sums - weight where counts[size * sums + sum] != 0 {
                    counts[(size + 1) * sums + sum + weight] += counts[size * sums + sum]
                }
            }
        }
        return counts
    }

    private func binomial(_ n: Int, _ k: Int) -> BigInt {
        var value: BigInt = 1
        for i in 0..<k { value = (value * BigInt(n - i)).quotientAndRemainder(dividingBy: BigInt(i + 1)).quotient }
        return value
    }
}
