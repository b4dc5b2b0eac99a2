// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCapabilityMap

/// The inputs of the example workspace.
enum Example {
    static func inputs() throws -> [String: Table] {
        [
            "assessments": try ExampleData.table(
                "assessments",
                [
                    ColumnSpec("respondent", .category), ColumnSpec("capability", .category),
                    ColumnSpec("level", .integer, unit: "level", nullable: true),
                ], key: ["respondent", "capability"]),
            "capabilities": try ExampleData.table(
                "capabilities",
                [
                    ColumnSpec("id", .category), ColumnSpec("map_order", .integer), ColumnSpec("area", .category),
                    ColumnSpec("group", .category), ColumnSpec("name_sv", .text), ColumnSpec("name_en", .text),
                ], key: ["id"]),
            "importance": try ExampleData.table(
                "importance", [ColumnSpec("capability", .category), ColumnSpec("votes", .integer)], key: ["capability"]),
        ]
    }

    static func run(_ analysis: String) throws -> AnalysisOutput { try CapabilityMapTests.run(analysis, inputs()) }
}

func run(
    _ analysis: String, _ inputs: [String: Table], with parameters: [String: JSON] = [:],
    rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "CapabilityMap").run(analysis, inputs, with: parameters, rules: rules)
}

/// The map of these inputs, without rules.
func capabilityMap(_ inputs: [String: Table]) throws -> CapabilityMap {
    let request = RunRequest(
        analysis: "summary", parameters: [:], inputs: inputs, members: [], asOf: Day(days: 0), period: .year(2026),
        seed: 0)
    return try CapabilityMap(AnalysisContext(request, ask: { _, _ in [] }))
}

/// Assessments in short: respondent, capability, level (nil: not answered).
func assessments(_ rows: [(String, String, Int?)]) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("respondent", .category), ColumnSpec("capability", .category),
            ColumnSpec("level", .integer, unit: "level", nullable: true),
        ], key: ["respondent", "capability"])
    for (respondent, capability, level) in rows {
        try builder.append(.category(respondent), .category(capability), level.map(Cell.integer) ?? .null)
    }
    return try builder.table()
}

/// Votes in short.
func importance(_ rows: [(String, Int)]) throws -> Table {
    var builder = TableBuilder(
        [ColumnSpec("capability", .category), ColumnSpec("votes", .integer)], key: ["capability"])
    for (capability, votes) in rows { try builder.append(.category(capability), .integer(votes)) }
    return try builder.table()
}

extension AnalysisOutput {
    /// The finding of an id.
    func finding(_ id: String) -> Finding? { findings.first { $0.id == id } }

    /// The text in a finding's argument.
    func text(_ id: String, _ argument: String) -> String? { finding(id)?.arguments[argument]?.cell.plainText }
}

extension Table {
    /// The cell of a row told by its key.
    func cell(_ key: String, _ column: String) throws -> Cell { self[try #require(row(keyText: key)), column] }
}
