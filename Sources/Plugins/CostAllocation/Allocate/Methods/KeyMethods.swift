// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Methods that share by a key: the same to each, or in proportion to something.
///
/// - Source: Young (ed.), *Cost Allocation: Methods, Principles, Applications* (1985), ch. 1.
extension JointCost {
    /// c(N) / n each.
    func equal() -> Shares<A> {
        Shares(numerators: players.map { _ in total }, denominator: A(count))
    }

    /// c(N) w_i / sum w.
    func proportional(to weights: [A]) -> Shares<A> {
        Shares(numerators: weights.map { total * $0 }, denominator: sum(weights))
    }

    /// c(N) c(i) / sum c(j): in proportion to what each would cost alone.
    ///
    /// - Throws: ``Problem`` when stand-alone costs have different signs or are all zero.
    func proportionalToStandalone(_ costs: [A]) throws(Problem) -> Shares<A> {
        let alone = standalone(costs)
        let all = sum(alone)
        let sameSign = alone.allSatisfy { $0 >= 0 } || alone.allSatisfy { $0 <= 0 }
        guard all != 0, sameSign else {
            throw undefined(
                .proportionalStandalone,
                because: Localized(
                    sv: all == 0 ? "ingen part har någon kostnad i egen regi" : "parterna i egen regi har olika tecken",
                    en: all == 0 ? "no party has a stand-alone cost" : "the stand-alone costs have different signs"))
        }
        let sign: A = all < 0 ? -1 : 1
        return Shares(numerators: alone.map { sign * total * $0 }, denominator: sign * all)
    }

    /// c(i) - (sum c(j) - c(N)) / n: everyone gains the same against standing alone.
    func equalSavings(_ costs: [A]) -> Shares<A> {
        let alone = standalone(costs)
        let saving = sum(alone) - total
        return Shares(numerators: alone.map { $0 * A(count) - saving }, denominator: A(count))
    }

    /// The problem that a method has no answer for this game.
    func undefined(_ method: Method, because reason: Localized) -> Problem {
        Problem(
            Localized(
                sv: "Metoden '\(method.name)' ger inget svar här: \(reason.sv).",
                en: "The method '\(method.name)' has no answer here: \(reason.en)."),
            remedy: Localized(
                sv: "Stryk den ur methods, eller välj till exempel shapley, som alltid ger ett svar.",
                en: "Leave it out of methods, or take for example shapley, which always has an answer."))
    }
}
