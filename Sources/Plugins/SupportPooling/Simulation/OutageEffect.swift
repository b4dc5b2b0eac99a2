// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// What outages did: the same weeks with and without them.
struct OutageEffect {
    let model: ModelledDesks
    let out: SimulationResult
    let usual: SimulationResult

    /// Simulates the weeks without the outages; nil when there are none.
    init?(_ model: ModelledDesks, _ out: SimulationResult, _ way: Way, _ plan: SimulationPlan) throws {
        guard model.scenario.desks.contains(where: { !$0.outages.isEmpty }) else { return nil }
        var week = model.week(way)
        for d in week.desks.indices { week.desks[d].outages = [] }
        (self.model, self.out) = (model, out)
        usual = try Simulation(week, seed: plan.seed).run(plan.weeks, threads: plan.threads)
    }

    /// What those at each desk that was out met, and what all the others did.
    var findings: [Finding] {
        var findings: [Finding] = []
        var hit: Set<Int> = []
        for (d, desk) in model.scenario.desks.enumerated() where !desk.outages.isEmpty {
            let name = Finding.Argument(Simulate.name(desk.name))
            let hours = lostHours(d)
            guard hours > 0 else {
                findings.append(Finding("outage-idle", .notice, ["desk": name]))
                continue
            }
            let own = Set(model.scenario.streams.filter { $0.home == d }.map(\.municipality))
            hit.formUnion(own)
            findings.append(
                Finding(
                    "outage", .info,
                    effect(on: own).merging(["desk": name, "hours": .init(.real(hours), unit: "h/week")]) { $1 }))
        }
        let others = Set(model.scenario.streams.map(\.municipality)).subtracting(hit)
        if !hit.isEmpty, !others.isEmpty { findings.append(Finding("outage-others", .info, effect(on: others))) }
        return findings
    }

    /// Hours a week in which agents would have been on duty.
    private func lostHours(_ d: Int) -> Double {
        func minutes(_ result: SimulationResult) -> Double { result.onDuty[d * 48..<(d + 1) * 48].reduce(0, +) }
        return (minutes(usual) - minutes(out)) / 60 / Double(max(1, out.replications.count))
    }

    /// How many more gave up and how much longer all waited, with the margins of the paired weeks.
    private func effect(on municipalities: Set<Int>) -> [String: Finding.Argument] {
        func parts(_ result: SimulationResult, _ measure: Measure) -> (above: [Double], below: [Double]) {
            let zeros = result.replications.map { _ in 0.0 }
            return municipalities.sorted().reduce((zeros, zeros)) { sum, m in
                let one = result.parts(measure, m)
                return (zip(sum.0, one.above).map { $0 + $1 }, zip(sum.1, one.below).map { $0 + $1 })
            }
        }
        func change(_ measure: Measure, aWeek: Bool) -> Interval {
            var (now, before) = (parts(out, measure), parts(usual, measure))
            if aWeek { (now.below, before.below) = (now.below.map { _ in 1 }, before.below.map { _ in 1 }) }
            return .difference(now, before)
        }
        let (abandoned, wait) = (change(.abandoned, aWeek: true), change(.meanWait, aWeek: false))
        return [
            "abandoned": .init(.real(abandoned.estimate)), "margin": .init(.real(abandoned.halfWidth)),
            "wait": .init(.real(wait.estimate * 60), unit: "s"),
            "wait_margin": .init(.real(wait.halfWidth * 60), unit: "s"),
        ]
    }
}
