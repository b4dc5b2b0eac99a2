// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A rule that is asked about some rows of a batch.
struct Speaker {
    var rule: Rule
    var rows: [Int]
    /// How far its approval has come; nil for a party's own rule, which needs nobody's.
    var consent: Consent?
    /// Whether an approved rule would stand in its place if it were not there.
    var displacesApproved = false
}

/// Which rules answer a hook, and for which rows: the one place where scope, approval and opening meet.
struct RuleChoice: Sendable {
    let index: RuleIndex
    let day: Day
    let terms: AgreementTerms?

    /// The rules to ask, in the order in which their answers meet: the agreement's, then each party's own.
    func speakers(for hook: Hook, subjects: [String]) throws(Problem) -> (speakers: [Speaker], notices: [RuleNotice]) {
        var speakers: [Speaker] = []
        var notices: [RuleNotice] = []
        if hook.scope == .agreement, let terms, !subjects.isEmpty {
            if let speaker = try together(hook, terms, Array(subjects.indices)) { speakers.append(speaker) }
            notices += passedOver(hook, terms, for: speakers.first?.rule)
        }
        if hook.scope == .local || terms?.opens(hook) == true { speakers += try own(hook, subjects) }
        notices += speakers.filter { $0.rule.hook != hook.reference }.map {
            RuleNotice(.former, $0.rule, hook: hook.reference)
        }
        return (speakers, notices)
    }

    /// The rules that could be asked, or passed over with a notice, whatever the subjects.
    func candidates(for hook: Hook) -> [Rule] {
        index.rules.filter { rule in
            guard hook.isNamed(rule.hook), rule.holds(on: day) else { return false }
            return switch rule.file.owner {
            case .party: hook.scope == .local || terms?.opens(hook) == true
            case .agreement(let id): hook.scope == .agreement && terms?.agreement == id
            case .nobody: false
            }
        }
    }

    /// The agreement's rule, asked about every row.
    private func together(_ hook: Hook, _ terms: AgreementTerms, _ rows: [Int]) throws(Problem) -> Speaker? {
        let owner = RuleOwner.agreement(terms.agreement)
        if terms.requiresApproval {
            let approved = try index.rule(for: hook, owner: owner, on: day, where: terms.isApproved)
            return approved.map { Speaker(rule: $0, rows: rows, consent: terms.consent($0)) }
        }
        guard let latest = try index.rule(for: hook, owner: owner, on: day) else { return nil }
        let approved = try index.rule(for: hook, owner: owner, on: day, where: terms.isApproved)
        return Speaker(
            rule: latest, rows: rows, consent: terms.consent(latest),
            displacesApproved: approved != nil && approved != latest)
    }

    /// The agreement's rules that would have been asked, had they been approved.
    private func passedOver(_ hook: Hook, _ terms: AgreementTerms, for standing: Rule?) -> [RuleNotice] {
        guard terms.requiresApproval else { return [] }
        return index.holding(for: hook, owner: .agreement(terms.agreement), on: day)
            .filter { !terms.isApproved($0) && $0.begins >= standing?.begins ?? .min }
            .map { RuleNotice(.unapproved, $0, hook: hook.reference, missing: terms.consent($0).missing) }
    }

    /// Each party's own rule, asked about that party's rows.
    private func own(_ hook: Hook, _ subjects: [String]) throws(Problem) -> [Speaker] {
        var speakers: [Speaker] = []
        for code in Set(subjects).sorted() {
            guard let party = Party(code), let rule = try index.rule(for: hook, owner: .party(party), on: day) else {
                continue
            }
            speakers.append(Speaker(rule: rule, rows: subjects.indices.filter { subjects[$0] == code }))
        }
        return speakers
    }
}
