// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// Methods that charge each player its separable cost m_i = c(N) - c(N without i) and share out the rest,
/// g = c(N) - sum m, in different ways.
extension CostGame {
    /// Egalitarian non-separable cost: m_i + g / n.
    ///
    /// - Source: Moulin, *The separability axiom and equal-sharing methods*, J. Econ. Theory 36 (1985).
    func egalitarianNonSeparable() -> [Rational] {
        let m = separable
        let rest = (exactTotal - m.sum) / Rational(BigInt(players))
        return m.map { $0 + rest }
    }

    /// Separable costs, remaining benefits: m_i + g r_i / sum r, with r_i = max(0, c(i) - m_i).
    ///
    /// - Source: Young, Okada and Hashimoto, *Cost allocation in water resources development* (1982), sec. 5.
    /// - Throws: ``Problem`` when something is left to share and no one has a remaining benefit.
    func separableCostsRemainingBenefits() throws(Problem) -> [Rational] {
        let m = separable
        let benefits = zip(standalone, m).map { max(.zero, $0 - $1) }
        return try separable(
            m, plus: exactTotal - m.sum, by: benefits, .scrb,
            because: Localized(
                sv: "ingen part har något att vinna utöver det den själv tillför",
                en: "no party has anything to gain beyond what it adds itself"))
    }

    /// The tau value: the point between the separable costs m and the largest claims M that sums to c(N), where
    /// M_i - m_i is the least c(S) - m(S) over the coalitions S that i is in.
    ///
    /// - Source: Tijs, *Bounds for the core and the tau-value* (1981), for the cost game.
    /// - Throws: ``Problem`` when the game is not quasi-balanced.
    func tau() throws(Problem) -> [Rational] {
        let m = separable
        let gaps = leastGaps()
        let rest = exactTotal - m.sum
        guard gaps.allSatisfy({ $0 >= .zero }), rest >= .zero, gaps.sum >= rest else {
            throw undefined(
                .tau,
                because: Localized(
                    sv: "spelet är inte kvasibalanserat (gränserna för parternas andelar korsar varandra)",
                    en: "the game is not quasi-balanced (the bounds on the parties' shares cross)"))
        }
        return try separable(
            m, plus: rest, by: gaps, .tau,
            because: Localized(sv: "gränserna sammanfaller", en: "the bounds coincide"))
    }

    /// m_i + rest w_i / sum w; with nothing left, m itself.
    private func separable(
        _ m: [Rational], plus rest: Rational, by weights: [Rational], _ method: Method, because reason: Localized
    ) throws(Problem) -> [Rational] {
        guard weights.sum > .zero else {
            guard rest == .zero else { throw undefined(method, because: reason) }
            return m
        }
        return zip(m, weights.normalised).map { $0 + rest * $1 }
    }
}
