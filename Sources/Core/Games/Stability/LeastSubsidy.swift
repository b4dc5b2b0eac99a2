// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The least that somebody outside must pay for an allocation to exist that no coalition objects to.
public struct Subsidy: Sendable {
    /// The amount; zero when the core is not empty.
    public let amount: Rational
    /// An allocation of c(N) less the amount, to which no coalition objects: one of many.
    public let shares: ExactShares
}

extension CostGame {
    /// The least subsidy: c(N) less the most that can be collected with x(S) <= c(S) for every coalition S.
    ///
    /// - Throws: ``Problem`` when the computation fails.
    /// - Source: Bachrach et al., *The cost of stability in coalitional games* (2009); the programme is that of Bondareva (1963) and
    ///   Shapley (1967).
    public func leastSubsidy() throws(Problem) -> Subsidy {
        let n = players
        guard n > 0 else { return Subsidy(amount: Rational(0), shares: ExactShares([BigInt](), over: 1)) }
        let rows = (0..<n).map { player in
            CoreProgramme.Row(
                coefficients: (0..<n).map { $0 == player ? 1 : 0 }, bound: Rational(exactCost(1 << player)))
        }
        let all = CoreProgramme.Row(
            coefficients: [Int](repeating: 1, count: n), bound: Rational(exactCost(grand)))
        var programme = try CoreProgramme(
            self, maximise: [Int](repeating: 1, count: n), rows + [all], basis: Array(0..<n))
        // always feasible: everyone may pay as little as it takes
        let grains = try programme.optimum() ?? []
        let unit = Rational(1, over: exactGrains)
        let shares = ExactShares(grains.map { $0 * unit })
        return Subsidy(amount: Rational(exactCost(grand), over: exactGrains) - shares.total, shares: shares)
    }
}
