// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkGames

@Suite("Whole numbers without bounds, and fractions")
struct BigIntTests {
    /// Numbers of any size round the limits of 64 and 128 bits.
    private func number(_ random: inout Seed) -> BigInt {
        let part = BigInt(random.anyInteger())
        let edges: [BigInt] = [0, 1, BigInt(Int.max), BigInt(Int.min), BigInt(Int128.max), BigInt(Int128.min)]
        let scaled = part.shifted(left: random.integer(0...200)) + random.pick(edges)
        return random.flip() ? scaled : part
    }

    @Test("agrees with 128 bits where those suffice")
    func narrow() {
        var random = Seed(1)
        for _ in 0..<5000 {
            let (a, b) = (random.anyInteger(), random.anyInteger())
            let (wideA, wideB) = (Int128(a), Int128(b))
            #expect(BigInt(a) + BigInt(b) == BigInt(wideA + wideB))
            #expect(BigInt(a) - BigInt(b) == BigInt(wideA - wideB))
            #expect(BigInt(a) * BigInt(b) == BigInt(wideA * wideB))
            #expect((BigInt(a) * BigInt(b)).int128 == wideA * wideB)
            #expect((BigInt(a) < BigInt(b)) == (a < b))
            #expect(BigInt(wideA * wideB).description == "\(wideA * wideB)")
        }
    }

    @Test("obeys the laws of arithmetic at any size")
    func laws() {
        var random = Seed(2)
        for _ in 0..<3000 {
            let (a, b, c) = (number(&random), number(&random), number(&random))
            #expect((a + b) + c == a + (b + c))
            #expect((a - b) + b == a)
            #expect(a * (b + c) == a * b + a * c)
            #expect(a * b == b * a)
            #expect((a < b) == ((a - b).signum < 0))
            #expect(-(-a) == a)
            guard b.signum != 0 else { continue }
            let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
            #expect(quotient * b + rest == a)
            #expect(rest.signum == 0 || rest.signum == a.signum)
            let (size, divisor) = (rest.signum < 0 ? -rest : rest, b.signum < 0 ? -b : b)
            #expect(size < divisor)
            #expect((a * b).quotientAndRemainder(dividingBy: b).quotient == a)
            let common = BigInt.greatestCommonDivisor(a, b)
            #expect(common.signum > 0 && a.quotientAndRemainder(dividingBy: common).remainder == 0)
            #expect(BigInt.eliminated(a, b, 0, c, over: b) == a)
        }
    }

    @Test("division meets the rare second correction of the guess")
    func division() {
        // Knuth's exercise: divisors whose first digit is just large enough
        let top = BigInt(1).shifted(left: 191)
        for offset in 0..<200 {
            let divisor = BigInt(1).shifted(left: 127) + BigInt(offset)
            let dividend = top * BigInt(Int.max) + BigInt(Int.max) - BigInt(offset)
            let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
            #expect(quotient * divisor + rest == dividend)
            #expect(rest < divisor && rest.signum >= 0)
        }
    }

    @Test("floating point is read exactly and given back exactly")
    func doubles() {
        var random = Seed(3)
        for _ in 0..<3000 {
            let value =
                Double(random.anyInteger()) * Double(sign: .plus, exponent: random.integer(0...300), significand: 1)
            #expect(BigInt(exactly: value).map { Double.quotient($0, 1) } == value)
            let (a, b) = (random.integer(1...1 << 50), random.integer(1...1 << 50))
            let scale = BigInt(1).shifted(left: random.integer(0...150))
            #expect(
                abs(Double.quotient(BigInt(a) * scale, BigInt(b) * scale) - Double(a) / Double(b))
                    <= (Double(a) / Double(b)).ulp)
        }
        #expect(BigInt(exactly: 0.5) == nil)
        #expect(BigInt(exactly: Double.nan) == nil)
    }

    @Test("fractions, and shares that round to their sum")
    func fractions() {
        #expect(Rational(6, over: -4) == Rational(-3, over: 2))
        #expect(Rational(1, over: 3) + Rational(1, over: 6) == Rational(1, over: 2))
        #expect(Rational(-7, over: 2).roundedUp == -3)
        #expect(Rational(1, over: 1000).roundedUp == 1)
        #expect(exactly([10, 10, 10], over: 3).rounded() == [4, 3, 3])
        #expect(exactly([-10, 4, 9], over: 3).rounded() == [-3, 1, 3])
        var random = Seed(4)
        for _ in 0..<500 {
            let shares = (0..<random.integer(1...9)).map { _ in random.integer(-1000...1000) }
            let denominator = random.integer(1...99)
            let total = shares.reduce(0, +)
            let exact = exactly(shares + [denominator - (total % denominator)], over: denominator)
            #expect(exact.rounded()?.reduce(0, +) == exact.total.numerator.int)
        }
    }
}
