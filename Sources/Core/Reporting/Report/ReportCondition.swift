// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What figures depend on that is not approved: a rule of an agreement, and the parties that have not approved it.
public struct ReportCondition: Hashable, Sendable {
    /// The rule's file.
    public var rule: String
    /// The hook it answers.
    public var hook: String
    public var agreement: String
    /// Codes of the parties; empty when the agreement has none that could approve.
    public var missing: [String]

    /// Makes a condition.
    public init(rule: String, hook: String, agreement: String, missing: [String]) {
        self.rule = rule
        self.hook = hook
        self.agreement = agreement
        self.missing = missing
    }

    /// The mark that every conditional figure bears, and that begins its footnote.
    static let mark = "*"

    /// The footnote: which rule, and who has not approved it.
    func footnote(_ formatter: Formatter) -> String {
        let names = missing.map(formatter.named).joined(separator: ", ")
        let text =
            missing.isEmpty
            ? Localized(
                sv: "Beror på \(rule), som ingen part har godkänt.",
                en: "Depends on \(rule), which no party has approved.")
            : Localized(
                sv: "Beror på \(rule), som inte är godkänd av: \(names).",
                en: "Depends on \(rule), which is not approved by: \(names).")
        return Escaping.plain(ReportCondition.mark + " " + text(formatter.language))
    }

    /// The condition for programs.
    var json: JSON {
        [
            "rule": .string(rule), "hook": .string(hook), "agreement": .string(agreement),
            "missing": .array(missing.map(JSON.string)),
        ]
    }
}
