// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

/// Rules that answer by hook and row.
func answering(_ answers: [String: (Table, Int) -> JSON?]) -> (String, Table) throws -> [RuleAnswer] {
    { hook, rows in
        let name = hook.split(separator: "/")[1].split(separator: "@")[0]
        guard let answer = answers[String(name)] else { return [] }
        return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: answer(rows, $0), by: "rules/agreements/a/x.lua") }
    }
}

/// An answer for one player, whatever the method.
func only(_ player: String, _ value: JSON) -> (Table, Int) -> JSON? {
    { rows, row in rows[row, "player"].plainText == player ? value : nil }
}

@Suite("Rules of the agreement: weight, exemption, phase-in, cap, floor")
struct TermsTests {
    private let drivers: Table
    private let players = names(4)

    init() throws { drivers = try driverTable(names(4), ["users": [40, 30, 20, 10]]) }

    /// 1 000 kronor by users: 400, 300, 200, 100.
    private func shares(
        _ answers: [String: (Table, Int) -> JSON?], today: [Int]? = nil, with more: [String: JSON] = [:]
    ) throws -> AnalysisOutput {
        try allocate(
            drivers: drivers, today: today.map { try todayTable(players, $0) },
            methods: ["proportional:users"], total: "1000", with: more, rules: answering(answers))
    }

    private func ore(_ output: AnalysisOutput) -> [Int] { output.ore("proportional:users") }

    @Test("without rules nothing changes, and nothing is said to have")
    func none() throws {
        let output = try shares([:], today: [10_000, 10_000, 10_000, 10_000])
        #expect(ore(output) == [40_000, 30_000, 20_000, 10_000])
        #expect(output["adjustments"]?.rowCount == 0)
        #expect(output.finding("adjusted") == nil)
    }

    @Test("a weight multiplies a party's amount by the driver")
    func weight() throws {
        let output = try shares(["weight": only("P1", .real(0.5))])
        // 20 + 30 + 20 + 10 = 80
        #expect(ore(output) == [25_000, 37_500, 25_000, 12_500])
        let zero = problem { try shares(["weight": { _, _ in .integer(0) }]) }
        #expect(zero?.message.en.contains("'users' 0 for every party") == true)
    }

    @Test("the exempt pay nothing; the others bear it in proportion")
    func exempt() throws {
        let output = try shares(["exempt": only("P1", .bool(true))])
        #expect(ore(output) == [0, 50_000, 33_333, 16_667])
        #expect(output["adjustments"]?.rowCount == 4)
        #expect(output["adjustments"]?["computed"]?.cells.first == .money(Money(ore: 40_000)))
        let all = problem { try shares(["exempt": { _, _ in .bool(true) }]) }
        #expect(all?.message.en == "Every party is exempt: no one is left to pay 1000 SEK.")
    }

    @Test("a cap is never passed; the rest is borne in proportion to the shares")
    func cap() throws {
        let output = try shares(["cap": only("P1", .integer(10_000))])
        #expect(ore(output) == [10_000, 45_000, 30_000, 15_000])
        // one cap pushes the next one over
        let two = try shares([
            "cap": { rows, row in ["P1": .integer(35_000), "P2": .integer(31_000)][rows[row, "player"].plainText] }
        ])
        #expect(ore(two) == [35_000, 31_000, 22_667, 11_333])
        #expect(
            two["adjustments"]?["cap"]?.cells == [.money(Money(ore: 35_000)), .money(Money(ore: 31_000)), .null, .null])
    }

    @Test("a floor is always reached; the others pay less in proportion")
    func floor() throws {
        let output = try shares(["floor": only("P4", .integer(55_000))])
        #expect(ore(output) == [20_000, 15_000, 10_000, 55_000])
    }

    @Test("caps and floors that cannot hold say by how much")
    func infeasible() throws {
        let caps = problem { try shares(["cap": { _, _ in .integer(20_000) }]) }
        #expect(caps?.message.en.contains("200 SEK of the cost is left that no one may pay") == true)
        #expect(caps?.message.sv.contains("200 kr av kostnaden blir kvar") == true)
        let floors = problem { try shares(["floor": { _, _ in .integer(30_000) }]) }
        #expect(floors?.message.en.contains("together they give 200 SEK more than the cost") == true)
        let crossed = problem {
            try shares(["cap": only("P1", .integer(100)), "floor": only("P1", .integer(300))])
        }
        #expect(crossed?.message.en.contains("the floor is 2 SEK higher") == true)
    }

    @Test("a share of the step from today's cost; who goes the whole way bears the rest")
    func phaseIn() throws {
        let today = [20_000, 30_000, 30_000, 20_000]
        let output = try shares(["phase_in": only("P1", .real(0.25))], today: today)
        // P1: 200 + 0.25 x 200 = 250; the 150 it does not pay yet are borne 3 : 2 : 1
        #expect(ore(output) == [25_000, 37_500, 25_000, 12_500])
        // half the step for all: half-way between today and the shares, and today's costs had the same sum
        let half = try shares(["phase_in": { _, _ in .real(0.5) }], today: today)
        #expect(ore(half) == [30_000, 30_000, 25_000, 15_000])
        // today's costs were 400 kronor higher: no step yet leaves the saving to be shared in proportion
        let zero = try shares(["phase_in": { _, _ in .integer(0) }], today: [60_000, 30_000, 30_000, 20_000])
        #expect(ore(zero) == [44_000, 18_000, 22_000, 16_000])
        // without today's costs there is no step, and no question
        #expect(ore(try shares(["phase_in": { _, _ in .integer(0) }])) == [40_000, 30_000, 20_000, 10_000])
    }

    @Test("the cap holds after the phase-in, the exemption through all")
    func order() throws {
        let output = try shares(
            [
                "phase_in": only("P1", .integer(0)), "cap": only("P1", .integer(50_000)),
                "exempt": only("P4", .bool(true)), "floor": only("P4", .integer(1_000)),
            ], today: [90_000, 10_000, 10_000, 10_000])
        #expect(ore(output)[0] == 50_000)
        #expect(ore(output)[3] == 0)
        #expect(ore(output).reduce(0, +) == 100_000)
    }

    @Test("the parameters cap_share and floor_share are what holds where no rule speaks")
    func parameters() throws {
        let output = try shares([:], with: ["cap_share": .real(0.3), "floor_share": .real(0.2)])
        // P1 at the cap, P4 at the floor; k x 300 and k x 200 make the 500 that are left
        #expect(ore(output) == [30_000, 30_000, 20_000, 20_000])
        var defaults: Set<Cell> = []
        _ = try allocate(
            drivers: drivers, methods: ["equal"], total: "1000", with: ["cap_share": .real(0.3)],
            rules: { hook, rows in
                if hook == "cost-allocation/cap@1" { defaults.formUnion(rows["default"]?.cells ?? []) }
                return []
            })
        #expect(defaults == [.money(Money(ore: 30_000))])
    }

    @Test("a bound as a part of the whole needs a cost above zero")
    func noCost() throws {
        let value = try moneyGame([0, 100, 100, 300], players: names(2))
        let income = try moneyGame([0, -100, -100, -300], players: names(2))
        for (game, type) in [(value, "value"), (income, "cost")] {
            let found = problem {
                try allocate(game: game, methods: ["equal"], type: type, with: ["cap_share": .real(0.6)])
            }
            #expect(found?.message.en == "cap_share concerns only a cost above zero.")
        }
    }

    @Test("each hook is asked once, with one row a player and driver or method")
    func questions() throws {
        var asked: [String: Int] = [:]
        _ = try allocate(
            game: moneyGame([0, 300, 200, 400], players: names(2)),
            drivers: driverTable(names(2), ["a": [1, 2], "b": [1, 1]]),
            today: todayTable(names(2), [100, 200]),
            methods: ["proportional:a", "composite:a+b", "shapley"],
            rules: { hook, rows in
                #expect(asked.updateValue(rows.rowCount, forKey: hook) == nil)
                #expect(rows["player"] != nil && rows["default"] != nil)
                return []
            })
        #expect(
            asked == [
                "cost-allocation/weight@1": 4, "cost-allocation/exempt@1": 2, "cost-allocation/phase_in@1": 6,
                "cost-allocation/cap@1": 6, "cost-allocation/floor@1": 6,
            ])
    }

    @Test("plain numbers and value games ask no rules")
    func silent() throws {
        for (unit, type) in [("none", "cost"), ("SEK", "value")] {
            let game =
                unit == "SEK"
                ? try moneyGame([0, 1, 1, 3], players: names(2)) : try plainGame([0, 1, 1, 3], players: names(2))
            _ = try allocate(
                game: game, methods: ["shapley"], unit: unit, type: type,
                rules: { hook, _ in
                    Issue.record("\(hook) was asked")
                    return []
                })
        }
    }

    @Test("every method and every combination of rules sums to the öre, within its bounds", arguments: 1...60)
    func sums(seed: UInt64) throws {
        var random = Seed(seed)
        let n = random.integer(1...5)
        let costs = concaveCosts(n, &random)
        let total = costs[costs.count - 1]
        let today = (0..<n).map { _ in random.integer(0...(2 * total / n)) }
        let exempt = (0..<n).map { $0 > 0 && random.integer(0...4) == 0 }
        let caps = (0..<n).map { _ in random.flip() ? total * random.integer(40...90) / 100 : nil as Int? }
        let floors = (0..<n).map { _ in random.flip() ? total * random.integer(0...5) / 100 : nil as Int? }
        let steps = (0..<n).map { _ in random.flip() ? Double(random.integer(0...10)) / 10 : nil as Double? }
        func index(_ rows: Table, _ row: Int) -> Int { names(n).firstIndex(of: rows[row, "player"].plainText) ?? 0 }
        let methods = ["equal", "shapley", "nucleolus", "proportional:users", "scrb", "least-core"]
        do {
            let output = try allocate(
                game: moneyGame(costs, players: names(n)),
                drivers: driverTable(names(n), ["users": (0..<n).map { _ in Double(random.integer(1...99)) }]),
                today: todayTable(names(n), today), methods: methods,
                rules: answering([
                    "exempt": { .bool(exempt[index($0, $1)]) },
                    "cap": { caps[index($0, $1)].map(JSON.integer) },
                    "floor": { floors[index($0, $1)].map(JSON.integer) },
                    "phase_in": { steps[index($0, $1)].map(JSON.real) },
                ]))
            for method in methods {
                let shares = output.ore(method)
                #expect(shares.reduce(0, +) == total, "\(method)")
                for i in 0..<n {
                    if exempt[i] {
                        #expect(shares[i] == 0)
                    } else {
                        #expect(caps[i].map { shares[i] <= $0 } ?? true, "\(method)")
                        #expect(floors[i].map { shares[i] >= $0 } ?? true, "\(method)")
                    }
                }
            }
        } catch let problem as Problem {
            // with few parties left to pay, the caps may truly not be enough
            let most = (0..<n).reduce(0) { $0 + (exempt[$1] ? 0 : caps[$1] ?? total) }
            #expect(most < total, "\(problem.message.en)")
        }
    }
}
