// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension ExactDesks {
    /// The cut of an endless queue is far enough out when fewer than this share of the tickets meets it.
    static let goodCut = 1e-10
    /// Where to cut, from near to far.
    static let cuts = [2, 4, 6, 8, 12, 16, 24, 36, 54, 80, 120, 180, 270, 400, 600, 900]

    /// The long run, as if one half hour lasted for ever.
    ///
    /// - Parameter halfHour: from the start of the horizon, whose staff and arrivals hold.
    /// - Throws: a problem of kind limit when the chain has too many states, or the queue grows without end.
    public func steady(halfHour: Int = 0) throws(Problem) -> ExactAnswer {
        var full = false
        var found: (rules: DeskRules, states: [DeskRules.State], steady: MarkovChain.Steady, cut: Double)?
        for cut in Self.cuts {
            let rules = rules(at: halfHour, mostWaiting: cut)
            var space = StateSpace(limit: mostStates)
            _ = space.add(rules.empty)
            guard let chain = space.chain(rules) else {
                full = true
                break
            }
            guard chain.returns else { throw endless() }
            let steady = chain.steady(level: levels(space.states, rules))
            let share = cutShare(rules, space.states, steady.shares)
            found = (rules, space.states, steady, share)
            if share <= Self.goodCut { break }
        }
        guard let (rules, states, steady, cut) = found else { throw tooMany() }
        guard cut < 1e-3 else { throw full ? tooMany() : endless() }
        return ExactAnswer(
            self, tally(rules, states, minutes: steady.shares, inTime: true), rules, minutes: 1,
            arrivals: arrivals(at: halfHour),
            method: .init(states: states.count, residual: steady.residual, rounds: steady.rounds))
    }

    /// The share of the tickets that meets the cut.
    private func cutShare(_ rules: DeskRules, _ states: [DeskRules.State], _ shares: [Double]) -> Double {
        var cut = 0.0
        var arrived = 0.0
        for (state, share) in zip(states, shares) {
            for c in classes.indices where rules.arrivals[c] > 0 {
                arrived += share * rules.arrivals[c]
                if rules.waiting(state) >= rules.mostWaiting, case .cut = rules.arrive(c, state).0 {
                    cut += share * rules.arrivals[c]
                }
            }
        }
        return arrived > 0 ? cut / arrived : 0
    }

    /// Tickets in the system, which a move changes by one at most.
    func levels(_ states: [DeskRules.State], _ rules: DeskRules) -> [Int] {
        states.map { state in state[..<rules.slots.count].reduce(0) { $0 + Int($1) } + rules.waiting(state) }
    }

    /// What happens during minutes spent in states.
    ///
    /// - Parameter inTime: whether to follow those who wait, which takes most of the work.
    func tally(_ rules: DeskRules, _ states: [DeskRules.State], minutes: [Double], inTime: Bool) -> ExactTally {
        var tally = ExactTally(rules, thresholds: thresholds.count)
        for (state, spent) in zip(states, minutes) where spent > 0 { tally.add(state, minutes: spent, rules) }
        let all = minutes.reduce(0, +)
        for desk in rules.agents.indices { tally.staffed[desk] += Double(rules.agents[desk]) * all }
        let found =
            inTime
            ? TaggedWait.outcomes(thresholds, rules, states, minutes: minutes, limit: mostStates * 4) : nil
        tally.inTime = found ?? thresholds.map { _ in nil }
        return tally
    }

    func tooMany() -> Problem {
        Problem(
            Localized(
                sv: "Kedjan får fler än \(mostStates) tillstånd: för många deskar, handläggare eller väntande.",
                en: "The chain has more than \(mostStates) states: too many desks, agents or waiting tickets."),
            kind: .limit, remedy: Localized(sv: "Simulera scenariot.", en: "Simulate the scenario."))
    }

    private func endless() -> Problem {
        Problem(
            Localized(
                sv: "Kön växer utan gräns: någonstans kommer mer arbete än handläggarna hinner med.",
                en: "The queue grows without end: somewhere more work arrives than the agents can do."),
            remedy: Localized(
                sv: "Ange fler handläggare, ett tålamod, eller hur många som får vänta.",
                en: "Give more agents, a patience, or how many may wait."))
    }
}
