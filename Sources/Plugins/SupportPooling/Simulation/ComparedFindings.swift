// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkQueues

/// What `compare` says in sentences, the most telling first.
struct ComparedFindings {
    let tables: ComparedTables
    let precision: Double
    /// How many seconds longer customers wait since some tickets must stay at home; nil when none must.
    let unlocked: Interval?

    private typealias Argument = Finding.Argument

    private var runs: WayRuns { tables.runs }
    private var model: ModelledDesks { tables.model }
    private var way: Way { tables.decides }
    private var name: Argument { Argument(.category(way.rawValue)) }

    var all: [Finding] {
        guard (runs.result(.separate)?.total.offered ?? 0) > 0 else { return [Finding("no-tickets", .warning)] }
        return difference + worseOff + equalService + trust
            + [locked, resilience(.deskOut), resilience(.incident)]
            .compactMap { $0 } + [hangsOn] + conditions + certainty + model.notes
    }

    /// Whether the weeks sufficed; nothing where there is no difference to know.
    private var certainty: [Finding] {
        guard runs.gain(way, .answeredInTime).halfWidth.isFinite else { return [] }
        return [
            Finding(
                runs.isPrecise ? "precise" : "not-precise", runs.isPrecise ? .info : .warning,
                ["weeks": .init(.integer(runs.weeks)), "precision": points(precision)])
        ]
    }

    /// What is out of the ordinary, told once: the desks are the same in every way.
    private var conditions: [Finding] {
        guard let today = runs.result(.separate), let plan = try? CompiledScenario(model.week(way)) else { return [] }
        return Conditions(model: model, way: way, plan: plan).findings(today)
    }

    private func share(_ value: Double) -> Argument { .init(.real(value), unit: "share") }
    /// A difference between shares is told in percentage points.
    private func points(_ value: Double) -> Argument { .init(.real(value), unit: "share-difference") }
    private func seconds(_ value: Double) -> Argument { .init(.real(value), unit: "s") }
    private func hours(_ value: Int) -> Argument { .init(.integer(value), unit: "h/day") }
    private func money(_ value: Money) -> Argument { .init(.money(value), unit: "öre/year") }

    private var difference: [Finding] {
        let (gain, wait) = (runs.gain(way, .answeredInTime), runs.gain(way, .meanWait))
        guard gain.halfWidth.isFinite else { return [] }
        let known = abs(gain.estimate) > gain.halfWidth
        return [
            Finding(
                known ? (gain.estimate > 0 ? "gain" : "loss") : "no-difference", .info,
                [
                    "way": name, "today": share(runs.result(.separate)?.total.serviceLevel ?? 0),
                    "then": share(runs.result(way)?.total.serviceLevel ?? 0), "change": points(abs(gain.estimate)),
                    "margin": points(gain.halfWidth), "shorter": seconds(-wait.estimate * 60),
                    "wait_margin": seconds(wait.halfWidth * 60),
                ])
        ]
    }

    private var worseOff: [Finding] {
        let worse = runs.worseOff(way, of: model.parts.count)
        if worse.isEmpty { return [Finding("nobody-worse", .info, ["way": name])] }
        return worse.map { m in
            Finding(
                "worse-off", .warning,
                [
                    "way": name, "party": .init(Simulate.name(model.parts[m].player)),
                    "change": points(-runs.gain(way, .answeredInTime, m).estimate),
                ])
        }
    }

    /// What the way that decides can do without, and why one pool may save less.
    private var equalService: [Finding] {
        guard let found = tables.equal.first(where: { $0.way == way }) else { return [] }
        let (staff, proof) = (found.staff, found.proof)
        var findings: [Finding] = []
        if staff.freedHours > 0 {
            findings.append(
                Finding(
                    proof.isOpen ? "equal-service-open" : "equal-service", .info,
                    [
                        "way": name, "hours": hours(staff.freedHours),
                        "hours_high": hours(found.leastStaff.freedHours), "money": money(tables.money(staff)),
                        "free": hours(tables.freeHours(staff)), "weeks": .init(.integer(proof.weeks)),
                        "within": points(tables.equalWithin),
                    ]))
        } else {
            findings.append(
                Finding(
                    "equal-service-none", .info, ["way": name, "hours_high": hours(found.leastStaff.freedHours)]))
        }
        if way != .separate, let alone = tables.equal.first(where: { $0.way == .separate })?.staff.freedHours, alone > 0
        {
            findings.append(Finding("equal-service-alone", .notice, ["hours": hours(alone)]))
        }
        if !found.order.isWhole { findings.append(Finding("search-coarse", .notice, ["way": name])) }
        if let pool = tables.equal.first(where: { $0.way == .pool }), way != .pool,
            pool.staff.freedHours < staff.freedHours, let limit = pool.proof.limit,
            let today = runs.result(.separate)?.counts(limit).serviceLevel
        {
            findings.append(
                Finding(
                    "pool-saves-less", .notice,
                    [
                        "way": name, "hours": hours(pool.staff.freedHours), "today": share(today),
                        "party": .init(Simulate.name(model.parts[limit].player)),
                    ]))
        }
        return findings
    }

    /// Model against measurement.
    private var trust: [Finding] {
        var findings: [Finding] = []
        if let gap = tables.measuredGap {
            let far = gap > 0.1
            findings.append(
                Finding(far ? "measured-far" : "measured-near", far ? .warning : .info, ["gap": points(gap)]))
        }
        if let gap = tables.abandonedGap, abs(gap) > 0.03 {
            findings.append(
                Finding(gap > 0 ? "patience-short" : "patience-long", .warning, ["gap": points(abs(gap))]))
        }
        return findings
    }

    private var locked: Finding? {
        guard let unlocked, unlocked.halfWidth.isFinite else { return nil }
        return Finding(
            "lock-costs", .info,
            [
                "tickets": .init(.real(tables.lockedTickets), unit: "tickets/week"), "wait": seconds(unlocked.estimate),
                "margin": seconds(unlocked.halfWidth),
            ])
    }

    private func resilience(_ disturbance: Disturbance) -> Finding? {
        guard let day = tables.disturbed.first(where: { $0.disturbance == disturbance && $0.way == way }),
            let apart = tables.apart(disturbance), let spared = tables.spared(day), spared.halfWidth.isFinite,
            let alone = apart.result.total.abandonment, let shared = day.result.total.abandonment
        else { return nil }
        var arguments = [
            "way": name, "alone": share(alone), "shared": share(shared), "margin": points(spared.halfWidth),
        ]
        if disturbance.isLocal {
            arguments["desk"] = .init(Simulate.name(model.desks[tables.hitDesk].id))
            arguments["alone_there"] = share(tables.abandonedThere(apart) ?? 0)
            arguments["shared_there"] = share(tables.abandonedThere(day) ?? 0)
        }
        return Finding(disturbance.rawValue, .info, arguments)
    }

    /// The assumption that moves the gain most.
    private var hangsOn: Finding {
        guard let most = tables.sensitivity.max(by: { $0.moves < $1.moves }), most.moves > 0 else {
            return Finding("hangs-on-none", .info)
        }
        return Finding(
            "hangs-on", .notice,
            [
                "assumption": .init(.category(most.assumption.rawValue)), "low": points(most.low.estimate),
                "high": points(most.high.estimate), "low_margin": points(most.low.halfWidth),
                "high_margin": points(most.high.halfWidth),
            ])
    }
}
