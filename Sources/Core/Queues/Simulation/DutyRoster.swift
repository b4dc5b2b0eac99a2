// SPDX-License-Identifier: EUPL-1.2

/// Who is on duty when: profiles, shifts with breaks, absences drawn for each agent and day, outages.
struct DutyRoster {
    /// Agents more or fewer from a time on, or a desk out (`out`) or back.
    struct Change: Sendable {
        let time: Double
        let desk: Int
        let agents: Int
        var out: Bool?
    }

    private let plan: CompiledScenario
    private let absenceKeys: [UInt64]
    /// Changes to come, latest first.
    private var changes: [Change] = []
    /// For each desk with a profile and absences: how many of its first n agents are there today.
    private var present: [[Int]]

    init(_ plan: CompiledScenario, seed: UInt64, replication: Int) {
        self.plan = plan
        absenceKeys = plan.scenario.desks.indices.map {
            CustomerRandom.key(seed, replication: replication, subject: $0, .absence)
        }
        present = plan.scenario.desks.map { _ in [] }
        for (d, desk) in plan.scenario.desks.enumerated() {
            for outage in desk.outages {
                changes.append(Change(time: outage.lowerBound, desk: d, agents: 0, out: true))
                changes.append(Change(time: outage.upperBound, desk: d, agents: 0, out: false))
            }
        }
        changes.sort(by: Self.isLater)
    }

    /// When the next change is; infinity when there is none.
    var next: Double { changes.last?.time ?? .infinity }

    /// The next change, if its time has come.
    mutating func take(_ now: Double) -> Change? {
        guard let change = changes.last, change.time <= now else { return nil }
        return changes.removeLast()
    }

    /// Agents of a desk by its profile, those absent left out; nil for a desk with shifts.
    func scheduled(_ d: Int, halfHour: Int) -> Int? {
        guard case .profile(let profile) = plan.scenario.desks[d].staff else { return nil }
        let agents = plan.at(profile, halfHour)
        return present[d].isEmpty ? agents : present[d][agents]
    }

    /// Draws the absences of a day and lays out the shifts that begin in it.
    mutating func begin(day: Int) {
        let midnight = Double(day) * 1440
        for (d, desk) in plan.scenario.desks.enumerated() where desk.absence > 0 {
            guard case .profile(let profile) = desk.staff else { continue }
            var sum = [0]
            for agent in 0..<(profile.max() ?? 0) {
                sum.append(sum[agent] + (isAbsent(d, agent, day, desk.absence) ? 0 : 1))
            }
            present[d] = sum
        }
        let today = plan.shifts[(day + plan.scenario.firstWeekday) % 7]
        guard !today.isEmpty else { return }
        for (change, agent) in today {
            let absence = plan.scenario.desks[change.desk].absence
            if absence > 0 && isAbsent(change.desk, agent, day, absence) { continue }
            changes.append(Change(time: midnight + change.time, desk: change.desk, agents: change.agents))
        }
        changes.sort(by: Self.isLater)
    }

    /// The changes that the shifts of a weekday and their breaks bring, latest first, counted from its midnight, and whose they are.
    static func shifts(_ desks: [ServiceScenario.Desk], weekday: Int) -> [(change: Change, agent: Int)] {
        var all: [(change: Change, agent: Int)] = []
        for (d, desk) in desks.enumerated() {
            guard case .roster(let shifts) = desk.staff else { continue }
            for (agent, shift) in shifts.enumerated() where shift.weekdays.contains(weekday) {
                var times = [(shift.from, 1)]
                for pause in shift.breaks { times += [(pause.lowerBound, -1), (pause.upperBound, 1)] }
                times.append((shift.to, -1))
                all += times.map { (Change(time: $0.0, desk: d, agents: $0.1), agent) }
            }
        }
        return all.sorted { isLater($0.change, $1.change) }
    }

    private func isAbsent(_ desk: Int, _ agent: Int, _ day: Int, _ chance: Double) -> Bool {
        let number = UInt64(day) << 20 | UInt64(agent)
        return CustomerRandom.uniform(CustomerRandom.bits(absenceKeys[desk], number)) < chance
    }

    /// Arrivals on duty come before departures at one time, so that a shift that follows another leaves no gap.
    private static func isLater(_ one: Change, _ other: Change) -> Bool {
        if one.time != other.time { return one.time > other.time }
        return (one.desk, -one.agents) > (other.desk, -other.agents)
    }
}
