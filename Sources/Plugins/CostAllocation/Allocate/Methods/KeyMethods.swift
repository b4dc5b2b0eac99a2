// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// Methods that share by a key: the same to each, or in proportion to something.
///
/// - Source: Young (ed.), *Cost Allocation: Methods, Principles, Applications* (1985), ch. 1.
extension JointCost {
    /// c(N) / n each.
    func equal() -> [Rational] {
        let share = total / Rational(BigInt(count))
        return players.map { _ in share }
    }

    /// c(N) w_i / sum w; the weights are not all zero.
    func proportional(to weights: [Rational]) -> [Rational] { weights.normalised.map { total * $0 } }
}

extension CostGame {
    /// c(N), exactly.
    var exactTotal: Rational { exact(1 << players - 1) }

    /// c(N) c(i) / sum c(j): in proportion to what each would cost alone.
    ///
    /// - Throws: ``Problem`` when stand-alone costs have different signs or are all zero.
    func proportionalToStandalone() throws(Problem) -> [Rational] {
        let alone = standalone
        let all = alone.sum
        let sameSign = alone.allSatisfy { $0 >= .zero } || alone.allSatisfy { $0 <= .zero }
        guard all != .zero, sameSign else {
            throw undefined(
                .proportionalStandalone,
                because: Localized(
                    sv: all == .zero
                        ? "parternas belopp på egen hand har summan 0"
                        : "parternas belopp på egen hand har olika tecken",
                    en: all == .zero
                        ? "the parties' amounts alone add up to 0" : "the parties' amounts alone have different signs"))
        }
        return alone.normalised.map { exactTotal * $0 }
    }

    /// c(i) - (sum c(j) - c(N)) / n: everyone gains the same against standing alone.
    func equalSavings() -> [Rational] {
        let alone = standalone
        let saving = (alone.sum - exactTotal) / Rational(BigInt(players))
        return alone.map { $0 - saving }
    }
}

/// The problem that a method has no answer for a game.
func undefined(_ method: Method, because reason: Localized) -> Problem {
    Problem(
        Localized(
            sv: "Metoden '\(method.name)' ger inget svar här: \(reason.sv).",
            en: "The method '\(method.name)' has no answer here: \(reason.en)."),
        remedy: Localized(
            sv: "Stryk den ur methods, eller välj till exempel shapley, som alltid ger ett svar.",
            en: "Leave it out of methods, or take for example shapley, which always has an answer."))
}
