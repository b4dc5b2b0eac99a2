// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@Suite struct MoneyTests {
    @Test(
        "Kronor are read with at most two decimals",
        arguments: [
            ("0", 0), ("1", 100), ("1.5", 150), ("1.50", 150), ("1234.56", 123_456), ("-7", -700), ("+7", 700),
            ("-0.05", -5), ("0.01", 1), ("007", 700), ("-0", 0), ("92233720368547758.07", Int.max),
            ("-92233720368547758.08", Int.min),
        ])
    func reads(_ text: String, _ ore: Int) {
        #expect(Money(kronor: text)?.ore == ore)
    }

    @Test(
        "Anything else is no amount",
        arguments: [
            "", "-", "+", ".", ".5", "1.", "1.234", "1,50", "1 000", "1e3", "--1", "1-", "kr", "1.5.", "1..5", "0x10",
            "٣",
            "92233720368547758.08", "-92233720368547758.09", "92233720368547759", "9999999999999999999999", "NaN", " 1",
        ])
    func refuses(_ text: String) {
        #expect(Money(kronor: text) == nil)
    }

    @Test(
        "Kronor are printed with decimals only where they are needed",
        arguments: [
            (0, "0"), (1, "0.01"), (-5, "-0.05"), (10, "0.10"), (100, "1"), (-100, "-1"), (123_450, "1234.50"),
            (Int.max, "92233720368547758.07"), (Int.min, "-92233720368547758.08"),
        ])
    func prints(_ ore: Int, _ text: String) {
        #expect(Money(ore: ore).kronor == text)
    }

    @Test func whatIsPrintedIsReadBack() {
        var seed = Seed(1)
        for _ in 0..<2000 {
            let money = Money(ore: seed.anyInteger())
            #expect(Money(kronor: money.kronor) == money)
        }
    }

    @Test func aSumThatDoesNotFitIsNil() {
        #expect(Money(ore: 1).adding(Money(ore: 2)) == Money(ore: 3))
        #expect(Money(ore: .max).adding(Money(ore: 1)) == nil)
        #expect(Money(ore: .min).adding(Money(ore: -1)) == nil)
    }
}
