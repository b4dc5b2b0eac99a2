// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// Whose a rule is, what it says of itself, and which of several holds.
@Suite struct RuleIndexTests {
    @Test(arguments: [
        ("9908-exempelkommun-h/keep.lua", "9908", "local"), ("9908/keep.lua", "9908", "local"),
        ("0114-upplands-vasby/keep.lua", "0114", "local"), ("org:gemensam-it/keep.lua", "org:gemensam-it", "local"),
        ("agreements/agr-desk/keep.lua", "agr-desk", "agreement"),
    ])
    func theFolderSaysWhoseARuleIs(_ path: String, _ name: String, _ scope: String) {
        #expect(RuleOwner(path: path)?.name == name)
        #expect(RuleOwner(path: path)?.scope == scope)
    }

    @Test(arguments: [
        "keep.lua", "exempelkommun/keep.lua", "990-a/keep.lua", "99088-a/keep.lua", "agreements/keep.lua",
        "9908-a/b/keep.lua", "agreements/a/b/keep.lua", "", "-9908/keep.lua",
    ])
    func anyOtherPathHasNoOwner(_ path: String) { #expect(RuleOwner(path: path) == nil) }

    @Test func aSoundRuleTellsAllItSays() async throws {
        let index = try await World.index([
            try World.rule(
                "9908-h/keep.lua", "return 1",
                "hook = 'staff/keep@1', from = '2026-01-01', to = '2026-12-31', basis = 'KF § 1', title = 'T', api = 1")
        ])
        #expect(index.problems == [])
        let rule = try #require(index.rules.first)
        #expect(rule.hook == "staff/keep@1")
        #expect(rule.from == Day("2026-01-01"))
        #expect(rule.to == Day("2026-12-31"))
        #expect(rule.basis == "KF § 1")
        #expect(rule.title == "T")
        #expect(rule.line == 2)
        #expect(rule.file.owner == .party(try #require(Party("9908"))))
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let source: String
        let says: String
        var line: Int?
        var remedy: String?
    }

    @Test(arguments: [
        Fault(testDescription: "syntax", source: "return rule {\n hook = ", says: "(syntax)", line: 2),
        Fault(testDescription: "no rule", source: "return 1", says: "(runtime)"),
        Fault(
            testDescription: "misspelt hook", source: "return rule { hook = 'staff/kep@1',\n apply = function() end }",
            says: "Unknown hook 'staff/kep@1'", line: 2, remedy: "Did you mean 'staff/keep@1'?"),
        Fault(
            testDescription: "no hook", source: "return rule { apply = function() end }", says: "'hook'"),
        Fault(
            testDescription: "agreement hook", source: "return rule { hook = 'staff/cap@1', apply = function() end }",
            says: "the agreement's parties together", remedy: "rules/agreements/AGREEMENT/"),
        Fault(
            testDescription: "no date",
            source: "return rule { hook = 'staff/keep@1', from = '2026-02-30', apply = function() end }",
            says: "'from' must be a date"),
        Fault(
            testDescription: "a number for a date",
            source: "return rule { hook = 'staff/keep@1', to = 2026, apply = function() end }",
            says: "'to' must be a date"),
        Fault(
            testDescription: "ends before it begins",
            source:
                "return rule { hook = 'staff/keep@1', from = '2026-02-01', to = '2026-01-01', apply = function() end }",
            says: "it never holds"),
        Fault(
            testDescription: "unknown field",
            source: "return rule { hook = 'staff/keep@1', form = '2026-01-01', apply = function() end }", says: "form"),
        Fault(
            testDescription: "basis of another type",
            source: "return rule { hook = 'staff/keep@1', basis = 7, apply = function() end }", says: "basis"),
        Fault(
            testDescription: "a later api",
            source: "return rule { hook = 'staff/keep@1', api = 2, apply = function() end }", says: "api 2"),
        Fault(testDescription: "endless at load", source: "while true do end", says: "(instructions)"),
        Fault(testDescription: "binary", source: "\u{1B}Lua", says: "rule was stopped"),
    ])
    func aFaultIsToldWithItsFile(_ fault: Fault) async throws {
        let index = try await World.index(
            [try World.file("9908-h/keep.lua", fault.source), try World.rule("9907-g/fine.lua", "return 1")],
            hooks: [World.hook(), World.hook("staff/cap", scope: .agreement)])
        #expect(index.rules.map(\.file.path) == ["rules/9907-g/fine.lua"])
        #expect(index.problems.count == 1)
        let problem = try #require(index.problems.first)
        #expect(problem.place.file == "rules/9908-h/keep.lua")
        #expect(problem.message.en.contains(fault.says), "\(problem.message.en)")
        if let line = fault.line { #expect(problem.place.line == line) }
        if let remedy = fault.remedy { #expect(problem.remedy?.en.contains(remedy) == true) }
    }

    @Test func aLocalHookIsNotForAgreements() async throws {
        let index = try await World.index([try World.rule("agreements/agr/keep.lua", "return 1")])
        #expect(index.rules == [])
        #expect(index.problems.first?.message.en.contains("each municipality by itself") == true)
    }

    @Test func aFileOfNobodyIsCheckedWhateverItsScope() async throws {
        let file = RuleFile(
            path: "/tmp/keep.lua", owner: .nobody, source: try World.rule("9908-h/a.lua", "return 1").source)
        let index = try await World.index([file], hooks: [World.hook(scope: .agreement)])
        #expect(index.problems == [] && index.rules.count == 1)
    }

    @Test func rulesAndProblemsStandByPath() async throws {
        let paths = ["agreements/b/x.lua", "9908-h/b.lua", "9907-g/a.lua", "9908-h/a.lua"]
        let sound = try await World.index(
            try paths.map { try World.rule($0, "return 1") },
            hooks: [World.hook(), World.hook("staff/cap", scope: .agreement)])
        #expect(sound.rules.map(\.file.path) == ["rules/9907-g/a.lua", "rules/9908-h/a.lua", "rules/9908-h/b.lua"])
        let broken = try await World.index(try paths.map { try World.file($0, "?") })
        #expect(broken.problems.compactMap(\.place.file) == paths.map { "rules/" + $0 }.sorted())
    }

    /// Which of the rules a.lua, b.lua ... (each with these fields) holds on a day.
    private func holding(_ fields: [String], on day: String) async throws -> String? {
        let index = try await World.index(
            try zip(["a", "b", "c"], fields).map { name, fields in
                try World.rule("9908-h/\(name).lua", "return 1", "hook = 'staff/keep@1'" + fields)
            })
        #expect(index.problems == [])
        let rule = try index.rule(
            for: World.hook(), owner: .party(try #require(Party("9908"))), on: try #require(Day(day)))
        return rule?.file.path.split(separator: "/").last.map(String.init)
    }

    @Test(
        arguments: [
            ([""], "2026-06-01", "a.lua"),
            (["", ", from = '2026-01-01'"], "2026-06-01", "b.lua"),
            (["", ", from = '2026-01-01'"], "2025-12-31", "a.lua"),
            ([", from = '2026-03-01'", ", from = '2026-01-01'"], "2026-06-01", "a.lua"),
            ([", from = '2026-07-01'", ", from = '2026-01-01'"], "2026-06-01", "b.lua"),
            ([", from = '2026-06-01'"], "2026-06-01", "a.lua"),
            ([", to = '2026-06-01'"], "2026-06-01", "a.lua"),
            ([", to = '2026-05-31'"], "2026-06-01", nil),
            ([", from = '2026-01-01'", ", from = '2026-03-01', to = '2026-04-01'"], "2026-06-01", "a.lua"),
            ([", from = '2026-01-01'", ", from = '2026-01-01', to = '2026-04-01'"], "2026-06-01", "a.lua"),
            ([", from = '2026-06-02'"], "2026-06-01", nil),
        ] as [([String], String, String?)])
    func theLatestThatHasBegunHolds(_ fields: [String], _ day: String, _ name: String?) async throws {
        #expect(try await holding(fields, on: day) == name)
    }

    @Test(arguments: [["", ""], [", from = '2026-01-01'", ", from = '2026-01-01'"]])
    func aTieNamesBoth(_ fields: [String]) async throws {
        let problem = await #expect(throws: Problem.self) { try await holding(fields, on: "2026-06-01") }
        #expect(problem?.message.en.contains("rules/9908-h/a.lua and rules/9908-h/b.lua") == true)
        #expect(problem?.remedy != nil)
    }

    @Test func anothersRuleDoesNotCount() async throws {
        let index = try await World.index([
            try World.rule("9908-h/a.lua", "return 1"), try World.rule("9907-g/a.lua", "return 1"),
        ])
        for code in ["9907", "9908", "9909"] {
            let rule = try index.rule(for: World.hook(), owner: .party(try #require(Party(code))), on: World.day)
            #expect(rule?.file.owner.name == (code == "9909" ? nil : code))
        }
    }
}
