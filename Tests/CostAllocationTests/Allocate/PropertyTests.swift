// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("What every allocation keeps")
struct PropertyTests {
    static let always = alwaysAnswered + ["proportional:users", "composite:0.25*users+3*km", "per-capita-nucleolus"]

    @Test("shares sum to the öre, whatever the game", arguments: 1...7)
    func sums(n: Int) throws {
        var random = Seed(UInt64(n))
        for _ in 0..<6 {
            // without an imputation there is no per capita nucleolus
            var costs = randomCosts(n, &random)
            let alone = (0..<n).reduce(0) { $0 + costs[1 << $1] }
            costs[costs.count - 1] = min(costs[costs.count - 1], alone)
            let users = (0..<n).map { _ in Double.random(in: 0.1...1000, using: &random) }
            let km = (0..<n).map { _ in Double.random(in: 0...10, using: &random) }
            let output = try allocate(
                game: moneyGame(costs, players: names(n)),
                drivers: driverTable(names(n), ["users": users, "km": km]), methods: Self.always)
            for method in Self.always {
                #expect(output.ore(method).reduce(0, +) == costs[costs.count - 1], "\(method)")
            }
        }
    }

    @Test("scrb and tau, where they are defined, sum to the öre")
    func sumsWhereDefined() throws {
        var random = Seed(7)
        for _ in 0..<50 {
            let costs = concaveCosts(5, &random)
            let methods = ["scrb", "tau", "nucleolus", "proportional-nucleolus"]
            let output = try allocate(game: moneyGame(costs, players: names(5)), methods: methods)
            for method in methods {
                #expect(output.ore(method).reduce(0, +) == costs[31])
                // a concave game has a core, and the nucleolus lies in it
                if method == "nucleolus" { #expect(output.stability(method, "in_core") == .boolean(true)) }
            }
        }
    }

    @Test("new names for the players, in another order, only move the answer")
    func relabelling() throws {
        var random = Seed(5)
        for _ in 0..<10 {
            let n = 5
            let costs = concaveCosts(n, &random).map { Double($0) }
            let order = Array(0..<n).shuffled(using: &random)  // new player k is the old player order[k]
            let moved = costs.indices.map { coalition in
                costs[order.indices.reduce(0) { $0 | (coalition >> $1 & 1) << order[$1] }]
            }
            let methods = [
                "equal", "proportional-standalone", "equal-savings", "ensc", "scrb", "tau", "shapley", "nucleolus",
                "prenucleolus", "per-capita-nucleolus", "proportional-nucleolus",
            ]
            let before = try allocate(game: plainGame(costs, players: names(n)), methods: methods, unit: "none")
            let after = try allocate(game: plainGame(moved, players: names(n)), methods: methods, unit: "none")
            for method in methods {
                for k in 0..<n {
                    let difference = after.shares(method)[k] - before.shares(method)[order[k]]
                    #expect(abs(difference) < 1e-3, "\(method)")
                }
                let excess = (
                    before.stability(method, "max_excess").number ?? 0,
                    after.stability(method, "max_excess").number ?? 1
                )
                #expect(abs(excess.0 - excess.1) < 1e-3)
            }
        }
    }

    @Test("a hundred times the cost is a hundred times the shares")
    func scaling() throws {
        var random = Seed(11)
        let costs = concaveCosts(4, &random).map { Double($0) }
        let methods = alwaysAnswered.filter { $0 != "least-core" } + ["nucleolus", "proportional-nucleolus", "tau"]
        let small = try allocate(game: plainGame(costs, players: names(4)), methods: methods, unit: "none")
        let large = try allocate(
            game: plainGame(costs.map { $0 * 100 }, players: names(4)), methods: methods, unit: "none")
        for method in methods {
            for (a, b) in zip(small.shares(method), large.shares(method)) {
                #expect(abs(b - 100 * a) <= 1e-12 * abs(b), "\(method)")
            }
        }
    }

    @Test("a value game is the cost game with the signs turned")
    func values() throws {
        var random = Seed(13)
        let costs = randomCosts(4, &random)
        let methods = ["equal", "equal-savings", "ensc", "shapley", "prenucleolus"]
        let cost = try allocate(game: moneyGame(costs.map { -$0 }, players: names(4)), methods: methods)
        let value = try allocate(game: moneyGame(costs, players: names(4)), methods: methods, type: "value")
        for method in methods {
            for (a, b) in zip(cost.shares(method), value.shares(method)) { #expect(abs(a + b) <= 1) }
            #expect(cost.stability(method, "max_excess") == value.stability(method, "max_excess"))
        }
    }
}
