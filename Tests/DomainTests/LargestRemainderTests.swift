// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

/// The largest-remainder method: shares are whole öre and sum to the total, whatever the input.
@Suite struct LargestRemainderTests {
    @Test(
        "Units left over go to the largest remainders, ties in listed order",
        arguments: [
            ([1, 1, 1], 3, [1, 0, 0]),
            ([2, 2, 2], 3, [1, 1, 0]),
            ([10, 10, 10, 10], 4, [3, 3, 2, 2]),
            ([5, 7], 4, [1, 2]),
            ([1, 2, 3], 6, [0, 0, 1]),
            ([4, 8], 4, [1, 2]),
            ([-1, -1, -1], 3, [0, 0, -1]),
            ([-4, -5], 3, [-1, -2]),
            ([-7, 7], 2, [-3, 3]),
            ([0, 0], 5, [0, 0]),
            ([], 5, []),
        ] as [([Int128], Int128, [Int])])
    func rounds(_ numerators: [Int128], _ denominator: Int128, _ expected: [Int]) {
        #expect(roundKeepingSum(numerators, over: denominator) == expected)
    }

    @Test(
        "A total that is no whole number is floored toward minus infinity",
        arguments: [(7, 2, 3), (-7, 2, -4), (1, 3, 0), (-1, 3, -1)])
    func floorsTheTotal(_ numerator: Int, _ denominator: Int, _ floor: Int) {
        #expect(roundKeepingSum([Int128(numerator)], over: Int128(denominator)) == [floor])
    }

    @Test func noShareIsFurtherThanOneFromItsExactValueAndTheSumIsKept() throws {
        var seed = Seed(2)
        for _ in 0..<3000 {
            let denominator = Int128(seed.integer(1...1_000_000))
            var numerators = (0..<seed.integer(1...12)).map { _ in Int128(seed.anyInteger() >> 8) }
            // Makes the sum a multiple of the denominator.
            let rest = numerators.reduce(0, +) % denominator
            numerators[0] -= rest
            let shares = try #require(roundKeepingSum(numerators, over: denominator))
            #expect(shares.reduce(Int128(0)) { $0 + Int128($1) } * denominator == numerators.reduce(0, +))
            for (share, numerator) in zip(shares, numerators) {
                let error = Int128(share) * denominator - numerator
                #expect(error < denominator && error > -denominator)
            }
        }
    }

    @Test func aDenominatorBelowOneOrAShareBeyond64BitsIsNil() {
        #expect(roundKeepingSum([1], over: 0) == nil)
        #expect(roundKeepingSum([1], over: -3) == nil)
        #expect(roundKeepingSum([Int128(Int.max) + 1], over: 1) == nil)
        #expect(roundKeepingSum([Int128.max, Int128.max], over: 1) == nil)
    }
}

@Suite struct SplitTests {
    @Test(
        "An amount is split by whole weights",
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]),
            (-100, [1, 1, 1], [-33, -33, -34]),
            (100, [0, 1, 0], [0, 100, 0]),
            (1, [3, 1], [1, 0]),
            (0, [3, 1], [0, 0]),
            (Int.max, [Int.max, Int.max], [Int.max / 2 + 1, Int.max / 2]),
        ])
    func splits(_ ore: Int, _ weights: [Int], _ expected: [Int]) {
        #expect(Money(ore: ore).split(by: weights)?.map(\.ore) == expected)
    }

    @Test("Weights that mean nothing give nil", arguments: [[], [0], [0, 0], [1, -1], [-1]] as [[Int]])
    func refuses(_ weights: [Int]) {
        #expect(Money(ore: 100).split(by: weights) == nil)
        #expect(Money(ore: 100).split(by: weights.map(Double.init)) == nil)
    }

    @Test(
        "So do weights that are no numbers",
        arguments: [[.nan, 1], [1, .nan], [.infinity, 1], [1, -.infinity]] as [[Double]])
    func refusesNoNumbers(_ weights: [Double]) {
        #expect(Money(ore: 100).split(by: weights) == nil)
    }

    @Test func wholeWeightsWrittenAsRealsAreUsedExactly() {
        var seed = Seed(3)
        for _ in 0..<500 {
            let money = Money(ore: seed.anyInteger())
            let weights = (0..<seed.integer(1...8)).map { _ in seed.integer(0...1 << 50) }
            #expect(money.split(by: weights) == money.split(by: weights.map(Double.init)))
        }
    }

    @Test func partsSumToTheAmountWhateverTheWeights() throws {
        var seed = Seed(4)
        for _ in 0..<3000 {
            let money = Money(ore: seed.anyInteger())
            let weights = (0..<seed.integer(1...15)).map { _ in
                seed.flip() ? abs(seed.anyReal()) : Double(seed.integer(0...9)) / 10
            }
            guard weights.contains(where: { $0 > 0 }) else { continue }
            let parts = try #require(money.split(by: weights))
            #expect(parts.reduce(Int128(0)) { $0 + Int128($1.ore) } == Int128(money.ore))
        }
    }

    @Test func fractionalWeightsComeWithinAnOreOfTheirShare() throws {
        let parts = try #require(Money(ore: 1_000_000).split(by: [0.1, 0.2, 0.7]))
        #expect(parts.map(\.ore) == [100_000, 200_000, 700_000])
        let tiny = try #require(Money(ore: 3).split(by: Array(repeating: Double.leastNonzeroMagnitude, count: 3)))
        #expect(tiny.map(\.ore) == [1, 1, 1])
        let huge = try #require(Money(ore: 4).split(by: [1.7e308, 1.7e308]))
        #expect(huge.map(\.ore) == [2, 2])
    }
}
