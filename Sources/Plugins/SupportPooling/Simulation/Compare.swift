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
        let decides = Way(rawValue: context.text("decides") ?? "") ?? .giveAndTake
        let precision = context.real("precision") ?? 0.005
        let runs = try WayRuns(model, plan, decides: decides, precision: precision) { context.progress(0.4 * $0) }
        var tables = ComparedTables(
            model: model, runs: runs, decides: decides, workingDays: context.integer("working_days") ?? 252,
            paid: PaidTime(context))
        for (i, way) in [Way.partners, .giveAndTake, .pool].enumerated() {
            tables.equal.append((way, try EqualService(model, way, seed: plan.seed, threads: plan.threads)))
            context.progress(0.4 + 0.1 * Double(i + 1))
        }
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
                        "change": share(-runs.gain(way, .answeredInTime, m).estimate),
                    ]))
        }
        if let equal = tables.equal.first(where: { $0.way == way })?.staff {
            let money = tables.money(equal)
            findings.append(
                Finding(
                    equal.hours.after < equal.hours.today ? "equal-service" : "equal-service-none", .info,
                    [
                        "way": name, "hours": .init(.integer(equal.hours.today - equal.hours.after), unit: "h/day"),
                        "money": .init(.money(money), unit: "öre/year"),
                        "free": .init(.integer(tables.freeHours(equal)), unit: "h/day"),
                    ]))
        }
        if let gap = tables.measuredGap {
            findings.append(
                Finding(
                    gap > 0.1 ? "measured-far" : "measured-near", gap > 0.1 ? .warning : .info, ["gap": share(gap)]))
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
        if let most = tables.sensitivity.max(by: { abs($0.high - $0.low) < abs($1.high - $1.low) }) {
            findings.append(
                Finding(
                    "hangs-on", .notice,
                    [
                        "assumption": .init(.category(most.assumption.rawValue)), "low": share(most.low),
                        "high": share(most.high),
                    ]))
        }
        findings.append(
            Finding(
                runs.isPrecise ? "precise" : "not-precise", runs.isPrecise ? .info : .warning,
                ["weeks": .init(.integer(runs.weeks)), "precision": share(precision)]))
        return findings
    }
}
