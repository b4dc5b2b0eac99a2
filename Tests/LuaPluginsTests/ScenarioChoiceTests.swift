// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import Testing

@testable import SamverkProcesses

/// The selection rule of the scenarios 0 to 5 (domain reference, section 3.5): H levels of 3 or more, W of 1 or less.
@Suite struct ScenarioChoiceTests {
    let cooperation: Cooperation

    init() throws { cooperation = try Cooperation() }

    /// A table of assessments: each capability with the levels given to it.
    static func assessments(_ levels: [(capability: String, levels: [Int])], held: Set<String> = []) throws -> Table {
        var rows: [String] = []
        for entry in levels {
            for (i, level) in entry.levels.enumerated() {
                let code = String(1401 + i)
                let visibility = held.contains("\(code) \(entry.capability)") ? "coordinator" : "shared"
                rows.append("\(code) \(entry.capability) \(level) \(visibility)")
            }
        }
        return try .of(
            [("respondent", .category), ("capability", .category), ("level", .integer), ("visibility", .category)],
            key: ["respondent", "capability"], rows.joined(separator: "\n"))
    }

    static func map(_ groups: [(String, String)]) throws -> Table {
        let rows = groups.enumerated().map { "\($1.0) \($0 + 1) core \($1.1)" }.joined(separator: "\n")
        return try .of(
            [("id", .category), ("map_order", .integer), ("area", .category), ("group", .category)], key: ["id"], rows)
    }

    func suggestions(
        _ assessments: Table, map: Table? = nil, answers: Table? = nil, parameters: [String: String] = [:],
        rules: @escaping RulesClosure = { _, rows in
            rows.columns[0].cells.indices.map { RuleAnswer(row: $0, value: nil) }
        }
    ) async throws -> AnalysisOutput {
        var inputs = ["assessments": assessments]
        inputs["capabilities"] = map
        inputs["answers"] = answers
        return try await cooperation.plugin.run("scenarios", inputs: inputs, parameters: parameters, rules: rules)
    }

    @Test(arguments: [
        ([0, 1, 2], "maintain", false, "scenario-1", "nobody-strong"),
        ([2, 2, 2], "lead", true, "scenario-1", "nobody-strong"),
        ([3, 2, 2, 1], "lead", false, "scenario-2", "few-weak"), ([3, 2, 1], "lead", false, "scenario-2", "many-weak"),
        ([3, 2, 1], "maintain", false, "scenario-4", "many-weak-upheld"),
        ([4, 0, 0], "supply", false, "scenario-4", "many-weak-upheld"),
        ([3, 2, 2], "maintain", false, "scenario-1", "nobody-weak"),
        ([3, 2, 2], "maintain", true, "scenario-3", "nobody-weak-critical"),
        ([3, 2, 1], "maintain", true, "scenario-4", "many-weak-upheld"),
    ])
    func theScenarioFollowsFromTheCounts(
        _ levels: [Int], _ group: String, _ critical: Bool, _ scenario: String, _ rule: String
    ) async throws {
        let output = try await suggestions(
            Self.assessments([("x", levels)]), map: Self.map([("x", group)]),
            parameters: critical ? ["critical": "x"] : [:])
        let table = try #require(output["suggestions"])
        #expect(table.cell("x", "scenario")?.plainText == scenario && table.cell("x", "rule")?.plainText == rule)
        #expect(table.cell("x", "ratings") == .integer(levels.count))
        #expect(table.cell("x", "high") == .integer(levels.count { $0 >= 3 }))
        #expect(table.cell("x", "low") == .integer(levels.count { $0 <= 1 }))
        #expect(table.cell("x", "pilot")?.plainText == "pilot-" + scenario.suffix(1))
        #expect(output["scenarios"]?.cell(scenario, "capabilities") == .integer(1))
    }

    @Test func whenNobodyIsStrongBuyingIsTheAlternative() async throws {
        let output = try await suggestions(Self.assessments([("x", [0, 2])]))
        #expect(output["suggestions"]?.cell("x", "alternative")?.plainText == "buy")
        #expect(output["suggestions"]?.cell("x", "group") == .null)
    }

    static let factors = [
        "first-choice", "everyone-gains", "scale-economy", "right-expectations", "formal-ground", "clear-governance",
        "long-term-trust", "keep-alive", "focus-on-possible", "defined-cooperation",
    ]

    static func answers(_ answer: (String) -> String) throws -> Table {
        try .of(
            [("cooperation", .category), ("factor", .category), ("answer", .category), ("evidence", .text)],
            key: ["cooperation", "factor"], factors.map { "a;\($0);\(answer($0))" }.joined(separator: "\n"))
    }

    @Test(arguments: [("yes;minutes", true), ("partly;minutes", false), ("yes;-", false)])
    func aJointOrganisationNeedsThreeWeakCapabilitiesOfAGroupAndAllFactorsMet(
        _ last: String, _ offered: Bool
    ) async throws {
        let weak = ["a", "b", "c"].map { (capability: $0, levels: [3, 1, 1]) }
        let map = try Self.map([("a", "maintain"), ("b", "maintain"), ("c", "maintain")])
        let answers = try Self.answers { $0 == "keep-alive" ? last : "yes;minutes" }
        let output = try await suggestions(Self.assessments(weak), map: map, answers: answers)
        #expect(output["groups"]?.cell("maintain", "offered") == .boolean(offered))
        #expect(output.found(offered ? "joint-offered" : "joint-waits").count == 1)
        let two = try await suggestions(Self.assessments(Array(weak.dropLast())), map: map, answers: answers)
        #expect(two["groups"]?.rowCount == 0)
    }

    @Test func whatIsHeldBackDoesNotCount() async throws {
        let assessments = try Self.assessments([("x", [3, 1, 1])], held: ["1402 x"])
        let output = try await suggestions(assessments) { hook, rows in
            #expect(hook == "capability-map/visibility@1")
            return (0..<rows.rowCount).map { row in
                RuleAnswer(row: row, value: rows[row, "municipality"].plainText == "1403" ? "coordinator" : nil)
            }
        }
        #expect(output["suggestions"]?.cell("x", "ratings") == .integer(1))
        #expect(output.found("held-back").first?.says("count") == "2")
    }

    @Test func everyScenarioIsDescribedAndHasItsPilot() async throws {
        let output = try await suggestions(Self.assessments([("x", [2])]))
        let scenarios = try #require(output["scenarios"])
        #expect(
            scenarios["pilot"]?.cells.map(\.plainText) == ["", "pilot-1", "pilot-2", "pilot-3", "pilot-4", "pilot-5"])
        let labels = cooperation.plugin.loaded.manifest.labels
        for point in try #require(output["points"]?["point"]).cells {
            #expect(labels[point.plainText] != nil, "\(point)")
        }
    }
}
