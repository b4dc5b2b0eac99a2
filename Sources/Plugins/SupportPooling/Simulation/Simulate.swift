// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// `support-pooling/simulate`: working weeks at the municipalities' desks, with one way of sharing.
struct Simulate: Analysis {
    let id = "simulate"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let assumptions = try ModelAssumptions(context)
        let model = try ModelledDesks(context, assumptions)
        let way = Way(rawValue: context.text("sharing") ?? "") ?? .giveAndTake
        let plan = SimulationPlan(context)
        try plan.check(model)
        let simulation = try Simulation(model.week(way), seed: plan.seed)
        var result = simulation.nothing
        simulation.run(0..<plan.weeks, threads: plan.threads, addingTo: &result) {
            context.progress(Double($0) / Double(plan.weeks))
        }
        let outages = try OutageEffect(model, result, way, plan)
        let tables = SimulatedTables(model: model, result: result)
        return AnalysisOutput(
            [
                "service": try tables.service(), "day": try tables.day(), "waits": try tables.waits(),
                "exchange": try tables.exchange(), "desks": try tables.desks(), "half_hours": try tables.halfHours(),
            ],
            findings: findings(
                result, Conditions(model: model, way: way, plan: simulation.plan), outages, assumptions, plan))
    }

    private func findings(
        _ result: SimulationResult, _ conditions: Conditions, _ outages: OutageEffect?,
        _ assumptions: ModelAssumptions, _ plan: SimulationPlan
    ) -> [Finding] {
        var findings: [Finding] = []
        let total = result.total
        let answered = result.interval(.answeredInTime)
        let seconds = Finding.Argument(.real(assumptions.answerWithin), unit: "s")
        if total.offered == 0 { return [Finding("no-tickets", .warning)] + conditions.model.leftOut }
        if answered.halfWidth.isFinite {
            findings.append(
                Finding(
                    "answered", .info,
                    [
                        "share": .init(.real(answered.estimate), unit: "share"),
                        "margin": .init(.real(answered.halfWidth), unit: "share-difference"), "seconds": seconds,
                        "weeks": .init(.integer(plan.weeks)),
                        "tickets": .init(.integer(total.offered), unit: "tickets"),
                    ]))
            if answered.halfWidth > 0.02 {
                findings.append(
                    Finding("wide", .warning, ["margin": .init(.real(answered.halfWidth), unit: "share-difference")]))
            }
        }
        let noAnswer = Double(total.closed + total.left) / Double(total.offered)
        if noAnswer > 0.001 {
            findings.append(Finding("no-answer", .notice, ["share": .init(.real(noAnswer), unit: "share")]))
        }
        if total.blocked > 0 {
            findings.append(
                Finding(
                    "busy-tone", .notice,
                    ["share": .init(.real(Double(total.blocked) / Double(total.offered)), unit: "share")]))
        }
        findings += conditions.findings(result) + (outages?.findings ?? [])
        let lockedShare = conditions.model.lockedShare
        let locked = lockedShare.indices.reduce(0.0) {
            $0 + lockedShare[$1] * Double(result.counts($1).offered)
        }
        if locked > 0, !findings.contains(where: { $0.id == "all-locked" }) {
            findings.append(
                Finding(
                    "locked", .info, ["share": .init(.real(locked / Double(total.offered)), unit: "share")]))
        }
        return findings + conditions.model.notes
    }

    /// A desk as a party where it is one.
    static func name(_ id: String) -> Cell { Party(id).map(Cell.party) ?? .text(id) }
}
