// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// `cost-allocation/allocate`: shares a joint cost by several methods, and tests whether each holds together.
struct Allocate: Analysis {
    let id = "allocate"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let methods = try Method.list(context.list("methods"))
        let question = try Question(context)
        let joint = question.joint
        let rules = question.asksRules ? Rules(context: context, players: joint.players, unit: question.moneyUnit) : nil
        let sharing = Sharing(
            joint: joint, weights: try question.weights(of: methods, rules), sampling: SamplingLimits(context))
        var outcomes: [(method: Method, outcome: Sharing.Outcome)] = []
        for (k, method) in methods.enumerated() {
            outcomes.append((method, try sharing.outcome(method)))
            context.progress(Double(k + 1) / Double(2 * methods.count))
        }
        let terms = Terms(
            players: joint.players, today: question.today,
            exempt: try rules?.exempt(total: joint.total, today: question.today) ?? joint.players.map { _ in false })
        let agreed = try terms.agreed(
            outcomes, rules, cap: try question.bound("cap_share", context),
            floor: try question.bound("floor_share", context))
        var verdicts: [Verdict] = []
        for (k, method) in agreed.enumerated() {
            verdicts.append(try Verdict(method, in: joint, today: question.today))
            context.progress(0.5 + Double(k + 1) / Double(2 * methods.count))
        }
        let form = AmountForm(unit: question.unit, isValue: joint.isValue)
        let shares = try ShareTables(joint, form, today: question.today, agreed)
        let stability = StabilityTables(joint: joint, form: form, verdicts: verdicts)
        let findings = try Findings(
            joint: joint, form: form, today: question.today, verdicts: verdicts, agreed: agreed, shares: shares)
        return AnalysisOutput(
            [
                "allocation": try shares.allocation(), "stability": try stability.stability(),
                "objections": try stability.objections(), "savings": try shares.savings(),
                "against_today": try shares.againstToday(),
                "side_payments": try stability.sidePayments(today: question.today, shares),
                "key_choice": try shares.keyChoice(), "adjustments": try shares.adjustments(exempt: terms.exempt),
                "sampling": try samplingTable(agreed, joint, form),
            ], findings: findings.all)
    }
}
