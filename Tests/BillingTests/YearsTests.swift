// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

private struct PoolRow {
    var name = "p"
    var kind: String
    var amount: Int
    var first = 2026
    var last: Int?
    var priceYear: Int?
    var index: Double?
    var life: Int?
    var hours: Double?
}

private func pools(_ list: [PoolRow]) throws -> Table {
    func whole(_ number: Int?) -> Cell { number.map(Cell.integer) ?? .null }
    return try rows(
        [
            ColumnSpec("pool", .category), ColumnSpec("kind", .category), ColumnSpec("amount", .money, unit: "öre"),
            ColumnSpec("first", .integer), ColumnSpec("last", .integer, nullable: true),
            ColumnSpec("price_year", .integer, nullable: true),
            ColumnSpec("index", .real, unit: "share", nullable: true),
            ColumnSpec("life", .integer, unit: "year", nullable: true),
            ColumnSpec("hours", .real, unit: "h", nullable: true),
        ], key: ["pool"],
        list.map {
            [
                .category($0.name), .category($0.kind), kronor($0.amount), .integer($0.first), whole($0.last),
                whole($0.priceYear), $0.index.map(Cell.real) ?? .null, whole($0.life), $0.hours.map(Cell.real) ?? .null,
            ]
        })
}

private func run(_ inputs: [String: Table], _ parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "Billing").run("years", inputs, with: parameters)
}

@Suite("billing/years")
struct YearsTests {
    @Test("a running cost rises with its index from its price year, and ends with its last year")
    func running() throws {
        let output = try run(
            ["pools": try pools([PoolRow(kind: "running", amount: 1000, last: 2028, priceYear: 2025, index: 0.1)])],
            ["years": 4])
        #expect(try output.ore("years", "operating") == [110_000, 121_000, 133_100, 0])
    }

    @Test("a one-off cost falls in its year; outside the years it falls nowhere", arguments: [(2027, 1), (2040, nil)])
    func once(year: Int, place: Int?) throws {
        let output = try run(["pools": try pools([PoolRow(kind: "once", amount: 7, first: year)])], ["years": 3])
        #expect(try output.ore("years", "cost") == (0..<3).map { $0 == place ? 700 : 0 })
    }

    /// 1 000 kr over four years at 2.5 %: 250 a year; interest on 750, 500, 250 from the second year.
    @Test("an investment is written off in equal parts, with interest on the book value at the start of the year")
    func investment() throws {
        let output = try run(
            ["pools": try pools([PoolRow(kind: "investment", amount: 1000, life: 4)])], ["years": 5])
        #expect(try output.ore("years", "depreciation") == [25_000, 25_000, 25_000, 25_000, 0])
        #expect(try output.ore("years", "interest") == [0, 1_875, 1_250, 625, 0])
        #expect(try output.ore("years", "outlay") == [100_000, 0, 0, 0, 0])
        #expect(try output.ore("years", "book_value") == [75_000, 50_000, 25_000, 0, 0])
    }

    @Test("depreciation sums to what was paid, whatever the life")
    func sums() throws {
        for life in 1...40 {
            let output = try run(
                ["pools": try pools([PoolRow(kind: "investment", amount: 1001, life: life)])], ["years": 40])
            #expect(try output.ore("years", "depreciation").reduce(0) { $0 + ($1 ?? 0) } == 100_100)
        }
    }

    /// Study 000, section 3.3: 150 to 200 kr of an hour may not be booked as investment.
    @Test("hours that may not be capitalised fall on operations", arguments: [(150.0, 15_000), (200, 20_000)])
    func notCapitalised(rate: Double, operating: Int) throws {
        let output = try run(
            ["pools": try pools([PoolRow(kind: "investment", amount: 100_000, life: 5, hours: 100)])],
            ["hour_rate": .real(rate)])
        #expect(try output.ore("years", "operating")[0] == operating * 100)
        #expect(try output.ore("years", "outlay")[0] == (100_000 - operating) * 100)
        #expect(output.finding("not-capitalised") != nil)
    }

    @Test("the hump is what systems older than five years cost to replace; those to be retired cost nothing")
    func hump() throws {
        let systems = try rows(
            [
                ColumnSpec("system", .category), ColumnSpec("acquired", .integer),
                ColumnSpec("life", .integer, unit: "year"), ColumnSpec("replacement", .money, unit: "öre"),
                ColumnSpec("maintenance", .money, unit: "öre/year", nullable: true),
                ColumnSpec("candidate", .boolean, nullable: true),
            ], key: ["system"],
            [
                [.category("old"), .integer(2015), .integer(8), kronor(500), kronor(30), .boolean(false)],
                [.category("retired"), .integer(2010), .integer(8), kronor(900), kronor(10), .boolean(true)],
                [.category("due"), .integer(2021), .integer(7), kronor(300), kronor(60), .null],
            ])
        let output = try run(["pools": try pools([PoolRow(kind: "running", amount: 1)]), "systems": systems])
        #expect(try output.ore("years", "replacement") == [50_000, 0, 30_000, 0, 0])
        #expect(output.finding("hump")?.arguments["cost"]?.cell == kronor(500))
        #expect(output.finding("bound")?.arguments["share"]?.cell == .real(0.4))
        #expect(output.finding("renewal")?.arguments["years"]?.cell == .real(50))
    }

    @Test(
        "what is wrong is said",
        arguments: [
            (PoolRow(kind: "monthly", amount: 1), "'monthly' is unknown"),
            (PoolRow(kind: "investment", amount: 1), "needs a life"),
            (PoolRow(kind: "running", amount: 1, life: 3), "only an investment"),
            (PoolRow(kind: "running", amount: -1), "negative"),
            (PoolRow(kind: "running", amount: 1, last: 2025), "before the first"),
            (PoolRow(kind: "running", amount: 1, index: 2), "from -0.5 to 1"),
            (PoolRow(kind: "once", amount: 1, hours: 1), "belong to an investment"),
            (PoolRow(kind: "investment", amount: 100, life: 3, hours: 1), "fits in the amount"),
            (PoolRow(kind: "running", amount: 90_000_000_000, priceYear: 1900, index: 1), "too large"),
        ])
    private func faults(pool: PoolRow, says: String) throws {
        let table = try pools([pool])
        let problem = #expect(throws: Problem.self) { try run(["pools": table]) }
        #expect(problem?.message.en.contains(says) == true, "\(problem?.message.en ?? "")")
    }
}
