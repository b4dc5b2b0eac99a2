// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("Closed forms agree with the table, and with what was printed")
struct StructureTests {
    @Test("airports: Shapley value and nucleolus", arguments: 1...10)
    func airport(n: Int) throws {
        var random = Seed(UInt64(n))
        for top in [3, 1000] {
            let costs = (0..<n).map { _ in random.integer(0...top) }
            let game = try CostGame(
                whole: (0..<1 << n).map { coalition in
                    (0..<n).reduce(0) { coalition >> $1 & 1 == 1 ? max($0, costs[$1]) : $0 }
                })
            #expect(Airport(costs: costs).shapley() == game.exactShapley())
            #expect(Airport(costs: costs).nucleolus() == (try game.nucleolus().shares))
        }
    }

    @Test(
        "Birmingham 1968-69: 13 572 movements of eleven types (Littlechild and Owen 1973; Littlechild and Thompson 1977)"
    )
    func birmingham() {
        // movements, capital cost in pounds, and the Shapley value for one movement as printed
        let types: [(movements: Int, cost: Int, share: Double)] = [
            (42, 65_899, 4.86), (9555, 76_725, 5.66), (288, 95_200, 10.30), (303, 97_200, 10.85), (151, 97_436, 10.92),
            (1315, 98_142, 11.13), (505, 102_496, 13.40), (1128, 104_849, 15.07), (151, 113_322, 44.80),
            (112, 115_440, 60.61), (22, 117_676, 162.24),
        ]
        let costs = types.flatMap { [Int](repeating: $0.cost, count: $0.movements) }
        #expect(costs.count == 13_572)
        let shares = Airport(costs: costs).shapley().values
        var first = 0
        for type in types {
            #expect(abs(shares[first] - type.share) < 0.006)
            first += type.movements
        }
        #expect(abs(shares.reduce(0, +) - 117_676) < 1e-6)
    }

    @Test("trees of lines", arguments: 1...9)
    func trees(n: Int) throws {
        var random = Seed(UInt64(n))
        let nodes = n + 2
        let parents = (0..<nodes).map { $0 == 0 || random.integer(0...3) == 0 ? nil : random.integer(0...$0 - 1) }
        let costs = (0..<nodes).map { _ in random.integer(0...100) }
        let homes = (0..<n).map { _ in random.integer(0...nodes - 1) }
        let game = try CostGame(
            whole: (0..<1 << n).map { coalition in
                var lines: Set<Int> = []
                for player in 0..<n where coalition >> player & 1 == 1 {
                    var node: Int? = homes[player]
                    while let line = node {
                        lines.insert(line)
                        node = parents[line]
                    }
                }
                return lines.reduce(0) { $0 + costs[$1] }
            })
        #expect(try TreeNetwork(parents: parents, costs: costs, homes: homes).shapley() == game.exactShapley())
        #expect(throws: (any Error).self) { try TreeNetwork(parents: [0], costs: [1], homes: [0]) }
        #expect(throws: (any Error).self) { try TreeNetwork(parents: [nil], costs: [1], homes: [1]) }
    }

    @Test("costs of a sum of weights", arguments: 0...9)
    func sums(n: Int) throws {
        var random = Seed(UInt64(n))
        let weights = (0..<n).map { _ in random.integer(0...20) }
        func cost(_ sum: Int) -> Int { sum == 0 ? 0 : 700 + Int((Double(sum) * 1e5).squareRoot()) }
        let game = try CostGame(whole: subsetSums(weights.map(Double.init)).map { cost(Int($0)) })
        #expect(try SumGame(weights: weights, cost: cost).shapley() == game.exactShapley())
    }

    @Test("a vote of fifty-one: efficient, and equal weights have equal power")
    func vote() throws {
        var random = Seed(1962)
        let weights = (0..<51).map { _ in random.integer(3...45) }
        let half = weights.reduce(0, +) / 2
        let power = try SumGame(weights: weights) { $0 > half ? 1 : 0 }.shapley()
        #expect(power.total == Rational(1))
        for one in weights.indices {
            for other in weights.indices where weights[one] <= weights[other] { #expect(power[one] <= power[other]) }
        }
        #expect(throws: (any Error).self) { try SumGame(weights: [Int](repeating: 1, count: 121)) { $0 } }
    }
}
