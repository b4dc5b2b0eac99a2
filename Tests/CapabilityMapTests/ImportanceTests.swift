// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

@testable import SamverkCapabilityMap

/// Answers `importance` for these capabilities.
private func weights(_ weights: [String: JSON]) -> (String, Table) throws -> [RuleAnswer] {
    { hook, rows in
        guard hook == "capability-map/importance@1" else { return [] }
        return (0..<rows.rowCount).map { row in
            RuleAnswer(row: row, value: weights[rows[row, "capability.id"].plainText], by: "rules/vikter.lua")
        }
    }
}

@Suite("importance: the parties agree what weighs most in their ranking")
struct ImportanceTests {
    private func inputs() throws -> [String: Table] {
        [
            "assessments": try assessments([
                ("9901", "x", 1), ("9902", "x", 1), ("9901", "y", 3), ("9902", "y", 3), ("9901", "z", 2),
            ]),
            "importance": try importance([("x", 9), ("y", 5), ("z", 1)]),
        ]
    }

    @Test("an agreed weight takes the place of the votes, and moves nothing but the order")
    func order() throws {
        let plain = try run("gaps", inputs())
        let agreed = try run("gaps", inputs(), rules: weights(["z": 20]))
        func order(_ output: AnalysisOutput) -> [String]? {
            output["priorities"]?["capability"]?.cells.map(\.plainText)
        }
        #expect(order(plain) == ["x", "y", "z"])
        #expect(order(agreed) == ["z", "x", "y"])
        let priorities = try #require(agreed["priorities"])
        #expect(try priorities.cell("z", "importance") == .integer(3) && priorities.cell("z", "votes") == .integer(1))
        for column in ["mean", "sd", "gap", "below", "helpers", "votes"] {
            for key in ["x", "y", "z"] {
                #expect(try priorities.cell(key, column) == plain["priorities"]?.cell(key, column), "\(key) \(column)")
            }
        }
        #expect(agreed["gaps"] == plain["gaps"])
        #expect(agreed.text("agreed-weights", "names_en") == "z")
        #expect(plain.finding("agreed-weights") == nil)
    }

    @Test("without votes an agreement gives the order by itself")
    func noVotes() throws {
        let output = try run(
            "gaps", ["assessments": try #require(try inputs()["assessments"])], rules: weights(["y": 2, "x": 1]))
        #expect(output["priorities"]?["capability"]?.cells.map(\.plainText) == ["y", "x", "z"])
        #expect(output.finding("no-importance") == nil)
    }

    @Test("weights equal to the votes change the finding alone")
    func sameAsVotes() throws {
        let plain = try run("gaps", inputs())
        let agreed = try run("gaps", inputs(), rules: weights(["x": 9, "y": 5, "z": 1]))
        #expect(agreed["priorities"] == plain["priorities"] && agreed["gaps"] == plain["gaps"])
    }

    @Test("an answer that is no weight is refused with its rule", arguments: [JSON.integer(-1), 1001, 2.5, "tung"])
    func wrongAnswer(answer: JSON) throws {
        let inputs = try inputs()
        let problem = try #require(throws: Problem.self) { try run("gaps", inputs, rules: weights(["x": answer])) }
        #expect(problem.place.file == "rules/vikter.lua")
    }
}
