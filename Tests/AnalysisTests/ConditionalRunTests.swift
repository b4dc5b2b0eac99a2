// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkAnalysis
@testable import SamverkRules

/// Runs with an agreement's rules: what counts where approval is required, and what a what-if makes conditional.
@Suite struct ConditionalRunTests {
    private static let path = "rules/agreements/agr/keep.lua"

    /// A run of the diamond a -> b, c -> d beside e, where `a` alone asks its hook, which is the agreement's.
    private static func run(
        _ approvals: String, rule body: String = "return true", approved: [String] = [], bounds: String = "",
        hooks: [(open: Bool, fallsBack: Bool)] = [], own: String? = nil, steps: String = RunnerTests.diamond
    ) async throws -> RunRecord {
        let program = try Programs.script(RunnerTests.script)
        defer { Programs.removeFolder(of: program) }
        let cost = #"{"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]}],"#
        let manifest = Fake.manifest.replacing(#""scope": "local""#, with: #""scope": "agreement""#)
            .replacing(cost, with: cost.replacing(#""title""#, with: bounds + #""title""#))
        let plugins = try Fake.plugins(program: program, manifest: manifest)
        let registry = try Fake.registry(["9907,8,1,,,,SYNTHETIC", "9908,8,2,,,,"])
        try found(registry, hooks: hooks)
        let rule = "return rule { hook = 'fake/keep@1', apply = function(cost) \(body) end }"
        var files = [
            RuleFile(path: path, owner: .agreement("agr"), source: Array(rule.utf8))
        ]
        if let own, let party = Party("9908") {
            let text = "return rule { hook = 'fake/keep@1', apply = function(cost) \(own) end }"
            files.append(RuleFile(path: "rules/9908-h/keep.lua", owner: .party(party), source: Array(text.utf8)))
        }
        let worker = try Programs.path("samverk-worker")
        let index = await RuleIndex(
            files, hooks: plugins.hooks, opened: try AgreementBook(registry).openedHooks, worker: worker)
        #expect(index.problems == [])
        let common = try #require(index.rules.first { $0.file.path == path })
        for code in approved {
            let approval = try AgreementBook(registry).approval(
                ApprovalRequest(
                    rule: common, party: try #require(Party(code)), person: "A", basis: "B",
                    day: try #require(Day("2026-01-01"))))
            try registry.enter(
                [try approval.entry(try registry.schema("approvals"), from: "test")], action: "approve", object: "agr",
                facts: [:], by: "test")
        }
        let scenario = try Scenario(
            yaml: "title: T\nperiod: 2027\nagreement: agr\napprovals: \(approvals)\nsteps:\n\(steps)",
            file: "s.yaml")
        let plan = try Plan(scenario, plugins: plugins, members: ["9907", "9908"].compactMap { Party($0) })
        return try await Runner(
            host: try Fake.host(), plugins: plugins, registry: registry, rules: index, worker: worker
        ).run(plan, seed: 1)
    }

    /// An agreement of 9907 and 9908, and what it says of the hook.
    private static func found(_ registry: Registry, hooks: [(open: Bool, fallsBack: Bool)]) throws {
        let parties = try ["9907", "9908"].map { code -> [String: Cell] in
            [
                "agreement": .category("agr"), "party": .party(try #require(Party(code))), "role": .category("party"),
                "status": .category("approved"),
            ]
        }
        let terms = hooks.map { hook -> [String: Cell] in
            [
                "agreement": .category("agr"), "hook": .category("fake/keep"), "open_to_local": .boolean(hook.open),
                "on_failure": .category(hook.fallsBack ? "default" : "stop"),
            ]
        }
        try registry.enter(
            [
                try Entry(try registry.schema("agreement_parties"), parties, from: "test"),
                try Entry(try registry.schema("agreement_hooks"), terms, from: "test"),
            ], action: "test", object: "agr", facts: [:], by: "test")
    }

    @Test("A rule that is not approved makes its step and all that follow conditional, and no other")
    func whatIf() async throws {
        let record = try await Self.run("what-if", approved: ["9907"])
        let condition = Condition(file: Self.path, agreement: "agr", hook: "fake/keep@1", missing: ["9908"])
        #expect(record.conditions == [condition] && record.whatIf)
        for step in record.steps { #expect(step.conditions == (step.id == "e" ? [] : [condition]), "\(step.id)") }
        #expect(record.step("a")?.interventions.first?.consent == Consent(recorded: ["9907"], missing: ["9908"]))
        let again = try RunRecord(json: try JSON.read(record.json.bytes))
        #expect(again.json == record.json && again.conditions == [condition])
        #expect(again.step("a")?.consultations == record.step("a")?.consultations)
    }

    @Test("Approved by all, nothing is conditional", arguments: ["what-if", "required"])
    func approved(_ approvals: String) async throws {
        let record = try await Self.run(approvals, approved: ["9907", "9908"])
        #expect(record.conditions == [] && record.steps.allSatisfy { $0.notices == [] })
        #expect(record.step("a")?.interventions.map(\.after) == [true, true])
    }

    @Test func requiredWithoutApprovalTheDefaultStandsAndItIsTold() async throws {
        let record = try await Self.run("required", approved: ["9907"])
        let a = try #require(record.step("a"))
        #expect(record.conditions == [] && a.interventions == [])
        #expect(a.notices.map(\.kind) == [.unapproved] && a.notices.first?.missing == ["9908"])
        #expect(try RunRecord(json: record.json).step("a")?.notices == a.notices)
    }

    @Test func theAgreementsFallbackIsInTheRecord() async throws {
        let problem = await #expect(throws: Problem.self) {
            try await Self.run("required", rule: "error('oj')", approved: ["9907", "9908"])
        }
        #expect(problem?.place.file == Self.path && problem?.message.en.contains("oj") == true)
        let record = try await Self.run(
            "required", rule: "error('oj')", approved: ["9907", "9908"], hooks: [(open: false, fallsBack: true)])
        #expect(record.step("a")?.notices.map(\.kind) == [.fallback])
        #expect(record.step("a")?.notices.first?.rows == 2)
    }

    @Test func anOpenedHookTakesThePartysOwnRule() async throws {
        let record = try await Self.run(
            "required", approved: ["9907", "9908"], hooks: [(open: true, fallsBack: false)], own: "return false")
        #expect(record.step("a")?.interventions.map(\.after) == [true, true, false])
    }

    @Test("A law that figures break after rules have spoken names them; without rules it is the plugin's fault")
    func brokenLaw() async throws {
        let ask = "  a: { analysis: fake/source, with: { note: ask } }"
        #expect(try await Self.run("what-if", bounds: #""minimum": 1, "#, steps: ask).steps.count == 1)
        let spoken = await #expect(throws: Problem.self) {
            try await Self.run("what-if", bounds: #""minimum": 2, "#, steps: ask)
        }
        #expect(spoken?.message.en.contains("With the rules' answers the table costs") == true)
        #expect(spoken?.place.file == Self.path && spoken?.remedy?.en.contains(Self.path) == true)
        #expect(spoken?.kind == .input)
        let silent = await #expect(throws: Problem.self) {
            try await Self.run("what-if", rule: "return nil", bounds: #""minimum": 2, "#, steps: ask)
        }
        #expect(silent?.kind == .program && silent?.message.en.contains("broke its promise") == true)
    }

    @Test func aRunOfBeforeThereWereApprovalsIsStillRead() async throws {
        var object = try #require(try await Self.run("what-if").json.object)
        object["steps"] = .array(
            try #require(object["steps"]?.array).map { step in
                var step = step.object ?? [:]
                for name in ["notices", "consultations", "conditions"] { step[name] = nil }
                step["interventions"] = .array(
                    (step["interventions"]?.array ?? []).map { spoken in
                        var spoken = spoken.object ?? [:]
                        spoken["consent"] = nil
                        return .object(spoken)
                    })
                return .object(step)
            })
        let record = try RunRecord(json: .object(object))
        #expect(record.conditions == [] && record.step("a")?.interventions.count == 2)
    }

    @Test func aRuleThatNeverHadAnOpinionIsWarnedOf() async throws {
        let record = try await Self.run("what-if", rule: "return nil")
        let registry = try Fake.registry([])
        let content = record.json
        _ = try registry.saveRun(hash: "1", scenario: "s", title: "t", content: content)
        let file = RuleFile(path: Self.path, owner: .agreement("agr"), source: [])
        let rule = Rule(file: file, hook: "fake/keep@1")
        let day = try #require(Day("2026-01-01"))
        let told = try RuleWarnings(registry).warnings(about: rule, on: day).map(\.problem.message.en)
        #expect(told.contains("The rule was asked about 2 rows in run 1 and had nothing to say of any."))
        _ = try registry.saveRun(
            hash: "2", scenario: "s", title: "t", content: try await Self.run("what-if").json)
        let after = try RuleWarnings(registry).warnings(about: rule, on: day).map(\.problem.message.en)
        #expect(!after.contains { $0.contains("nothing to say") })
    }
}
