// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

private func services(_ list: [(String, Cell, Cell)]) throws -> Table {
    try rows(
        [
            ColumnSpec("service", .category), ColumnSpec("planned", .money, unit: "öre"),
            ColumnSpec("actual", .money, unit: "öre"),
        ], key: ["service"], list.map { [.category($0.0), $0.1, $0.2] })
}

private func quantities(_ list: [(String, String, Double, Double)]) throws -> Table {
    try rows(
        [
            ColumnSpec("player", .category), ColumnSpec("service", .category), ColumnSpec("planned", .real),
            ColumnSpec("actual", .real),
        ], key: ["player", "service"], list.map { [.category($0.0), .category($0.1), .real($0.2), .real($0.3)] })
}

private func paid(_ list: [(String, Int)]) throws -> Table {
    try rows(
        [ColumnSpec("player", .category), ColumnSpec("paid", .money, unit: "öre")], key: ["player"],
        list.map { [.category($0.0), kronor($0.1)] })
}

private func run(_ inputs: [String: Table]) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "Billing").run("settlement", inputs)
}

@Suite("billing/settlement")
struct SettlementTests {
    /// Workplaces: 100 planned at 1 000 kr, 110 used at 1 050 kr. Volume 10 x 1 000, price 110 x 50.
    @Test("a case by hand: volume variance at the planned price, price variance at the actual quantity")
    func byHand() throws {
        let output = try run([
            "services": try services([("workplace", kronor(100_000), kronor(115_500))]),
            "quantities": try quantities([("A", "workplace", 60, 60), ("B", "workplace", 40, 50)]),
            "paid": try paid([("A", 60_000), ("B", 55_000)]),
        ])
        let service = try #require(output["services"])
        #expect(try service.cell("workplace", "planned_price") == kronor(1000))
        #expect(try service.cell("workplace", "actual_price") == kronor(1050))
        #expect(try service.cell("workplace", "volume_variance") == kronor(10_000))
        #expect(try service.cell("workplace", "price_variance") == kronor(5_500))
        let settled = try #require(output["settlement"])
        #expect(try settled.cell("A", "volume_variance") == kronor(0))
        #expect(try settled.cell("A", "price_variance") == kronor(3_000))
        #expect(try settled.cell("A", "settlement") == kronor(3_000))
        #expect(try settled.cell("B", "actual") == kronor(52_500))
        #expect(try settled.cell("B", "settlement") == kronor(-2_500))
        #expect(output.finding("settled")?.arguments["back"]?.cell == kronor(2_500))
    }

    @Test("planned, actual and the two variances sum to the öre for any input")
    func sums() throws {
        var seed = Seed(11)
        for _ in 0..<200 {
            let names = (0..<seed.integer(1...4)).map { "s\($0)" }
            let parties = (0..<seed.integer(1...5)).map { "p\($0)" }
            let costs = names.map {
                (
                    $0, Cell.money(Money(ore: seed.integer(0...10_000_019))),
                    Cell.money(Money(ore: seed.integer(0...10_000_019)))
                )
            }
            let use = parties.flatMap { party in
                names.map { (party, $0, Double(seed.integer(0...50)) / 7 + 0.01, Double(seed.integer(0...50)) / 3) }
            }
            let output = try run(["services": try services(costs), "quantities": try quantities(use)])
            func sum(_ table: String, _ column: String) throws -> Int {
                try output.ore(table, column).reduce(0) { $0 + ($1 ?? 0) }
            }
            for column in ["planned", "actual"] {
                let whole = costs.reduce(0) { $0 + Int((column == "planned" ? $1.1 : $1.2).number ?? 0) }
                for table in ["settlement", "services", "lines"] { #expect(try sum(table, column) == whole) }
            }
            for table in ["settlement", "services", "lines"] {
                let steps = try sum(table, "planned") + sum(table, "volume_variance") + sum(table, "price_variance")
                #expect(try steps == sum(table, "actual"))
            }
        }
    }

    @Test("a service that nobody used is spread as planned, and said")
    func unused() throws {
        let output = try run([
            "services": try services([("fax", kronor(100), kronor(90))]),
            "quantities": try quantities([("A", "fax", 3, 0), ("B", "fax", 1, 0)]),
        ])
        #expect(try output.ore("settlement", "actual") == [6_750, 2_250])
        #expect(output.finding("unused") != nil)
    }

    @Test("what is wrong is said")
    func faults() throws {
        func says(_ inputs: [String: Table]) throws -> String {
            try #require(throws: Problem.self) { try run(inputs) }.message.en
        }
        let one = try services([("s", kronor(1), kronor(1))])
        #expect(
            try says(["services": one, "quantities": try quantities([("A", "s", 0, 1)])]).contains(
                "nobody was to use it"))
        #expect(
            try says(["services": one, "quantities": try quantities([("A", "t", 1, 1)])]).contains("there is no 't'"))
        #expect(try says(["services": one, "quantities": try quantities([("A", "s", -1, 1)])]).contains("negative"))
        #expect(
            try says([
                "services": try services([("s", kronor(-1), kronor(1))]),
                "quantities": try quantities([("A", "s", 1, 1)]),
            ]).contains("negative"))
        let zero = try services([("s", kronor(0), kronor(5))])
        #expect(
            try says(["services": zero, "quantities": try quantities([("A", "s", 0, 0)])]).contains("nobody used it"))
        let paid = try paid([("C", 1)])
        #expect(
            try says(["services": one, "quantities": try quantities([("A", "s", 1, 1)]), "paid": paid]).contains("'C'"))
    }
}
