// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import SamverkCostAllocation

@Suite("Numbers as they are written")
struct DecimalNumberTests {
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

    @Test("whole numbers of a unit")
    func units() {
        #expect(DecimalNumber(123.45).whole(inUnitsOf: -2) == 12_345)
        #expect(DecimalNumber(1e22).whole(inUnitsOf: 20) == 100)
        #expect(DecimalNumber(0).whole(inUnitsOf: -5) == 0)
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
