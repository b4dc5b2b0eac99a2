// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// `support-pooling/compare`: today, partners, give and take and one pool side by side, on the same simulated weeks.
///
/// Two baselines: against today as staffed (same agents, better service), and at equal service (fewer agents, nobody served worse). What
/// the municipalities have measured stands beside the model first.
struct Compare: Analysis {
    let id = "compare"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let model = try ModelledDesks(context, try ModelAssumptions(context))
        let plan = SimulationPlan(context)
        try plan.check(model, ways: WayRuns.ways.count)
        guard !model.arrivals.givesAgents else {
            throw Problem(
                Localized(
                    sv: "compare räknar med samma handläggare varje dag, men indatat 'arrivals' har kolumnen agents.",
                    en: "compare counts with the same agents every day, but the input 'arrivals' has the column agents."
                ),
                remedy: Localized(
                    sv: "Ta bort kolumnen: handläggarna i 'hours' gäller. simulate räknar med den.",
                    en: "Take the column out: the agents in 'hours' hold. simulate heeds it."))
        }
        let decides = Way(rawValue: context.text("decides") ?? "") ?? .giveAndTake
        let precision = context.real("precision") ?? 0.005
        let runs = try WayRuns(model, plan, decides: decides, precision: precision) { context.progress(0.4 * $0) }
        var tables = ComparedTables(
            model: model, runs: runs, decides: decides, workingDays: context.integer("working_days") ?? 252,
            paid: PaidTime(context))
        tables.equal = try EqualServices(model, seed: plan.seed, threads: plan.threads) {
            context.progress(0.4 + 0.3 * $0)
        }.found
        for way in [Way.separate, decides] {
            let week = model.week(way)
            var normal: SimulationResult?
            for disturbance in Disturbance.allCases {
                let day = try DisturbedDay(disturbance, week, normal: normal, seed: plan.seed, threads: plan.threads)
                if disturbance == .normal { normal = day.result }
                tables.disturbed.append((disturbance, way, day))
            }
        }
        context.progress(0.85)
        for assumption in Assumption.allCases {
            let gains = try [false, true].map {
                try assumption.gain(model, decides, high: $0, seed: plan.seed, threads: plan.threads)
            }
            tables.sensitivity.append((assumption, gains[0], gains[1]))
        }
        let unlocked = try unlockedWait(model, runs, decides, plan)
        context.progress(1)
        return AnalysisOutput(
            [
                "measured": try tables.measured(), "ways": try tables.ways(),
                "municipalities": try tables.municipalities(), "equal_service": try tables.equalService(),
                "resilience": try tables.resilience(), "sensitivity": try tables.sensitivities(),
            ], findings: findings(tables, plan, precision, unlocked))
    }

    /// What the way that decides can do without, between the least and the most that the searches found.
    private func sparing(_ tables: ComparedTables, _ searches: [EqualService]) -> Finding {
        let way = Finding.Argument(.category(tables.decides.rawValue))
        let range = tables.range(searches)
        guard range.freed.upperBound > 0 else { return Finding("equal-service-none", .info, ["way": way]) }
        let free = searches.map(tables.freeHours)
        func hours(_ value: Int) -> Finding.Argument { .init(.integer(value), unit: "h/day") }
        func money(_ value: Money) -> Finding.Argument { .init(.money(value), unit: "öre/year") }
        return Finding(
            range.freed.lowerBound == range.freed.upperBound && range.money.lowerBound == range.money.upperBound
                ? "equal-service-same" : "equal-service", .info,
            [
                "way": way, "hours_low": hours(range.freed.lowerBound), "hours_high": hours(range.freed.upperBound),
                "money_low": money(range.money.lowerBound), "money_high": money(range.money.upperBound),
                "free_low": hours(free.min() ?? 0), "free_high": hours(free.max() ?? 0),
            ])
    }

    /// How much longer customers wait since some tickets must stay at home, in seconds; nil when none must.
    private func unlockedWait(
        _ model: ModelledDesks, _ runs: WayRuns, _ way: Way, _ plan: SimulationPlan
    ) throws -> Interval? {
        guard way != .separate, model.lockedShare.contains(where: { $0 > 0 }), let locked = runs.result(way) else {
            return nil
        }
        var week = model.week(way)
        for s in week.streams.indices where week.streams[s].municipality < model.parts.count {
            week.streams[s].mayShare = true
        }
        let free = try Simulation(week, seed: plan.seed).run(runs.weeks, threads: plan.threads)
        let difference = locked.difference(.meanWait, from: free)
        return Interval(difference.estimate * 60, difference.halfWidth * 60)
    }

    private func findings(
        _ tables: ComparedTables, _ plan: SimulationPlan, _ precision: Double, _ locked: Interval?
    ) -> [Finding] {
        let (runs, model, way) = (tables.runs, tables.model, tables.decides)
        guard (runs.result(.separate)?.total.offered ?? 0) > 0 else { return [Finding("no-tickets", .warning)] }
        func share(_ value: Double) -> Finding.Argument { .init(.real(value), unit: "share") }
        // A difference between shares is told in percentage points.
        func points(_ value: Double) -> Finding.Argument { .init(.real(value * 100)) }
        func seconds(_ value: Double) -> Finding.Argument { .init(.real(value * 60), unit: "s") }
        let name = Finding.Argument(.category(way.rawValue))
        let (gain, wait) = (runs.gain(way, .answeredInTime), runs.gain(way, .meanWait))
        var findings: [Finding] = []
        if gain.halfWidth.isFinite {
            let known = abs(gain.estimate) > gain.halfWidth
            findings.append(
                Finding(
                    known ? (gain.estimate > 0 ? "gain" : "loss") : "no-difference", .info,
                    [
                        "way": name, "today": share(runs.result(.separate)?.total.serviceLevel ?? 0),
                        "then": share(runs.result(way)?.total.serviceLevel ?? 0), "margin": share(gain.halfWidth),
                        "shorter": seconds(-wait.estimate), "wait_margin": seconds(wait.halfWidth),
                    ]))
        }
        let worse = runs.worseOff(way, of: model.parts.count)
        if worse.isEmpty {
            findings.append(Finding("nobody-worse", .info, ["way": name]))
        }
        for m in worse {
            findings.append(
                Finding(
                    "worse-off", .warning,
                    [
                        "way": name, "party": .init(Simulate.name(model.parts[m].player)),
                        "change": points(-runs.gain(way, .answeredInTime, m).estimate),
                    ]))
        }
        if let equal = tables.equal.first(where: { $0.way == way })?.searches {
            findings.append(sparing(tables, equal))
        }
        if let gap = tables.measuredGap {
            findings.append(
                Finding(
                    gap > 0.1 ? "measured-far" : "measured-near", gap > 0.1 ? .warning : .info, ["gap": points(gap)]))
        }
        if let gap = tables.abandonedGap, abs(gap) > 0.03 {
            findings.append(
                Finding(gap > 0 ? "patience-short" : "patience-long", .warning, ["gap": share(abs(gap))]))
        }
        if let locked, locked.halfWidth.isFinite {
            findings.append(
                Finding(
                    "lock-costs", .info,
                    [
                        "tickets": .init(.real(tables.lockedTickets), unit: "tickets/week"),
                        "wait": .init(.real(locked.estimate), unit: "s"),
                        "margin": .init(.real(locked.halfWidth), unit: "s"),
                    ]))
        }
        if let most = tables.sensitivity.max(by: { abs($0.high - $0.low) < abs($1.high - $1.low) }),
            most.low != 0 || most.high != 0
        {
            findings.append(
                Finding(
                    "hangs-on", .notice,
                    [
                        "assumption": .init(.category(most.assumption.rawValue)), "low": points(most.low),
                        "high": points(most.high),
                    ]))
        }
        if let today = runs.result(.separate), let compiled = try? CompiledScenario(model.week(way)) {
            findings += Conditions(model: model, way: way, plan: compiled).findings(today)
        }
        findings.append(
            Finding(
                runs.isPrecise ? "precise" : "not-precise", runs.isPrecise ? .info : .warning,
                ["weeks": .init(.integer(runs.weeks)), "precision": points(precision)]))
        return findings + model.notes
    }
}
