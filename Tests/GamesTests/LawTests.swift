// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkGames

/// Shares from whole numbers over a denominator.
func exactly(_ numerators: [Int], over denominator: Int = 1) -> ExactShares {
    ExactShares(numerators.map { BigInt($0) }, over: BigInt(denominator))
}

/// A random game of whole costs; concave ones have a core.
func randomGame(_ n: Int, _ random: inout Seed, concave: Bool = false, _ range: ClosedRange<Int> = -1000...1000)
    throws -> CostGame
{
    if concave {
        let sizes = (0..<n).map { _ in random.integer(1...1000) }
        return try CostGame(
            whole: (0..<1 << n).map { coalition in
                let sum = (0..<n).reduce(0) { $0 + (coalition >> $1 & 1) * sizes[$1] }
                return Int((Double(sum) * 1e6).squareRoot())
            })
    }
    return try CostGame(whole: (0..<1 << n).map { $0 == 0 ? 0 : random.integer(range) })
}

/// The same game with player i in the place order[i].
func relabelled(_ game: CostGame, _ order: [Int]) throws -> CostGame {
    var costs = [Double](repeating: 0, count: 1 << game.players)
    for coalition in costs.indices {
        let moved = order.indices.reduce(0) { $0 | (coalition >> $1 & 1) << order[$1] }
        costs[moved] = game[coalition]
    }
    return try CostGame(costs)
}

@Suite("Laws of the Shapley value")
struct ShapleyLawTests {
    @Test("by the mean over all orders", arguments: 1...7)
    func orders(n: Int) throws {
        var random = Seed(UInt64(n))
        let game = try randomGame(n, &random)
        var sums = [Int](repeating: 0, count: n)
        var count = 0
        func walk(_ coalition: Int) {
            if coalition == game.grand { count += 1 }
            for player in 0..<n where coalition >> player & 1 == 0 { walk(coalition | 1 << player) }
        }
        walk(0)
        // the number of orders through S and then i is |S|! (n - 1 - |S|)!
        func factorial(_ k: Int) -> Int { (0..<k).reduce(1) { $0 * ($1 + 1) } }
        for coalition in 0...game.grand {
            let size = coalition.nonzeroBitCount
            for player in 0..<n where coalition >> player & 1 == 0 {
                sums[player] +=
                    factorial(size) * factorial(n - 1 - size) * Int(game[coalition | 1 << player] - game[coalition])
            }
        }
        #expect(count == factorial(n))
        #expect(game.exactShapley() == ExactShares(sums.map { BigInt($0) }, over: BigInt(count)))
        for (one, other) in zip(game.shapley(), game.exactShapley().values) { #expect(abs(one - other) < 1e-9) }
    }

    @Test("efficient, additive and fair to labels, exactly", arguments: 0...14)
    func laws(n: Int) throws {
        var random = Seed(UInt64(100 + n))
        let (one, other) = (try randomGame(n, &random), try randomGame(n, &random))
        let sum = try CostGame((0..<1 << n).map { one[$0] + other[$0] })
        let (a, b, both) = (one.exactShapley(), other.exactShapley(), sum.exactShapley())
        for player in 0..<n { #expect(a[player] + b[player] == both[player]) }
        #expect(a.total == Rational(BigInt(Int(one[one.grand]))))
        let order = Array(0..<n).shuffled(using: &random)
        let moved = try relabelled(one, order).exactShapley()
        for player in 0..<n { #expect(moved[order[player]] == a[player]) }
    }

    @Test("a dummy pays what it adds, equal players pay the same")
    func dummies() throws {
        var random = Seed(9)
        let game = try randomGame(5, &random)
        let dummy = try CostGame((0..<64).map { game[$0 & 31] + ($0 >> 5 == 1 ? 17 : 0) })
        #expect(dummy.exactShapley()[5] == Rational(17))
        // a game of sizes alone
        let bySize = (0...6).map { $0 == 0 ? 0 : random.integer(1...99) }
        let symmetric = try CostGame(whole: (0..<64).map { bySize[$0.nonzeroBitCount] })
        #expect((0..<6).allSatisfy { symmetric.exactShapley()[$0] == Rational(BigInt(bySize[6]), over: 6) })
    }

    @Test("amounts near 2^53 and binary fractions stay exact", arguments: [13, 14])
    func large(n: Int) throws {
        var random = Seed(3)
        let small = try randomGame(n, &random, 1...1000)
        let factor = 1 << 43 - 1
        let large = try CostGame(whole: (0..<1 << n).map { Int(small[$0]) * factor })
        let (a, b) = (small.exactShapley(), large.exactShapley())
        for player in 0..<n { #expect(a[player] * Rational(BigInt(factor)) == b[player]) }
        // thirds are no decimals: they are read as the fractions of two they are
        let thirds = try CostGame((0..<1 << n).map { small[$0] / 3 })
        #expect(thirds.exactShapley().total == Rational(thirds.exactCost(thirds.grand), over: thirds.exactGrains))
        for (third, whole) in zip(thirds.exactShapley().values, a.values) { #expect(abs(third * 3 - whole) < 1e-9) }
    }
}

@Suite("Laws of the nucleoli")
struct NucleolusLawTests {
    private static let kinds = Weighting.allCases

    @Test("certified, efficient and fair to labels", arguments: 0...9)
    func labels(n: Int) throws {
        var random = Seed(UInt64(200 + n))
        for kind in Self.kinds {
            let game = try randomGame(n, &random, kind == .proportional ? 1...1000 : -1000...1000)
            let found = try game.nucleolus(kind, individuallyRational: false)
            #expect(found.isCertified)
            #expect(found.shares.total == Rational(BigInt(Int(game[game.grand]))))
            let order = Array(0..<n).shuffled(using: &random)
            let moved = try relabelled(game, order).nucleolus(kind, individuallyRational: false).shares
            for player in 0..<n { #expect(moved[order[player]] == found.shares[player], "\(kind)") }
        }
    }

    @Test("moves with the game: k c + a gives k x + a", arguments: 2...8)
    func covariance(n: Int) throws {
        var random = Seed(UInt64(300 + n))
        let game = try randomGame(n, &random)
        let added = (0..<n).map { _ in Double(random.integer(-500...500)) }
        let sums = subsetSums(added)
        let moved = try CostGame((0..<1 << n).map { 7 * game[$0] + sums[$0] })
        for kind in [Weighting.ordinary, .perCapita] {
            let one = try game.nucleolus(kind, individuallyRational: false).shares
            let other = try moved.nucleolus(kind, individuallyRational: false).shares
            for player in 0..<n {
                #expect(other[player] == Rational(7) * one[player] + Rational(BigInt(Int(added[player]))))
            }
        }
        // the proportional one scales only
        let positive = try randomGame(n, &random, 1...1000)
        let scaled = try CostGame((0..<1 << n).map { 7 * positive[$0] })
        let one = try positive.nucleolus(.proportional, individuallyRational: false).shares
        let other = try scaled.nucleolus(.proportional, individuallyRational: false).shares
        for player in 0..<n { #expect(other[player] == Rational(7) * one[player]) }
    }

    @Test("in the core when there is one, and then nucleolus and prenucleolus agree", arguments: 2...10)
    func core(n: Int) throws {
        var random = Seed(UInt64(400 + n))
        let game = try randomGame(n, &random, concave: true)
        for kind in Self.kinds {
            let found = try game.nucleolus(kind)
            #expect(found.isCertified)
            #expect(game.excesses(of: found.shares).inCore)
            #expect(try game.nucleolus(kind, individuallyRational: false).shares == found.shares)
            let least = try game.leastCore(kind)
            #expect(least.isCertified && least.epsilon <= Rational(0))
            #expect(least.certificate?.checkLeastCore(found.shares, in: game) == nil)
        }
    }

    @Test("equal players pay the same, and of two players both gain the same")
    func symmetry() throws {
        var random = Seed(5)
        let bySize = [0, 50, 80, 90, 130, 131, 140]
        let game = try CostGame(whole: (0..<64).map { bySize[$0.nonzeroBitCount] })
        for kind in Self.kinds {
            #expect(try game.nucleolus(kind).shares == exactly([Int](repeating: 140, count: 6), over: 6))
        }
        let two = try CostGame(whole: [0, random.integer(100...200), 90, 150])
        let shares = try two.nucleolus().shares
        #expect(Rational(BigInt(Int(two[1]))) - shares[0] == Rational(90) - shares[1])
    }
}
