// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The least that the largest excess can be made, and one allocation that does so.
public struct LeastCore: Sendable {
    /// The largest excess over its weight: above zero when the core is empty, otherwise what every coalition gains at least.
    /// Zero for fewer than two players, who have no one to leave.
    public let epsilon: Rational
    /// An allocation with no larger excess: one of many, when the least core is larger than a point.
    public let shares: ExactShares
    /// The proof, when ``Certificate/checkLeastCore(_:in:)`` accepted it.
    public let certificate: Certificate?

    /// Whether the answer is proven.
    public var isCertified: Bool { certificate != nil }
}

extension CostGame {
    /// The least core: the allocations of c(N) whose largest excess is smallest.
    ///
    /// - Parameter weighting: what an excess x(S) - c(S) is divided by.
    /// - Throws: ``Problem`` when a weight is not above zero, or when the computation fails.
    /// - Source: Maschler, Peleg and Shapley, *Geometric properties of the kernel, nucleolus and related solution concepts* (1979).
    public func leastCore(_ weighting: Weighting = .ordinary) throws(Problem) -> LeastCore {
        try weighting.check(self)
        guard players > 1 else {
            let alone = ExactShares(players == 0 ? [] : [exactCost(grand)], over: exactGrains)
            let empty = Certificate(weighting: weighting, individuallyRational: false, levels: [])
            return LeastCore(epsilon: Rational(0), shares: alone, certificate: empty)
        }
        var solver = NucleolusLevels(self, weighting, individuallyRational: false)
        try solver.run(levels: 1)
        let first = solver.levels[0]
        // the whole basis meets in one point
        let basis = NucleolusLevels.Level(coalitions: first.coalitions + solver.idle.map(\.coalition))
        let vertex = ExactFinish(game: self, weighting: weighting, levels: [basis])
        guard let shares = vertex.shares() else {
            let shares = ExactShares(grains: solver.point, self)
            return LeastCore(epsilon: epsilon(first, shares, weighting), shares: shares, certificate: nil)
        }
        let claim = Certificate(
            weighting: weighting, individuallyRational: false,
            levels: ExactFinish(game: self, weighting: weighting, levels: [first]).weights() ?? [])
        let holds = !claim.levels.isEmpty && claim.checkLeastCore(shares, in: self) == nil
        return LeastCore(
            epsilon: epsilon(first, shares, weighting), shares: shares, certificate: holds ? claim : nil)
    }

    /// The excess that a level shares, over its weight: in units of the costs, or of the weight where that is a cost itself.
    private func epsilon(_ level: NucleolusLevels.Level, _ shares: ExactShares, _ weighting: Weighting) -> Rational {
        let excess = excess(of: level.coalitions[0], shares)
        let weight = Rational(weighting.exactWeight(level.coalitions[0], self))
        return excess * Rational(weight.denominator, over: weight.numerator)
            * Rational(weighting == .proportional ? exactGrains : 1)
    }
}

extension ExactShares {
    /// Floating-point grains of a game as shares, to 2^-20 of one; what they miss of c(N) is laid on all alike.
    init(grains: [Double], _ game: CostGame) {
        let fine = grains.map { Rational(BigInt(exactly: ($0 * 0x1p20).rounded()) ?? 0, over: BigInt(1 << 20)) }
        let missing = Rational(game.exactCost(game.grand)) - fine.reduce(Rational(0), +)
        let each = missing * Rational(1, over: BigInt(max(grains.count, 1)))
        self.init(fine.map { ($0 + each) * Rational(1, over: game.exactGrains) })
    }
}
