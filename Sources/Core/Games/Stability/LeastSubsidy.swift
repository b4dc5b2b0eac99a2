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

    /// The least that somebody outside must pay of these shares for no coalition to object, when it lowers some of them and
    /// raises none: x(N) less the most that can be collected with y_i <= x_i and y(S) <= c(S) for every coalition S but all.
    ///
    /// It is never less than ``leastSubsidy()`` of shares of c(N), which may also move amounts between the players.
    ///
    /// - Throws: ``Problem`` when the computation fails.
    public func leastSubsidy(for shares: ExactShares) throws(Problem) -> Rational {
        let n = players
        guard n > 1 else { return Rational(0) }
        let rows = (0..<n).map { player in
            CoreProgramme.Row(
                coefficients: (0..<n).map { $0 == player ? 1 : 0 },
                bound: min(shares[player] * Rational(exactGrains), Rational(exactCost(1 << player))))
        }
        var programme = try CoreProgramme(
            self, maximise: [Int](repeating: 1, count: n), rows, basis: Array(0..<n))
        // always feasible: everyone may pay as little as it takes
        let collected = try programme.optimum() ?? []
        return shares.total - collected.reduce(Rational(0), +) * Rational(1, over: exactGrains)
    }
}
