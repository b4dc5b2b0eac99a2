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
        staffFindings(result) + helpFindings + weekFindings
    }

    /// Desks without anyone, with hours without anyone, and with more work than they can do.
    private func staffFindings(_ result: SimulationResult) -> [Finding] {
        var (nobody, at, over): ([Finding], [Finding], [Finding]) = ([], [], [])
        for (d, desk) in model.desks.enumerated() {
            let (minutes, name) = (result.minutes(d), Finding.Argument(Simulate.name(desk.id)))
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
            }
        }
        return [nobody, at, over].flatMap(Self.shortened)
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
        let alone = model.desks.indices.filter { d in
            let own = coming.filter { scenario.streams[$0].home == d }
            return !own.isEmpty && own.allSatisfy { !isHelped($0) }
        }
        findings += Self.shortened(
            alone.map { Finding("no-partner", .notice, ["desk": .init(Simulate.name(model.desks[$0].id))]) })
        return findings
    }

    /// Whether any desk but its own may answer a stream.
    private func isHelped(_ s: Int) -> Bool {
        let (home, words) = (plan.scenario.streams[s].home, plan.deskWords)
        return (0..<words).contains { word in
            let own: UInt64 = home / 64 == word ? 1 << UInt64(home % 64) : 0
            return plan.helpers[s * words + word] & ~own != 0
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
