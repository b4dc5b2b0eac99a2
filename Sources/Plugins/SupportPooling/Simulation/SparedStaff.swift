// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkQueues

/// A staffing with which nobody is served worse than today, and what it sets free.
struct EqualService {
    /// Agents at each desk and hour of the day today.
    let today: [[Int]]
    /// Those that remain.
    let agents: [[Int]]
    /// The result with those that remain.
    let result: SimulationResult

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

    /// Line hours a day that are set free.
    var freedHours: Int { hours.today - hours.after }
}

/// What every way of sharing can do without, from the most restricted to the freest, by a search on all weeks and one on each half of
/// them: as far as those differ, the figure is not known.
struct EqualServices {
    /// By way: the search on all weeks first.
    private(set) var found: [(way: Way, searches: [EqualService])] = []
    /// Weeks of the search on all.
    let weeks: Int

    init(_ model: ModelledDesks, seed: UInt64, threads: Int, progress: (Double) -> Void) throws {
        weeks = StaffSearch.weeks(model)
        let searches = try [0..<weeks, 0..<weeks / 2, weeks / 2..<weeks].map {
            try StaffSearch(model, $0, seed: seed, threads: threads)
        }
        var before: [EqualService?] = searches.map { _ in nil }
        let ways = WayRuns.ways.dropFirst()
        for (i, way) in ways.enumerated() {
            let staff = try zip(searches, before).map { try $0.find(way, from: $1) }
            before = staff
            found.append((way, staff))
            progress(Double(i + 1) / Double(ways.count))
        }
    }
}
