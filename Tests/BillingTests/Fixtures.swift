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

/// The parameter `models`.
func asked(_ models: [Model]) -> [String: JSON] { ["models": .array(models.map { .string($0.rawValue) })] }

/// A catalogue of services: name, cost in kronor, whether it is to be retired, class of demand.
func services(_ all: [(String, Int, Bool, String)]) throws -> Table {
    try rows(
        [
            ColumnSpec("service", .category), ColumnSpec("cost", .money), ColumnSpec("candidate", .boolean),
            ColumnSpec("class", .category),
        ], key: ["service"], all.map { [.category($0.0), kronor($0.1), .boolean($0.2), .category($0.3)] })
}

/// What each party uses of each service.
func quantities(_ all: [(String, [Double])]) throws -> Table {
    try rows(
        [ColumnSpec("player", .category), ColumnSpec("service", .category), ColumnSpec("quantity", .real)],
        key: ["player", "service"],
        all.flatMap { service, used in
            used.enumerated().map { [.category(party($0)), .category(service), .real($1)] }
        })
}

/// What each party uses of each service in a month.
func monthly(_ all: [(String, String, [Double])]) throws -> Table {
    try rows(
        [
            ColumnSpec("player", .category), ColumnSpec("service", .category), ColumnSpec("month", .category),
            ColumnSpec("quantity", .real),
        ], key: ["player", "service", "month"],
        all.flatMap { service, month, used in
            used.enumerated().map { [.category(party($0)), .category(service), .category(month), .real($1)] }
        })
}

/// How much of the shared solution each party uses.
func rates(_ all: [Double]) throws -> Table {
    try rows(
        [ColumnSpec("player", .category), ColumnSpec("rate", .real)], key: ["player"],
        all.enumerated().map { [.category(party($0)), .real($1)] })
}

/// Drivers for a key of one's own.
func drivers(_ columns: KeyValuePairs<String, [Double]>) throws -> Table {
    try rows(
        [ColumnSpec("player", .category)] + columns.map { ColumnSpec($0.key, .real) }, key: ["player"],
        (columns.first?.value ?? []).indices.map { i in [.category(party(i))] + columns.map { .real($0.value[i]) } })
}

/// The expected net benefit of each party in kronor, and whether it has adopted the solution.
func benefits(_ all: [(Int, Bool)]) throws -> Table {
    try rows(
        [ColumnSpec("player", .category), ColumnSpec("benefit", .money), ColumnSpec("adopted", .boolean)],
        key: ["player"], all.enumerated().map { [.category(party($0)), kronor($1.0), .boolean($1.1)] })
}

extension Seed {
    /// A number from 0 to 1.
    mutating func unit() -> Double { Double.random(in: 0...1, using: &self) }
}
