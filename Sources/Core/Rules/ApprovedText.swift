// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Exactly what the parties of an agreement approve: the bytes of a rule, the question it answers, and who they are.
///
/// Its ``bytes`` are hashed with SHA-256; a change of a single byte, of the hook's version or of the list of parties makes
/// another text, which nobody has approved.
public struct ApprovedText: Hashable, Sendable {
    /// The agreement's id.
    public var agreement: String
    /// `cost-allocation/cap@1`, as the rule writes it.
    public var hook: String
    /// The codes of the parties, in any order.
    public var parties: [String]
    /// The bytes of the rule's file.
    public var source: [UInt8]

    /// Makes a text.
    public init(agreement: String, hook: String, parties: [String], source: [UInt8]) {
        self.agreement = agreement
        self.hook = hook
        self.parties = parties
        self.source = source
    }

    /// The canonical form: netstrings (`5:agr-x,`), so that no two texts have the same bytes: the mark
    /// `samverk-approved-text-1`, the agreement, the hook, how many parties there are, each party by code, the rule.
    ///
    /// - Source: D. J. Bernstein, *Netstrings* (1997).
    public var bytes: [UInt8] {
        let codes = Set(parties).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let head = ["samverk-approved-text-1", agreement, hook, "\(codes.count)"] + codes
        return head.flatMap { netstring(Array($0.utf8)) } + netstring(source)
    }
}

/// What a party signs when it approves: which text, who it is, who decided it, on what basis and when.
public struct ApprovalStatement: Hashable, Sendable {
    /// SHA-256 of the approved text, in hexadecimal.
    public var hash: String
    public var party: String
    public var person: String
    public var basis: String
    /// The day of the decision.
    public var day: Day

    /// Makes a statement.
    public init(hash: String, party: String, person: String, basis: String, day: Day) {
        self.hash = hash
        self.party = party
        self.person = person
        self.basis = basis
        self.day = day
    }

    /// The canonical form that is signed: netstrings of the mark `samverk-approval-1`, hash, party, person, basis and day.
    public var bytes: [UInt8] {
        ["samverk-approval-1", hash, party, person, basis, day.description].flatMap { netstring(Array($0.utf8)) }
    }
}

private func netstring(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(bytes.count):".utf8) + bytes + [UInt8(ascii: ",")]
}
