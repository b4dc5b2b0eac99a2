// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Whole numbers without bounds")
struct BigIntegerTests {
    private func big(_ value: Int128) -> BigInteger {
        let magnitude = value.magnitude
        return BigInteger(
            words: [UInt(truncatingIfNeeded: magnitude), UInt(truncatingIfNeeded: magnitude >> 64)],
            isNegative: value < 0)
    }

    private func random(_ words: Int, _ random: inout Seed) -> BigInteger {
        // Words of all ones and zeros are where carries and borrows go wrong.
        let pieces: [UInt] = [0, 1, .max, .max - 1, 1 << 63, UInt(random.next()), UInt(random.next())]
        return BigInteger(words: (0..<words).map { _ in random.pick(pieces) }, isNegative: random.flip())
    }

    @Test("agrees with 128 bits")
    func small() {
        var seed = Seed(1)
        for _ in 0..<2000 {
            let a = Int128(seed.anyInteger())
            let b = Int128(seed.anyInteger())
            #expect(big(a) + big(b) == big(a + b))
            #expect(big(a) - big(b) == big(a - b))
            #expect(big(a) * big(b) == big(a * b))
            #expect((big(a) < big(b)) == (a < b))
            #expect(big(a).integer == Int(a))
            guard b > 0 else { continue }
            let (q, r) = big(a * 7).floorDivided(by: big(b))
            #expect(q * big(b) + r == big(a * 7))
            #expect(r >= 0 && r < big(b))
        }
    }

    @Test("quotient times divisor plus remainder, whatever the words")
    func division() {
        var seed = Seed(2)
        for _ in 0..<4000 {
            let value = random(seed.integer(0...6), &seed)
            let divisor = BigInteger(words: random(seed.integer(1...4), &seed).words)
            guard !divisor.isZero else { continue }
            let (q, r) = value.floorDivided(by: divisor)
            #expect(q * divisor + r == value)
            #expect(r >= 0 && r < divisor)
            #expect((value * divisor).floorDivided(by: divisor).quotient == value)
        }
    }

    @Test("thirty factorial, and what fits in 64 bits")
    func known() {
        let factorial = (1...30).reduce(BigInteger(1)) { $0 * BigInteger($1) }
        // 265 252 859 812 191 058 636 308 480 000 000
        #expect(factorial.words == [9_682_165_104_862_298_112, 14_379_386_343_318])
        #expect(factorial.integer == nil)
        #expect(abs(factorial.real / 2.6525285981219107e32 - 1) < 1e-15)
        #expect(BigInteger(.min).integer == .min)
        #expect((BigInteger(.min) - 1).integer == nil)
        #expect((BigInteger(.max) + 1).integer == nil)
        #expect(BigInteger.powerOfTen(18).integer == 1_000_000_000_000_000_000)
    }

    @Test(
        "numbers are taken as the decimals they are written as",
        arguments: [
            (0.1, 1, -1), (1e-5, 1, -5), (123.45, 12_345, -2), (1e22, 1, 22), (0, 0, 0), (1200, 12, 2),
            (0.30000000000000004, 30_000_000_000_000_004, -17),
        ])
    func decimals(number: Double, digits: Int, exponent: Int) {
        let decimal = DecimalNumber(number)
        #expect(decimal.digits == digits)
        #expect(decimal.exponent == exponent)
    }

    @Test("weights in whole numbers keep their proportions")
    func weights() {
        #expect(wholeWeights([0.1, 0.2, 0.7]) == [1, 2, 7])
        #expect(wholeWeights([0, 0]) == [0, 0])
        #expect(wholeWeights([400, 600, 0]) == [2, 3, 0])
        #expect(wholeWeights([1e300, 1e300]) == [1, 1])
        #expect(wholeWeights([Double.leastNonzeroMagnitude, 1e308]) == [0, 1])
        #expect(wholeWeights([1, 1e-15]) == [1_000_000_000_000_000, 1])
        #expect(wholeWeights([1.0 / 3, 2.0 / 3]).allSatisfy { $0 > 0 })
    }
}
