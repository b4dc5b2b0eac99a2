// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkCostAllocation

/// A row of `rules`: how one node passes cost on to another.
struct RuleRow {
    var layer = "all"
    let from: String
    let to: String
    var rule = "even"
    var amount: Int?
    var weight: Double?
    var driver: String?
}

/// Runs `layers` as the host does.
func runLayers(
    _ pools: [(String, Int)], _ rules: [RuleRow], drivers: [(node: String, driver: String, value: Double)] = [],
    consumers: [String] = []
) throws -> AnalysisOutput {
    var poolTable = TableBuilder([ColumnSpec("pool", .category), ColumnSpec("amount", .money)], key: ["pool"])
    for (pool, ore) in pools { try poolTable.append(.category(pool), .money(Money(ore: ore))) }
    var ruleTable = TableBuilder(
        [
            ColumnSpec("layer", .category), ColumnSpec("from", .category), ColumnSpec("to", .category),
            ColumnSpec("rule", .category), ColumnSpec("amount", .money, nullable: true),
            ColumnSpec("weight", .real, nullable: true), ColumnSpec("driver", .category, nullable: true),
        ], key: ["from", "to", "rule"])
    for row in rules {
        try ruleTable.append(
            .category(row.layer), .category(row.from), .category(row.to), .category(row.rule),
            row.amount.map { .money(Money(ore: $0)) } ?? .null, row.weight.map(Cell.real) ?? .null,
            row.driver.map(Cell.category) ?? .null)
    }
    var inputs = ["pools": try poolTable.table(), "rules": try ruleTable.table()]
    if !drivers.isEmpty {
        var table = TableBuilder(
            [ColumnSpec("node", .category), ColumnSpec("driver", .category), ColumnSpec("value", .real)],
            key: ["node", "driver"])
        for row in drivers { try table.append(.category(row.node), .category(row.driver), .real(row.value)) }
        inputs["drivers"] = try table.table()
    }
    return try bench.get().run(
        "layers", inputs, with: consumers.isEmpty ? [:] : ["consumers": .array(consumers.map(JSON.string))])
}

/// The rows of a plain CSV file of Tests/Fixtures/layers, without its header.
func layerFixture(_ name: String) throws -> [[String]] {
    String(decoding: try ExampleData.bytes("Tests/Fixtures/layers/\(name).csv"), as: UTF8.self)
        .split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}

/// The network of Tests/Fixtures/layers: TBM's cost pools and towers, three services, five municipalities.
func runTaxonomy() throws -> AnalysisOutput {
    func ore(_ text: String) -> Int? { Money(kronor: text)?.ore }
    func some(_ text: String) -> String? { text.isEmpty ? nil : text }
    return try runLayers(
        try layerFixture("pools").map { ($0[0], ore($0[1]) ?? 0) },
        try layerFixture("rules").map {
            RuleRow(
                layer: $0[0], from: $0[1], to: $0[2], rule: $0[3], amount: ore($0[4]), weight: Double($0[5]),
                driver: some($0[6]))
        }, drivers: try layerFixture("drivers").map { ($0[0], $0[1], Double($0[2]) ?? 0) })
}
