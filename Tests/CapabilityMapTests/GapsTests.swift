// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

@testable import SamverkCapabilityMap

@Suite("capability-map/gaps")
struct GapsTests {
    @Test("priorities: most important third first, then lowest mean, then widest spread, then the map")
    func order() throws {
        let table = try assessments([
            ("a", "even", 2), ("b", "even", 2), ("a", "low", 1), ("b", "low", 1), ("a", "wide", 0), ("b", "wide", 4),
            ("a", "twin", 2), ("b", "twin", 2), ("a", "minor", 0), ("b", "minor", 0), ("a", "unvoted", 0),
        ])
        let votes = try importance([("even", 9), ("low", 9), ("wide", 9), ("twin", 9), ("minor", 1), ("other", 0)])
        let output = try run("gaps", ["assessments": table, "importance": votes])
        let priorities = try #require(output["priorities"])
        #expect(
            priorities["capability"]?.cells.map(\.plainText) == ["low", "wide", "even", "twin", "minor", "unvoted"])
        #expect(try priorities.cell("low", "rank") == .integer(1))
        #expect(try priorities.cell("low", "gap") == .real(2))
        #expect(try priorities.cell("wide", "helpers") == .integer(1))
        #expect(try priorities.cell("wide", "below") == .integer(1))
        #expect(try priorities.cell("unvoted", "importance") == .null)
        #expect(output.text("no-helper", "names_en") == "low; even; twin; minor; unvoted")
    }

    @Test(
        "importance goes by thirds of the votes, and equal votes share a third",
        arguments: [
            ([6, 5, 4, 3, 2, 1], [3, 3, 2, 2, 1, 1]), ([5, 5, 5, 1, 1, 1], [3, 3, 3, 2, 2, 2]), ([7], [3]),
            ([2, 2, 2], [3, 3, 3]),
        ])
    func thirds(votes: [Int], expected: [Int]) {
        #expect(votes.map { importanceThird($0, among: votes) } == expected)
    }

    @Test("a gap is counted only below the target", arguments: [(0, 0), (1, 1), (3, 3), (4, 4)])
    func target(target: Int, gaps: Int) throws {
        let table = try assessments([("a", "v", 0), ("a", "w", 1), ("a", "x", 2), ("a", "y", 3), ("a", "z", 4)])
        let output = try run("gaps", ["assessments": table], with: ["target": .integer(target)])
        #expect(output["gaps"]?.rowCount == gaps)
        #expect(output.finding("no-importance") != nil)
        #expect(output.text("needs-raising", "count") == "2")
    }

    @Test("a municipality's own target changes its own gaps and nothing else")
    func localTarget() throws {
        let table = try assessments([("9901", "x", 2), ("9902", "x", 2)])
        var asked: Table?
        let output = try run("gaps", ["assessments": table]) { hook, rows in
            guard hook == "capability-map/target@1" else { return [] }
            asked = rows
            return [RuleAnswer(row: 0, value: 4, by: "rules/9901/target.lua"), RuleAnswer(row: 1, value: nil)]
        }
        let gaps = try #require(output["gaps"])
        #expect(try gaps.cell("9901,x", "gap") == .integer(2))
        #expect(try gaps.cell("9902,x", "gap") == .integer(1))
        #expect(try #require(output["priorities"]).cell("x", "gap") == .real(1))
        #expect(output.text("local-targets", "count") == "1")
        #expect(
            asked?.columnNames == [
                "municipality", "capability.id", "capability.area", "capability.group", "level", "default",
            ])
        #expect(asked?["default"]?.cells == [.integer(3), .integer(3)])
    }

    @Test("an answer that is no level is refused with its rule", arguments: [JSON.integer(5), -1, "high", 2.5])
    func wrongAnswer(answer: JSON) throws {
        let table = try assessments([("9901", "x", 2)])
        let problem = try #require(throws: Problem.self) {
            try run("gaps", ["assessments": table]) { hook, _ in
                hook == "capability-map/target@1" ? [RuleAnswer(row: 0, value: answer, by: "target.lua")] : []
            }
        }
        #expect(problem.place.file == "target.lua")
    }

    @Test("the example: ten priorities, the three first of the most important third")
    func example() throws {
        let output = try Example.run("gaps")
        let priorities = try #require(output["priorities"])
        #expect(priorities.rowCount == 10)
        #expect(priorities["importance"]?.cells.allSatisfy { $0 == .integer(3) } == true)
        let means = priorities["mean"]?.numbers.compactMap(\.self) ?? []
        #expect(means == means.sorted())
        #expect(priorities["capability"]?.cells.first == .category("evaluate-effects"))
    }
}
