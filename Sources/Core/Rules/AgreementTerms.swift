// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What an agreement says of the rules of a run: whose approvals stand, which hooks it opens, what holds when a rule fails.
public struct AgreementTerms: Hashable, Sendable {
    /// The agreement's id.
    public var agreement: String
    /// Whether only rules that every party has approved may answer; else all may, and what they change is conditional.
    public var requiresApproval: Bool
    /// What it says of single hooks.
    public var hooks: [HookTerms]
    /// How far the approval of each rule of the agreement has come, by the rule's file.
    public var consents: [String: Consent]

    /// Makes the terms of an agreement.
    public init(agreement: String, requiresApproval: Bool, hooks: [HookTerms] = [], consents: [String: Consent] = [:]) {
        self.agreement = agreement
        self.requiresApproval = requiresApproval
        self.hooks = hooks
        self.consents = consents
    }

    /// Whether the parties' own rules may answer an agreement hook.
    func opens(_ hook: Hook) -> Bool { hooks.contains { hook.isNamed($0.hook) && $0.isOpenToLocal } }

    /// Whether the default stands in for a rule that fails.
    func fallsBack(_ hook: Hook) -> Bool { hooks.contains { hook.isNamed($0.hook) && $0.fallsBackToDefault } }

    /// How far the approval of a rule has come; nobody has approved what is not known.
    func consent(_ rule: Rule) -> Consent { consents[rule.file.path] ?? Consent(missing: []) }

    /// Whether every party has approved a rule.
    func isApproved(_ rule: Rule) -> Bool { consents[rule.file.path]?.isComplete ?? false }
}

/// What an agreement says of one hook.
public struct HookTerms: Hashable, Sendable {
    /// The hook's id or reference.
    public var hook: String
    /// Whether a party's own rule may answer it too, for its own rows.
    public var isOpenToLocal: Bool
    /// Whether the default holds when a rule fails; else the run stops.
    public var fallsBackToDefault: Bool

    /// Makes the terms of a hook.
    public init(hook: String, isOpenToLocal: Bool = false, fallsBackToDefault: Bool = false) {
        self.hook = hook
        self.isOpenToLocal = isOpenToLocal
        self.fallsBackToDefault = fallsBackToDefault
    }
}

/// Who has approved a text (Swedish: *godkännande*), and whose approval is missing.
public struct Consent: Hashable, Sendable {
    /// Parties whose approval is noted, without a signature.
    public var recorded: [String]
    /// Parties whose signature over the approval has been verified.
    public var proven: [String]
    /// Parties that have not approved this text.
    public var missing: [String]

    /// Makes the state of an approval.
    public init(recorded: [String] = [], proven: [String] = [], missing: [String]) {
        self.recorded = recorded.sorted()
        self.proven = proven.sorted()
        self.missing = missing.sorted()
    }

    /// Whether every party has approved; an agreement without parties approves nothing.
    public var isComplete: Bool { missing.isEmpty && !(recorded.isEmpty && proven.isEmpty) }

    /// The state in words: `approved by all (proven: 9907; recorded: 9908)`, `not approved by 9910`.
    ///
    /// - Parameter name: what a party is called.
    public func text(_ name: (String) -> Localized = { Localized(sv: $0, en: $0) }) -> Localized {
        func list(_ codes: [String], _ language: Language) -> String {
            codes.map { name($0)(language) }.joined(separator: ", ")
        }
        guard isComplete else {
            return missing.isEmpty
                ? Localized(sv: "inte godkänd av någon", en: "not approved by anybody")
                : Localized(
                    sv: "inte godkänd av \(list(missing, .swedish))", en: "not approved by \(list(missing, .english))")
        }
        if proven.isEmpty {
            return Localized(sv: "godkänd av alla (antecknat)", en: "approved by all (recorded)")
        }
        if recorded.isEmpty { return Localized(sv: "godkänd av alla (bevisat)", en: "approved by all (proven)") }
        return Localized(
            sv: "godkänd av alla (bevisat: \(list(proven, .swedish)); antecknat: \(list(recorded, .swedish)))",
            en: "approved by all (proven: \(list(proven, .english)); recorded: \(list(recorded, .english)))")
    }

    /// The state as it is stored in a run.
    public var wire: JSON {
        func list(_ codes: [String]) -> JSON { .array(codes.map(JSON.string)) }
        return ["recorded": list(recorded), "proven": list(proven), "missing": list(missing)]
    }

    /// Reads the stored form; nil when it is not one.
    init?(wire: JSON) {
        guard let recorded = wire["recorded"]?.array, let proven = wire["proven"]?.array,
            let missing = wire["missing"]?.array
        else { return nil }
        self.init(
            recorded: recorded.compactMap(\.string), proven: proven.compactMap(\.string),
            missing: missing.compactMap(\.string))
    }
}
