// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Replications of a compiled scenario, on several threads.
public struct Simulation: Sendable {
    public let plan: CompiledScenario
    public let seed: UInt64

    /// Prepares replications of a scenario.
    ///
    /// - Throws: ``Problems`` that names all that is wrong with it.
    public init(_ scenario: ServiceScenario, seed: UInt64) throws(Problems) {
        plan = try CompiledScenario(scenario)
        self.seed = seed
    }

    /// An empty result to add to.
    public var nothing: SimulationResult {
        SimulationResult(municipalities: plan.scenario.municipalities.count, desks: plan.scenario.desks.count)
    }

    /// Runs replications.
    ///
    /// Each replication is the same whoever runs it, and they are summed in order of their numbers: so one thread and many give the
    /// same bits, and a longer run begins with a shorter one.
    ///
    /// - Parameters:
    ///   - numbers: which replications.
    ///   - threads: how many work at a time.
    ///   - result: earlier ones, to which these are added.
    ///   - progress: told how many are done, in order.
    public func run(
        _ numbers: Range<Int>, threads: Int = 1, addingTo result: inout SimulationResult,
        progress: (Int) -> Void = { _ in }
    ) {
        if threads <= 1 || numbers.count <= 1 {
            for r in numbers {
                result.add(tally(r))
                progress(r - numbers.lowerBound + 1)
            }
            return
        }
        let crew = Crew(numbers, threads: min(threads, numbers.count)) { tally($0) }
        for r in numbers {
            result.add(crew.take(r))
            progress(r - numbers.lowerBound + 1)
        }
        crew.join()
    }

    /// Runs replications from nothing.
    public func run(_ replications: Int, threads: Int = 1) -> SimulationResult {
        var result = nothing
        run(0..<replications, threads: threads, addingTo: &result)
        return result
    }

    private func tally(_ number: Int) -> Tally {
        let replication = Replication(plan, seed: seed, replication: number)
        replication.run()
        return replication.tally
    }
}
