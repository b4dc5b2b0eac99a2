// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// Fewer agents than today, and what they set free.
struct SparedStaff: Hashable {
    /// Agents at each desk and hour of the day today.
    let today: [[Int]]
    /// Those that remain.
    private(set) var agents: [[Int]]

    /// An agent at a desk in an hour of the day.
    struct Place: Hashable {
        var desk: Int
        var hour: Int
    }

    /// Everyone is still there.
    init(_ model: ModelledDesks) {
        today = model.desks.map { desk in (0..<24).map { desk.at($0)?.agents ?? 0 } }
        agents = today
    }

    /// Takes agents away.
    mutating func take(_ places: [Place]) {
        for place in places { agents[place.desk][place.hour] -= 1 }
    }

    /// A week with the agents that remain.
    func week(_ model: ModelledDesks, _ way: Way) -> ServiceScenario {
        var week = model.week(way)
        for d in agents.indices { week.desks[d].staff = model.staff(d, agents[d]) }
        return week
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

    /// Line hours a day that are set free.
    var freedHours: Int { hours.today - hours.after }
}

/// An order in which agents can go: each staffing has fewer of them than the one before.
struct StaffOrder {
    let today: SparedStaff
    /// Who goes, step by step.
    var steps: [[SparedStaff.Place]] = []
    /// So many of the first steps left everyone answered in time as often as today, in the weeks searched.
    var found = 0
    /// Whether every place was tried; with very many the search ends before.
    var isWhole = true

    /// Leaves out a whole position that was found to do; false when the step is none, or the order that of a coarse search.
    mutating func drop(position step: Int) -> Bool {
        guard isWhole, step < found, steps[step].count > 1 else { return false }
        steps.remove(at: step)
        found -= 1
        return true
    }

    /// The staff after so many steps.
    func staff(_ steps: Int) -> SparedStaff {
        var staff = today
        for step in self.steps.prefix(steps) { staff.take(step) }
        return staff
    }
}
