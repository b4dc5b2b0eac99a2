// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkRules

/// A party's wish to approve a rule, before it is known whether it may.
public struct ApprovalRequest: Sendable {
    public var rule: Rule
    public var party: Party
    public var person: String
    public var basis: String
    /// The day of the decision.
    public var day: Day
    /// The secret half of the party's key; nil records the approval without proof.
    public var seed: [UInt8]?

    /// Makes a request.
    public init(rule: Rule, party: Party, person: String, basis: String, day: Day, seed: [UInt8]? = nil) {
        self.rule = rule
        self.party = party
        self.person = person
        self.basis = basis
        self.day = day
        self.seed = seed
    }

    /// The day whose parties must approve: the first on which the text can count, that is when both the rule has begun
    /// and the decision been made.
    public var partyDay: Day { max(rule.from ?? day, day) }
}

extension AgreementBook {
    /// The approval that a request makes, signed where there is a key.
    ///
    /// - Throws: ``Problem`` when the party is none of the agreement's, has approved this text already, or the key is not
    ///   its own or does not count on the day.
    public func approval(_ request: ApprovalRequest) throws(Problem) -> Approval {
        guard let text = text(of: request.rule, on: request.partyDay) else {
            throw Problem(
                Localized(
                    sv: "\(request.rule.file.path) är ingen regel i ett avtal.",
                    en: "\(request.rule.file.path) is no rule of an agreement."))
        }
        guard text.parties.contains(request.party.code) else {
            throw Problem(
                Localized(
                    sv: "\(request.party.code) är inte part i \(text.agreement) den \(request.partyDay.description).",
                    en: "\(request.party.code) is no party of \(text.agreement) on \(request.partyDay.description)."),
                remedy: text.parties.isEmpty
                    ? Localized(
                        sv: "Avtalet har inga parter den dagen; se samverk agreement show \(text.agreement).",
                        en: "The agreement has no parties on that day; see samverk agreement show \(text.agreement).")
                    : Localized(
                        sv: "Parter: \(text.parties.joined(separator: ", ")).",
                        en: "The parties: \(text.parties.joined(separator: ", "))."))
        }
        let hash = Digest.sha256(text.bytes)
        if let known = approvals.first(where: {
            $0.agreement == text.agreement && $0.hash == hash && $0.party == request.party && $0.counts
        }) {
            throw Problem(
                Localized(
                    sv:
                        "\(request.party.code) har redan godkänt exakt den texten: \(known.person), \(known.basis), \(known.day.description).",
                    en:
                        "\(request.party.code) has already approved exactly that text: \(known.person), \(known.basis), \(known.day.description)."
                ))
        }
        var approval = Approval(
            agreement: text.agreement, hash: hash, party: request.party, person: request.person, basis: request.basis,
            day: request.day, file: request.rule.file.path, hook: request.rule.hook,
            fileHash: Digest.sha256(request.rule.file.source), signature: nil, proof: .recorded)
        if let seed = request.seed {
            approval.signature = try signature(approval.statement, by: request.party, on: request.day, seed)
            approval.proof = .proven
        }
        return approval
    }

    /// The approvals of a rule that a party takes back: those of the file, of its text as it reads now and of earlier ones.
    ///
    /// - Throws: ``Problem`` when there are none.
    public func withdrawn(
        _ withdrawal: Approval.Withdrawal, of file: String, by party: Party, in agreement: String
    ) throws(Problem) -> [Approval] {
        let own = approvals.filter {
            $0.agreement == agreement && $0.party == party && $0.file == file && $0.withdrawal == nil
        }
        guard !own.isEmpty else {
            throw Problem(
                Localized(
                    sv: "\(party.code) har inget godkännande av \(file) att återta.",
                    en: "\(party.code) has no approval of \(file) to withdraw."),
                remedy: Localized(
                    sv: "Se vad som är godkänt: samverk agreement show \(agreement)",
                    en: "See what is approved: samverk agreement show \(agreement)"))
        }
        if let later = own.map(\.day).max(), withdrawal.day < later {
            throw Problem(
                Localized(
                    sv: "Godkännandet är från \(later.description), efter \(withdrawal.day.description).",
                    en: "The approval is of \(later.description), after \(withdrawal.day.description)."), kind: .usage)
        }
        return own.map { approval in
            var approval = approval
            approval.withdrawal = withdrawal
            return approval
        }
    }

    private func signature(
        _ statement: ApprovalStatement, by party: Party, on day: Day, _ seed: [UInt8]
    ) throws(Problem) -> String {
        guard let open = Signing.publicKey(of: seed).map(Signing.base64),
            let signature = Signing.sign(statement.bytes, with: seed).map(Signing.base64)
        else {
            throw Problem(Localized(sv: "Nyckeln är ingen Ed25519-nyckel.", en: "The key is no Ed25519 key."))
        }
        let own = keys.filter { $0.party == party }
        guard let key = own.first(where: { $0.publicKey == open }) else {
            throw Problem(
                Localized(
                    sv: "Nyckeln är inte registrerad för \(party.code).",
                    en: "The key is not registered for \(party.code)."),
                remedy: Localized(
                    sv: own.isEmpty
                        ? "Gör en: samverk agreement key --party \(party.code) --out FIL"
                        : "Använd partens egen nyckel.",
                    en: own.isEmpty
                        ? "Make one: samverk agreement key --party \(party.code) --out FILE"
                        : "Use the party's own key."))
        }
        guard key.counts(on: day) else {
            let until = key.revokedOn.map { $0.description } ?? "..."
            throw Problem(
                Localized(
                    sv:
                        "Nyckeln gäller inte den \(day.description): den gäller från \(key.validFrom.description) till (men inte med) \(until).",
                    en:
                        "The key does not count on \(day.description): it does from \(key.validFrom.description) until (but not on) \(until)."
                ))
        }
        return signature
    }
}

extension Approval {
    /// The approval as a row of the dataset `approvals`.
    ///
    /// - Parameter command: what stands as its origin.
    public func entry(_ schema: DatasetSchema, from command: String) throws -> Entry {
        func text(_ value: String?) -> Cell { value.map(Cell.text) ?? .null }
        let cells: [String: Cell] = [
            "agreement": .category(agreement), "rule_hash": .text(hash), "party": .party(party),
            "person": .text(person), "basis": .text(basis), "approved_on": .date(day), "file": text(file),
            "hook": text(hook), "file_hash": text(fileHash), "signature": text(signature),
            "withdrawn_on": withdrawal.map { .date($0.day) } ?? .null, "withdrawn_by": text(withdrawal?.person),
            "withdrawn_basis": text(withdrawal?.basis),
        ]
        return try Entry(schema, [cells], from: command)
    }

    /// The approval as the audit log keeps it.
    public var facts: JSONObject {
        [
            "party": .string(party.code), "file": file.map(JSON.string) ?? .null,
            "hook": hook.map(JSON.string) ?? .null, "hash": .string(hash), "person": .string(person),
            "basis": .string(basis), "date": .string(day.description), "proof": .string(proof.rawValue),
        ]
    }
}

extension Approval.Withdrawal {
    /// The withdrawal as the audit log keeps it.
    ///
    /// - Parameter hashes: of the texts that were approved.
    public func facts(of party: Party, _ hashes: [String]) -> JSONObject {
        [
            "party": .string(party.code), "hash": .string(hashes.joined(separator: " ")), "person": .string(person),
            "basis": .string(basis), "date": .string(day.description),
        ]
    }
}

extension Entry {
    /// Rows by the names of their columns; what a row does not name is null.
    ///
    /// - Parameter command: what stands as their origin, as a file's name does for imported rows.
    public init(_ schema: DatasetSchema, _ rows: [[String: Cell]], from command: String) throws {
        var builder = TableBuilder(schema.specs, key: schema.key)
        for row in rows { try builder.append(schema.columns.map { row[$0.spec.name] ?? .null }) }
        self.init(
            schema.id,
            PositionedTable(try builder.table(), file: command, lines: rows.indices.map { $0 + 1 }))
    }
}
