// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// What an agreement's rules say of the parties' shares, by method and player. Applied in this order, after the method
/// has shared: exemption, phase-in, then cap and floor together, so that a cap always holds in the end.
struct Terms {
    /// What the rules are told of a player, and what they answered.
    struct Answer {
        var phaseIn: Rational = .one
        var cap: Rational?
        var floor: Rational?
    }

    let players: [String]
    /// Today's costs; nil without them.
    let today: [Rational]?
    /// Who pays nothing of this cost.
    let exempt: [Bool]

    /// The shares when the exempt pay nothing: what they would have paid is borne by the others in proportion to their
    /// shares, or equally when those are zero.
    ///
    /// - Throws: ``Problem`` when everyone is exempt.
    func exempted(_ shares: [Rational]) throws(Problem) -> [Rational] {
        guard exempt.contains(true) else { return shares }
        guard exempt.contains(false) else {
            throw Problem(
                Localized(
                    sv: "Alla parter är undantagna: ingen är kvar som betalar \(shares.sum.kronor) kr.",
                    en: "Every party is exempt: no one is left to pay \(shares.sum.kronor) SEK."),
                remedy: Localized(
                    sv: "Se avtalets regler för cost-allocation/exempt.",
                    en: "See the agreement's rules for cost-allocation/exempt."))
        }
        let freed = shares.indices.filter { exempt[$0] }.map { shares[$0] }.sum
        let kept = shares.indices.map { exempt[$0] ? .zero : shares[$0] }
        return spread(freed, over: kept, among: exempt.map { !$0 })
    }

    /// The shares when each goes only part of the way from today's cost: today + p (share - today).
    ///
    /// What the sum then lacks or has too much is borne by those who go the whole way (p = 1), in proportion to their
    /// shares; when no one does, by all who pay.
    func phasedIn(_ shares: [Rational], _ answers: [Answer]) -> [Rational] {
        guard let today, answers.contains(where: { $0.phaseIn != .one }) else { return shares }
        let steps = shares.indices.map { i in
            exempt[i] ? shares[i] : today[i] + answers[i].phaseIn * (shares[i] - today[i])
        }
        let whole = shares.indices.map { !exempt[$0] && answers[$0].phaseIn == .one }
        let bearers = whole.contains(true) ? whole : exempt.map { !$0 }
        let weights = shares.indices.map { bearers[$0] ? shares[$0] : .zero }
        let rest = spread(shares.sum - steps.sum, over: weights, among: bearers)
        return steps.indices.map { bearers[$0] ? steps[$0] + rest[$0] - weights[$0] : steps[$0] }
    }

    /// The shares within their caps and floors, where any are given.
    ///
    /// - Throws: ``Problem`` that says by how much they cannot be met.
    func limited(_ shares: [Rational], _ answers: [Answer], _ method: String) throws(Problem) -> [Rational] {
        guard answers.contains(where: { $0.cap != nil || $0.floor != nil }) else { return shares }
        let limits = Limits(
            players: players, method: method, floors: answers.map(\.floor), caps: answers.map(\.cap), exempt: exempt)
        return try limits.applied(to: shares)
    }
}

/// Adds an amount to shares in proportion to those above zero, among some; equally among them when none is.
func spread(_ amount: Rational, over shares: [Rational], among some: [Bool]) -> [Rational] {
    let positive = shares.indices.map { some[$0] && shares[$0] > .zero ? shares[$0] : .zero }
    let weights = positive.sum == .zero ? some.map { $0 ? Rational.one : .zero } : positive
    let parts = weights.normalised
    return shares.indices.map { shares[$0] + amount * parts[$0] }
}

extension Rational {
    /// An amount in öre as kronor, for a message.
    var kronor: String { Money(ore: nearest).kronor }
}
