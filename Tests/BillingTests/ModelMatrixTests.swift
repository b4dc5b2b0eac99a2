// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

/// Two parties with 100 and 300 employees; mail costs 600 kr (used 1:2), the old archive 200 kr (1:0), storage 400 kr (1:3).
private struct Case {
    var inputs: [String: Table]

    init() throws {
        inputs = [
            "employees": try employees([100, 300]), "today": try today([70_000, 50_000]),
            "services": try services([
                ("mail", 600, false, "low"), ("archive", 200, true, "medium"), ("storage", 400, false, "high"),
            ]),
            "quantities": try quantities([
                ("mail", [10, 20]), ("archive", [5, 0]), ("storage", [1, 3]),
            ]),
        ]
    }

    func bills(_ models: [Model], _ parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
        try run(inputs, with: parameters.merging(asked(models)) { given, _ in given })
    }
}

@Suite("billing/compare: each model by hand")
struct ModelMatrixTests {
    @Test("internal billing: each service at full cost, with a mark-up of its own")
    func perService() throws {
        let output = try Case().bills([.internalBilling], ["markup": 0.1])
        // 600 x 1/3 + 200 + 400 x 1/4 = 500 and 700, a tenth on top
        #expect(try output.ore("bills", "internal_billing") == [55_000, 77_000])
        #expect(try output.ore("prices", "price") == [2_200, 4_400, 11_000])
        #expect(try output.ore("totals", "markup") == [12_000, 0])
    }

    @Test("a unit cost times all that is used is the cost of the service")
    func unitCost() throws {
        var given = try Case()
        given.inputs["services"] = try rows(
            [ColumnSpec("service", .category), ColumnSpec("unit_cost", .money)], key: ["service"],
            [
                [.category("mail"), kronor(20)], [.category("archive"), kronor(40)],
                [.category("storage"), kronor(100)],
            ])
        let output = try given.bills([.internalBilling], ["markup": 0])
        #expect(try output.ore("bills", "internal_billing") == [50_000, 70_000])
    }

    @Test("decommission: who keeps the archive pays it, the rest by employees")
    func decommission() throws {
        // 200 + 1000 / 4 and 1000 x 3/4
        #expect(try Case().bills([.decommission]).ore("bills", "direct_retirement") == [45_000, 75_000])
    }

    @Test("hybrid: stable mail by use, the rest by employees")
    func hybrid() throws {
        // 600 / 3 + 600 / 4 and 600 x 2/3 + 600 x 3/4
        #expect(try Case().bills([.hybrid]).ore("bills", "hybrid") == [35_000, 85_000])
    }

    @Test("inverse: w(u) = e(u) (1 + k (1 - r(u)))", arguments: [(0.0, 30_000), (1, 40_000), (3, 54_545)])
    func inverse(strength: Double, first: Int) throws {
        var given = try Case()
        given.inputs["use_rates"] = try rates([0.5, 1])
        // k = 1: 150 and 300 of 450, of 1200 kr; k = 3: 250 and 300 of 550
        let output = try given.bills([.inverse], ["strength": .real(strength)])
        #expect(try output.ore("bills", "inverse") == [first, 120_000 - first])
    }

    @Test("a composite key counts each driver by its share of all")
    func compositeKey() throws {
        var given = try Case()
        given.inputs["drivers"] = try drivers(["users": [1, 1], "area": [10, 30]])
        // 0.6 x 1/2 + 0.4 x 1/4 = 0.4
        let output = try given.bills([.key], ["key": "users:0.6,area:0.4"])
        #expect(try output.ore("bills", "key") == [48_000, 72_000])
    }

    @Test("the agreement's rule gives the weights, and is told what it may weigh")
    func rule() throws {
        var seen: Table?
        let output = try run(try Case().inputs, with: asked([.rules])) { hook, questions in
            guard hook == "billing/weight@1" else { return [] }
            seen = questions
            return [RuleAnswer(row: 0, value: 1), RuleAnswer(row: 1, value: 2)]
        }
        #expect(try output.ore("bills", "rules") == [40_000, 80_000])
        #expect(seen?["employees"]?.cells == [.real(100), .real(300)])
        #expect(seen?["today"]?.cells == [kronor(700), kronor(500)])
        let shares = seen?["use_share"]?.cells.compactMap(\.number) ?? []
        #expect(zip(shares, [5.0 / 12, 7.0 / 12]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("frames are lowered for all; who has not adopted loses the benefit")
    func frames() throws {
        var given = try Case()
        given.inputs["benefits"] = try benefits([(30, true), (70, false)])
        let output = try given.bills([.overhead])
        #expect(try output.ore("frames", "frame_change") == [-3_000, -7_000])
        #expect(try output.ore("frames", "lost") == [0, 7_000])
        #expect(output.finding("not-adopted")?.arguments["lost"]?.cell == kronor(70))
    }

    @Test("a model that lacks its inputs is named with what it needs")
    func lacking() throws {
        let output = try run(
            ["today": try today([1, 1]), "employees": try employees([1, 1])], with: asked([.overhead, .hybrid]))
        #expect(output.finding("model-lacks")?.arguments["model"]?.cell == .category("hybrid"))
        #expect(try output.ore("bills", "hybrid") == [nil, nil])
    }

    @Test("where the models disagree most is said, and when they do not at all")
    func disagreement() throws {
        let output = try Case().bills([.overhead, .decommission, .hybrid])
        let finding = try #require(output.finding("models-disagree"))
        #expect(finding.arguments["gap"]?.cell == kronor(150))
        #expect(finding.arguments["least"]?.cell == .category("overhead"))
        #expect(finding.arguments["most"]?.cell == .category("direct_retirement"))
        let reason = try #require(output.finding("reason")).arguments
        // the archive: 200 kr and 3/4 off; storage is used as the employees are, mail 600 kr and 1/12 off
        #expect(reason["service"]?.cell == .category("archive"))
        #expect(reason["share"]?.cell == .real(1) && reason["employees"]?.cell == .real(0.25))
        #expect(output["shares"]?["share"]?.cells.prefix(2) == [.real(0.25), .real(1.0 / 3)])
        let same = try run(
            ["cost": try allocation(["equal": [5, 5]]), "employees": try employees([1, 1])],
            with: asked([.agreed, .overhead]))
        #expect(same.finding("models-agree")?.arguments["count"]?.cell == .integer(2))
    }
}

@Suite("billing/compare: what the models reward")
struct IncentiveTests {
    @Test("how much of a bill moves with use: all, what is billed of it, nothing")
    func movesWithUse() throws {
        let output = try Case().bills([.internalBilling, .overhead, .decommission, .hybrid])
        let moving = output["incentives"]?["moves_with_use"]?.cells.map { $0.number ?? -1 }
        #expect(moving == [1, 0, 200.0 / 1200, 0.5])
    }

    @Test("who wins and loses against today, and what an employee costs")
    func winners() throws {
        let output = try Case().bills([.overhead, .decommission], ["markup": 0])
        let table = try #require(output["incentives"])
        // today 700 and 500; overhead 300 and 900, decommission 450 and 750
        #expect(table["winners"]?.cells == [.integer(1), .integer(1)])
        #expect(table["losers"]?.cells == [.integer(1), .integer(1)])
        #expect(try output.ore("incentives", "least_per_employee") == [300, 250])
        #expect(try output.ore("incentives", "most_per_employee") == [300, 450])
    }

    @Test("billing costs invoices, orders and disputes; without it there are twelve entries")
    func administration() throws {
        let output = try Case().bills(
            [.overhead, .hybrid],
            ["invoice_cost": 80, "orders": 10, "order_cost": 50, "disputes": 2, "dispute_cost": 1000])
        #expect(try output.ore("incentives", "administration") == [12 * 8_000, 24 * 8_000 + 50_000 + 200_000])
    }

    @Test("the monthly bill varies as what is billed of it does: stable services make a stable hybrid")
    func monthlyVariation() throws {
        var given = try Case()
        given.inputs["quantities"] = nil
        // Mail is even, storage comes in one month of two.
        given.inputs["monthly"] = try monthly([
            ("mail", "2026-01", [5, 10]), ("mail", "2026-02", [5, 10]), ("archive", "2026-01", [5, 0]),
            ("archive", "2026-02", [5, 0]), ("storage", "2026-01", [2, 6]), ("storage", "2026-02", [0, 0]),
        ])
        let output = try given.bills([.internalBilling, .overhead, .hybrid])
        let variation = try #require(output["incentives"]?["monthly_variation"]).cells.map { $0.number ?? -1 }
        // Party 1: months 300 and 200 (deviation 70.7); party 2: 500 and 200 (212.1); by the mean month, 250 + 350.
        #expect(abs(variation[0] - (100 + 300) / 2.squareRoot() / 600) < 1e-12)
        #expect(variation[1...] == [0, 0])
    }
}
