// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("Ties, empty cores and games of few")
struct TieTests {
    /// Five permanent members with a veto, ten others: nine votes to pass.
    private func securityCouncil() throws -> CostGame {
        try CostGame(
            whole: (0..<1 << 15).map { $0 & 31 == 31 && ($0 >> 5).nonzeroBitCount >= 4 ? -1 : 0 })
    }

    @Test("the Security Council: thousands of tied coalitions (Shapley and Shubik 1954)")
    func council() throws {
        let game = try securityCouncil()
        // 421 / 2145 for a permanent member, printed 0.1963; 4 / 2145 for another, printed 0.00187
        let power = game.exactShapley().negated
        #expect((0..<5).allSatisfy { power[$0] == Rational(421, over: 2145) })
        #expect((5..<15).allSatisfy { power[$0] == Rational(4, over: 2145) })
        for kind in [Weighting.ordinary, .perCapita] {
            let found = try game.nucleolus(kind)
            #expect(found.isCertified)
            // the core holds all that the members with a veto may share
            #expect(
                found.shares.negated
                    == ExactShares([BigInt](repeating: 1, count: 5) + [BigInt](repeating: 0, count: 10), over: 5))
        }
        let shares = try game.nucleolus().shares
        // 1 870 coalitions at the largest excess and 5 120 at the next, after which the shares are settled
        let excesses = (1..<game.grand).map { game.excess(of: $0, shares) }
        #expect(excesses.count { $0 == Rational(0) } == 1870)
        #expect(excesses.count { $0 == Rational(-1, over: 5) } == 5120)
        #expect(game.excesses(of: shares).worst.count == Excesses.listed)
    }

    @Test("all costs zero, and all costs added up", arguments: 0...10)
    func flat(n: Int) throws {
        let zero = try CostGame(whole: [Int](repeating: 0, count: 1 << n))
        let added = try CostGame(subsetSums((0..<n).map { Double($0 + 3) }))
        for kind in [Weighting.ordinary, .perCapita] {
            let found = try zero.nucleolus(kind)
            #expect(found.isCertified)
            #expect(found.shares == ExactShares([BigInt](repeating: 0, count: n), over: 1))
        }
        for kind in Weighting.allCases {
            let found = try added.nucleolus(kind)
            #expect(found.isCertified)
            #expect(found.shares == ExactShares((0..<n).map { BigInt($0 + 3) }, over: 1))
        }
        #expect(added.excesses(of: added.exactShapley()).inCore)
        #expect(try added.leastSubsidy().amount == Rational(0))
    }

    @Test("an empty core: every pair costs little, all together much")
    func empty() throws {
        let game = try CostGame(whole: [0, 60, 60, 60, 60, 60, 60, 120])
        let found = try game.nucleolus()
        #expect(found.isCertified)
        #expect(found.shares == exactly([40, 40, 40], over: 1))
        let least = try game.leastCore()
        #expect(least.epsilon == Rational(20))
        #expect(least.isCertified)
        // together 90 can be collected
        #expect(try game.leastSubsidy().amount == Rational(30))
        #expect(try game.smallestChange(of: found.shares) == nil)
        #expect(try game.smallestChange(of: found.shares, .largest) == nil)
    }

    @Test("nobody can be made to pay more than alone: refused, and the prenucleolus still stands")
    func noImputation() throws {
        let game = try CostGame(whole: [0, 10, 20, 50])
        #expect(throws: Problem.self) { try game.nucleolus() }
        let found = try game.nucleolus(individuallyRational: false)
        #expect(found.isCertified)
        #expect(found.shares == exactly([20, 30], over: 1))
    }

    @Test("the nucleolus differs from the prenucleolus when a player would pay more than alone")
    func bound() throws {
        var random = Seed(77)
        var differing = 0
        for _ in 0..<200 {
            let game = try randomGame(4, &random, 1...100)
            let alone = (0..<4).reduce(0) { $0 + game[1 << $1] }
            guard alone >= game[15] else { continue }
            let (bounded, free) = (try game.nucleolus(), try game.nucleolus(individuallyRational: false))
            #expect(bounded.isCertified && free.isCertified)
            #expect((0..<4).allSatisfy { bounded.shares[$0] <= Rational(BigInt(Int(game[1 << $0]))) })
            if bounded.shares != free.shares { differing += 1 }
        }
        #expect(differing > 10)
    }

    @Test("no player, one player")
    func few() throws {
        let nobody = try CostGame(whole: [0])
        #expect(nobody.exactShapley().count == 0)
        #expect(try nobody.nucleolus().isCertified)
        #expect(try nobody.leastCore().isCertified)
        #expect(nobody.excesses(of: nobody.exactShapley()).largest == nil)
        let alone = try CostGame([0, 12.5])
        #expect(alone.exactShapley() == exactly([25], over: 2))
        #expect(try alone.nucleolus().shares == exactly([25], over: 2))
        #expect(try alone.leastCore().shares == exactly([25], over: 2))
        #expect(alone.excesses(of: alone.exactShapley()).inCore)
        #expect(try alone.leastSubsidy().amount == Rational(0))
        #expect(try alone.smallestChange(of: alone.exactShapley())?.size == Rational(0))
    }

    @Test("tables that are none, in words")
    func tables() throws {
        for costs in [[], [0, 1, 2], [1, 1], [0, .nan], [0, .infinity]] as [[Double]] {
            #expect(throws: Problem.self) { try CostGame(costs) }
        }
        #expect(throws: Problem.self) { try CostGame([0, 1e300, 1e-300, 1]) }
        #expect(throws: Problem.self) { try CostGame(whole: [0, 1 << 53 + 1]) }
        #expect(throws: Problem.self) { try CostGame(players: 1) { $0[1] = 0.5 } }
        let many = #expect(throws: Problem.self) { try CostGame(players: 31) { _ in } }
        #expect(many?.kind == .limit)
        #expect(many?.remedy?.en.contains("sampling") == true)
    }

    @Test("decimals are read as they were written, and an uncertified point still adds up to the öre")
    func decimals() throws {
        let game = try CostGame([0, 0.1, 0.2, 0.3])
        #expect(game.exactShapley() == exactly([1, 2], over: 10))
        #expect(try game.nucleolus().shares == exactly([1, 2], over: 10))
        #expect(game.excess(of: 1, game.exactShapley()) == Rational(0))
        let rough = ExactShares(grains: [1 / 3.0, 7 / 3.0], game)
        #expect(rough.total == Rational(3, over: 10))
        #expect(abs(rough.values[0] - 1 / 30.0 - 1 / 60.0) < 1e-6)
    }

    @Test("a proportional nucleolus needs costs above zero")
    func proportional() throws {
        let game = try CostGame(whole: [0, 5, 0, 7])
        let problem = #expect(throws: Problem.self) { try game.nucleolus(.proportional) }
        #expect(problem?.message.en.contains("divides by") == true)
    }
}
