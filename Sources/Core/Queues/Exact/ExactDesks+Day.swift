// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension ExactDesks {
    /// The horizon half hour by half hour from empty desks, with what is left over carried on.
    public struct Day: Sendable {
        /// One answer a half hour.
        public var halfHours: [ExactAnswer]
        /// The whole horizon.
        public var all: ExactAnswer
        /// Expected tickets that wait at the end of each half hour.
        public var left: [Double]
    }

    /// How the scenario passes: half hour by half hour, agents who go home finish their ticket, agents who come take what
    /// waits at once.
    ///
    /// "In time" of a half hour is as if its staff and arrivals lasted until the answer.
    ///
    /// - Throws: a problem of kind limit when the chain has too many states.
    public func day() throws(Problem) -> Day {
        let count = min(336, Int((compiled.scenario.horizon / 30).rounded(.up)))
        var enough: (cut: Int, share: Double)?
        for cut in Self.cuts {
            guard let day = day(count, mostWaiting: cut, inTime: false) else { break }
            enough = (cut, day.all.cut)
            if day.all.cut <= Self.goodCutOfDay { break }
        }
        guard let enough, enough.share < 1e-3, let day = day(count, mostWaiting: enough.cut, inTime: true) else {
            throw tooMany()
        }
        return day
    }

    /// Of a day the cut may meet this share of the tickets.
    private static let goodCutOfDay = 1e-7

    private func day(_ count: Int, mostWaiting: Int, inTime: Bool) -> Day? {
        var rules = rules(at: 0, mostWaiting: mostWaiting)
        var now: [DeskRules.State: Double] = [rules.empty: 1]
        var total = ExactTally(rules, thresholds: thresholds.count)
        var answers: [ExactAnswer] = []
        var left: [Double] = []
        var most = 0
        var perStream = [Double](repeating: 0, count: classOf.count)
        for halfHour in 0..<count {
            set(&rules, at: halfHour)
            var space = StateSpace(limit: mostStates)
            var start: [Double] = []
            var taken: [(ticketClass: Int, desk: Int, tickets: Double)] = []
            // In a fixed order, so that sums come out alike in every run.
            for (state, share) in now.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) where share > 1e-18 {
                let settled = rules.settled(state) { taken.append(($0, $1, share)) }
                guard let at = space.add(settled) else { return nil }
                while start.count <= at { start.append(0) }
                start[at] += share
            }
            guard let chain = space.chain(rules) else { return nil }
            start += [Double](repeating: 0, count: chain.count - start.count)
            let course = chain.run(from: start, time: 30)
            var tally = tally(rules, space.states, minutes: course.spent, inTime: inTime)
            for one in taken { tally.add(taken: one.ticketClass, by: one.desk, one.tickets, rules) }
            total.add(tally)
            most = max(most, chain.count)
            answers.append(
                ExactAnswer(
                    self, tally, rules, minutes: 30, arrivals: arrivals(at: halfHour),
                    method: .init(states: chain.count, residual: 0, rounds: 0)))
            for (s, perHour) in arrivals(at: halfHour).enumerated() { perStream[s] += perHour / Double(count) }
            now = [:]
            var waiting = 0.0
            for (state, share) in zip(space.states, course.end) where share > 0 {
                now[state] = share
                waiting += share * Double(rules.waiting(state))
            }
            left.append(waiting)
        }
        let all = ExactAnswer(
            self, total, rules, minutes: 30 * Double(count), arrivals: perStream,
            method: .init(states: most, residual: 0, rounds: 0))
        return Day(halfHours: answers, all: all, left: left)
    }
}

extension ExactTally {
    /// Adds what happened in another time.
    mutating func add(_ other: ExactTally) {
        func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }
        arrived = sum(arrived, other.arrived)
        waited = sum(waited, other.waited)
        turnedAway = sum(turnedAway, other.turnedAway)
        closed = sum(closed, other.closed)
        cut = sum(cut, other.cut)
        abandoned = sum(abandoned, other.abandoned)
        waiting = sum(waiting, other.waiting)
        answered = zip(answered, other.answered).map { sum($0, $1) }
        working = sum(working, other.working)
        staffed = sum(staffed, other.staffed)
        pastShift = sum(pastShift, other.pastShift)
        inTime = zip(inTime, other.inTime).map { a, b in
            guard let a, let b else { return nil }
            return InTime(answered: a.answered + b.answered, gaveUp: a.gaveUp + b.gaveUp)
        }
    }
}
