// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Whose a rule is: its folder says so.
public enum RuleOwner: Hashable, Sendable, Comparable {
    /// `rules/9908-exempelkommun-h/`: a municipality's own.
    case party(Party)
    /// `rules/agreements/agr-desk/`: the parties' together.
    case agreement(String)
    /// A file outside a workspace's rules: checked and run by itself, but answers nothing.
    case nobody

    /// The owner's code or the agreement's id.
    public var name: String {
        switch self {
        case .party(let party): party.code
        case .agreement(let id): id
        case .nobody: "-"
        }
    }

    /// The scope of the hooks that the owner may answer.
    public var scope: String {
        switch self {
        case .party: "local"
        case .agreement: "agreement"
        case .nobody: ""
        }
    }

    public static func < (left: RuleOwner, right: RuleOwner) -> Bool {
        (left.scope, left.name) < (right.scope, right.name)
    }

    /// The owner of a path below `rules/`, or nil when the path is not of the two forms.
    public init?(path: String) {
        let parts = path.split(separator: "/")
        if parts.count == 3, parts[0] == "agreements" {
            self = .agreement(String(parts[1]))
        } else if parts.count == 2,
            let party = Party(parts[0].hasPrefix("org:") ? parts[0] : parts[0].prefix { $0 != "-" })
        {
            self = .party(party)
        } else {
            return nil
        }
    }
}

/// The text of a rule, read once; the same bytes are hashed and run.
public struct RuleFile: Hashable, Sendable {
    /// The path as the user knows it: `rules/9908-exempelkommun-h/may-share.lua`.
    public var path: String
    public var owner: RuleOwner
    public var source: [UInt8]

    /// Makes a rule file.
    public init(path: String, owner: RuleOwner, source: [UInt8]) {
        self.path = path
        self.owner = owner
        self.source = source
    }
}

/// A rule: its text and what it says of itself.
public struct Rule: Hashable, Sendable {
    public var file: RuleFile
    /// `support-pooling/may_share@1`.
    public var hook: String
    /// The first day it holds; nil means always.
    public var from: Day?
    /// The last day it holds; nil means until further notice.
    public var to: Day?
    /// The decision it rests on.
    public var basis: String?
    public var title: String?
    /// The line of `apply`.
    public var line: Int?

    /// The day it begins, as days since 1970-01-01; without a `from` it has held since always.
    var begins: Int { from?.days ?? .min }

    /// Whether it holds on a day.
    public func holds(on day: Day) -> Bool { (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true) }
}
