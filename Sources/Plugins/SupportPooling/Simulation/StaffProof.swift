// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// How far an order of fewer agents can be followed while nobody is answered in time less often than today: an interval of steps with
/// 95 % confidence.
///
/// The order was found on other weeks, so the weeks here are fair judges of it. Less often means by more than a margin (`within`), or no
/// number of weeks would tell no loss from a loss of nothing. So many steps are *shown to do* when that is known of every municipality
/// and of all together (all must pass, so each is tested at the full level: Berger 1982), and *shown to fail* when for any of them the
/// opposite is known (Bonferroni). The more agents go the worse it gets, so tests of more and fewer steps nest. The looks share the level.
///
/// - Source: Berger, *Multiparameter hypothesis testing and acceptance sampling* (1982); Nelson and Matejcik, *Using common random
///   numbers for indifference-zone selection and multiple comparisons in simulation* (1995) for the same customers in all.
struct StaffProof {
    /// Steps that are shown to do: so many can be taken with 97.5 % certainty.
    private(set) var least = 0
    /// Steps that are not shown to be too many, with 97.5 % certainty.
    private(set) var most = 0
    /// Whether even the last step was not shown to be too many.
    private(set) var isOpen = false
    /// The municipality that fares worst when one step more than ``least`` is taken.
    private(set) var limit: Int?
    /// The share of all answered in time after ``least`` steps, and with today's agents.
    private(set) var answered: Double?
    private(set) var answeredToday: Double?
    /// Weeks that it was tried on.
    private(set) var weeks = 0

    /// Looks at the answer, each on twice as many weeks as the one before.
    static let looks = 4
    /// Weeks that no other part of the comparison sees, and no other attempt.
    private static func firstWeek(_ attempt: Int) -> Int { 2_000_000 + 500_000 * attempt }

    /// Answered in time of how many, week by week: by municipality, and all together last.
    typealias Levels = [(above: [Double], below: [Double])]

    /// Proves an order with a way of sharing.
    ///
    /// - Parameter attempt: how many other orders were tried before: each has weeks of its own, so what was learnt from them is no luck here.
    init(
        _ model: ModelledDesks, _ way: Way, _ order: StaffOrder, attempt: Int, within: Double,
        _ plan: SimulationPlan, _ effort: SearchEffort, progress: (Double) -> Void
    ) throws {
        var levels: [Int?: Levels] = [:]
        var guess = (order.found, order.found)
        let first = Self.firstWeek(attempt)
        for look in 0..<Self.looks {
            let end = max(3, effort.proofWeeks >> (Self.looks - 1 - look))
            weeks = end
            /// The weeks so far after so many steps; nil for today.
            func known(_ steps: Int?) throws -> Levels {
                var known = levels[steps] ?? []
                let done = known.first?.above.count ?? 0
                if done < end {
                    let week = steps.map { order.staff($0).week(model, way) } ?? model.week(.separate)
                    let more = try Weeks(
                        numbers: first + done..<first + end, seed: plan.seed, threads: plan.threads
                    ).run(week)
                    known = Self.levels(more, model.parts.count, after: known)
                    levels[steps] = known
                }
                return known
            }
            let today = try known(nil)
            let chance = 0.05 / Double(Self.looks)
            let all = Steps(upTo: order.steps.count, stride: max(1, order.steps.count / 100))
            let least = try all.last(from: guess.0) { steps in
                try Self.changes(known(steps), today, 1 - chance).allSatisfy { $0.estimate + within >= $0.halfWidth }
            }
            let most = try all.turn(from: max(guess.1, least ?? 0)) { steps in
                try !Self.changes(known(steps), today, 1 - chance / Double(today.count))
                    .contains { $0.estimate + within < -$0.halfWidth }
            }
            self.least = least ?? 0
            self.most = max(self.least, most.fails - 1)
            isOpen = self.most == order.steps.count && order.staff(self.most).hours.after > 0
            guess = (self.least, self.most)
            progress(Double(look + 1) / Double(Self.looks))
            let open = order.staff(self.most).freedHours - order.staff(self.least).freedHours
            if Double(open) <= 0.02 * Double(order.today.hours.today) || look == Self.looks - 1 {
                answered = Self.level(try known(self.least).last)
                answeredToday = Self.level(today.last)
                let next = try Self.changes(known(min(order.steps.count, self.least + 1)), today, 0.95).dropLast()
                limit = next.indices.min { (next[$0].estimate, $0) < (next[$1].estimate, $1) }
                return
            }
        }
    }

    private static func level(_ parts: (above: [Double], below: [Double])?) -> Double? {
        guard let parts, parts.below.reduce(0, +) > 0 else { return nil }
        return parts.above.reduce(0, +) / parts.below.reduce(0, +)
    }

    private static func levels(_ result: SimulationResult, _ municipalities: Int, after known: Levels) -> Levels {
        let new = (0..<municipalities).map { result.parts(.answeredInTime, $0) } + [result.parts(.answeredInTime)]
        guard !known.isEmpty else { return new }
        return zip(known, new).map { ($0.above + $1.above, $0.below + $1.below) }
    }

    /// The change of each that gets tickets; of a municipality without any nothing changes.
    private static func changes(_ levels: Levels, _ today: Levels, _ confidence: Double) -> [Interval] {
        zip(levels, today).map { now, before in
            let change = Interval.difference(now, before, confidence: confidence)
            return change.halfWidth.isFinite ? change : Interval(0, 0)
        }
    }
}
