// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("Division towards minus infinity, of whole numbers without bounds")
struct FloorDivisionTests {
    private func random(_ words: Int, _ random: inout Seed) -> BigInt {
        // Words of all ones and zeros are where carries and borrows go wrong.
        let pieces: [UInt] = [0, 1, .max, .max - 1, 1 << 63, UInt(random.next()), UInt(random.next())]
        return BigInt(negative: random.flip(), magnitude: (0..<words).map { _ in random.pick(pieces) })
    }

    @Test("agrees with 128 bits")
    func small() {
        var seed = Seed(1)
        for _ in 0..<2000 {
            let a = Int128(seed.anyInteger())
            let b = Int128(seed.anyInteger())
            #expect(BigInt(a) + BigInt(b) == BigInt(a + b))
            #expect(BigInt(a) - BigInt(b) == BigInt(a - b))
            #expect(BigInt(a) * BigInt(b) == BigInt(a * b))
            #expect((BigInt(a) < BigInt(b)) == (a < b))
            guard b > 0 else { continue }
            let (q, r) = BigInt(a * 7).floorDivided(by: BigInt(b))
            #expect(q * BigInt(b) + r == BigInt(a * 7))
            #expect(r >= 0 && r < BigInt(b))
        }
    }

    @Test("quotient times divisor plus remainder, whatever the words")
    func division() {
        var seed = Seed(2)
        for _ in 0..<4000 {
            let value = random(seed.integer(0...6), &seed)
            let divisor = BigInt(negative: false, magnitude: random(seed.integer(1...4), &seed).magnitude)
            guard divisor != 0 else { continue }
            let (q, r) = value.floorDivided(by: divisor)
            #expect(q * divisor + r == value)
            #expect(r >= 0 && r < divisor)
            #expect((value * divisor).floorDivided(by: divisor).quotient == value)
        }
    }

    @Test("thirty factorial, and what fits in 64 bits")
    func known() {
        let factorial = (1...30).reduce(BigInt(1)) { $0 * BigInt($1) }
        #expect(factorial.description == "265252859812191058636308480000000")
        #expect(factorial.int == nil)
        #expect(BigInt(Int.min).int == .min)
        #expect((BigInt(Int.min) - 1).int == nil)
        #expect((BigInt(Int.max) + 1).int == nil)
    }
}
