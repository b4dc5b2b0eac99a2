// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCapabilityMap

/// Answers `visibility` with `coordinator` for these pairs of respondent and capability.
private func hold(_ pairs: [(String, String)]) -> (String, Table) throws -> [RuleAnswer] {
    { hook, rows in
        guard hook == "capability-map/visibility@1" else { return [] }
        return (0..<rows.rowCount).map { row in
            let holds = pairs.contains {
                $0.0 == rows[row, "municipality"].plainText && $0.1 == rows[row, "capability.id"].plainText
            }
            return RuleAnswer(row: row, value: holds ? "coordinator" : nil, by: "rules/synlighet.lua")
        }
    }
}

@Suite("visibility: what a municipality holds back cannot be read, nor reckoned")
struct VisibilityTests {
    /// Four respondents at levels 0 to 3 in x, and at level 2 in y.
    private func table() throws -> Table {
        let codes = ["9901", "9902", "9903", "9904"]
        return try assessments(
            codes.enumerated().map { ($1, "x", Optional($0)) } + codes.map { ($0, "y", Optional(2)) })
    }

    @Test("one that is held back stands in no table, and the others' mean is shown without it")
    func one() throws {
        let output = try run("summary", ["assessments": table()], rules: hold([("9904", "x")]))
        let summary = try #require(output["summary"])
        #expect(try summary.cell("x", "mean") == .real(1))
        #expect(try summary.cell("x", "n") == .integer(3) && summary.cell("x", "level_3") == .integer(0))
        #expect(try summary.cell("y", "n") == .integer(4))
        #expect(output["levels"]?.row(keyText: "9904,x") == nil)
        #expect(output["levels"]?.row(keyText: "9904,y") != nil)
        #expect(output.text("held-back", "count") == "1" && output.text("left-out", "count") == "1")
    }

    @Test("three that differ count in the mean, and none stands with its name")
    func three() throws {
        let pairs = ["9902", "9903", "9904"].map { ($0, "x") }
        let output = try run("summary", ["assessments": table()], rules: hold(pairs))
        #expect(try #require(output["summary"]).cell("x", "mean") == .real(1.5))
        #expect(output["levels"]?["respondent"]?.cells.filter { $0 == .category("9901") }.count == 2)
        #expect(output["levels"]?.rowCount == 5)
        #expect(output.text("held-back", "count") == "3" && output.finding("left-out") == nil)
    }

    @Test("three that are equal do not count: their mean would tell each of them")
    func equal() throws {
        let pairs = ["9902", "9903", "9904"].map { ($0, "y") }
        let output = try run("summary", ["assessments": table()], rules: hold(pairs))
        #expect(try #require(output["summary"]).cell("y", "n") == .integer(1))
        #expect(output.text("left-out", "count") == "3")
    }

    @Test("a capability that nobody shares has no mean, and is not called unassessed")
    func nobody() throws {
        let table = try assessments([("9901", "x", 1), ("9902", "x", 3), ("9901", "y", 1)])
        let output = try run("summary", ["assessments": table], rules: hold([("9901", "x"), ("9902", "x")]))
        #expect(try #require(output["summary"]).cell("x", "mean") == .null)
        #expect(output.finding("not-assessed") == nil)
    }

    @Test("the registry's column holds where no rule speaks, and a rule may share again")
    func registry() throws {
        var builder = TableBuilder(
            [
                ColumnSpec("respondent", .category), ColumnSpec("capability", .category),
                ColumnSpec("level", .integer, unit: "level"), ColumnSpec("visibility", .category),
            ], key: ["respondent", "capability"])
        try builder.append(.category("9901"), .category("x"), .integer(0), .category("coordinator"))
        try builder.append(.category("9902"), .category("x"), .integer(4), .category("shared"))
        let inputs = ["assessments": try builder.table()]
        #expect(try run("summary", inputs)["levels"]?.rowCount == 1)
        let shared = try run("summary", inputs) { _, rows in
            #expect(rows["registry"]?.cells == [.category("coordinator"), .category("shared")])
            return [RuleAnswer(row: 0, value: "shared"), RuleAnswer(row: 1, value: nil)]
        }
        #expect(shared["levels"]?.rowCount == 2 && shared.finding("held-back") == nil)
    }

    @Test("gaps: a held-back level is in no row, and its owner is not asked for a target in it")
    func gaps() throws {
        var asked: [String] = []
        let rules = hold([("9901", "x")])
        let output = try run("gaps", ["assessments": table()]) { hook, rows in
            if hook == "capability-map/target@1" { asked = (0..<rows.rowCount).map(rows.keyText) }
            return try rules(hook, rows)
        }
        #expect(!asked.contains("9901,x") && asked.contains("9901,y") && asked.count == 7)
        #expect(output["gaps"]?.row(keyText: "9901,x") == nil)
        #expect(try #require(output["priorities"]).cell("x", "below") == .integer(2))
    }

    @Test("no held-back level can be told from what is shown: two worlds that differ in it alone give the same bytes")
    func nothingToldApart() throws {
        var seed = Seed(7)
        for _ in 0..<15 {
            let codes = (1...5).map { "990\($0)" }
            let levels = codes.map { _ in seed.integer(0...4) }
            let held = Array(codes.prefix(seed.integer(1...2)))
            let rules = hold(held.map { ($0, "x") })
            func world(_ first: Int) throws -> [[UInt8]] {
                let rows = zip(codes, [first] + levels.dropFirst()).map { ($0, "x", Optional($1)) }
                return try ["summary", "gaps"].map {
                    try run($0, ["assessments": assessments(rows)], rules: rules).wire.bytes
                }
            }
            #expect(try world(0) == world(4))
        }
    }

    @Test("an answer that is neither is refused with its rule", arguments: [JSON.string("hemlig"), true, 1])
    func wrongAnswer(answer: JSON) throws {
        let table = try table()
        let problem = try #require(throws: Problem.self) {
            try run("summary", ["assessments": table]) { _, rows in
                (0..<rows.rowCount).map { RuleAnswer(row: $0, value: $0 == 0 ? answer : nil, by: "s.lua") }
            }
        }
        #expect(problem.place.file == "s.lua")
    }
}
