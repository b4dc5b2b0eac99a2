// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkCostAllocation

/// Every method that needs no drivers and always has an answer.
let alwaysAnswered = [
    "equal", "proportional-standalone", "equal-savings", "ensc", "shapley", "prenucleolus", "least-core",
]

/// Runs an analysis of the plugin.
func analyse(
    _ id: String, _ inputs: [String: Table], with parameters: [String: JSON] = [:],
    rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    try bench.get().run(id, inputs, with: parameters, rules: rules)
}

/// Runs `allocate` as the host does, without a process, and holds what comes out against the manifest.
func allocate(
    game: Table? = nil, drivers: Table? = nil, today: Table? = nil, pools: Table? = nil, parties: Table? = nil,
    distances: Table? = nil, methods: [String], unit: String = "SEK", type: String = "cost", total: String? = nil,
    with more: [String: JSON] = [:], rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    var parameters: [String: JSON] = [
        "methods": .array(methods.map(JSON.string)), "unit": .string(unit), "type": .string(type),
    ]
    if let total { parameters["total"] = .string(total) }
    var inputs: [String: Table] = [:]
    for (name, table) in [
        ("game", game), ("drivers", drivers), ("today", today), ("pools", pools), ("parties", parties),
        ("distances", distances),
    ] { inputs[name] = table }
    return try analyse("allocate", inputs, with: parameters.merging(more) { $1 }, rules: rules)
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

/// Today's costs in öre.
func todayTable(_ players: [String], _ ore: [Int]) throws -> Table {
    try Table(
        [
            Column(ColumnSpec("player", .category), storage: .strings(players)),
            Column(ColumnSpec("cost", .money, unit: "öre/year"), storage: .integers(ore)),
        ], key: ["player"])
}

/// The names P1, P2 ... of n players.
func names(_ n: Int) -> [String] { (1...max(1, n)).prefix(n).map { "P\($0)" } }

/// A random game in öre: amounts up to 100 million kronor, c of no one 0.
func randomCosts(_ n: Int, _ random: inout Seed) -> [Int] {
    (0..<1 << n).map { $0 == 0 ? 0 : Int.random(in: 1...10_000_000_000, using: &random) }
}

/// A random game in which joining never costs more than standing apart: the root of the sum of sizes.
func concaveCosts(_ n: Int, _ random: inout Seed) -> [Int] {
    let sizes = (0..<n).map { _ in Int.random(in: 1...1_000_000, using: &random) }
    return (0..<1 << n).map { coalition in
        let size = sizes.indices.reduce(0) { $0 + (coalition >> $1 & 1) * sizes[$1] }
        return Int((Double(size) * 1e6).squareRoot())
    }
}

extension AnalysisOutput {
    /// The shares of a method, as numbers (money in öre), in listed order.
    func shares(_ method: String) -> [Double] { self["allocation"]?[method]?.numbers.compactMap { $0 } ?? [] }

    /// The amounts of a column in öre.
    func ore(_ method: String, in table: String = "allocation") -> [Int] {
        self[table]?[method]?.cells.map { if case .money(let money) = $0 { money.ore } else { .min } } ?? []
    }

    /// A cell of the table `stability`.
    func stability(_ method: String, _ column: String) -> Cell {
        guard let table = self["stability"], let row = table.row(keyText: Address.encode(method)) else { return .null }
        return table[row, column]
    }

    /// A finding by its id.
    func finding(_ id: String) -> Finding? { findings.first { $0.id == id } }
}

/// The one problem that a body throws.
func problem(_ body: () throws -> some Any) -> Problem? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Problem
    }
}
