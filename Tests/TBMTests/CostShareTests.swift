// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkTBM

private let columns =
    [ColumnSpec("organisation", .party), ColumnSpec("total_municipal_cost", .money, unit: "öre/year")]
    + CostPool.allCases.map { ColumnSpec($0.rawValue, .money, unit: "öre/year") }

private func run(_ costs: Table, with parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "TBM").run("cost-share", ["costs": costs], with: parameters)
}

/// A table of IT organisations: municipal cost, then the eight pools, in kronor.
private func costs(_ rows: [(code: String, kronor: [Int])]) throws -> Table {
    var builder = TableBuilder(columns, key: ["organisation"])
    for row in rows {
        let party = try #require(Party(row.code))
        try builder.append([.party(party)] + row.kronor.map { .money(Money(ore: $0 * 100)) })
    }
    return try builder.table()
}

@Suite("tbm/cost-share")
struct CostShareTests {
    let example = Result { try run(try ExampleData.table("it_costs", columns, key: ["organisation"])) }

    @Test(
        "gives the figures published in study 002, figure 19",
        arguments: [
            ("mean-unweighted", 0.012, 0.00005), ("mean-weighted", 0.012, 0.00005), ("highest", 0.0217, 0.00005),
            ("hardware-of-highest", 0.40, 0.0005), ("hardware-mean", 0.23, 0.0005),
        ])
    func publishedShares(measure: String, published: Double, rounding: Double) throws {
        let summary = try #require(try example.get()["summary"])
        let row = try #require(summary.row(keyText: measure))
        let share = try #require(summary[row, "share"].number)
        #expect(abs(share - published) <= rounding)
    }

    @Test("eleven of twelve lie below the averages", arguments: ["below-research", "below-fyrbodal"])
    func elevenBelow(measure: String) throws {
        let summary = try #require(try example.get()["summary"])
        #expect(summary[try #require(summary.row(keyText: measure)), "count"] == .integer(11))
    }

    @Test("the highest share is found where it is")
    func highestIs9907() throws {
        let summary = try #require(try example.get()["summary"])
        #expect(summary[try #require(summary.row(keyText: "highest")), "organisation"] == .category("9907"))
    }

    @Test("the pool shares of every organisation sum to one")
    func sharesSumToOne() throws {
        let shares = try #require(try example.get()["shares"])
        #expect(shares.rowCount == 12)
        for row in 0..<shares.rowCount {
            let sum = CostPool.allCases.reduce(0) { $0 + (shares[row, $1.rawValue].number ?? .nan) }
            #expect(abs(sum - 1) < 1e-12, "row \(row)")
        }
    }

    @Test("the same input gives the same bytes")
    func sameBytes() throws {
        let again = try run(try ExampleData.table("it_costs", columns, key: ["organisation"]))
        #expect(try example.get().wire.bytes == again.wire.bytes)
    }

    @Test("a small case by hand: means unweighted and weighted differ, and a benchmark is strict")
    func byHand() throws {
        let output = try run(
            try costs([
                ("9901", [1000, 10, 0, 0, 10, 0, 0, 0, 0]), ("9902", [9000, 80, 0, 0, 10, 0, 0, 0, 0]),
            ]), with: ["research_level": 0.02])
        let summary = try #require(output["summary"])
        #expect(summary["share"]?.cells[0] == .real((0.02 + 0.01) / 2))
        #expect(summary["share"]?.cells[1] == .real(0.011))
        #expect(summary["count"]?.cells[5] == .integer(1))
        let pools = try #require(output["pools"])
        #expect(pools[try #require(pools.row(keyText: "hardware")), "most_at"] == .category("9901"))
        #expect(pools[try #require(pools.row(keyText: "hardware")), "mean"] == .real((10.0 / 20 + 10.0 / 90) / 2))
        #expect(pools[try #require(pools.row(keyText: "hardware")), "weighted"] == .real(20.0 / 110))
    }

    @Test(
        "a row that no share can be reckoned from is one clear problem",
        arguments: [
            ([1000, 0, 0, 0, 0, 0, 0, 0, 0], "the IT cost is zero"),
            ([0, 5, 0, 0, 0, 0, 0, 0, 0], "total municipal cost is zero"),
            ([1000, 5, 0, -1, 0, 0, 0, 0, 0], "the amount external_services is negative"),
            ([1000, .max / 100, .max / 100, 0, 0, 0, 0, 0, 0], "the sum is too large"),
        ])
    func faultyRow(kronor: [Int], reason: String) throws {
        let table = try costs([("9901", kronor)])
        let problem = try #require(throws: Problem.self) { try run(table) }
        #expect(problem.message.en == "The IT cost of 9901: \(reason).")
        #expect(problem.remedy != nil)
    }

    @Test("all faulty rows are told at once")
    func allFaultyRows() throws {
        let zero = [Int](repeating: 0, count: 9)
        let table = try costs([("9901", zero), ("9902", zero)])
        let problems = try #require(throws: Problems.self) { try run(table) }
        #expect(problems.all.count == 4)
    }

    @Test("no rows is a problem that says how to import them")
    func noRows() throws {
        let problem = try #require(throws: Problem.self) { try run(try costs([])) }
        #expect(problem.remedy?.en == "Import it with: samverk import it_costs FILE.")
    }
}
