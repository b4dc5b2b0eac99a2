// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// The same simulated weeks with several ways of sharing: the same customers, with the same work and patience, in each.
struct WayRuns {
    /// The ways compared, today first.
    static let ways: [Way] = [.separate, .partners, .giveAndTake, .pool]
    /// Weeks between two looks at the precision.
    static let batch = 20

    private(set) var results: [Way: SimulationResult] = [:]
    /// Whether the deciding difference is known as well as asked for.
    private(set) var isPrecise = false

    /// Runs weeks until the difference between a way and today in the share answered in time is known to a half width, or the weeks
    /// are out. It looks after fixed numbers of weeks, so that the answer does not depend on machine or threads.
    ///
    /// - Source: Chow and Robbins, *On the asymptotic theory of fixed-width sequential confidence intervals* (1965).
    init(
        _ model: ModelledDesks, _ plan: SimulationPlan, decides: Way, precision: Double, progress: (Double) -> Void
    ) throws {
        let simulations = try Self.ways.map { way in
            (way, try Simulation(model.week(way), seed: plan.seed))
        }
        for (way, simulation) in simulations { results[way] = simulation.nothing }
        var done = 0
        while done < plan.weeks && !isPrecise {
            let next = min(plan.weeks, done + Self.batch)
            for (way, simulation) in simulations {
                var result = results[way] ?? simulation.nothing
                simulation.run(done..<next, threads: plan.threads, addingTo: &result)
                results[way] = result
            }
            done = next
            // One look too early would take luck for precision; but weeks that do not differ at all are known, and so is the last look.
            let margin = gain(decides, .answeredInTime).halfWidth
            isPrecise = margin == 0 || (done >= min(2 * Self.batch, plan.weeks) && margin <= precision)
            progress(Double(done) / Double(plan.weeks))
        }
    }

    /// A way's weeks.
    func result(_ way: Way) -> SimulationResult? { results[way] }

    /// Weeks simulated.
    var weeks: Int { results[.separate]?.replications.count ?? 0 }

    /// A measure with a way less the same today, of one municipality or all.
    func gain(_ way: Way, _ measure: Measure, _ municipality: Int? = nil) -> Interval {
        guard let today = results[.separate], let other = results[way] else { return Interval(0, .infinity) }
        return other.difference(measure, from: today, municipality)
    }

    /// The municipalities that are answered in time less often than today, beyond what chance explains.
    func worseOff(_ way: Way, of municipalities: Int) -> [Int] {
        (0..<municipalities).filter { m in
            let change = gain(way, .answeredInTime, m)
            return change.halfWidth.isFinite && change.estimate + change.halfWidth < 0
        }
    }
}
