// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The rows of one batch on their way from rule to rule: what holds so far, by whom, and all that is written down of it.
struct RuleBatch {
    let hook: Hook
    let subjects: [String]
    var notices: [RuleNotice] = []
    private let rows: Table
    private var answers: [RuleAnswer]
    private var interventions: [Intervention] = []
    private var consultations: [Consultation] = []
    private var conditions: Set<Condition> = []

    init(_ hook: Hook, _ rows: Table) {
        self.hook = hook
        self.rows = rows
        subjects = (0..<rows.rowCount).map { rows[$0, hook.subject].plainText }
        answers = (0..<rows.rowCount).map { RuleAnswer(row: $0, value: nil) }
    }

    /// All that the rules made of the rows.
    var answered: RuleAnswers {
        RuleAnswers(
            answers: answers, interventions: interventions, notices: notices, consultations: consultations,
            conditions: conditions)
    }

    /// What a rule is handed for a row: the signature it was written for, and in a chain the value so far.
    func arguments(of row: Int, for rule: Rule) -> [JSON] {
        let written = hook.signature(for: rule.hook).arguments(of: rows, row: row)
        return hook.combine == .chain ? written + [soFar(row)] : written
    }

    private func soFar(_ row: Int) -> JSON { answers[row].value ?? rows[row, "default"].wire }

    /// Takes what a rule said to its rows: all of it or, when a value is not allowed, nothing.
    mutating func take(_ outcomes: [RuleOutcome], from speaker: Speaker) throws {
        var taken = self
        for (row, outcome) in zip(speaker.rows, outcomes) where outcome.value != .null {
            try taken.take(outcome, for: row, from: speaker)
        }
        let spoke = outcomes.count { $0.value != .null }
        taken.consultations.append(
            Consultation(hook: hook.reference, file: speaker.rule.file.path, asked: outcomes.count, spoke: spoke))
        if let consent = speaker.consent, !consent.isComplete, spoke > 0 || speaker.displacesApproved {
            taken.conditions.insert(
                Condition(
                    file: speaker.rule.file.path, agreement: speaker.rule.file.owner.name, hook: hook.reference,
                    missing: consent.missing))
        }
        self = taken
    }

    private mutating func take(_ outcome: RuleOutcome, for row: Int, from speaker: Speaker) throws {
        let rule = speaker.rule
        let before = answers[row]
        let said = try hook.checked(outcome.value, by: rule)
        guard let merged = hook.combine.merged(before.value, said) else {
            throw Problem(
                Localized(
                    sv: "Summan av svaren på \(hook.reference) är för stor.",
                    en: "The sum of the answers to \(hook.reference) is too large."),
                at: Place(file: rule.file.path, line: rule.line))
        }
        if before.value != nil { try checkTogether(merged, before.by, rule) }
        interventions.append(
            Intervention(
                rule, line: outcome.line, unit: hook.result.unit, subject: subjects[row],
                arguments: .array(outcome.arguments), before: soFar(row), after: merged, reason: outcome.reason,
                consent: speaker.consent))
        answers[row] = RuleAnswer(
            row: row, value: merged, reason: authored(before.reason, outcome.reason, before.value == merged),
            by: authored(before.by, rule.file.path, before.value == merged))
    }

    /// Who, or why: all where every answer counts, else whoever decided.
    private func authored(_ former: String?, _ latter: String?, _ unchanged: Bool) -> String? {
        guard let former else { return latter }
        if hook.combine.keepsAllAuthors { return [former, latter].compactMap { $0 }.joined(separator: ", ") }
        return hook.combine == .veto && unchanged ? former : latter
    }

    /// What answers make together must be allowed too; the fault is then of both.
    private func checkTogether(_ value: JSON, _ former: String?, _ rule: Rule) throws(Problem) {
        do throws(Problem) {
            _ = try hook.checked(value, at: Place(file: rule.file.path, line: rule.line))
        } catch {
            var problem = error
            let files = [former, rule.file.path].compactMap { $0 }.joined(separator: ", ")
            problem.message = Localized(
                sv: "\(files) tillsammans: \(problem.message.sv)", en: "\(files) together: \(problem.message.en)")
            throw problem
        }
    }

    /// Lets the default stand in for a rule that failed, and notes it.
    mutating func fallBack(_ speaker: Speaker, _ problem: Problem) {
        notices.append(
            RuleNotice(
                .fallback, speaker.rule, hook: hook.reference, rows: speaker.rows.count, failure: problem.message))
        consultations.append(
            Consultation(hook: hook.reference, file: speaker.rule.file.path, asked: speaker.rows.count, spoke: 0))
    }
}
