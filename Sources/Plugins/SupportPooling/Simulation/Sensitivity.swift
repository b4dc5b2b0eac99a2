// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// An assumption that the answer may hang on, and its two ends.
enum Assumption: String, CaseIterable {
    case handleTime = "handle-time"
    case patience
    case foreignFactor = "foreign-factor"
    case correlation
    case dayVariation = "day-variation"

    /// What is tried, in words that need no language.
    var ends: (low: String, high: String) {
        switch self {
        case .handleTime: ("× 0.9", "× 1.1")
        case .patience: ("× 0.5", "× 2")
        case .foreignFactor: ("1.0", "1.5")
        case .correlation: ("0", "1")
        case .dayVariation: ("0", "0.3")
        }
    }

    /// The scenario at one end.
    func scenario(_ scenario: ServiceScenario, high: Bool) -> ServiceScenario {
        var changed = scenario
        switch self {
        case .handleTime:
            for s in changed.streams.indices {
                changed.streams[s].handle = changed.streams[s].handle.scaled(high ? 1.1 : 0.9)
            }
        case .patience:
            for s in changed.streams.indices {
                changed.streams[s].patience = changed.streams[s].patience?.scaled(high ? 2 : 0.5)
            }
        case .foreignFactor:
            for d in changed.desks.indices { changed.desks[d].foreignFactor = high ? 1.5 : 1 }
        case .correlation: changed.dayFactor.correlation = high ? 1 : 0
        case .dayVariation: changed.dayFactor.variation = high ? 0.3 : 0
        }
        return changed
    }

    /// The difference between a way and today in the share answered in time, at one end, on the same customers at both.
    func gain(_ model: ModelledDesks, _ way: Way, high: Bool, weeks: Int, _ plan: SimulationPlan) throws -> Interval {
        func run(_ way: Way) throws -> SimulationResult {
            try Simulation(scenario(model.week(way), high: high), seed: plan.seed).run(weeks, threads: plan.threads)
        }
        return try run(way).difference(.answeredInTime, from: run(.separate))
    }
}

/// The gain at the two ends of an assumption.
struct Sensitivity {
    let assumption: Assumption
    let low: Interval
    let high: Interval

    /// How much the gain moves, beyond what chance explains.
    var moves: Double {
        let moved = abs(high.estimate - low.estimate)
        return moved > low.halfWidth + high.halfWidth ? moved : 0
    }
}
