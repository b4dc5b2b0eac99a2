// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// What is out of the ordinary in a modelled week and must be said, whatever the figures: nobody there, nobody who may help, nothing shared.
struct Conditions {
    let model: ModelledDesks
    let way: Way
    let plan: CompiledScenario

    /// So many desks are named one by one.
    private static let mostNamed = 10

    /// - Parameter result: of the weeks in which desks are called overloaded.
    func findings(_ result: SimulationResult) -> [Finding] {
        staffFindings(result) + helpFindings + weekFindings + deferredFindings
    }

    /// Desks without anyone, with hours without anyone, and with more work than they can do.
    private func staffFindings(_ result: SimulationResult) -> [Finding] {
        var (nobody, at, over): ([Finding], [Finding], [Finding]) = ([], [], [])
        for (d, desk) in model.desks.enumerated() {
            let (minutes, name) = (result.minutes(d), Finding.Argument(Simulate.name(desk.id)))
            if !model.scenario.desks[d].open.contains(true) {
                nobody.append(Finding("never-open", .warning, ["desk": name]))
                continue
            }
            let absence = model.scenario.desks[d].absence
            if minutes.onDuty == 0, model.scenario.desks[d].outages.isEmpty {
                nobody.append(
                    absence > 0 && model.isStaffed(d)
                        ? Finding(
                            "all-absent", .warning,
                            ["desk": name, "absence": .init(.real(absence), unit: "share")])
                        : Finding("nobody-on-duty", .warning, ["desk": name]))
                continue
            }
            let unstaffed = model.unstaffedTimes(d)
            if !unstaffed.isEmpty {
                let times = spans(unstaffed, of: 48).map { "\(clockText($0.from))-\(clockText($0.until))" }
                at.append(
                    Finding(
                        "open-unstaffed", .warning,
                        ["desk": name, "times": .init(.text(times.joined(separator: ", ")))]))
            }
            let occupancy = minutes.busy / minutes.onDuty
            if minutes.onDuty > 0, occupancy > 0.95 {
                over.append(
                    Finding(
                        "overloaded", .warning,
                        ["desk": name, "share": .init(.real(occupancy), unit: "share")]))
            } else if minutes.onDuty > 0 {
                let work = workAWeek(d) * Double(result.replications.count) / minutes.onDuty
                if work > 1 {
                    over.append(
                        Finding("more-work", .warning, ["desk": name, "share": .init(.real(work), unit: "share")]))
                }
            }
        }
        return [nobody, at, over].flatMap(Self.shortened)
    }

    /// Minutes of work that a week's own tickets bring a desk.
    private func workAWeek(_ d: Int) -> Double {
        plan.scenario.streams.filter { $0.home == d }.reduce(0) { $0 + model.ticketsAWeek($1) * $1.handle.mean }
    }

    /// How many of the tickets can wait: they are in time by another time, and wait longer.
    private var deferredFindings: [Finding] {
        let all = model.ticketsAWeek
        let waiting = plan.scenario.streams.filter(\.isDeferred).reduce(0) { $0 + model.ticketsAWeek($1) }
        guard waiting > 0, all > 0 else { return [] }
        return [Finding("deferred-counted", .notice, ["share": .init(.real(waiting / all), unit: "share")])]
    }

    /// Tickets that nobody can answer, desks that nobody can help, and weeks in which nothing is shared.
    private var helpFindings: [Finding] {
        let scenario = plan.scenario
        let coming = scenario.streams.indices.filter { s in scenario.streams[s].perHour.contains { $0 > 0 } }
        var findings = Self.shortened(
            plan.unanswerable.filter(coming.contains).map {
                Finding("nobody-can", .warning, ["tickets": .init(.text(scenario.streams[$0].name))])
            })
        guard way != .separate, !coming.isEmpty else { return findings }
        if model.desks.count > 1, coming.allSatisfy({ !scenario.streams[$0].mayShare }) {
            return findings + [Finding("all-locked", .warning)]
        }
        if model.desks.count > 1, plan.scenario.desks.allSatisfy(keepsAll) {
            return findings + [Finding("none-lent", .warning)]
        }
        let alone = model.desks.indices.filter { d in
            let own = coming.filter { scenario.streams[$0].home == d }
            return !own.isEmpty && own.allSatisfy { !isHelped($0) }
        }
        findings += Self.shortened(
            alone.map { Finding("no-partner", .notice, ["desk": .init(Simulate.name(model.desks[$0].id))]) })
        return findings
    }

    /// Whether a rule keeps at home all agents that a desk ever has.
    private func keepsAll(_ desk: ServiceScenario.Desk) -> Bool {
        guard case .profile(let agents) = desk.staff, agents.contains(where: { $0 > 0 }) else { return false }
        return agents.indices.allSatisfy { agents[$0] <= desk.keptBack[$0 % desk.keptBack.count] }
    }

    /// Whether any desk but its own may answer a stream, and is open when its tickets come.
    private func isHelped(_ s: Int) -> Bool {
        let stream = plan.scenario.streams[s]
        return plan.scenario.desks.enumerated().contains { d, desk in
            guard d != stream.home, plan.helpers[s * plan.deskWords + d / 64] >> UInt64(d % 64) & 1 == 1 else {
                return false
            }
            return (0..<336).contains { plan.at(stream.perHour, $0) > 0 && plan.at(desk.open, $0) }
        }
    }

    /// Which days there are, and what was left out.
    private var weekFindings: [Finding] {
        var findings: [Finding] = []
        if model.working.days == 7 {
            let desks = model.desks.indices.filter(model.working.worksWeekends).map { model.desks[$0].id }
            findings.append(
                desks.isEmpty
                    ? Finding("weekend-closed", .notice)
                    : Finding("seven-days", .notice, ["desks": .init(.text(few(desks)))]))
        } else if let until = model.working.nights.max(), until > 0 {
            findings.append(Finding("over-midnight", .notice, ["until": .init(.integer(until))]))
        }
        return findings + model.leftOut
    }

    /// At most so many of a kind, and how many more there are.
    private static func shortened(_ findings: [Finding]) -> [Finding] {
        guard findings.count > mostNamed, let first = findings.first else { return findings }
        return findings.prefix(mostNamed)
            + [Finding("and-more", first.severity, ["count": .init(.integer(findings.count - mostNamed))])]
    }
}

extension ModelledDesks {
    /// What was given and is no work of a desk.
    var leftOut: [Finding] {
        let onsite = arrivals.onsite
        guard onsite.tickets > 0 else { return [] }
        return [
            Finding(
                "on-site-left-out", .notice,
                [
                    "tickets": .init(.real(onsite.tickets), unit: "tickets/week"),
                    "hours": .init(.real(onsite.hours), unit: "h/week"),
                ])
        ]
    }

    /// The half hours of the day in which a desk is open some day of the week with nobody on duty.
    func unstaffedTimes(_ d: Int) -> [Int] {
        let desk = scenario.desks[d]
        return (0..<48).filter { halfHour in
            (0..<working.days).contains { day in
                desk.open[(day * 48 + halfHour) % desk.open.count] && !isStaffed(desk, day, halfHour)
            }
        }
    }

    private func isStaffed(_ desk: ServiceScenario.Desk, _ day: Int, _ halfHour: Int) -> Bool {
        switch desk.staff {
        case .profile(let agents): agents[(day * 48 + halfHour) % agents.count] > 0
        case .roster(let shifts):
            shifts.contains { shift in
                // Today's shifts, and yesterday's that end today.
                [(day, 0.0), ((day + 6) % 7, 1440)].contains { weekday, later in
                    let middle = Double(halfHour * 30 + 15) + later
                    return shift.weekdays.contains(weekday) && shift.from <= middle && middle < shift.to
                        && !shift.breaks.contains { $0.contains(middle) }
                }
            }
        }
    }
}
