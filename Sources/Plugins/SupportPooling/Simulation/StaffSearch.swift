// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkQueues

/// The search for less staff that serves all municipalities together, and each by itself, in time as often as today.
///
/// Every staffing is tried on the same customers. First whole positions (an agent at every hour of a desk) are taken away, then single
/// hours, each time the one that leaves most tickets answered in time. What it finds will do; it need not be the cheapest there is.
///
/// - Source: the order by bounds that only fall: Minoux, *Accelerated greedy algorithms for maximizing submodular set functions* (1978).
struct StaffSearch {
    private let model: ModelledDesks
    private let numbers: Range<Int>
    private let seed: UInt64
    private let threads: Int
    private let today: [[Int]]
    private let floor: SimulationResult

    /// With more hours of more desks than this the first hour that can go is taken, not the best.
    private static let mostPlaces = 300

    /// How many weeks a staffing of the model is tried on: more for few desks, whose weeks are quick and uneven.
    static func weeks(_ model: ModelledDesks) -> Int {
        let hours = model.desks.reduce(0) { $0 + $1.hours.count { $0.agents > 0 } }
        return max(8, min(12, 2000 / max(1, hours) / 2 * 2))
    }

    /// - Parameter numbers: the weeks that each staffing is tried on.
    init(_ model: ModelledDesks, _ numbers: Range<Int>, seed: UInt64, threads: Int) throws {
        (self.model, self.numbers, self.seed, self.threads) = (model, numbers, seed, threads)
        today = model.desks.map { desk in (0..<24).map { desk.at($0)?.agents ?? 0 } }
        floor = try Self.run(model, .separate, today, numbers, seed, threads)
    }

    /// The least staff found with a way of sharing.
    ///
    /// - Parameter fewer: what a more restricted way can do with, which is tried first: so the freer one needs no more, if it serves
    ///   everyone as well.
    func find(_ way: Way, from fewer: EqualService?) throws -> EqualService {
        var found = EqualService(today: today, agents: today, result: try run(way, today))
        if let fewer, fewer.agents != today {
            let tried = EqualService(today: today, agents: fewer.agents, result: try run(way, fewer.agents))
            if suffices(tried.result) { found = tried }
        }
        guard suffices(found.result) else { return found }
        try shorten(&found, way, model.desks.indices.map { .position($0) })
        let hours = today.indices.flatMap { d in (0..<24).map { Step.hour(d, $0) } }
        try shorten(&found, way, hours)
        return found
    }

    private func run(_ way: Way, _ agents: [[Int]]) throws -> SimulationResult {
        try Self.run(model, way, agents, numbers, seed, threads)
    }

    private static func run(
        _ model: ModelledDesks, _ way: Way, _ agents: [[Int]], _ numbers: Range<Int>, _ seed: UInt64, _ threads: Int
    ) throws -> SimulationResult {
        var week = model.week(way)
        for d in agents.indices { week.desks[d].staff = model.staff(d, agents[d]) }
        let simulation = try Simulation(week, seed: seed)
        var result = simulation.nothing
        simulation.run(numbers, threads: threads, addingTo: &result)
        return result
    }

    private func suffices(_ result: SimulationResult) -> Bool {
        (result.total.serviceLevel ?? 1) >= (floor.total.serviceLevel ?? 0)
            && model.parts.indices.allSatisfy {
                (result.counts($0).serviceLevel ?? 1) >= (floor.counts($0).serviceLevel ?? 0)
            }
    }

    /// What is taken away at a time.
    private enum Step: Hashable { case position(Int), hour(Int, Int) }

    /// The desk and hours of a step; none where nothing is left to take.
    ///
    /// A position that some of its hours have already been taken from is made whole.
    private static func places(_ step: Step, _ found: EqualService) -> [(desk: Int, hour: Int)] {
        switch step {
        case .hour(let d, let hour): return found.agents[d][hour] > 0 ? [(d, hour)] : []
        case .position(let d):
            let whole = found.wholePositions(d).count
            return (0..<24).filter { found.today[d][$0] > 0 && found.today[d][$0] - found.agents[d][$0] == whole }
                .map { (d, $0) }
        }
    }

    /// The staff after a step; nil where nothing is left, or a rule keeps it at home.
    private func after(_ step: Step, _ found: EqualService) -> [[Int]]? {
        let places = Self.places(step, found)
        var agents = found.agents
        for place in places {
            guard agents[place.desk][place.hour] > model.scenario.desks[place.desk].keptBack[2 * place.hour] else {
                return nil
            }
            agents[place.desk][place.hour] -= 1
        }
        return places.isEmpty ? nil : agents
    }

    /// Takes steps while one will do. What has been refused once stays so: fewer agents elsewhere will not make it right.
    private func shorten(_ found: inout EqualService, _ way: Way, _ steps: [Step]) throws {
        // The level that each step left when it was last tried; later it leaves no more, so most need no second try.
        var open = steps.filter { after($0, found) != nil }.map { (step: $0, bound: 1.0, tried: EqualService?.none) }
        let takesFirst = open.count > Self.mostPlaces
        while let best = open.indices.max(by: { (open[$0].bound, -$0) < (open[$1].bound, -$1) }) {
            if let next = open[best].tried {
                found = next
                for i in open.indices { open[i].tried = nil }
                continue
            }
            guard let agents = after(open[best].step, found) else {
                open.remove(at: best)
                continue
            }
            let tried = EqualService(today: today, agents: agents, result: try run(way, agents))
            guard suffices(tried.result) else {
                open.remove(at: best)
                continue
            }
            open[best].tried = tried
            open[best].bound = takesFirst ? 1 : tried.result.total.serviceLevel ?? 1
        }
    }
}
