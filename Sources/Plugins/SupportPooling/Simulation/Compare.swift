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
        let hit = try model.hitDesk(context.text("desk_out"))
        let runs = try WayRuns(model, plan, decides: decides, precision: precision) { context.progress(0.3 * $0) }
        var tables = ComparedTables(
            model: model, runs: runs, decides: decides, workingDays: context.integer("working_days") ?? 252,
            paid: PaidTime(context))
        tables.equalWithin = context.real("equal_within") ?? 0.005
        tables.equal = try EqualServices(model, within: tables.equalWithin, plan) { context.progress(0.3 + 0.5 * $0) }
            .found
        tables.hitDesk = hit
        let effort = SearchEffort(model, weeks: plan.weeks)
        for way in [Way.separate, decides] {
            var normal: SimulationResult?
            for disturbance in Disturbance.allCases {
                let day = try DisturbedDay(
                    disturbance, model, way, desk: hit, normal: normal, days: effort.days, plan)
                if disturbance == .normal { normal = day.result }
                tables.disturbed.append(day)
            }
            context.progress(way == .separate ? 0.83 : 0.86)
        }
        for (i, assumption) in Assumption.allCases.enumerated() {
            func gain(high: Bool) throws -> Interval {
                try assumption.gain(model, decides, high: high, weeks: effort.sideWeeks, plan)
            }
            tables.sensitivity.append(
                Sensitivity(assumption: assumption, low: try gain(high: false), high: try gain(high: true)))
            context.progress(0.86 + 0.11 * Double(i + 1) / Double(Assumption.allCases.count))
        }
        let unlocked = try unlockedWait(model, runs, decides, plan)
        context.progress(1)
        return AnalysisOutput(
            [
                "measured": try tables.measured(), "ways": try tables.ways(),
                "municipalities": try tables.municipalities(), "equal_service": try tables.equalService(),
                "spared": try tables.spared(), "resilience": try tables.resilience(),
                "sensitivity": try tables.sensitivities(),
            ],
            findings: ComparedFindings(tables: tables, precision: precision, unlocked: unlocked).all)
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
}
