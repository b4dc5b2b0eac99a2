// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkRules

/// A party's approval of a rule, as the registry holds it.
public struct Approval: Hashable, Sendable {
    public var agreement: String
    /// SHA-256 of the approved text.
    public var hash: String
    public var party: Party
    public var person: String
    public var basis: String
    /// The day of the decision.
    public var day: Day
    /// The rule's file, its hook and the SHA-256 of its bytes when it was approved; nil where they were not kept.
    public var file: String?
    public var hook: String?
    public var fileHash: String?
    /// Ed25519 over the ``ApprovalStatement``, in base64.
    public var signature: String?
    public var proof: Proof
    /// Nil while it stands.
    public var withdrawal: Withdrawal?

    /// That the party has taken its approval back, by a decision of its own.
    public struct Withdrawal: Hashable, Sendable {
        public var person: String
        public var basis: String
        /// The day of the decision.
        public var day: Day

        /// Makes a withdrawal.
        public init(person: String, basis: String, day: Day) {
            self.person = person
            self.basis = basis
            self.day = day
        }
    }

    /// Whether it is an approval: its signature, if any, holds, and it has not been withdrawn.
    public var counts: Bool { proof != .broken && withdrawal == nil }

    /// How far the approval can be trusted.
    public enum Proof: String, Sendable {
        /// Noted, without a signature.
        case recorded
        /// Signed with a key that the party had registered and not revoked on the day.
        case proven
        /// Signed, but no key of the party on the day verifies it: it does not count.
        case broken
    }

    /// What the party signs.
    public var statement: ApprovalStatement {
        ApprovalStatement(hash: hash, party: party.code, person: person, basis: basis, day: day)
    }
}

/// A public key of a party, and the days on which it counts.
public struct PartyKey: Hashable, Sendable {
    public var party: Party
    /// Base64.
    public var publicKey: String
    public var validFrom: Day
    public var revokedOn: Day?

    /// Makes a key.
    public init(party: Party, publicKey: String, validFrom: Day, revokedOn: Day?) {
        self.party = party
        self.publicKey = publicKey
        self.validFrom = validFrom
        self.revokedOn = revokedOn
    }

    /// Whether what was signed on a day counts.
    public func counts(on day: Day) -> Bool { validFrom <= day && (revokedOn.map { day < $0 } ?? true) }

    /// Whether a signature is by this key's secret half.
    func verifies(_ signature: String, of statement: ApprovalStatement) -> Bool {
        guard let signature = Signing.bytes(base64: signature), let key = Signing.bytes(base64: publicKey) else {
            return false
        }
        return Signing.verifies(signature, of: statement.bytes, by: key)
    }
}

/// A party of an agreement, and when it is one.
struct TimedParty {
    var party: Party
    var role: String
    var status: String
    var joinedOn: Day?
    var leavesOn: Day?

    /// Whether it must approve what holds on a day: it has joined and not left, and takes part at all.
    func approves(on day: Day) -> Bool {
        (joinedOn.map { $0 <= day } ?? true) && (leavesOn.map { day < $0 } ?? true) && status != "declined"
            && !["outside", "observer"].contains(role)
    }
}
