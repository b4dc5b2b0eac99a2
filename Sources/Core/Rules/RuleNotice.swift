// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What readers must know of the rules of a step beside what they changed.
public struct RuleNotice: Hashable, Sendable {
    public var kind: Kind
    /// `cost-allocation/cap@1`, as the plugin declares it today.
    public var hook: String
    /// The rule's file.
    public var file: String
    /// Who has not approved it, where that is the matter.
    public var missing: [String]
    /// Rows for which the default stood in.
    public var rows: Int
    /// What failed, where that is the matter.
    public var failure: Localized?

    public enum Kind: String, Sendable {
        /// A rule that holds on the day but was passed over, since not every party has approved it.
        case unapproved
        /// A rule written for the hook's former version.
        case former
        /// A rule that failed, where the agreement lets the default stand in.
        case fallback
    }

    init(_ kind: Kind, _ rule: Rule, hook: String, missing: [String] = [], rows: Int = 0, failure: Localized? = nil) {
        self.kind = kind
        self.hook = hook
        file = rule.file.path
        self.missing = missing
        self.rows = rows
        self.failure = failure
    }

    /// Whether two notices say the same, but for how many rows it is of.
    func isAlike(_ other: RuleNotice) -> Bool {
        var alike = other
        alike.rows = rows
        return alike == self
    }

    /// The notice in words.
    ///
    /// - Parameter name: what a party is called.
    public func text(_ name: (String) -> Localized = { Localized(sv: $0, en: $0) }) -> Localized {
        let sv = missing.map { name($0).sv }.joined(separator: ", ")
        let en = missing.map { name($0).en }.joined(separator: ", ")
        switch kind {
        case .unapproved:
            return Localized(
                sv: missing.isEmpty
                    ? "\(file) användes inte: avtalet har inga parter som har godkänt den."
                    : "\(file) användes inte: den är inte godkänd av \(sv).",
                en: missing.isEmpty
                    ? "\(file) was not used: the agreement has no parties that have approved it."
                    : "\(file) was not used: it is not approved by \(en).")
        case .former:
            return Localized(
                sv: "\(file) är skriven för en tidigare version av \(hook). Den betjänas än; skriv om den.",
                en: "\(file) is written for an earlier version of \(hook). It is still served; rewrite it.")
        case .fallback:
            let what = failure ?? ""
            return Localized(
                sv:
                    "\(file) kunde inte svara (\(what.sv)). Enligt avtalet gällde i stället det som gäller utan regel, för \(rows) \(rows == 1 ? "rad" : "rader").",
                en:
                    "\(file) could not answer (\(what.en)). As the agreement says, the default stood in, for \(rows) \(rows == 1 ? "row" : "rows")."
            )
        }
    }

    /// The notice as it is stored in a run.
    public var wire: JSON {
        [
            "kind": .string(kind.rawValue), "hook": .string(hook), "file": .string(file),
            "missing": .array(missing.map(JSON.string)), "rows": .integer(rows), "failure": failure?.json ?? .null,
        ]
    }

    /// Reads the stored form; nil when it is not one.
    public init?(wire: JSON) {
        guard let kind = wire["kind"]?.string.flatMap(Kind.init), let hook = wire["hook"]?.string,
            let file = wire["file"]?.string
        else { return nil }
        self.kind = kind
        self.hook = hook
        self.file = file
        missing = wire["missing"]?.array?.compactMap(\.string) ?? []
        rows = wire["rows"]?.integer ?? 0
        failure = wire["failure"].flatMap { text in
            guard let sv = text["sv"]?.string, let en = text["en"]?.string else { return nil }
            return Localized(sv: sv, en: en)
        }
    }
}
