// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkAnalysis
@testable import SamverkRules

/// Who must approve a rule, whose approval counts, and what it is told that does not.
@Suite struct ConsentTests {
    private let registry: Registry
    private static let day = Day("2026-06-01") ?? Day(days: 0)

    init() throws {
        registry = try Fake.registry([])
        try enter("agreements", [["id": "agr", "version": "1", "form": "3", "status": "active"]])
        try enter("agreement_parties", [Self.party("9907"), Self.party("9908")])
    }

    private static func party(
        _ code: String, role: String = "party", status: String = "approved", from: String? = nil, to: String? = nil
    ) -> [String: String] {
        var row = ["agreement": "agr", "party": code, "role": role, "status": status]
        row["joined_on"] = from
        row["leaves_on"] = to
        return row
    }

    private func enter(_ dataset: String, _ rows: [[String: String]]) throws {
        let schema = try registry.schema(dataset)
        let cells = rows.map { row in
            Dictionary(
                uniqueKeysWithValues: schema.columns.map { column -> (String, Cell) in
                    let text = row[column.spec.name] ?? (column.spec.nullable ? "" : "x")
                    let cell: Cell? =
                        switch column.spec.type {
                        case .date: Day(text).map(Cell.date)
                        case .party: Party(text).map(Cell.party)
                        case .integer: Int(text).map(Cell.integer)
                        case .boolean: .boolean(text == "true")
                        case .category: text.isEmpty ? nil : .category(text)
                        default: text.isEmpty ? nil : .text(text)
                        }
                    return (column.spec.name, cell ?? .null)
                })
        }
        try registry.enter(
            [try Entry(schema, cells, from: "test")], action: "test", object: dataset, facts: [:], by: "test")
    }

    private static func rule(_ source: String = "return rule {}", from: String? = nil, name: String = "a") -> Rule {
        let file = RuleFile(
            path: "rules/agreements/agr/\(name).lua", owner: .agreement("agr"), source: Array(source.utf8))
        return Rule(file: file, hook: "fake/keep@1", from: from.flatMap { Day($0) })
    }

    private func request(_ code: String, _ rule: Rule = rule(), day: Day = day, seed: [UInt8]? = nil) throws
        -> ApprovalRequest
    {
        ApprovalRequest(
            rule: rule, party: try #require(Party(code)), person: "Anna", basis: "KF § 1", day: day, seed: seed)
    }

    @discardableResult
    private func approve(_ code: String, _ rule: Rule = rule(), day: Day = day, seed: [UInt8]? = nil) throws -> Approval
    {
        let approval = try AgreementBook(registry).approval(try request(code, rule, day: day, seed: seed))
        try registry.enter(
            [try approval.entry(try registry.schema("approvals"), from: "test")], action: "approve", object: "agr",
            facts: approval.facts, by: "test")
        return approval
    }

    private func consent(_ rule: Rule = rule(), on day: Day = day, members: [String] = []) throws -> Consent {
        try #require(
            try AgreementBook(registry).consent(to: rule, on: day, members: members.compactMap { Party($0) }))
    }

    @Test func everyPartyMustApprove() throws {
        #expect(try consent() == Consent(missing: ["9907", "9908"]))
        try approve("9907")
        #expect(try consent() == Consent(recorded: ["9907"], missing: ["9908"]))
        try approve("9908")
        #expect(try consent() == Consent(recorded: ["9907", "9908"], missing: []))
        #expect(try registry.audit(limit: 1).first?.action == "approve")
    }

    /// The hash was computed with Python's hashlib from the netstrings of docs/contracts.md.
    @Test func theHashIsThatOfDocsContracts() throws {
        #expect(
            try AgreementBook(registry).approval(try request("9907")).hash
                == "d1c21b850325f7ba265ccbe665417162a2133f029068f7253c9167948f66fc2e")
    }

    @Test func aHookThatNobodyDeclaresIsToldOf() throws {
        try enter(
            "agreement_hooks",
            [
                ["agreement": "agr", "hook": "fake/kep", "on_failure": "stop"],
                ["agreement": "agr", "hook": "fake/keep@1", "on_failure": "stop"],
            ])
        let faults = try AgreementBook(registry).faults(hooks: try Fake.plugins().hooks)
        #expect(
            faults.map(\.message.en) == [
                "The agreement agr says something of the hook 'fake/kep', which no plugin has."
            ])
        #expect(faults.first?.remedy?.en == "Did you mean 'fake/keep'?")
    }

    @Test("An approval is of exactly that text: a byte, a party or a version more and it counts no longer")
    func exactly() throws {
        try approve("9907")
        try approve("9908")
        #expect(try !consent(Self.rule("return rule {} ")).isComplete)
        var other = Self.rule()
        other.hook = "fake/keep@2"
        #expect(try !consent(other).isComplete)
        try enter("agreement_parties", [Self.party("9909", from: "2026-07-01")])
        #expect(try consent().isComplete)
        #expect(try consent(on: Day("2026-07-01") ?? Self.day).missing == ["9907", "9908", "9909"])
    }

    @Test("Parties are those in force on the day, not observers or those outside")
    func parties() throws {
        try enter(
            "agreement_parties",
            [
                Self.party("9909", from: "2026-06-01", to: "2026-06-02"), Self.party("9910", from: "2026-06-02"),
                Self.party("9911", to: "2026-06-01"), Self.party("9912", role: "observer"),
                Self.party("9913", role: "outside", status: "declined"), Self.party("9914", status: "declined"),
            ])
        let book = try AgreementBook(registry)
        #expect(book.parties(of: "agr", on: Self.day).map(\.code) == ["9907", "9908", "9909"])
        #expect(book.parties(of: "agr", on: Day(days: Self.day.days + 1)).map(\.code) == ["9907", "9908", "9910"])
        #expect(book.parties(of: "none", on: Self.day) == [])
    }

    @Test("A member of the run that is no party has approved nothing, unless an organisation speaks for it")
    func members() throws {
        try approve("9907")
        try approve("9908")
        #expect(try consent(members: ["9907", "9908"]).isComplete)
        #expect(try consent(members: ["9907", "9909"]).missing == ["9909"])
        try enter("agreement_parties", [Self.party("org:it")])
        try enter("organisation_members", [["organisation": "org:it", "municipality": "9909"]])
        for party in ["9907", "9908", "org:it"] { try approve(party) }
        #expect(try consent(members: ["9907", "9909"]).isComplete)
    }

    @Test("Who may not approve is told why")
    func refused() throws {
        try approve("9907")
        func told(_ code: String, _ rule: Rule = Self.rule(), seed: [UInt8]? = nil) throws -> String {
            let request = try request(code, rule, seed: seed)
            let book = try AgreementBook(registry)
            let problem = #expect(throws: Problem.self) { try book.approval(request) }
            return problem?.message.en ?? ""
        }
        #expect(try told("9907").contains("already approved exactly that text: Anna, KF § 1, 2026-06-01"))
        #expect(try told("9909").contains("no party of agr on 2026-06-01"))
        let seed = try Signing.newSeed()
        #expect(try told("9908", seed: seed).contains("not registered for 9908"))
        try key(seed, "9907", from: "2026-01-01")
        #expect(try told("9908", seed: seed).contains("not registered for 9908"))
        try key(seed, "9908", from: "2026-06-02")
        #expect(try told("9908", seed: seed).contains("does not count on 2026-06-01"))
        try key(seed, "9908", from: "2026-01-01", revoked: "2026-06-01")
        #expect(try told("9908", seed: seed).contains("until (but not on) 2026-06-01"))
        #expect(try told("9908", seed: [1]).contains("no Ed25519 key"))
        var own = Self.rule()
        own.file.owner = .party(try #require(Party("9907")))
        #expect(try told("9907", own).contains("no rule of an agreement"))
    }

    private func key(_ seed: [UInt8], _ party: String, from: String, revoked: String? = nil) throws {
        let open = Signing.base64(try #require(Signing.publicKey(of: seed)))
        var row = ["party": party, "public_key": open, "valid_from": from]
        row["revoked_on"] = revoked
        try enter("party_keys", [row])
    }

    @Test("A signature proves the approval until anything in it is changed")
    func signed() throws {
        let seed = try Signing.newSeed()
        try key(seed, "9908", from: "2026-01-01")
        try approve("9908", seed: seed)
        #expect(try consent() == Consent(proven: ["9908"], missing: ["9907"]))
        // Revoked later: what was signed before still counts.
        try key(seed, "9908", from: "2026-01-01", revoked: "2026-06-02")
        #expect(try consent().proven == ["9908"])
        // Revoked from before the decision, it proves nothing; nor does it count as merely recorded.
        try key(seed, "9908", from: "2026-01-01", revoked: "2026-05-01")
        #expect(try consent() == Consent(missing: ["9907", "9908"]))
        try key(seed, "9908", from: "2026-01-01")
        var stored = try #require(try AgreementBook(registry).approvals.first)
        #expect(stored.proof == .proven)
        stored.person = "Berit"
        try registry.enter(
            [try stored.entry(try registry.schema("approvals"), from: "test")], action: "x", object: "x", facts: [:],
            by: "test")
        #expect(try AgreementBook(registry).approvals.map(\.proof) == [.broken])
        #expect(try consent() == Consent(missing: ["9907", "9908"]))
        #expect(throws: Never.self) { try approve("9908", seed: seed) }
    }

    @Test("The parties are those of the first day on which the text can count")
    func partyDay() throws {
        try enter("agreement_parties", [Self.party("9909", from: "2027-01-01")])
        let later = Self.rule(from: "2027-01-01")
        #expect(try request("9909", later).partyDay == Day("2027-01-01"))
        try approve("9909", later)
        #expect(throws: Problem.self) { try approve("9909", Self.rule(name: "b")) }
        #expect(try request("9907", Self.rule(from: "2025-01-01")).partyDay == Self.day)
    }

    @Test func whoApprovedWhatIsListedAndWhyItIsStale() throws {
        try approve("9907")
        try approve("9907", Self.rule("return rule {  }", name: "b"))
        try approve("9908", Self.rule("return rule {   }", name: "gone"))
        let index = RuleIndex(sound: [Self.rule(), Self.rule("return rule { }", name: "b")])
        func states(on day: Day) throws -> [String] {
            try AgreementBook(registry).states(of: "agr", rules: index, on: day).map {
                "\(($0.file ?? "").split(separator: "/").last ?? "") \($0.party.code) \($0.state.rawValue)"
            }
        }
        #expect(
            try states(on: Self.day).sorted() == [
                "a.lua 9907 recorded", "a.lua 9908 missing", "b.lua 9907 changed", "b.lua 9907 missing",
                "b.lua 9908 missing", "gone.lua 9908 gone",
            ])
        try enter("agreement_parties", [Self.party("9909")])
        #expect(try states(on: Self.day).contains("a.lua 9907 parties"))
    }

    @Test(
        "The earliest date of a basis",
        arguments: [
            ("KF 2026-09-21 § 58", "2026-09-21"), ("2026-09-21, ändrat 2026-01-05", "2026-01-05"), ("KF § 58", nil),
            ("", nil), ("12026-09-21", nil), ("2026-09-211", nil), ("2026-13-01", nil), ("å 2026-02-28", "2026-02-28"),
            ("Plan 2026-2030", nil),
        ] as [(String, String?)])
    func dateInText(_ text: String, _ day: String?) {
        #expect(RuleWarnings.date(in: text)?.description == day)
    }

    @Test func aRuleFromBeforeItsDecisionIsWarnedOf() throws {
        func warnings(_ rule: Rule) throws -> [String] {
            try RuleWarnings(registry).warnings(about: rule, on: Self.day).map(\.problem.message.en)
        }
        var own = Self.rule(from: "2026-01-01")
        own.file.owner = .party(try #require(Party("9907")))
        own.basis = "KF 2026-03-02 § 1"
        #expect(try warnings(own) == ["The rule holds from 2026-01-01, before its decision of 2026-03-02."])
        own.from = Day("2026-03-02")
        #expect(try warnings(own) == [])
        own.from = nil
        #expect(try warnings(own) == [])
        let common = Self.rule(from: "2026-05-31")
        #expect(try warnings(common) == ["The rule is not approved by 9907, 9908: it counts in what-if runs only."])
        try approve("9907", common)
        try approve("9908", common, day: Day(days: Self.day.days - 1))
        #expect(try warnings(common) == ["The rule holds from 2026-05-31, before its decision of 2026-06-01."])
    }
}
