// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRules

/// One scenario run without a rule and with it.
struct Effect {
    let plan: Plan
    /// The rule as it was read.
    let rule: Rule
    let hook: Hook
    let index: RuleIndex
    let without: RunRecord
    let with: RunRecord
    let comparison: RunComparison

    /// Runs a plan twice.
    ///
    /// - Throws: ``Problem`` when the rule or another one does not read, or a run fails.
    init(
        of file: RuleFile, in plan: Plan, seed: UInt64, _ source: RuleSource, _ workspace: Workspace,
        _ options: GlobalOptions
    )
        async throws
    {
        let others = try workspace.ruleFiles().filter { $0.path != file.path }
        index = try await source.index(others + [file])
        try Problems.throwIfAny(index.problems)
        guard let rule = index.rules.first(where: { $0.file == file }), let hook = source.hook(rule.hook) else {
            throw Problem("\(file.path)", kind: .program)
        }
        self.plan = plan
        self.rule = rule
        self.hook = hook
        try workspace.pin(plan.steps.map(\.plugin))
        let run = ScenarioRun(workspace, total: 2 * plan.steps.count, options)
        without = try await run.run(plan, try await source.index(others), seed: seed)
        with = try await run.run(plan, index, seed: seed)
        comparison = RunComparison(
            without, with, parties: Set(try workspace.registry.partyNames().keys))
    }

    /// How often the rule was asked and how often it spoke.
    var asked: (rows: Int, spoke: Int) {
        let told = with.steps.flatMap(\.consultations).filter { $0.file == rule.file.path }
        return (told.map(\.asked).reduce(0, +), told.map(\.spoke).reduce(0, +))
    }

    /// What the rule said.
    var interventions: [Intervention] {
        with.steps.flatMap(\.interventions).filter { $0.file == rule.file.path }
    }

    /// Why no figure changed, as far as that can be told.
    func silence(_ names: [String: Localized], _ workspace: Workspace) -> Localized {
        let path = rule.file.path
        let day = plan.scenario.asOf
        if !rule.holds(on: day) {
            let held = [rule.from, rule.to].map { $0?.description ?? "" }.joined(separator: " – ")
            return Localized(
                sv: "Regeln gäller inte den dag som kalkylen räknar på (\(day.description)); den gäller \(held).",
                en: "The rule is not in force on the day of the scenario (\(day.description)); it holds \(held).")
        }
        if !plan.steps.contains(where: { $0.spec.hooks.contains(where: hook.isAnyVersion) }) {
            let others = workspace.scenarioNames.filter { name in
                let steps = (try? workspace.plan(try workspace.scenario(name)))?.steps ?? []
                return steps.contains { $0.spec.hooks.contains(where: hook.isAnyVersion) }
            }
            let list = others.joined(separator: ", ")
            return Localized(
                sv: "Ingen analys i kalkylen frågar \(rule.hook)."
                    + (others.isEmpty ? "" : " Välj en kalkyl som gör det med --scenario: \(list)."),
                en: "No analysis of the scenario asks \(rule.hook)."
                    + (others.isEmpty ? "" : " Choose a scenario that does with --scenario: \(list)."))
        }
        if let notice = with.steps.flatMap(\.notices).first(where: { $0.file == path && $0.kind == .unapproved }) {
            return notice.text { names[$0] ?? Localized(sv: $0, en: $0) }
        }
        if case .agreement(let id) = rule.file.owner, plan.scenario.agreement?.text != id {
            return Localized(
                sv: "Kalkylen gäller inte avtalet \(id).", en: "The scenario is not about the agreement \(id).")
        }
        if case .party(let party) = rule.file.owner, party.isMunicipality, !plan.members.isEmpty,
            !plan.members.contains(party)
        {
            return Localized(
                sv: "\(names[party.code]?.sv ?? party.code) är inte med i kalkylen.",
                en: "\(names[party.code]?.en ?? party.code) is not a member of the scenario.")
        }
        return spoken
    }

    private var spoken: Localized {
        let (rows, spoke) = asked
        if rows == 0 {
            let later = index.rules.first {
                $0.file != rule.file && $0.file.owner == rule.file.owner && hook.isAnyVersion($0.hook)
                    && $0.holds(on: plan.scenario.asOf) && $0.from?.days ?? .min > rule.from?.days ?? .min
            }
            if let later {
                return Localized(
                    sv: "\(later.file.path) har ett senare 'from' och svarar i stället.",
                    en: "\(later.file.path) has a later 'from' and answers instead.")
            }
            return Localized(
                sv: "Regelpunkten frågades inte om någon av regelns rader.",
                en: "The hook was not asked about any row of the rule's owner.")
        }
        if spoke == 0 {
            return Localized(
                sv: "Regeln frågades om \(rows) rader, men ingen uppfyllde dess villkor: den gav inget svar.",
                en: "The rule was asked about \(rows) rows, but none fulfilled its conditions: it gave no answer.")
        }
        if interventions.allSatisfy({ $0.before == $0.after }) {
            return Localized(
                sv: "Regeln svarade på \(spoke) rader, men alltid det som gäller ändå.",
                en: "The rule answered \(spoke) rows, but always what holds anyway.")
        }
        return Localized(
            sv: "Regeln ändrade svaret på \(spoke) rader, men ingen siffra följde med.",
            en: "The rule changed the answer to \(spoke) rows, but no figure followed.")
    }
}

extension Hook {
    /// Whether a reference means this hook, in any version.
    func isAnyVersion(_ reference: String) -> Bool { reference.prefix { $0 != "@" } == id.prefix { $0 != "@" } }
}
