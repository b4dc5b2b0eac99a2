// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

@Suite("billing/compare: the models")
struct ModelTests {
    @Test("a case by hand: 1 000 kr, use 1:3, employees 1:1, mark-up 2 %")
    func byHand() throws {
        let output = try run([
            "cost": try allocation(["equal": [50_000, 50_000], "shapley": [40_000, 60_000]]),
            "usage": try usage([10, 30]), "employees": try employees([7, 7]), "today": try today([60_000, 55_000]),
        ])
        #expect(try output.ore("bills", "agreed") == [40_000, 60_000])
        #expect(try output.ore("bills", "internal_billing") == [25_500, 76_500])
        #expect(try #require(output["models"]).cell("9901,internal_billing", "markup") == .money(Money(ore: 500)))
        #expect(try #require(output["models"]).cell("9902,internal_billing", "markup") == .money(Money(ore: 1_500)))
        #expect(try output.ore("bills", "overhead") == [50_000, 50_000])
        #expect(output["totals"]?["model"]?.cells.map(\.plainText) == ["agreed", "internal_billing", "overhead"])
        #expect(try output.ore("totals", "total") == [100_000, 102_000, 100_000])
        #expect(try output.ore("totals", "markup") == [0, 2_000, 0])
        #expect(try output.ore("totals", "against_today") == [-15_000, -13_000, -15_000])
        #expect(output["before_after"]?["best_model"]?.cells.map(\.plainText) == ["internal_billing", "overhead"])
        #expect(output.finding("price")?.arguments["price"]?.cell == .money(Money(ore: 2_550)))
        #expect(output.finding("renewal")?.arguments["years"]?.cell == .real(50))
        #expect(output.finding("overhead")?.arguments["cost"]?.cell == .money(Money(ore: 7_143)))
    }

    @Test("the agreed column is the last one, or the one named", arguments: [(nil, 60_000), ("equal", 50_000)])
    func agreedColumn(name: String?, second: Int) throws {
        let cost = try allocation(["equal": [50_000, 50_000], "shapley": [40_000, 60_000]])
        let output = try run(["cost": cost], with: name.map { ["agreed": .string($0)] } ?? [:])
        #expect(try output.ore("bills", "agreed").last == second)
        #expect(try output.ore("bills", "overhead") == [nil, nil])
        #expect(output.finding("no-today") != nil)
    }

    @Test(
        "the mark-up in all is rounded half up",
        arguments: [
            (25, 0.02, 1), (24, 0.02, 0), (1_000, 0.025, 25), (100, 0, 0), (7, 1, 7),
            (.max / 4, 0.02, 46_116_860_184_273_879),
        ])
    func markup(pool: Int, share: Double, markup: Int) throws {
        let service = CatalogueService(
            name: "s", cost: Money(ore: pool), quantities: [1, 2], isCandidate: false, demand: nil)
        let billing = try InternalBilling([service], markup: share)
        #expect(billing.markupTotal.ore == markup)
        #expect(billing.markups.reduce(0) { $0 + $1.ore } == markup)
    }

    @Test("without an allocation the models spread today's cost")
    func withoutAllocation() throws {
        let output = try run(["today": try today([300, 100]), "employees": try employees([1, 1])])
        #expect(try output.ore("bills", "overhead") == [200, 200])
        #expect(try output.ore("before_after", "after") == [nil, nil])
        #expect(output.finding("no-agreed") != nil)
    }

    @Test("employees of other municipalities make no model, and are named")
    func foreignEmployees() throws {
        let cost = try Table(
            [
                try Column(ColumnSpec("player", .category), [.category("A")]),
                try Column(ColumnSpec("equal", .money, unit: "öre"), [.money(Money(ore: 5))]),
            ], key: ["player"])
        let output = try run(["cost": cost, "employees": try employees([1, 1])])
        #expect(try output.ore("bills", "overhead") == [nil])
        #expect(output.finding("ignored")?.arguments["names"]?.cell == .text("9901, 9902"))
    }

    @Test("the employees of the example, summed by municipality, spread every öre")
    func exampleEmployees() throws {
        let columns = [
            ColumnSpec("municipality", .party), ColumnSpec("unit", .category), ColumnSpec("employees", .integer),
        ]
        let units = try ExampleData.table("employees", columns, key: ["municipality", "unit"])
        let counts = (6..<11).map { index in
            (0..<units.rowCount).filter { units[$0, "municipality"].plainText == party(index) }
                .reduce(0) { $0 + Int(units[$1, "employees"].number ?? 0) }
        }
        #expect(counts == [1073, 783, 780, 537, 367])
        let pool = Money(ore: 671_518_000)
        #expect(try Overhead(pool, employees: counts.map(Double.init)).bills.reduce(0) { $0 + $1.ore } == pool.ore)
    }
}

@Suite("billing/compare: every model sums to the pool, to the öre")
struct SumProperties {
    @Test("for random pools, quantities and employees", arguments: 0..<200)
    func sums(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let n = Int.random(in: 1...20, using: &random)
        let largest = [100, 1_000_000, 1 << 50].randomElement(using: &random) ?? 1
        let agreed = (0..<n).map { _ in Int.random(in: 0...largest, using: &random) }
        let pool = agreed.reduce(0, +)
        let whole = Bool.random(using: &random)
        let quantities = (0..<n).map { i in
            i == 0
                ? 1
                : whole ? Double(Int.random(in: 0...9999, using: &random)) : Double.random(in: 0...1, using: &random)
        }
        let markup = Double.random(in: 0...0.3, using: &random)
        let output = try run(
            [
                "cost": try allocation(["agreed": agreed]), "usage": try usage(quantities),
                "employees": try employees(quantities.indices.map { $0 + 1 }),
            ], with: ["markup": .real(markup)])
        func sum(_ column: String) throws -> Int { try output.ore("bills", column).reduce(0) { $0 + ($1 ?? 0) } }
        #expect(try sum("agreed") == pool)
        #expect(try sum("overhead") == pool)
        let markups = try output.ore("models", "markup").reduce(0) { $0 + ($1 ?? 0) }
        #expect(try sum("internal_billing") - markups == pool)
        #expect(abs(Double(markups) - Double(pool) * markup) <= 1 + Double(pool) * 1e-9)
        #expect(try output.ore("totals", "total") == [pool, pool + markups, pool])
    }

    @Test("the same bill never depends on the order of the usage table", arguments: 0..<20)
    func order(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let use = try usage((0..<6).map { _ in Double.random(in: 1...9, using: &random) })
        let cost = try allocation(["agreed": (0..<6).map { _ in Int.random(in: 0...999, using: &random) }])
        let shuffled = try use.rows(Array(0..<6).shuffled(using: &random))
        #expect(try run(["cost": cost, "usage": use]) == run(["cost": cost, "usage": shuffled]))
    }
}

@Suite("billing/compare: what is wrong is one clear problem")
struct ProblemTests {
    @Test("no cost at all")
    func nothing() throws {
        #expect(try message([:]) == "There is no cost to allocate.")
        #expect(try message(["today": try today([1])]) == "There is nothing to allocate by.")
    }

    @Test("no rows", arguments: ["cost", "today", "usage"])
    func noRows(input: String) throws {
        var inputs = ["cost": try allocation(["equal": [1, 1]])]
        inputs[input] =
            switch input {
            case "cost": try allocation(["equal": []])
            case "today": try today([])
            default: try usage([])
            }
        #expect(try message(inputs) == "\(input) has no rows.")
    }

    @Test("an unknown method comes with a suggestion")
    func unknownMethod() throws {
        let cost = try allocation(["equal": [1, 1], "shapley": [1, 1]])
        let problem = try #require(throws: Problem.self) { try run(["cost": cost], with: ["agreed": "shaply"]) }
        #expect(problem.message.en == "agreed: cost has no column 'shaply'.")
        #expect(problem.remedy?.en == "Did you mean 'shapley'?")
    }

    @Test("a column that holds no money")
    func plainNumbers() throws {
        let cost = try Table(
            [
                try Column(ColumnSpec("player", .category), [.category("A")]),
                try Column(ColumnSpec("equal", .real), [.real(5)]),
            ], key: ["player"])
        #expect(try message(["cost": cost]) == "cost: the column equal must be money, but is of type real.")
    }

    @Test(
        "quantities and employees that cannot be allocated by",
        arguments: [
            ("usage", [1.0, -2], "usage.quantity: negative value for 9902."),
            ("usage", [0, 0], "usage.quantity: all values are zero, so there is nothing to allocate by."),
            ("usage", [1], "usage.quantity: no value for 9902."),
            ("employees", [0, 0], "employees.employees: all values are zero, so there is nothing to allocate by."),
            ("employees", [-1, 1], "employees.employees: negative value for 9901."),
            ("employees", [4], "employees.employees: no value for 9902."),
        ])
    func weights(input: String, values: [Double], expected: String) throws {
        let cost = try allocation(["equal": [1, 1]])
        let table = try input == "usage" ? usage(values) : employees(values.map { Int($0) })
        #expect(try message(["cost": cost, input: table]) == expected)
    }

    @Test(
        "amounts beyond 64 bits",
        arguments: [
            ([Int.max, 1], "the cost to allocate"), ([.max - 1, 0], "internal billing"),
        ])
    func overflow(amounts: [Int], what: String) throws {
        let inputs = ["cost": try allocation(["equal": amounts]), "usage": try usage([1, 1])]
        #expect(try message(inputs) == "The amounts are too large to reckon with: \(what).")
    }

    @Test("a huge pool over tiny use has no price, and one over one employee still has")
    func extremes() throws {
        let cost = try allocation(["equal": [.max / 4, 0]])
        #expect(try message(["cost": cost, "usage": try usage([1e-300, 1e-300])]).hasSuffix("internal billing."))
        #expect(try run(["cost": cost, "employees": try employees([1, 0])]).finding("overhead") != nil)
    }

    @Test("a negative pool, a negative cost today, two periods, a mark-up of 2 instead of 0.02")
    func others() throws {
        let cost = try allocation(["equal": [100, 100]])
        #expect(
            try message(["cost": try allocation(["equal": [-300, 100]])])
                == "The cost to allocate is negative: -2 SEK.")
        #expect(
            try message(["cost": cost, "today": try today([-1, 1])]) == "today: today's cost of 9901 is negative.")
        #expect(
            try message(["cost": try allocation(["equal": [1, 1]], unit: "öre/month"), "today": try today([1, 1])])
                == "equal has the unit öre/month, but cost has öre/year.")
        #expect(
            try message(["cost": cost, "usage": try usage([1, 1])], with: ["markup": 2])
                == "markup: the mark-up must be a share between 0 and 1.")
    }

    @Test("plain öre go with öre a year")
    func plainOre() throws {
        let output = try run(["cost": try allocation(["equal": [1, 1]], unit: "öre"), "today": try today([2, 2])])
        #expect(output["before_after"]?["after"]?.unit == "öre/year")
    }
}
