// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit
@testable import SamverkRules

/// Whose rules answer an agreement's hook, when they count, and what several answers make.
@Suite struct AgreementRuleTests {
    private static let path = "rules/agreements/agr/keep.lua"

    private static func terms(
        required: Bool = true, open: Bool = false, fallsBack: Bool = false, _ consents: [String: Consent] = [:]
    ) -> AgreementTerms {
        AgreementTerms(
            agreement: "agr", requiresApproval: required,
            hooks: [HookTerms(hook: "staff/keep", isOpenToLocal: open, fallsBackToDefault: fallsBack)],
            consents: consents)
    }
    private static let approved = Consent(recorded: ["9907"], proven: ["9908"], missing: [])
    private static let half = Consent(recorded: ["9907"], missing: ["9908"])

    private static func hook(_ combine: Hook.Combine = .override, type: ColumnType = .integer) -> Hook {
        var hook = World.hook(scope: .agreement, type: type)
        hook.combine = combine
        return hook
    }

    private static func answer(
        _ files: [RuleFile], _ terms: AgreementTerms?, hook: Hook = hook(),
        rows: [(party: String, category: String, agents: Int)] = [("9907", "a", 3), ("9908", "a", 4)],
        worker: String? = nil
    ) async throws -> RuleAnswers {
        let opened: Set<String> = terms?.hooks.contains(where: \.isOpenToLocal) == true ? ["staff/keep"] : []
        let index = await RuleIndex(files, hooks: [hook], opened: opened, worker: try World.worker())
        #expect(index.problems == [])
        let engine = RuleEngine(index, on: World.day, worker: try worker ?? World.worker(), terms: terms)
        let answered = try await engine.answer(hook, try World.rows(rows))
        await engine.close()
        return answered
    }

    @Test func withoutAnAgreementTheDefaultStands() async throws {
        let answered = try await Self.answer([try World.rule("agreements/agr/keep.lua", "return 9")], nil)
        #expect(answered.answers.map(\.value) == [nil, nil] && answered.interventions == [])
    }

    @Test func anotherAgreementsRuleIsNotAsked() async throws {
        let answered = try await Self.answer(
            [try World.rule("agreements/other/keep.lua", "return 9")],
            Self.terms(required: false, ["rules/agreements/other/keep.lua": Self.approved]))
        #expect(answered.answers.map(\.value) == [nil, nil] && answered.notices == [])
    }

    @Test func anApprovedRuleAnswersEveryRow() async throws {
        let answered = try await Self.answer(
            [try World.rule("agreements/agr/keep.lua", "return agents + 1")], Self.terms([Self.path: Self.approved]))
        #expect(answered.answers.map(\.value) == [4, 5])
        #expect(answered.conditions == [] && answered.notices == [])
        let spoken = try #require(answered.interventions.first)
        #expect(spoken.owner == "agr" && spoken.consent == Self.approved)
        #expect(Intervention(wire: spoken.wire) == spoken)
        #expect(answered.consultations == [Consultation(hook: "staff/keep@1", file: Self.path, asked: 2, spoke: 2)])
    }

    @Test("Where approval is required, a rule without it is told of and the default stands")
    func notApproved() async throws {
        let answered = try await Self.answer(
            [try World.rule("agreements/agr/keep.lua", "return 9")], Self.terms([Self.path: Self.half]))
        #expect(answered.answers.map(\.value) == [nil, nil] && answered.conditions == [])
        let notice = try #require(answered.notices.first)
        #expect(notice.kind == .unapproved && notice.file == Self.path && notice.missing == ["9908"])
        #expect(notice.text().en.contains("not approved by 9908"))
        #expect(RuleNotice(wire: notice.wire) == notice)
    }

    @Test("... or the rule before it, which everyone has approved")
    func theEarlierApprovedStands() async throws {
        let files = try ["2025-01-01", "2026-01-01"].map {
            try World.rule(
                "agreements/agr/\($0).lua", "return \($0.prefix(4).suffix(2))", "hook = 'staff/keep@1', from = '\($0)'")
        }
        let paths = ["rules/agreements/agr/2025-01-01.lua", "rules/agreements/agr/2026-01-01.lua"]
        var hook = Self.hook()
        hook.result.maximum = 100
        let consents = [paths[0]: Self.approved, paths[1]: Self.half]
        let required = try await Self.answer(files, Self.terms(consents), hook: hook)
        #expect(required.answers.map(\.value) == [25, 25] && required.notices.map(\.file) == [paths[1]])
        let whatIf = try await Self.answer(files, Self.terms(required: false, consents), hook: hook)
        #expect(whatIf.answers.map(\.value) == [26, 26] && whatIf.notices == [])
        #expect(whatIf.conditions.map(\.file) == [paths[1]])
        #expect(whatIf.conditions.first?.missing == ["9908"])
    }

    @Test("A what-if is conditional only where it depends on what is not approved")
    func conditional() async throws {
        let silent = try World.rule(
            "agreements/agr/keep.lua", "return nil", "hook = 'staff/keep@1', from = '2026-01-01'")
        let terms = Self.terms(required: false, [Self.path: Self.half, "rules/agreements/agr/old.lua": Self.approved])
        #expect(try await Self.answer([silent], terms).conditions == [])
        // It says nothing, but where it not there another would speak.
        let old = try World.rule("agreements/agr/old.lua", "return 1")
        #expect(try await Self.answer([silent, old], terms).conditions.map(\.file) == [Self.path])
        let unknown = try World.rule("agreements/agr/keep.lua", "return 2")
        #expect(try await Self.answer([unknown], Self.terms(required: false)).conditions.map(\.missing) == [[]])
    }

    @Test func nobodyIsNoConsent() {
        #expect(!Consent(missing: []).isComplete)
        #expect(Consent(recorded: ["9907"], missing: []).isComplete)
        #expect(!Consent(recorded: ["9907"], missing: ["9908"]).isComplete)
    }

    @Test func aTieOfAnAgreementsRulesNamesBoth() async throws {
        let files = try ["a", "b"].map { try World.rule("agreements/agr/\($0).lua", "return 1") }
        let problem = await #expect(throws: Problem.self) { try await Self.answer(files, Self.terms(required: false)) }
        #expect(problem?.message.en.contains("agr/a.lua") == true && problem?.message.en.contains("agr/b.lua") == true)
        // Only one of them counts where approval is required.
        let consents = ["rules/agreements/agr/a.lua": Self.approved]
        #expect(try await Self.answer(files, Self.terms(consents)).answers.map(\.value) == [1, 1])
    }

    @Test("A party's own rule answers only where the agreement opens the hook")
    func opening() async throws {
        let files = [
            try World.rule("agreements/agr/keep.lua", "return 5"), try World.rule("9908-h/keep.lua", "return 7"),
        ]
        let open = try await Self.answer(files, Self.terms(open: true, [Self.path: Self.approved]))
        #expect(open.answers.map(\.value) == [5, 7])
        #expect(open.interventions.map(\.before) == [3, 4, 5] && open.interventions.map(\.after) == [5, 5, 7])
        #expect(open.interventions.last?.consent == nil && open.conditions == [])
        let closed = await RuleIndex([files[1]], hooks: [Self.hook()], worker: try World.worker())
        #expect(closed.rules == [])
        #expect(closed.problems.first?.remedy?.en.contains("agreement_hooks") == true)
        // Another agreement opens it: this run's does not.
        let index = await RuleIndex(
            files, hooks: [Self.hook()], opened: ["staff/keep"], worker: try World.worker())
        let engine = RuleEngine(
            index, on: World.day, worker: try World.worker(), terms: Self.terms([Self.path: Self.approved]))
        let answered = try await engine.answer(Self.hook(), try World.rows([("9908", "a", 4)]))
        #expect(answered.answers.map(\.value) == [5])
    }

    @Test(
        "Answers meet as the hook says, the agreement's first",
        arguments: [
            (.override, .integer, "5", "7", 7), (.add, .integer, "5", "7", 12),
            (.chain, .integer, "so_far + 1", "so_far * 2", 10), (.veto, .boolean, "true", "false", false),
            (.veto, .boolean, "false", "true", false), (.veto, .boolean, "true", "true", true),
            (.add, .integer, "5", "nil", 5), (.add, .integer, "nil", "7", 7), (.chain, .integer, "nil", "so_far", 4),
        ] as [(Hook.Combine, ColumnType, String, String, JSON)])
    func combining(_ combine: Hook.Combine, _ type: ColumnType, _ first: String, _ second: String, _ value: JSON)
        async throws
    {
        func rule(_ path: String, _ answer: String) throws -> RuleFile {
            try World.file(
                path,
                "return rule { hook = 'staff/keep@1', apply = function(t, n, so_far) return \(answer), '\(answer)' end }"
            )
        }
        let answered = try await Self.answer(
            [try rule("agreements/agr/keep.lua", first), try rule("9908-h/keep.lua", second)],
            Self.terms(open: true, [Self.path: Self.approved]), hook: Self.hook(combine, type: type),
            rows: [("9908", "a", 4)])
        #expect(answered.answers[0].value == value)
        if combine == .add, first != "nil", second != "nil" {
            #expect(answered.answers[0].by == "\(Self.path), rules/9908-h/keep.lua")
            #expect(answered.answers[0].reason == "5, 7")
        }
        if combine == .veto, first == "false" { #expect(answered.answers[0].by == Self.path) }
    }

    @Test func aSumOutOfBoundsIsTheFaultOfBoth() async throws {
        let files = [
            try World.rule("agreements/agr/keep.lua", "return 15"), try World.rule("9908-h/keep.lua", "return 15"),
        ]
        let problem = await #expect(throws: Problem.self) {
            try await Self.answer(files, Self.terms(open: true, [Self.path: Self.approved]), hook: Self.hook(.add))
        }
        #expect(problem?.message.en.contains("\(Self.path), rules/9908-h/keep.lua together") == true)
        #expect(problem?.message.en.contains("30") == true)
    }

    @Test(
        "Where the agreement says so, the default stands in for a rule that fails, and it is told",
        arguments: ["error('oj')", "return 99", "while true do end", "return {}"])
    func fallback(_ body: String) async throws {
        let file = try World.rule("agreements/agr/keep.lua", "if agents == 4 then \(body) else return 1 end")
        await #expect(throws: Problem.self) { try await Self.answer([file], Self.terms([Self.path: Self.approved])) }
        let answered = try await Self.answer([file], Self.terms(fallsBack: true, [Self.path: Self.approved]))
        #expect(answered.answers.map(\.value) == [nil, nil] && answered.interventions == [])
        let notice = try #require(answered.notices.first)
        #expect(notice.kind == .fallback && notice.rows == 2 && notice.failure != nil)
        #expect(notice.text().sv.contains(Self.path) && notice.text().en.contains("2 rows"))
        #expect(RuleNotice(wire: notice.wire) == notice)
        #expect(answered.consultations.map(\.spoke) == [0])
    }

    @Test func theOthersAnswersStandWhenOneFallsBack() async throws {
        let files = [
            try World.rule("agreements/agr/keep.lua", "return 5"), try World.rule("9908-h/keep.lua", "error('oj')"),
        ]
        let answered = try await Self.answer(files, Self.terms(open: true, fallsBack: true, [Self.path: Self.approved]))
        #expect(answered.answers.map(\.value) == [5, 5] && answered.notices.map(\.rows) == [1])
    }

    @Test("A hook that allows chance gives it by the seed; others do not")
    func chance() async throws {
        var hook = Self.hook()
        hook.allowsChance = true
        hook.result.maximum = 1_000_000
        let file = try World.rule("agreements/agr/keep.lua", "return math.random(1000000)")
        let index = await RuleIndex([file], hooks: [hook], worker: try World.worker())
        func drawn(_ seed: UInt64, _ hook: Hook) async throws -> [JSON?] {
            let engine = RuleEngine(
                index, on: World.day, worker: try World.worker(), terms: Self.terms([Self.path: Self.approved]),
                seed: seed)
            return try await engine.answer(hook, try World.rows([("9907", "a", 1), ("9908", "a", 2)])).answers.map(
                \.value)
        }
        let first = try await drawn(1, hook)
        #expect(try await drawn(1, hook) == first)
        #expect(try await drawn(2, hook) != first)
        await #expect(throws: Problem.self) { try await drawn(1, Self.hook()) }
    }

    @Test func aDeadWorkerFallsBackToo() async throws {
        let file = try World.rule("agreements/agr/keep.lua", "return 1")
        let terms = Self.terms(fallsBack: true, [Self.path: Self.approved])
        let answered = try await Self.answer([file], terms, worker: "/bin/false")
        #expect(answered.notices.map(\.kind) == [.fallback])
    }

    @Test("A rule written for the hook's former version is served as it was, with a notice")
    func formerVersion() async throws {
        var hook = Self.hook()
        hook.major = 2
        hook.previous = Hook.Signature(
            arguments: [
                Hook.Argument(
                    name: "kind", title: "", type: .category, unit: nil, fields: [], from: ["kind": "ticket.category"]),
                Hook.Argument(name: "agents", title: "", type: .integer, unit: nil, fields: []),
            ],
            result: Hook.Result(type: .integer, unit: "agents", minimum: 0, maximum: 5, allowed: [], title: ""))
        func rule(_ version: Int, _ body: String) throws -> RuleFile {
            try World.file(
                "agreements/agr/keep.lua",
                "return rule { hook = 'staff/keep@\(version)', apply = function(a, b) \(body) end }")
        }
        let terms = Self.terms([Self.path: Self.approved])
        let former = try await Self.answer([try rule(1, "if a == 'a' then return b end")], terms, hook: hook)
        #expect(former.answers.map(\.value) == [3, 4])
        #expect(
            former.interventions.first?.arguments == ["a", 3] && former.interventions.first?.hook == "staff/keep@1")
        #expect(former.notices.map(\.kind) == [.former])
        let problem = await #expect(throws: Problem.self) {
            try await Self.answer([try rule(1, "return 6")], terms, hook: hook)
        }
        #expect(problem?.message.en.contains("staff/keep@1 expects integer >= 0 <= 5") == true)
        let today = try await Self.answer([try rule(2, "if a.category == 'a' then return b end")], terms, hook: hook)
        #expect(today.answers.map(\.value) == [3, 4] && today.notices == [])
        let older = await RuleIndex([try rule(0, "return 1")], hooks: [hook], worker: try World.worker())
        #expect(older.problems.first?.message.en.contains("Unknown hook 'staff/keep@0'") == true)
    }
}
