// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("Monte Carlo Shapley")
struct SamplingTests {
    @Test("the same seed gives the same bytes, another gives others, and all add up")
    func seeds() throws {
        let oracle = AirportOracle(costs: (1...20).map { Double($0 * $0) })
        let plan = SamplingPlan(seed: 7, precision: 0.05)
        let (one, other) = (try sampleShapley(oracle, plan), try sampleShapley(oracle, plan))
        #expect(one.shares == other.shares && one.halfWidths == other.halfWidths && one.orders == other.orders)
        let third = try sampleShapley(oracle, SamplingPlan(seed: 8, precision: 0.05))
        #expect(third.shares != one.shares)
        for result in [one, third] {
            #expect(result.converged)
            #expect(abs(result.shares.reduce(0, +) - 400) < 1e-9)
            #expect(result.halfWidths.allSatisfy { $0 <= 0.05 * 20 })
        }
    }

    @Test("intervals cover the closed form of an airport about as often as they say")
    func coverage() throws {
        let costs = (0..<30).map { 1000 + 37 * $0 * $0 }
        let exact = Airport(costs: costs).shapley().values
        let oracle = AirportOracle(costs: costs.map(Double.init))
        var (covered, joint) = (0, 0)
        let runs = 100
        for seed in 0..<runs {
            let found = try sampleShapley(oracle, SamplingPlan(seed: UInt64(seed), precision: 0.1))
            let misses = exact.indices.filter { abs(found.shares[$0] - exact[$0]) > found.halfWidths[$0] }
            covered += exact.count - misses.count
            if misses.allSatisfy({ abs(found.shares[$0] - exact[$0]) <= found.jointHalfWidths[$0] }) { joint += 1 }
        }
        // 95 % of 3 000 intervals; players of one run are correlated, so that the bounds are wide
        #expect(covered > 3000 * 92 / 100)
        // all thirty at once in 95 of 100 runs
        #expect(joint >= 88)
    }

    @Test("290 municipalities on one line")
    func sweden() throws {
        let costs = (0..<290).map { 500 + ($0 * 7919) % 1000 }
        let exact = Airport(costs: costs).shapley().values
        var told = 0
        let found = try sampleShapley(
            AirportOracle(costs: costs.map(Double.init)), SamplingPlan(seed: 290, precision: 0.2)
        ) { orders, widest in
            told += 1
            #expect(orders > 0 && widest.isFinite)
        }
        #expect(found.converged)
        #expect(told > 0)
        let misses = exact.indices.count { abs(found.shares[$0] - exact[$0]) > found.jointHalfWidths[$0] }
        #expect(misses == 0)
    }

    @Test("a table as an oracle; what leaves nothing to chance is exact", arguments: 0...8)
    func table(n: Int) throws {
        var random = Seed(UInt64(n))
        let game = try randomGame(n, &random, 1...1000)
        let exact = game.shapley()
        let found = try sampleShapley(game, SamplingPlan(seed: 1, precision: 0.02))
        for player in 0..<n {
            #expect(abs(found.shares[player] - exact[player]) <= max(1e-9, 2 * found.jointHalfWidths[player]))
            if n <= 2 { #expect(found.halfWidths[player] == 0) }
        }
    }

    @Test("the limit ends what the precision does not, and says so")
    func limit() throws {
        let oracle = AirportOracle(costs: (1...50).map(Double.init))
        let found = try sampleShapley(oracle, SamplingPlan(seed: 1, precision: 1e-9, limit: 20_000))
        #expect(!found.converged)
        #expect(found.orders <= 20_000)
    }

    @Test("a cost that is no number is refused")
    func broken() {
        for size in 1...3 {
            #expect(throws: Problem.self) { try sampleShapley(Broken(size: size), SamplingPlan(seed: 1)) }
        }
    }

    private struct Broken: CostOracle {
        let players = 3
        /// The size of coalition whose cost is no number.
        let size: Int
        func walk(_ order: UnsafeBufferPointer<Int>, into costs: UnsafeMutableBufferPointer<Double>) {
            for k in order.indices { costs[k] = k + 1 == size ? .nan : 1 }
        }
    }

    @Test("orders are uniform: every player at every place equally often")
    func uniform() {
        var source = OrderSource(players: 5, seed: 3)
        var counts = [Int](repeating: 0, count: 25)
        let order = UnsafeMutableBufferPointer<Int>.allocate(capacity: 5)
        defer { order.deallocate() }
        for _ in 0..<20_000 {
            source.draw(order)
            #expect(Set(order).count == 5)
            for (place, player) in order.enumerated() { counts[place * 5 + player] += 1 }
        }
        // 4 000 each, standard deviation 57
        #expect(counts.allSatisfy { abs($0 - 4000) < 300 })
    }
}
