// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("Stability: excesses, subsidies, smallest changes")
struct StabilityTests {
    @Test("excesses against a plain sum over all coalitions", arguments: 2...13)
    func excesses(n: Int) throws {
        var random = Seed(UInt64(n))
        for scale in [1, 1 << 40] {
            let game = try CostGame(whole: (0..<1 << n).map { $0 == 0 ? 0 : random.integer(-9...9) * scale })
            let shares = ExactShares(
                (0..<n).map { _ in
                    Rational(BigInt(random.integer(-30...30) * scale), over: BigInt(random.integer(1...7)))
                })
            var all: [(coalition: Int, excess: Rational)] = []
            for coalition in 1..<game.grand {
                let paid = (0..<n).filter { coalition >> $0 & 1 == 1 }.reduce(Rational(0)) { $0 + shares[$1] }
                all.append((coalition, paid - Rational(BigInt(Int(game[coalition])))))
            }
            let largest = all.map(\.excess).max()
            let above = all.filter { $0.excess > Rational(0) }
            let sorted = above.sorted { ($1.excess, $0.coalition) < ($0.excess, $1.coalition) }
            let found = game.excesses(of: shares, top: 5)
            #expect(found.largest == largest)
            #expect(found.worst == all.filter { $0.excess == largest }.prefix(12).map(\.coalition))
            #expect(found.objecting == above.count)
            #expect(found.inCore == above.isEmpty)
            #expect(found.objections.map(\.coalition) == sorted.prefix(5).map(\.coalition))
            #expect(found.objections.map(\.excess) == sorted.prefix(5).map(\.excess))
            #expect(game.excesses(of: shares).objections.isEmpty)
        }
    }

    @Test(
        "the core is empty exactly when a balanced family of coalitions costs less than all (Bondareva 1963, Shapley 1967)"
    )
    func bondareva() throws {
        // all minimal balanced families of three and four players, by weights
        var random = Seed(1963)
        var empty = 0
        for n in [3, 4] {
            let families = minimalBalanced(n)
            #expect(families.count == [3: 5, 4: 41][n])
            for _ in 0..<300 {
                let game = try CostGame(
                    whole: (0..<1 << n).map { $0 == 0 ? 0 : random.integer(60...120) * (1 + $0.nonzeroBitCount) })
                // c(N) may be as large as the cheapest balanced family
                let most =
                    families.map { family in
                        family.reduce(Rational(0)) { $0 + $1.weight * Rational(BigInt(Int(game[$1.coalition]))) }
                    }.min() ?? Rational(0)
                let total = Rational(BigInt(Int(game[game.grand])))
                let missing = total - most
                let subsidy = try game.leastSubsidy()
                #expect(subsidy.amount == max(missing, Rational(0)))
                #expect(subsidy.shares.total == total - subsidy.amount)
                #expect(game.excesses(of: subsidy.shares).inCore)
                #expect((try game.leastCore().epsilon <= Rational(0)) == (missing <= Rational(0)))
                if missing > Rational(0) { empty += 1 }
            }
        }
        #expect(empty > 50 && empty < 550)
    }

    @Test(
        "the smallest change is stable, is no change for a stable allocation, and no smaller one is", arguments: 2...8)
    func change(n: Int) throws {
        var random = Seed(UInt64(50 + n))
        for _ in 0..<20 {
            let game = try randomGame(n, &random, concave: true)
            let stable = try game.nucleolus().shares
            for norm in ChangeNorm.allCases {
                #expect(try game.smallestChange(of: stable, norm)?.size == Rational(0))
                let before = ExactShares([BigInt](repeating: game.exactCost(game.grand), count: n), over: BigInt(n))
                let found = try #require(try game.smallestChange(of: before, norm))
                #expect(game.excesses(of: found.shares).inCore)
                #expect(found.shares.total == before.total)
                // some coalition objects to every move towards the core that is shorter: half the way is not enough
                if found.size > Rational(0) {
                    let half = (0..<n).map { (before[$0] + found.shares[$0]) * Rational(1, over: 2) }
                    #expect(!game.excesses(of: ExactShares(half)).inCore)
                }
                // the way to the nucleolus is no shorter
                let steps = (0..<n).map { abs((stable[$0] - before[$0]).value) }
                let way = norm == .total ? steps.reduce(0, +) / 2 : steps.max() ?? 0
                #expect(found.size.value <= way * (1 + 1e-12))
            }
        }
    }

    @Test("two towns: the larger pays what is too much to the smaller, and no more")
    func towns() throws {
        // alone 11 and 7, together 15: half each lets the smaller object by 0.5
        let game = try CostGame(whole: [0, 11, 7, 15])
        let half = ExactShares([15, 15] as [BigInt], over: 2)
        #expect(game.excesses(of: half, top: 3).objections == [.init(coalition: 2, excess: Rational(1, over: 2))])
        let found = try #require(try game.smallestChange(of: half))
        #expect(found.shares == exactly([8, 7]))
        #expect(found.size == Rational(1, over: 2))
        #expect(try game.smallestChange(of: half, .largest)?.size == Rational(1, over: 2))
    }

    @Test(
        "the least subsidy of shares: closed values",
        arguments: [
            // the majority game, as costs: any two are owed 1 and have 2/3
            (costs: [0, 0, 0, -1, 0, -1, -1, -1], shares: [-1, -1, -1], over: 3, subsidy: (1, 2)),
            (costs: [0, 2, 2, 2, 2, 2, 2, 4], shares: [4, 4, 4], over: 3, subsidy: (1, 1)),
            (costs: [0, 2, 2, 2, 2, 2, 2, 4], shares: [2, 2, 0], over: 1, subsidy: (2, 1)),
            // two towns: the smaller is given what it pays too much
            (costs: [0, 11, 7, 15], shares: [15, 15], over: 2, subsidy: (1, 2)),
        ])
    func subsidyOfShares(costs: [Int], shares: [Int], over: Int, subsidy: (Int, Int)) throws {
        let shares = ExactShares(shares.map { BigInt($0) }, over: BigInt(over))
        let expected = Rational(BigInt(subsidy.0), over: BigInt(subsidy.1))
        #expect(try CostGame(whole: costs).leastSubsidy(for: shares) == expected)
        // decimals are read as the decimals they are
        let tenths = ExactShares(shares.numerators, over: shares.denominator * 10)
        let game = try CostGame(costs.map { Double($0) / 10 })
        #expect(try game.leastSubsidy(for: tenths) == expected * Rational(1, over: 10))
    }

    @Test("the least subsidy of shares is the best of all vertices, and no less than the game's", arguments: [2, 3, 4])
    func subsidyByVertices(n: Int) throws {
        var random = Seed(UInt64(70 + n))
        for _ in 0..<(n == 4 ? 6 : 60) {
            let game = try CostGame(
                whole: (0..<1 << n).map { $0 == 0 ? 0 : random.integer(3...9) * (2 + $0.nonzeroBitCount) })
            let total = game.exactCost(game.grand)
            let weights = (0..<n).map { _ in BigInt(random.integer(1...6)) }
            let shares = ExactShares(weights.map { $0 * total }, over: weights.reduce(0, +))
            let found = try game.leastSubsidy(for: shares)
            #expect(found == shares.total - mostByVertices(game, atMost: shares))
            let least = try game.leastSubsidy()
            #expect(found >= least.amount)
            // shares that lie nowhere below the best ones need no more than the game does
            let above = ExactShares((0..<n).map { least.shares[$0] + least.amount * Rational(1, over: BigInt(n)) })
            #expect(try game.leastSubsidy(for: above) == least.amount)
        }
    }

    /// The most that can be collected without an objection and from no one more than its share, by every vertex.
    private func mostByVertices(_ game: CostGame, atMost shares: ExactShares) -> Rational {
        let n = game.players
        let bounds = (0..<n).map { (1 << $0, shares[$0]) } + (1..<game.grand).map { ($0, game.exact($0)) }
        var most: Rational?
        func choose(_ chosen: [(Int, Rational)], _ next: Int) {
            guard chosen.count == n else {
                for k in next..<max(next, bounds.count) { choose(chosen + [bounds[k]], k + 1) }
                return
            }
            let system = chosen.map { coalition, bound in
                (0..<n).map { BigInt(coalition >> $0 & 1) * bound.denominator } + [bound.numerator]
            }
            guard let point = solveExactly(system) else { return }
            let meetsAll = bounds.allSatisfy { coalition, bound in
                (0..<n).reduce(Rational(0)) { coalition >> $1 & 1 == 1 ? $0 + point[$1] : $0 } <= bound
            }
            if meetsAll { most = max(most ?? point.total, point.total) }
        }
        choose([], 0)
        return most ?? Rational(0)
    }

    /// The minimal balanced families of coalitions other than all, each with its weights: the vertices of the balanced weights.
    private func minimalBalanced(_ n: Int) -> [[(coalition: Int, weight: Rational)]] {
        var families: [[(coalition: Int, weight: Rational)]] = []
        func extend(_ family: [Int], _ next: Int) {
            if !family.isEmpty, let weights = solution(family, n), weights.allSatisfy({ $0 > Rational(0) }) {
                families.append(Array(zip(family, weights)).map { ($0, $1) })
            }
            guard family.count < n else { return }
            for coalition in next..<(1 << n - 1) { extend(family + [coalition], coalition + 1) }
        }
        extend([], 1)
        return families
    }

    /// The only weights with which coalitions add up to all, if there are such.
    private func solution(_ family: [Int], _ n: Int) -> [Rational]? {
        // normal equations, which are regular when the coalitions are independent
        let rows = family.map { one in
            family.map { BigInt((one & $0).nonzeroBitCount) } + [BigInt(one.nonzeroBitCount)]
        }
        guard let weights = solveExactly(rows) else { return nil }
        let balanced = (0..<n).allSatisfy { player in
            family.indices.filter { family[$0] >> player & 1 == 1 }.reduce(Rational(0)) { $0 + weights[$1] }
                == Rational(1)
        }
        return balanced ? family.indices.map { weights[$0] } : nil
    }
}
