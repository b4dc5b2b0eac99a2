// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

@Suite("billing/compare: laws of the models")
struct ModelLawTests {
    /// Random parties, services, use, rates and drivers.
    private struct World {
        var inputs: [String: Table]
        let pool: Int

        init(_ random: inout Seed) throws {
            let n = random.integer(1...8)
            let m = random.integer(1...6)
            let isWhole = random.flip()
            func quantity(_ random: inout Seed) -> Double {
                random.flip() ? 0 : isWhole ? Double(random.integer(0...999)) : random.unit() * 50
            }
            let use = (0..<m).map { s in ("s\(s)", (0..<n).map { _ in quantity(&random) }) }
            let agreed = (0..<n).map { _ in random.integer(0...1 << 40) }
            pool = agreed.reduce(0, +)
            let classes = ["low", "medium", "high"]
            inputs = [
                "cost": try allocation(["agreed": agreed]),
                "employees": try employees((0..<n).map { i in i == 0 ? 1 : random.integer(0...5000) }),
                "services": try services(
                    (0..<m).map { ("s\($0)", random.integer(1...10_000_000), random.flip(), random.pick(classes)) }),
                "quantities": try quantities([("s0", use[0].1.map { $0 + 1 })] + use.dropFirst()),
                "use_rates": try rates((0..<n).map { _ in random.unit() }),
                "drivers": try drivers([
                    "a": (0..<n).map { _ in random.unit() + 0.01 }, "b": (0..<n).map { _ in random.unit() + 0.01 },
                ]),
            ]
        }
    }

    @Test("every model sums to the pool, to the öre", arguments: 0..<100)
    func sums(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let world = try World(&random)
        let parameters: [String: JSON] = [
            "markup": .real(random.unit() * 0.2), "key": "a:0.7,b:0.3", "strength": .real(random.unit() * 5),
        ]
        let output = try run(
            world.inputs, with: parameters.merging(asked(Model.allCases)) { given, _ in given },
            rules: { hook, questions in
                guard hook == "billing/weight@1" else { return [] }
                return (0..<questions.rowCount).map { RuleAnswer(row: $0, value: .real(Double($0) + 0.5)) }
            })
        let totals = try #require(output["totals"])
        for row in 0..<totals.rowCount {
            let own = Int(totals[row, "total"].number ?? 0) - Int(totals[row, "markup"].number ?? 0)
            #expect(own == world.pool, "\(totals[row, "model"].plainText)")
        }
        #expect(totals.rowCount >= 6)
        #expect(output["prices"]?["cost"]?.cells.reduce(0) { $0 + Int($1.number ?? 0) } == world.pool)
    }

    @Test("models that say the same thing bill the same", arguments: 0..<50)
    func agree(seed: Int) throws {
        var random = Seed(UInt64(seed))
        var world = try World(&random)
        let counts = try #require(world.inputs["employees"]?["employees"]).cells.compactMap(\.number)
        let rate = random.unit()
        world.inputs["quantities"] = try quantities([("it", counts.map { $0 * 3 })])
        world.inputs["services"] = try services([("it", random.integer(1...99_999), true, "low")])
        world.inputs["use_rates"] = try rates(counts.map { _ in rate })
        world.inputs["drivers"] = try drivers(["employees": counts])
        let output = try run(
            world.inputs,
            with: ["markup": 0, "key": "employees", "strength": .real(random.unit() * 9)].merging(
                asked(Model.allCases)
            ) { given, _ in given },
            rules: { hook, questions in
                guard hook == "billing/weight@1" else { return [] }
                return counts.indices.map { RuleAnswer(row: $0, value: .real(counts[$0])) }
            })
        let overhead = try output.ore("bills", "overhead")
        for model in Model.allCases where model != .agreed {
            #expect(try output.ore("bills", model.rawValue) == overhead, "\(model)")
        }
    }

    @Test("all services to be retired, or all stable, is internal billing without a mark-up", arguments: 0..<20)
    func allBilled(seed: Int) throws {
        var random = Seed(UInt64(seed))
        var world = try World(&random)
        let names = try #require(world.inputs["services"]?["service"]).cells.map(\.plainText)
        world.inputs["services"] = try services(names.map { ($0, random.integer(1...99_999), true, "low") })
        let output = try run(world.inputs, with: asked([.internalBilling, .decommission, .hybrid]))
        let plain = try run(world.inputs, with: ["markup": 0].merging(asked([.internalBilling])) { given, _ in given })
        let billing = try plain.ore("bills", "internal_billing")
        #expect(try output.ore("bills", "direct_retirement") == billing)
        #expect(try output.ore("bills", "hybrid") == billing)
    }

    @Test("who uses more of the shared solution never pays more under inverse allocation", arguments: 0..<50)
    func inverseRewardsUse(seed: Int) throws {
        var random = Seed(UInt64(seed))
        var world = try World(&random)
        let table = try #require(world.inputs["use_rates"])
        var own = table["rate"]?.cells.compactMap(\.number) ?? []
        let before = try run(world.inputs, with: asked([.inverse])).ore("bills", "inverse")
        own[0] = (own[0] + 1) / 2
        world.inputs["use_rates"] = try rates(own)
        let after = try run(world.inputs, with: asked([.inverse])).ore("bills", "inverse")
        let (new, old) = (try #require(after[0]), try #require(before[0]))
        #expect(new <= old)
    }
}

@Suite("billing/compare: the way to another model")
struct TransitionTests {
    private func years(_ output: AnalysisOutput) throws -> [[Int]] {
        let table = try #require(output["transition"])
        let years = Set((0..<table.rowCount).compactMap { table[$0, "year"].number.map(Int.init) }).sorted()
        return years.map { year in
            (0..<table.rowCount).filter { table[$0, "year"] == .integer(year) }
                .map { Int(table[$0, "bill"].number ?? 0) }
        }
    }

    @Test("without a cap each goes in equal steps from today to the model")
    func equalSteps() throws {
        let output = try run(
            ["today": try today([30_000, 90_000]), "employees": try employees([1, 1])],
            with: ["to": "overhead", "years": 3])
        #expect(try years(output) == [[40_000, 80_000], [50_000, 70_000], [60_000, 60_000]])
    }

    @Test("what lies over a cap is borne by those below theirs, and each year sums")
    func capped() throws {
        let output = try run(
            ["today": try today([30_000, 90_000]), "employees": try employees([1, 1])],
            with: ["to": "overhead", "years": 3, "cap": 0.2])
        // 30 000 x 1.2, x 1.2 ...
        #expect(try years(output) == [[36_000, 84_000], [43_200, 76_800], [51_840, 68_160]])
    }

    @Test("the agreement's rule gives each its own cap, before the parameter")
    func ownCaps() throws {
        let output = try run(
            ["today": try today([30_000, 90_000]), "employees": try employees([1, 1])],
            with: ["to": "overhead", "years": 1, "cap": 5]
        ) { hook, questions in
            guard hook == "billing/transition_cap@1" else { return [] }
            #expect(questions["after"]?.cells == [kronor(600), kronor(600)])
            return [RuleAnswer(row: 0, value: 0.1), RuleAnswer(row: 1, value: nil)]
        }
        #expect(try years(output) == [[33_000, 87_000]])
    }

    @Test("every year sums to its part of the way, and nobody passes the cap", arguments: 0..<100)
    func laws(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let n = random.integer(2...8)
        let before = (0..<n).map { _ in random.integer(1_000...10_000_000) }
        let cap = 0.05 + random.unit()
        let output = try run(
            ["today": try today(before), "employees": try employees((0..<n).map { _ in random.integer(1...900) })],
            with: ["to": "overhead", "years": 5, "cap": .real(cap)])
        var last = before
        for bills in try years(output) {
            #expect(bills.reduce(0, +) == before.reduce(0, +))
            for (old, new) in zip(last, bills) { #expect(Double(new) <= Double(old) * (1 + cap) + 1) }
            last = bills
        }
    }

    @Test("a transition of nothing is nothing; caps that nobody may fill, and what is not known, are problems")
    func problems() throws {
        let none = try run(
            ["today": try today([0, 0]), "employees": try employees([1, 1])], with: ["to": "overhead", "years": 1])
        #expect(try years(none) == [[0, 0]])
        let inputs = ["cost": try allocation(["a": [500, 500]]), "today": try today([100, 100])]
        #expect(
            try message(inputs, with: ["to": "agreed", "years": 1, "cap": 0.1])
                == "Year 1 of the transition: the caps leave a part of the cost that nobody may bear.")
        #expect(try message(inputs, with: ["to": "overhead"]) == "to: the model 'overhead' is not computed.")
        #expect(
            try message(["cost": try allocation(["a": [500, 500]])], with: ["to": "agreed"])
                == "A transition needs today's cost of each party.")
    }
}
