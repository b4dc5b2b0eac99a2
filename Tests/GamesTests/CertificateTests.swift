// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("The checker accepts proofs and nothing else")
struct CertificateTests {
    @Test("shares that are moved are refused, whichever players they are moved between", arguments: 3...8)
    func moved(n: Int) throws {
        var random = Seed(UInt64(n))
        for kind in Weighting.allCases {
            let game = try randomGame(n, &random, 1...1000)
            let found = try game.nucleolus(kind, individuallyRational: false)
            let proof = try #require(found.certificate)
            #expect(proof.check(found.shares, in: game) == nil)
            for (from, to) in (0..<n).flatMap({ i in (0..<n).filter { $0 != i }.map { (i, $0) } }) {
                var shares = (0..<n).map { found.shares[$0] }
                shares[from] = shares[from] - Rational(1, over: 1000)
                shares[to] = shares[to] + Rational(1, over: 1000)
                #expect(proof.check(ExactShares(shares), in: game) != nil)
            }
            var shares = (0..<n).map { found.shares[$0] }
            shares[0] = shares[0] + Rational(1)
            #expect(proof.check(ExactShares(shares), in: game)?.en == "the shares do not add up to c(N)")
        }
    }

    @Test("a point of the least core that is not the nucleolus has no proof, though its first level stands")
    func leastCore() throws {
        // the nucleolus of the Skåne case as it was printed in 1979: the last level is not finished
        let json = try GameFile("published").json["games"]?.array?.first { $0["id"]?.string == "skane-water" }
        let game = try CostGame(json?["table"]?.array?.compactMap(\.number) ?? [])
        let found = try game.nucleolus()
        var shares = (0..<6).map { found.shares[$0] }
        shares[4] = shares[4] + Rational(28, over: 100)
        shares[5] = shares[5] - Rational(28, over: 100)
        let proof = try #require(found.certificate)
        #expect(proof.check(ExactShares(shares), in: game) != nil)
        #expect(proof.checkLeastCore(ExactShares(shares), in: game) == nil)
    }

    @Test("weights that do not balance, are not above zero or are missing; levels left out, swapped or made up")
    func forged() throws {
        var random = Seed(11)
        let game = try randomGame(5, &random)
        let found = try game.nucleolus(individuallyRational: false)
        let proof = try #require(found.certificate)
        #expect(proof.levels.count > 1)
        func check(_ change: (inout Certificate) -> Void) -> String? {
            var forged = proof
            change(&forged)
            return forged.check(found.shares, in: game)?.en
        }
        #expect(check { _ in } == nil)
        #expect(check { $0.levels[0].weights[0] += 1 } == "the weights do not balance a level")
        #expect(check { $0.levels[0].weights[0] = 0 } == "a level is malformed")
        #expect(check { $0.levels[0].weights.removeLast() } == "a level is malformed")
        #expect(check { $0.levels[0].coalitions[0] = 1 << 9 } == "a level is malformed")
        #expect(
            check {
                $0.levels[0].singles = [0]; $0.levels[0].singleWeights = [1]
            } == "a level is malformed")
        #expect(check { $0.levels.removeLast() } == "the levels do not determine the shares")
        #expect(check { $0.levels.swapAt(0, 1) } != nil)
        #expect(check { $0.levels[1].coalitions[0] ^= 31 } != nil)
        #expect(check { $0.weighting = .perCapita } != nil)
        // its costs are not all above zero
        #expect(check { $0.weighting = .proportional }?.contains("divides by") == true)
        // another game
        let other = try randomGame(5, &random)
        #expect(proof.check(found.shares, in: other) != nil)
    }

    @Test("a larger excess anywhere in the table is found", arguments: [5, 13])
    func objection(n: Int) throws {
        var random = Seed(12)
        var costs = (0..<1 << n).map { $0 == 0 ? 0 : random.integer(1000...2000) + 500 * $0.nonzeroBitCount }
        let game = try CostGame(whole: costs)
        let found = try game.nucleolus(individuallyRational: false)
        let proof = try #require(found.certificate)
        let named = Set(proof.levels.flatMap(\.coalitions))
        for _ in 0..<20 {
            let coalition = random.integer(1...game.grand - 1)
            if named.contains(coalition) { continue }
            let old = costs[coalition]
            costs[coalition] = -100_000
            let fault = proof.check(found.shares, in: try CostGame(whole: costs))
            #expect(fault?.en == "coalition \(coalition) has a larger excess than its level")
            costs[coalition] = old
        }
    }
}
