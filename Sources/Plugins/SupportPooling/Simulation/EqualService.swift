// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// How many line hours a way of sharing can do without while nobody is served worse than today.
///
/// Hours are taken away one by one, an agent for an hour of the day at a desk, where agents are busy the least; each removal is kept
/// if all municipalities together, and each by itself, are still answered in time as often as today, by the same customers. This
/// finds a staffing that will do, not the cheapest there is.
struct EqualService {
    /// Agents at each desk and hour of the day that remain.
    private(set) var agents: [[Int]]
    private let today: [[Int]]
    /// The result with the agents that remain.
    private(set) var result: SimulationResult

    /// Weeks that a removal is tried on.
    static let weeks = 12

    /// Searches.
    init(_ model: ModelledDesks, _ way: Way, seed: UInt64, threads: Int) throws {
        let today = model.desks.map { desk in (0..<24).map { desk.at($0)?.agents ?? 0 } }
        self.today = today
        agents = today
        func run(_ sharing: Sharing, _ agents: [[Int]]) throws -> SimulationResult {
            var scenario = model.week(sharing)
            for d in agents.indices { scenario.desks[d].staff = .profile((0..<48).map { agents[d][$0 / 2] }) }
            return try Simulation(scenario, seed: seed).run(Self.weeks, threads: threads)
        }
        let sharing = way.sharing(model.desks.count)
        let floor = try run(.separate, today)
        let levels = model.parts.indices.map { floor.counts($0).serviceLevel ?? 0 }
        let level = floor.total.serviceLevel ?? 0
        func suffices(_ result: SimulationResult) -> Bool {
            (result.total.serviceLevel ?? 1) >= level
                && levels.indices.allSatisfy { (result.counts($0).serviceLevel ?? 1) >= levels[$0] }
        }
        result = try run(sharing, today)
        guard suffices(result) else { return }
        var refused = Set<Int>()
        while let place = Self.leastBusy(result, agents, refused, model) {
            var fewer = agents
            fewer[place / 24][place % 24] -= 1
            let tried = try run(sharing, fewer)
            if suffices(tried) {
                agents = fewer
                result = tried
            } else {
                // Fewer agents elsewhere will not make it right.
                refused.insert(place)
            }
        }
    }

    /// The desk and hour (24 · desk + hour) with the least part of its agents' time in use; none kept at home by a rule.
    private static func leastBusy(
        _ result: SimulationResult, _ agents: [[Int]], _ refused: Set<Int>, _ model: ModelledDesks
    ) -> Int? {
        var best: (place: Int, busy: Double)?
        for (d, hours) in agents.enumerated() {
            for (hour, count) in hours.enumerated() where !refused.contains(24 * d + hour) {
                guard count > model.scenario.desks[d].keptBack[2 * hour] else { continue }
                let halves = [d * 48 + 2 * hour, d * 48 + 2 * hour + 1]
                let onDuty = halves.reduce(0) { $0 + result.onDuty[$1] }
                let busy = onDuty > 0 ? halves.reduce(0) { $0 + result.busy[$1] } / onDuty : 0
                if best.map({ busy < $0.busy }) ?? true { best = (24 * d + hour, busy) }
            }
        }
        return best?.place
    }

    /// Line hours a day that a desk can do without.
    func freed(_ d: Int) -> Int { zip(today[d], agents[d]).reduce(0) { $0 + $1.0 - $1.1 } }

    /// Those of them that make whole positions: agents who are needed at no hour of the desk's day.
    func wholePositions(_ d: Int) -> (count: Int, hours: Int) {
        let staffed = today[d].indices.filter { today[d][$0] > 0 }
        let count = staffed.map { today[d][$0] - agents[d][$0] }.min() ?? 0
        return (count, count * staffed.count)
    }

    /// Line hours a day today and with the agents that remain.
    var hours: (today: Int, after: Int) {
        (today.joined().reduce(0, +), agents.joined().reduce(0, +))
    }
}
