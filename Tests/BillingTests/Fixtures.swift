// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

func run(
    _ inputs: [String: Table], with parameters: [String: JSON] = [:],
    rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "Billing").run("compare", inputs, with: parameters, rules: rules)
}

/// The English message of the problem that a run ends in.
func message(_ inputs: [String: Table], with parameters: [String: JSON] = [:]) throws -> String {
    try #require(throws: Problem.self) { try run(inputs, with: parameters) }.message.en
}

/// Parties 9901, 9902 ... as many as needed.
func party(_ index: Int) -> String { String(9901 + index) }

/// An allocation: one column a method, amounts in öre.
func allocation(_ methods: KeyValuePairs<String, [Int]>, unit: String? = "öre/year") throws -> Table {
    let parties = methods.first?.value.indices.map { Cell.category(party($0)) } ?? []
    return try Table(
        [try Column(ColumnSpec("player", .category), parties)]
            + methods.map {
                try Column(ColumnSpec($0.key, .money, unit: unit), $0.value.map { .money(Money(ore: $0)) })
            },
        key: ["player"])
}

/// What each pays today, in öre; nil is not known.
func today(_ amounts: [Int?], unit: String? = "öre/year") throws -> Table {
    try table("cost", .money, unit: unit, amounts.map { $0.map { .money(Money(ore: $0)) } ?? .null })
}

/// What each uses.
func usage(_ quantities: [Double]) throws -> Table {
    try table("quantity", .real, unit: "tickets/year", quantities.map(Cell.real))
}

/// How many each employs.
func employees(_ counts: [Int]) throws -> Table {
    try table("employees", .integer, unit: "persons", counts.map(Cell.integer))
}

private func table(_ column: String, _ type: ColumnType, unit: String?, _ cells: [Cell]) throws -> Table {
    try Table(
        [
            try Column(ColumnSpec("player", .category), cells.indices.map { .category(party($0)) }),
            try Column(ColumnSpec(column, type, unit: unit, nullable: true), cells),
        ], key: ["player"])
}

extension AnalysisOutput {
    /// The finding of an id.
    func finding(_ id: String) -> Finding? { findings.first { $0.id == id } }

    /// The amounts of a column in öre; nil is null.
    func ore(_ table: String, _ column: String) throws -> [Int?] {
        try #require(self[table]?[column]).cells.map { if case .money(let money) = $0 { money.ore } else { nil } }
    }
}

extension Table {
    /// The cell of a column in the row of a key.
    func cell(_ key: String, _ column: String) throws -> Cell { self[try #require(row(keyText: key)), column] }

    /// The number of a column in the row of a key.
    func number(_ key: String, _ column: String) throws -> Double { try #require(try cell(key, column).number) }
}

/// A table of columns and rows, as a test writes it.
func rows(_ columns: [ColumnSpec], key: [String], _ rows: [[Cell]]) throws -> Table {
    var builder = TableBuilder(columns, key: key)
    for row in rows { try builder.append(row) }
    return try builder.table()
}

/// Kronor as a cell.
func kronor(_ amount: Int) -> Cell { .money(Money(ore: amount * 100)) }
