// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// How many line hours a way of sharing can do without while nobody is served worse than today.
///
/// First whole positions (an agent at every staffed hour of a desk), then single hours are taken away, each time where agents are busy
/// the least; a removal is kept if all municipalities together, and each by itself, are still answered in time as often as today,
/// by the same customers. This finds a staffing that will do, not the cheapest there is.
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
        func run(_ way: Way, _ agents: [[Int]]) throws -> SimulationResult {
            var scenario = model.week(way)
            for d in agents.indices { scenario.desks[d].staff = .profile((0..<48).map { agents[d][$0 / 2] }) }
            return try Simulation(scenario, seed: seed).run(Self.weeks, threads: threads)
        }
        let floor = try run(.separate, today)
        let levels = model.parts.indices.map { floor.counts($0).serviceLevel ?? 0 }
        let level = floor.total.serviceLevel ?? 0
        func suffices(_ result: SimulationResult) -> Bool {
            (result.total.serviceLevel ?? 1) >= level
                && levels.indices.allSatisfy { (result.counts($0).serviceLevel ?? 1) >= levels[$0] }
        }
        result = try run(way, today)
        guard suffices(result) else { return }
        for step in [Step.position, .hour] {
            // What has been refused once stays so: fewer agents elsewhere will not make it right.
            var refused = Set<[Place]>()
            while let places = Self.leastBusy(step, result, agents, refused, model) {
                var fewer = agents
                for place in places { fewer[place.desk][place.hour] -= 1 }
                let tried = try run(way, fewer)
                if suffices(tried) {
                    agents = fewer
                    result = tried
                } else {
                    refused.insert(places)
                }
            }
        }
    }

    /// What is taken away at a time.
    private enum Step { case position, hour }

    /// An hour of the day at a desk.
    private struct Place: Hashable {
        var desk: Int
        var hour: Int
    }

    /// The places of the next step, where the least part of the agents' time is in use; of those that rules do not keep at home. Nil when
    /// all have been tried.
    private static func leastBusy(
        _ step: Step, _ result: SimulationResult, _ agents: [[Int]], _ refused: Set<[Place]>, _ model: ModelledDesks
    ) -> [Place]? {
        var best: (places: [Place], busy: Double)?
        for (d, hours) in agents.enumerated() {
            let kept = model.scenario.desks[d].keptBack
            let staffed: [Place] = hours.indices.filter { hours[$0] > 0 }.map { Place(desk: d, hour: $0) }
            let choices: [[Place]] = step == .position ? [staffed] : staffed.map { [$0] }
            for places in choices where !places.isEmpty && !refused.contains(places) {
                guard places.allSatisfy({ hours[$0.hour] > kept[2 * $0.hour] }) else { continue }
                var (busy, onDuty) = (0.0, 0.0)
                for place in places {
                    for halfHour in [d * 48 + 2 * place.hour, d * 48 + 2 * place.hour + 1] {
                        busy += result.busy[halfHour]
                        onDuty += result.onDuty[halfHour]
                    }
                }
                let share = onDuty > 0 ? busy / onDuty : 0
                if best.map({ share < $0.busy }) ?? true { best = (places, share) }
            }
        }
        return best?.places
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
