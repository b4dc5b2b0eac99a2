// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Methods that charge each player its separable cost m_i = c(N) - c(N without i) and share out the rest,
/// g = c(N) - sum m, in different ways.
extension JointCost {
    /// Egalitarian non-separable cost: m_i + g / n.
    ///
    /// - Source: Moulin, *The separability axiom and equal-sharing methods*, J. Econ. Theory 36 (1985).
    func egalitarianNonSeparable(_ costs: [A]) -> Shares<A> {
        let m = separable(costs)
        let rest = total - sum(m)
        return Shares(numerators: m.map { $0 * A(count) + rest }, denominator: A(count))
    }

    /// Separable costs, remaining benefits: m_i + g r_i / sum r, with r_i = max(0, c(i) - m_i).
    ///
    /// - Source: Young, Okada and Hashimoto, *Cost allocation in water resources development* (1982), sec. 5.
    /// - Throws: ``Problem`` when something is left to share and no one has a remaining benefit.
    func separableCostsRemainingBenefits(_ costs: [A]) throws(Problem) -> Shares<A> {
        let m = separable(costs)
        let rest = total - sum(m)
        let benefits = zip(standalone(costs), m).map { max(.zero, $0 - $1) }
        return try separable(
            m, plus: rest, by: benefits, .scrb,
            because: Localized(
                sv: "ingen part tjänar något mot sin särkostnad", en: "no party gains anything on its separable cost"))
    }

    /// The tau value: the point between the separable costs m and the largest claims M that sums to c(N), where
    /// M_i - m_i is the least c(S) - m(S) over the coalitions S that i is in.
    ///
    /// - Source: Tijs, *Bounds for the core and the tau-value* (1981), for the cost game.
    /// - Throws: ``Problem`` when the game is not quasi-balanced.
    func tau(_ costs: [A]) throws(Problem) -> Shares<A> {
        let m = separable(costs)
        let gaps = smallestGaps(costs, m)
        let rest = total - sum(m)
        let slack = A.tolerance(at: scale)
        guard gaps.allSatisfy({ $0 >= -slack }), rest >= -slack, sum(gaps) >= rest - slack else {
            throw undefined(
                .tau,
                because: Localized(
                    sv: "spelet är inte kvasibalanserat (gränserna för parternas andelar korsar varandra)",
                    en: "the game is not quasi-balanced (the bounds on the parties' shares cross)"))
        }
        return try separable(
            m, plus: rest, by: gaps.map { max(.zero, $0) }, .tau,
            because: Localized(sv: "gränserna sammanfaller", en: "the bounds coincide"))
    }

    /// m_i + rest w_i / sum w; with nothing left, m itself.
    private func separable(
        _ m: [A], plus rest: A, by weights: [A], _ method: Method, because reason: Localized
    ) throws(Problem) -> Shares<A> {
        let slack = A.tolerance(at: scale)
        let all = sum(weights)
        if all <= slack {
            guard max(rest, -rest) <= slack else { throw undefined(method, because: reason) }
            return Shares(numerators: m, denominator: 1)
        }
        return Shares(numerators: zip(m, weights).map { $0 * all + rest * $1 }, denominator: all)
    }

    /// For each player the least c(S) - m(S) over the coalitions it is in.
    private func smallestGaps(_ costs: [A], _ m: [A]) -> [A] {
        var gaps = players.indices.map { costs[1 << $0] - m[$0] }
        var separable = [A](repeating: .zero, count: costs.count)
        for coalition in costs.indices.dropFirst() {
            let rest = coalition & (coalition - 1)
            separable[coalition] = separable[rest] + m[coalition.trailingZeroBitCount]
            let gap = costs[coalition] - separable[coalition]
            var left = coalition
            while left != 0 {
                let player = left.trailingZeroBitCount
                if gap < gaps[player] { gaps[player] = gap }
                left &= left - 1
            }
        }
        return gaps
    }
}
