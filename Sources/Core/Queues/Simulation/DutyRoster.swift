// SPDX-License-Identifier: EUPL-1.2

/// Who is on duty when: profiles, shifts with breaks, absences drawn for each agent and day, outages.
struct DutyRoster {
    /// Agents more or fewer from a time on, or a desk out (`out`) or back.
    struct Change {
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
        sort()
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
        let weekday = (day + plan.scenario.firstWeekday) % 7
        let midnight = Double(day) * 1440
        var added = false
        for (d, desk) in plan.scenario.desks.enumerated() {
            switch desk.staff {
            case .profile(let profile):
                guard desk.absence > 0 else { continue }
                var sum = [0]
                for agent in 0..<(profile.max() ?? 0) {
                    sum.append(sum[agent] + (isAbsent(d, agent, day, desk.absence) ? 0 : 1))
                }
                present[d] = sum
            case .roster(let shifts):
                for (agent, shift) in shifts.enumerated() where shift.weekdays.contains(weekday) {
                    if desk.absence > 0 && isAbsent(d, agent, day, desk.absence) { continue }
                    var times = [(shift.from, 1)]
                    for pause in shift.breaks { times += [(pause.lowerBound, -1), (pause.upperBound, 1)] }
                    times.append((shift.to, -1))
                    changes += times.map { Change(time: midnight + $0.0, desk: d, agents: $0.1) }
                    added = true
                }
            }
        }
        if added { sort() }
    }

    private func isAbsent(_ desk: Int, _ agent: Int, _ day: Int, _ chance: Double) -> Bool {
        let number = UInt64(day) << 20 | UInt64(agent)
        return CustomerRandom.uniform(CustomerRandom.bits(absenceKeys[desk], number)) < chance
    }

    private mutating func sort() {
        // Arrivals on duty before departures at one time, so that a shift that follows another leaves no gap.
        changes.sort { ($0.time, $0.desk, -$0.agents) > ($1.time, $1.desk, -$1.agents) }
    }
}
