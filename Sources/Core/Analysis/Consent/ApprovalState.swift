// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkRules

/// One line of who approved what: a party that has, or has not, approved a rule as it reads today; or an approval of a text
/// that is no more.
public struct ApprovalState: Hashable, Sendable {
    /// The rule's file; nil where the approval does not tell.
    public var file: String?
    public var hook: String?
    public var party: Party
    public var state: State
    /// Nil where the party has not approved.
    public var approval: Approval?

    public enum State: String, Sendable {
        /// Approved, without a signature.
        case recorded
        /// Approved, and the signature holds.
        case proven
        /// Not approved yet.
        case missing
        /// Signed, but the signature does not hold: it does not count.
        case broken
        /// The party has taken its approval of this text back.
        case withdrawn
        /// The text was changed after the approval.
        case changed
        /// The parties are others than when it was approved (or the hook is of another version).
        case parties
        /// The file is no longer there.
        case gone
    }
}

extension AgreementBook {
    /// Who has approved what of an agreement: every rule by every party, then approvals of texts that are no more.
    ///
    /// - Parameter day: whose parties count; a rule that begins later is held against the parties of its first day.
    public func states(of agreement: String, rules: RuleIndex, on day: Day) -> [ApprovalState] {
        var states: [ApprovalState] = []
        var current: Set<String> = []
        let own = rules.rules.filter { $0.file.owner == .agreement(agreement) }
        for rule in own {
            guard let text = text(of: rule, on: max(day, rule.from ?? day)) else { continue }
            let hash = Digest.sha256(text.bytes)
            current.insert(hash)
            for party in text.parties.compactMap({ Party($0) }) {
                let given = approvals.first { $0.agreement == agreement && $0.hash == hash && $0.party == party }
                states.append(
                    ApprovalState(
                        file: rule.file.path, hook: rule.hook, party: party,
                        state: given.map { $0.withdrawal == nil ? ApprovalState.State($0.proof) : .withdrawn }
                            ?? .missing, approval: given))
            }
        }
        for old in approvals where old.agreement == agreement && !current.contains(old.hash) {
            let file = own.first { $0.file.path == old.file }
            let state: ApprovalState.State =
                file.map { Digest.sha256($0.file.source) == old.fileHash ? .parties : .changed } ?? .gone
            states.append(ApprovalState(file: old.file, hook: old.hook, party: old.party, state: state, approval: old))
        }
        return states
    }
}

extension ApprovalState.State {
    fileprivate init(_ proof: Approval.Proof) {
        switch proof {
        case .recorded: self = .recorded
        case .proven: self = .proven
        case .broken: self = .broken
        }
    }
}
