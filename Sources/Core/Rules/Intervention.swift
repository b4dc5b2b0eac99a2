// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a rule changed: the proof behind every figure that a rule had a say in.
public struct Intervention: Hashable, Sendable {
    /// `support-pooling/may_share@1`.
    public var hook: String
    /// The owner's code, or the agreement's id.
    public var owner: String
    public var file: String
    /// The line of the `return` that answered, or of `apply` where that is not known.
    public var line: Int?
    /// The decision the rule rests on.
    public var basis: String?
    /// The party of the row.
    public var subject: String
    /// The arguments the rule was called with.
    public var arguments: JSON
    /// The answer without the rule.
    public var before: JSON
    /// The answer with it.
    public var after: JSON
    /// The unit of both, `öre` for amounts; nil where they have none.
    public var unit: String?
    public var reason: String?
    /// How far the approval of an agreement's rule has come; nil for a party's own rule, which needs nobody's.
    public var consent: Consent?

    /// An answer as a cell, so that amounts are told in kronor; nil for no answer, or one that is no single value.
    public func cell(_ answer: JSON) -> Cell? {
        switch answer {
        case .bool(let flag): .boolean(flag)
        case .string(let text): .text(text)
        case .integer(let ore) where unit?.hasPrefix("öre") == true: .money(Money(ore: ore))
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        default: nil
        }
    }

    /// The intervention as it is stored in a run.
    public var wire: JSON {
        var object: JSONObject = [
            "hook": .string(hook), "owner": .string(owner), "file": .string(file),
            "line": line.map(JSON.integer) ?? .null, "basis": basis.map(JSON.string) ?? .null,
            "subject": .string(subject), "arguments": arguments, "before": before, "after": after,
            "reason": reason.map(JSON.string) ?? .null,
        ]
        if let unit { object["unit"] = .string(unit) }
        if let consent { object["consent"] = consent.wire }
        return .object(object)
    }

    /// Reads the stored form; nil when it is not one.
    public init?(wire: JSON) {
        guard let hook = wire["hook"]?.string, let owner = wire["owner"]?.string, let file = wire["file"]?.string,
            let subject = wire["subject"]?.string
        else { return nil }
        self.hook = hook
        self.owner = owner
        self.file = file
        line = wire["line"]?.integer
        basis = wire["basis"]?.string
        self.subject = subject
        arguments = wire["arguments"] ?? .null
        before = wire["before"] ?? .null
        after = wire["after"] ?? .null
        reason = wire["reason"]?.string
        unit = wire["unit"]?.string
        consent = wire["consent"].flatMap(Consent.init)
    }

    init(
        _ rule: Rule, line: Int?, unit: String?, subject: String, arguments: JSON, before: JSON, after: JSON,
        reason: String?, consent: Consent? = nil
    ) {
        hook = rule.hook
        owner = rule.file.owner.name
        file = rule.file.path
        self.line = line ?? rule.line
        self.unit = unit
        basis = rule.basis
        self.subject = subject
        self.arguments = arguments
        self.before = before
        self.after = after
        self.reason = reason
        self.consent = consent
    }
}
