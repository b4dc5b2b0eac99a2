// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkCostAllocation

/// Runs `allocate` as the host does, without a process.
func allocate(
    game: Table? = nil, drivers: Table? = nil, methods: [String], unit: String = "SEK", type: String = "cost",
    total: String? = nil
) throws -> AnalysisOutput {
    var parameters: [String: JSON] = [
        "methods": .array(methods.map(JSON.string)), "unit": .string(unit), "type": .string(type),
    ]
    if let total { parameters["total"] = .string(total) }
    var inputs: [String: Table] = [:]
    if let game { inputs["game"] = game }
    if let drivers { inputs["drivers"] = drivers }
    let request = RunRequest(
        analysis: "allocate", parameters: parameters, inputs: inputs, members: [], asOf: Day(days: 0),
        period: .year(2026), seed: 0)
    return try Allocate().run(AnalysisContext(request))
}

/// A game of money, in öre.
func moneyGame(_ ore: [Int], players: [String]) throws -> Table {
    try Table(
        [Column(ColumnSpec("cost", .money, unit: "öre/year"), storage: .integers(ore))], key: [],
        attributes: ["players": .array(players.map(JSON.string))])
}

/// A game of plain numbers.
func plainGame(_ costs: [Double], players: [String]) throws -> Table {
    try Table(
        [Column(ColumnSpec("cost", .real), storage: .reals(costs))], key: [],
        attributes: ["players": .array(players.map(JSON.string))])
}

/// Drivers: one column a driver.
func driverTable(_ players: [String], _ drivers: KeyValuePairs<String, [Double?]>) throws -> Table {
    try Table(
        [Column(ColumnSpec("player", .category), storage: .strings(players))]
            + drivers.map { name, values in
                try Column(ColumnSpec(name, .real, nullable: true), values.map { $0.map(Cell.real) ?? .null })
            }, key: ["player"])
}

/// The names P1, P2 ... of n players.
func names(_ n: Int) -> [String] { (1...max(1, n)).prefix(n).map { "P\($0)" } }

/// A random game in öre: amounts up to 100 million kronor, c of no one 0.
func randomCosts(_ n: Int, _ random: inout Seed) -> [Int] {
    (0..<1 << n).map { $0 == 0 ? 0 : Int.random(in: 1...10_000_000_000, using: &random) }
}

extension AnalysisOutput {
    /// The shares of a method, as numbers (money in öre), in listed order.
    func shares(_ method: String) -> [Double] { self["allocation"]?[method]?.numbers.compactMap { $0 } ?? [] }

    /// The shares of a method in öre.
    func ore(_ method: String) -> [Int] {
        self["allocation"]?[method]?.cells.map { if case .money(let money) = $0 { money.ore } else { .min } } ?? []
    }

    /// A cell of the table `stability`.
    func stability(_ method: String, _ column: String) -> Cell {
        guard let table = self["stability"], let row = table.row(keyText: Address.encode(method)) else { return .null }
        return table[row, column]
    }
}
