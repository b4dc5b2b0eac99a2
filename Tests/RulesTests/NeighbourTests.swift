// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// A party's own rule never touches another party's row, whatever hook it answers and however hard it tries.
@Suite struct NeighbourTests {
    private static let types: [ColumnType] = [.boolean, .integer, .real, .money, .text, .category, .date, .party]
    private static let answers: [ColumnType: String] = [
        .boolean: "true", .integer: "7", .real: "0.5", .money: "100", .text: "'x'", .category: "'x'",
        .date: "'2026-01-31'", .party: "'9907'",
    ]

    private static func hook(_ type: ColumnType, _ combine: Hook.Combine, _ scope: Hook.Scope = .local) -> Hook {
        var hook = World.hook(scope: scope, type: type, minimum: nil, maximum: nil)
        hook.combine = combine
        return hook
    }

    /// What a rule of 9908 may try: to answer all, to name another owner, to write to what it was given, to answer for
    /// several, to lean on a former call.
    private static func attempts(_ answer: String) -> [String] {
        [
            "return \(answer)", "ticket.municipality = '9907' municipality = '9907' return \(answer)",
            "for k in pairs(ticket) do ticket[k] = nil end return \(answer), '9907'",
            "called = (called or 0) + 1 return \(answer), tostring(called)",
        ]
    }

    @Test(
        "In every local hook",
        arguments: types.flatMap { type in
            Hook.Combine.allCases.filter { $0 != .veto || type == .boolean }
                .filter { $0 != .add || [.integer, .real, .money].contains(type) }.map { (type, $0) }
        })
    func localHook(_ type: ColumnType, _ combine: Hook.Combine) async throws {
        let hook = Self.hook(type, combine)
        let rows = try World.rows([("9907", "a", 1), ("9908", "a", 1), ("9909", "a", 1), ("9907", "b", 2)])
        for body in Self.attempts(Self.answers[type] ?? "") {
            let file = try World.rule("9908-h/keep.lua", body)
            let (answers, interventions) = try await World.answer([file], rows, hook: hook)
            #expect(answers.map { $0.value != nil } == [false, true, false, false], "\(body)")
            #expect(interventions.map(\.subject) == ["9908"])
        }
    }

    @Test("And where several speak, each keeps to its own row")
    func eachItsOwn() async throws {
        let files = try ["9907-g", "9908-h", "9909-i"].enumerated().map {
            try World.rule("\($1)/keep.lua", "return agents + \(($0 + 1) * 100)", "hook = 'staff/keep@1'")
        }
        let hook = World.hook(maximum: 1000)
        let rows = try World.rows([("9909", "a", 3), ("9907", "a", 1), ("9908", "a", 2)])
        let alone = try await World.answer(files, rows, hook: hook).answers.map(\.value)
        #expect(alone == [303, 101, 202])
        // Taking one party's rule away, or changing it, changes only that party's answer.
        for (gone, row) in [(0, 1), (1, 2), (2, 0)] {
            var left = files
            left.remove(at: gone)
            var expected = alone
            expected[row] = nil
            #expect(try await World.answer(left, rows, hook: hook).answers.map(\.value) == expected)
        }
    }

    @Test("A hook of the agreement takes no party's rule at all, unless the agreement opens it", arguments: types)
    func agreementHook(_ type: ColumnType) async throws {
        let hook = Self.hook(type, .override, .agreement)
        let index = try await World.index(
            [try World.rule("9908-h/keep.lua", "return \(Self.answers[type] ?? "")")], hooks: [hook])
        #expect(index.rules == [] && index.problems.count == 1)
        let terms = AgreementTerms(agreement: "agr", requiresApproval: false)
        let engine = RuleEngine(index, on: World.day, worker: try World.worker(), terms: terms)
        let answered = try await engine.answer(hook, try World.rows([("9907", "a", 1), ("9908", "a", 1)]))
        #expect(answered.answers.allSatisfy { $0.value == nil })
    }

    @Test("A folder cannot claim to be another's", arguments: ["99O8", "9908", "org:9908"])
    func folders(_ name: String) throws {
        #expect(RuleOwner(path: "\(name)/9907/keep.lua") == nil)
        if let owner = RuleOwner(path: "\(name)-9907/keep.lua") { #expect(owner.name.hasPrefix(name)) }
    }
}
