// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// A method's shares on their way through the agreement's terms.
struct AgreedShares {
    let method: Method
    let outcome: Sharing.Outcome
    /// When the exempt pay nothing.
    let afterExemption: [Rational]
    /// When the step from today has been taken in part.
    let afterPhaseIn: [Rational]
    /// What the rules answered, by player.
    let answers: [Terms.Answer]
    /// What each pays in the end.
    let shares: [Rational]

    /// Whether a rule or a limit moved anything.
    var isAdjusted: Bool { shares != outcome.shares }
}

extension Terms {
    /// Takes the shares of all methods through exemption, phase-in, cap and floor.
    ///
    /// - Parameters:
    ///   - rules: nil where no rules are asked (plain numbers, value games).
    ///   - cap: what no one pays more than, where no rule says another cap.
    ///   - floor: what no one pays less than, where no rule says another floor.
    func agreed(
        _ outcomes: [(method: Method, outcome: Sharing.Outcome)], _ rules: Rules?, cap: Rational?, floor: Rational?
    ) throws -> [AgreedShares] {
        let exempted = try outcomes.map { try self.exempted($0.outcome.shares) }
        var answers = outcomes.map { _ in players.map { _ in Answer(cap: cap, floor: floor) } }
        func named(_ shares: [[Rational]]) -> [(method: String, shares: [Rational])] {
            zip(outcomes, shares).map { ($0.method.name, $1) }
        }
        if let rules, let today {
            for (m, parts) in try rules.phaseIn(named(exempted), today: today, exempt: exempt).enumerated() {
                for i in players.indices { answers[m][i].phaseIn = parts[i] }
            }
        }
        let phased = zip(exempted, answers).map { phasedIn($0, $1) }
        if let rules {
            let shares = named(phased)
            let caps = try rules.bounds("cap", shares, today: today, exempt: exempt, standard: cap)
            let floors = try rules.bounds("floor", shares, today: today, exempt: exempt, standard: floor)
            for m in outcomes.indices {
                for i in players.indices {
                    answers[m][i].cap = caps[m][i]
                    answers[m][i].floor = floors[m][i]
                }
            }
        }
        return try outcomes.indices.map { m in
            AgreedShares(
                method: outcomes[m].method, outcome: outcomes[m].outcome, afterExemption: exempted[m],
                afterPhaseIn: phased[m], answers: answers[m],
                shares: try limited(phased[m], answers[m], outcomes[m].method.name))
        }
    }
}
