// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkRules

/// What the registry knows of agreements' rules: parties, approvals, keys, hooks. Read once.
public struct AgreementBook: Sendable {
    private let parties: [(agreement: String, party: TimedParty)]
    private let hooks: [(agreement: String, terms: HookTerms)]
    private let members: [(organisation: Party, municipality: Party)]
    /// The parties' keys.
    public let keys: [PartyKey]
    /// All approvals, by agreement, text and party.
    public let approvals: [Approval]

    /// Reads the registry.
    public init(_ registry: Registry) throws {
        let keys = try registry.rowsOf("party_keys") { row -> PartyKey? in
            guard let party = row.party("party"), let from = row.day("valid_from") else { return nil }
            return PartyKey(
                party: party, publicKey: row.text("public_key"), validFrom: from, revokedOn: row.day("revoked_on"))
        }
        self.keys = keys
        parties = try registry.rowsOf("agreement_parties") { row -> (String, TimedParty)? in
            guard let party = row.party("party") else { return nil }
            let timed = TimedParty(
                party: party, role: row.text("role"), status: row.text("status"), joinedOn: row.day("joined_on"),
                leavesOn: row.day("leaves_on"))
            return (row.text("agreement"), timed)
        }
        hooks = try registry.rowsOf("agreement_hooks") { row -> (String, HookTerms)? in
            let terms = HookTerms(
                hook: row.text("hook"), isOpenToLocal: row["open_to_local"] == .boolean(true),
                fallsBackToDefault: row.text("on_failure") == "default")
            return (row.text("agreement"), terms)
        }
        members = try registry.rowsOf("organisation_members") { row -> (Party, Party)? in
            guard let organisation = row.party("organisation"), let municipality = row.party("municipality") else {
                return nil
            }
            return (organisation, municipality)
        }
        approvals = try registry.rowsOf("approvals") { row in Approval(row, keys: keys) }
    }

    /// The hooks that some agreement opens to the parties' own rules.
    public var openedHooks: Set<String> { Set(hooks.filter(\.terms.isOpenToLocal).map(\.terms.hook)) }

    /// What agreements say of hooks that no plugin has: it would never count.
    public func faults(hooks: [Hook]) -> [Problem] {
        self.hooks.filter { said in !hooks.contains { $0.isNamed(said.terms.hook) } }.map { agreement, terms in
            Problem(
                Localized(
                    sv: "Avtalet \(agreement) säger något om regelpunkten '\(terms.hook)', som inget tillägg har.",
                    en: "The agreement \(agreement) says something of the hook '\(terms.hook)', which no plugin has."),
                remedy: suggestion(for: terms.hook, among: hooks.map(\.id)))
        }
    }

    /// The parties that must approve what holds on a day, by code: those that have joined and not left, but no observers,
    /// and nobody who stands outside or has declined.
    public func parties(of agreement: String, on day: Day) -> [Party] {
        parties.filter { $0.agreement == agreement && $0.party.approves(on: day) }.map(\.party.party).sorted()
    }

    /// The text that the parties of a day approve, or nil for a rule that is no agreement's.
    public func text(of rule: Rule, on day: Day) -> ApprovedText? {
        guard case .agreement(let id) = rule.file.owner else { return nil }
        return ApprovedText(
            agreement: id, hook: rule.hook, parties: parties(of: id, on: day).map(\.code), source: rule.file.source)
    }

    /// How far the approval of a rule has come among the parties of a day.
    ///
    /// - Parameter members: whose figures the rule may move. One that is neither a party nor belongs to an organisation
    ///   that is one has not approved anything.
    public func consent(to rule: Rule, on day: Day, members: [Party] = []) -> Consent? {
        guard let text = text(of: rule, on: day) else { return nil }
        let hash = Digest.sha256(text.bytes)
        let given = approvals.filter { $0.agreement == text.agreement && $0.hash == hash && $0.counts }
        let parties = Set(text.parties)
        let represented = Set(self.members.filter { parties.contains($0.organisation.code) }.map(\.municipality))
        let strangers = members.filter { !parties.contains($0.code) && !represented.contains($0) }.map(\.code)
        let approved = given.map(\.party.code).filter(parties.contains)
        return Consent(
            recorded: given.filter { $0.proof == .recorded }.map(\.party.code).filter(parties.contains),
            proven: given.filter { $0.proof == .proven }.map(\.party.code).filter(parties.contains),
            missing: Set(text.parties + strangers).subtracting(approved).sorted())
    }

    /// The terms of an agreement on a day, for a run.
    public func terms(
        of agreement: String, on day: Day, rules: RuleIndex, members: [Party], requiresApproval: Bool
    ) -> AgreementTerms {
        var consents: [String: Consent] = [:]
        for rule in rules.rules where rule.file.owner == .agreement(agreement) {
            consents[rule.file.path] = consent(to: rule, on: day, members: members)
        }
        return AgreementTerms(
            agreement: agreement, requiresApproval: requiresApproval,
            hooks: hooks.filter { $0.agreement == agreement }.map(\.terms), consents: consents)
    }
}

extension Approval {
    /// - Parameter keys: all parties' keys, against which a signature is verified.
    fileprivate init?(_ row: StoredRow, keys: [PartyKey]) {
        guard let party = row.party("party"), let day = row.day("approved_on") else { return nil }
        self.init(
            agreement: row.text("agreement"), hash: row.text("rule_hash"), party: party, person: row.text("person"),
            basis: row.text("basis"), day: day, file: row.optionalText("file"), hook: row.optionalText("hook"),
            fileHash: row.optionalText("file_hash"), signature: row.optionalText("signature"), proof: .recorded,
            withdrawal: row.day("withdrawn_on").map {
                Withdrawal(person: row.text("withdrawn_by"), basis: row.text("withdrawn_basis"), day: $0)
            })
        guard let signature else { return }
        let holds = keys.contains { $0.party == party && $0.counts(on: day) && $0.verifies(signature, of: statement) }
        proof = holds ? .proven : .broken
    }
}

/// One row of a dataset by the names of its columns.
struct StoredRow {
    let table: Table
    let number: Int

    subscript(column: String) -> Cell { table[number, column] }
    func text(_ column: String) -> String { self[column].plainText }
    func optionalText(_ column: String) -> String? { self[column] == .null ? nil : text(column) }
    func day(_ column: String) -> Day? { if case .date(let day) = self[column] { day } else { nil } }
    func party(_ column: String) -> Party? { if case .party(let party) = self[column] { party } else { nil } }
}

extension Registry {
    /// Each row of a dataset as something; rows that are no such thing are left out.
    func rowsOf<T>(_ dataset: String, _ make: (StoredRow) -> T?) throws -> [T] {
        let table = try read(dataset).table
        return (0..<table.rowCount).compactMap { make(StoredRow(table: table, number: $0)) }
    }
}
