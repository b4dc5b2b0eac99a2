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

    /// Weeks that each end is tried on.
    static let weeks = 20

    /// The difference between a way and today in the share answered in time, at one end.
    func gain(_ model: ModelledDesks, _ way: Way, high: Bool, seed: UInt64, threads: Int) throws -> Double {
        func run(_ way: Way) throws -> SimulationResult {
            try Simulation(scenario(model.week(way), high: high), seed: seed).run(Self.weeks, threads: threads)
        }
        return try run(way).difference(.answeredInTime, from: run(.separate)).estimate
    }
}
