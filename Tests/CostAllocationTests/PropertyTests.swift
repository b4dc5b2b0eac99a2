// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("What every allocation keeps")
struct PropertyTests {
    static let always = ["equal", "proportional:users", "proportional-standalone", "equal-savings", "ensc", "shapley"]

    @Test("shares sum to the öre, whatever the game", arguments: 1...8)
    func sums(n: Int) throws {
        var random = Seed(UInt64(n))
        for _ in 0..<25 {
            let costs = randomCosts(n, &random)
            let users = (0..<n).map { _ in Double.random(in: 0.1...1000, using: &random) }
            let output = try allocate(
                game: moneyGame(costs, players: names(n)), drivers: driverTable(names(n), ["users": users]),
                methods: Self.always)
            for method in Self.always {
                #expect(output.ore(method).reduce(0, +) == costs[costs.count - 1], "\(method)")
            }
        }
    }

    @Test("scrb and tau, where they are defined, sum to the öre")
    func sumsWhereDefined() throws {
        var random = Seed(7)
        var answered = 0
        for _ in 0..<200 {
            // concave costs of sizes: quasi-balanced, with remaining benefits
            let sizes = (0..<5).map { _ in Int.random(in: 1...1_000_000, using: &random) }
            let costs = (0..<32).map { coalition in
                let size = sizes.indices.reduce(0) { $0 + (coalition >> $1 & 1) * sizes[$1] }
                return Int((Double(size) * 1e6).squareRoot())
            }
            let output = try allocate(game: moneyGame(costs, players: names(5)), methods: ["scrb", "tau"])
            for method in ["scrb", "tau"] { #expect(output.ore(method).reduce(0, +) == costs[31]) }
            answered += 1
        }
        #expect(answered == 200)
    }

    @Test("Shapley is the mean over all orders of arrival", arguments: 1...6)
    func orders(n: Int) throws {
        var random = Seed(UInt64(100 + n))
        let costs = randomCosts(n, &random)
        let joint = try exact(costs)
        let shares = joint.shapley(try #require(joint.costs))
        var sums = [Int128](repeating: 0, count: n)
        var orders: Int128 = 0
        permutations(Array(0..<n)) { order in
            orders += 1
            var coalition = 0
            for player in order {
                sums[player] += Int128(costs[coalition | 1 << player] - costs[coalition])
                coalition |= 1 << player
            }
        }
        for i in 0..<n { #expect(shares.numerators[i] * orders == sums[i] * shares.denominator) }
    }

    @Test("Shapley treats equals equally, charges a dummy what it costs, and adds up over games")
    func axioms() throws {
        var random = Seed(3)
        for _ in 0..<50 {
            let base = randomCosts(3, &random)
            // players 0 and 1 are interchangeable: the cost depends on how many of them are there
            let symmetric = (0..<8).map { base[$0 & 3 == 2 ? $0 ^ 3 : $0] }
            let equals = try exact(symmetric)
            let same = equals.shapley(try #require(equals.costs)).numerators
            #expect(same[0] == same[1])

            // player 3 adds 12 345 öre to whatever coalition it joins
            let dummy = try exact((0..<16).map { base[$0 & 7] + ($0 >> 3) * 12_345 })
            let shares = dummy.shapley(try #require(dummy.costs))
            #expect(shares.numerators[3] == 12_345 * shares.denominator)

            let other = randomCosts(3, &random)
            let sum = try exact(zip(base, other).map(+))
            let parts = try (exact(base), exact(other))
            let whole = sum.shapley(try #require(sum.costs)).numerators
            let first = parts.0.shapley(try #require(parts.0.costs)).numerators
            let second = parts.1.shapley(try #require(parts.1.costs)).numerators
            #expect(whole == zip(first, second).map(+))
        }
    }

    @Test("new names for the players, in another order, only move the answer")
    func relabelling() throws {
        var random = Seed(5)
        for _ in 0..<30 {
            let n = 5
            let costs = randomCosts(n, &random).map { Double($0) }
            let order = Array(0..<n).shuffled(using: &random)  // new player k is the old player order[k]
            let moved = costs.indices.map { coalition in
                costs[order.indices.reduce(0) { $0 | (coalition >> $1 & 1) << order[$1] }]
            }
            let methods = ["equal", "proportional-standalone", "equal-savings", "ensc", "shapley"]
            let before = try allocate(game: plainGame(costs, players: names(n)), methods: methods, unit: "none")
            let after = try allocate(game: plainGame(moved, players: names(n)), methods: methods, unit: "none")
            for method in methods {
                for k in 0..<n {
                    let difference = after.shares(method)[k] - before.shares(method)[order[k]]
                    #expect(abs(difference) < 1e-9 * 1e10, "\(method)")
                }
                let excess = (
                    before.stability(method, "max_excess").number ?? 0,
                    after.stability(method, "max_excess").number ?? 1
                )
                #expect(abs(excess.0 - excess.1) < 1e-9 * 1e10)
            }
        }
    }

    @Test("a hundred times the cost is a hundred times the shares")
    func scaling() throws {
        var random = Seed(11)
        let costs = randomCosts(4, &random)
        let small = try exact(costs)
        let large = try exact(costs.map { $0 * 100 })
        let shares = (small.shapley(try #require(small.costs)), large.shapley(try #require(large.costs)))
        #expect(shares.1.numerators == shares.0.numerators.map { $0 * 100 })
        #expect(shares.1.denominator == shares.0.denominator)
    }

    @Test("a value game is the cost game with the signs turned")
    func values() throws {
        var random = Seed(13)
        let costs = randomCosts(4, &random)
        let methods = ["equal", "equal-savings", "ensc", "shapley"]
        let cost = try allocate(game: moneyGame(costs.map { -$0 }, players: names(4)), methods: methods)
        let value = try allocate(game: moneyGame(costs, players: names(4)), methods: methods, type: "value")
        for method in methods {
            for (a, b) in zip(cost.shares(method), value.shares(method)) { #expect(abs(a + b) <= 1) }
            #expect(cost.stability(method, "max_excess") == value.stability(method, "max_excess"))
        }
    }

    private func exact(_ costs: [Int]) throws -> JointCost<Int128> {
        let n = (costs.count - 1).nonzeroBitCount
        return try JointCost(game: moneyGame(costs, players: names(n)), isValue: false, amount: Allocate.ore)
    }

    private func permutations(_ items: [Int], _ prefix: [Int] = [], _ visit: ([Int]) -> Void) {
        if items.isEmpty { return visit(prefix) }
        for (i, item) in items.enumerated() {
            var rest = items
            rest.remove(at: i)
            permutations(rest, prefix + [item], visit)
        }
    }
}
