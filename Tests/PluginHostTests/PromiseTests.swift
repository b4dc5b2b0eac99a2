// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// What a plugin gives is held against what its manifest promises, and what it asks against what it has declared.
@Suite struct PromiseTests {
    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What stands in the good table, and what instead.
        let change: (String, String)
        let says: String
    }

    @Test(arguments: [
        Broken(testDescription: "missing table", change: ("\"totals\"", "\"total\""), says: "table totals is missing"),
        Broken(testDescription: "missing column", change: ("\"total\"", "\"sum\""), says: "column total is missing"),
        Broken(
            testDescription: "wrong type", change: ("\"money\"", "\"integer\""),
            says: "column total is integer, not money"),
        Broken(
            testDescription: "wrong unit", change: ("öre/year", "öre/month"),
            says: "column total has the unit öre/month, not öre/year"),
        Broken(testDescription: "no unit", change: ("\"öre/year\"", "null"), says: "column total has the unit none"),
        Broken(
            testDescription: "null", change: ("false,\"values\":[1,2]", "true,\"values\":[1,null]"),
            says: "column total holds null"),
        Broken(
            testDescription: "extra column",
            change: (
                "\"columns\":[",
                "\"columns\":[{\"name\":\"x\",\"type\":\"integer\",\"unit\":null,\"nullable\":false,\"values\":[1,2]},"
            ),
            says: "column x was not declared"),
        Broken(
            testDescription: "another key", change: ("\"key\":[\"player\"]", "\"key\":[\"total\"]"),
            says: "key: [\"player\"] was declared"),
        Broken(
            testDescription: "a game",
            change: ("\"key\":[\"player\"],\"attributes\":{}", "\"key\":[],\"attributes\":{\"players\":[\"a\"]}"),
            says: "shape: table"),
        Broken(testDescription: "a key twice", change: ("[\"a\",\"b\"]", "[\"a\",\"a\"]"), says: "same key"),
        Broken(testDescription: "unequal lengths", change: ("[1,2]", "[1,2,3]"), says: "has 3 rows"),
        Broken(testDescription: "a cell of another type", change: ("[1,2]", "[1,2.5]"), says: "money was expected"),
    ])
    func aTableThatBreaksTheManifestIsRefused(_ broken: Broken) async throws {
        let tables = "{\"totals\":\(FakePlugin.totals)}".replacing(broken.change.0, with: broken.change.1)
        let plugin = try FakePlugin("hello; answer '\(tables)' '[]'")
        defer { plugin.remove() }
        let problem = try #require(await #expect(throws: Problem.self) { try await plugin.run() })
        #expect(problem.kind == .program)
        #expect(problem.message.en.contains(broken.says), "\(problem.message.en)")
        #expect(problem.message.en.contains("The plugin fake"))
    }

    @Test func aTableNobodyDeclaredIsRefused() async throws {
        let plugin = try FakePlugin(
            "hello; answer '{\"totals\":\(FakePlugin.totals),\"more\":\(FakePlugin.totals)}' '[]'")
        defer { plugin.remove() }
        let problem = await #expect(throws: Problem.self) { try await plugin.run() }
        #expect(problem?.message.en.contains("table more") == true)
    }

    @Test func aFindingNobodyDeclaredIsRefused() async throws {
        let plugin = try FakePlugin("hello; answer \"$good\" '[{\"id\":\"odd\",\"severity\":\"info\"}]'")
        defer { plugin.remove() }
        let problem = await #expect(throws: Problem.self) { try await plugin.run() }
        #expect(problem?.message.en.contains("finding odd") == true)
    }

    private static func asking(_ hook: String) throws -> FakePlugin {
        try FakePlugin(
            """
            hello
            ask 7 '\(hook)' '\(FakePlugin.totals)'
            case $answers in
            *'"id":7'*'"value":true,"reason":"why"'*) answer "$good" '[]' ;;
            *) echo "$answers" ;;
            esac
            """)
    }

    @Test func rulesAreAnsweredUnderTheQuestionsNumber() async throws {
        let plugin = try Self.asking("fake/keep@1")
        defer { plugin.remove() }
        let output = try await plugin.run(rules: { hook, rows in
            #expect(hook == "fake/keep@1")
            #expect(rows[0, "total"] == .money(Money(ore: 1)))
            return [RuleAnswer(row: 0, value: true, reason: "why"), RuleAnswer(row: 1, value: nil)]
        })
        #expect(output["totals"] != nil)
    }

    @Test func aHookThatIsNotDeclaredReachesNoRule() async throws {
        let plugin = try Self.asking("fake/other@1")
        defer { plugin.remove() }
        let problem = await #expect(throws: Problem.self) {
            try await plugin.run(rules: { _, _ in
                Issue.record("a rule was asked")
                return []
            })
        }
        #expect(problem?.kind == .program)
        #expect(problem?.message.en.contains("fake/other@1, which sum has not declared") == true)
    }

    @Test func aProblemOfARulePassesThroughAsItIs() async throws {
        let plugin = try Self.asking("fake/keep@1")
        defer { plugin.remove() }
        let fault = Problem("the rule is wrong", at: Place(file: "rules/a.lua", line: 3))
        await #expect(throws: fault) { try await plugin.run(rules: { _, _ in throw fault }) }
    }
}
