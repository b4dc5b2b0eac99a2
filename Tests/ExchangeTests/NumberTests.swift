// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkExchange

@Suite("Numbers as people write them")
struct NumberTests {
    @Test(
        "are read",
        arguments: [
            ("12", 12.0), ("12.5", 12.5), ("12,5", 12.5), ("-7", -7), ("\u{2212}7,25", -7.25), ("+3", 3),
            ("1 234", 1234), ("1\u{A0}234\u{A0}567,5", 1_234_567.5), ("1\u{202F}234", 1234), (" 5 ", 5),
            ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("1.234.567", 1_234_567), ("1,234,567.25", 1_234_567.25),
            (",5", 0.5), (".5", 0.5), ("1e3", 1000), ("1,5E+2", 150), ("2e\u{2212}2", 0.02), ("-0", 0), ("0.1", 0.1),
        ])
    func real(_ text: String, _ value: Double) { #expect(cell(text, .real) == .real(value)) }

    @Test(
        "are refused when they are something else",
        arguments: [
            "abc", "1 23", "12 34 567", "1.23.456", "1,234,56", "1.2,3.4", "5.", "--5", "5-", "1e", "1e99999", "0x10",
            "nan", "inf", "1'000", "½", "٣", "1 234.567,8", "-", ".", ",", "1__0", "1e400",
            String(repeating: "9", count: 500),
        ])
    func notReal(_ text: String) { #expect(cell(text, .real) == nil) }

    @Test("with one comma before three digits are ambiguous only where commas separate the fields")
    func ambiguity() {
        #expect(cell("1,234", .real, commaSeparates: false) == .real(1.234))
        #expect(cell("1,234", .real, commaSeparates: true) == nil)
        #expect(cell("0,125", .real, commaSeparates: true) == .real(0.125))
        #expect(cell("1,23", .real, commaSeparates: true) == .real(1.23))
        #expect(cell("1.234", .real, commaSeparates: true) == .real(1.234))
    }

    @Test("are whole where whole numbers are expected")
    func integers() {
        #expect(cell("1 234", .integer) == .integer(1234))
        #expect(cell("12,0", .integer) == .integer(12))
        #expect(cell("\u{2212}9223372036854775808", .integer) == .integer(.min))
        #expect(cell("0042", .integer) == .integer(42))
        for text in ["12.5", "1.000", "1e3", "9223372036854775808", "1O"] {
            #expect(cell(text, .integer) == nil, "\(text)")
        }
    }

    @Test("are money with at most two decimals, to the öre")
    func money() {
        #expect(cell("1 234,50", .money) == .money(Money(ore: 123_450)))
        #expect(cell("1\u{A0}234,5 kr", .money) == .money(Money(ore: 123_450)))
        #expect(cell("-0.05", .money) == .money(Money(ore: -5)))
        #expect(cell("12 SEK", .money) == .money(Money(ore: 1200)))
        for text in ["1.234", "1,234", "0.001", "1e3", "92233720368547758.08", "12 USD"] {
            #expect(cell(text, .money) == nil, "\(text)")
        }
    }

    @Test("are shares when they are percentages of a share")
    func percent() {
        #expect(cell("12,5 %", .real, unit: "share") == .real(0.125))
        #expect(cell("100%", .real, unit: "share") == .real(1))
        #expect(cell("12 %", .real, unit: "s") == nil)
    }
}

@Suite("Other values")
struct ValueTests {
    @Test(
        "yes and no in two languages",
        arguments: [
            ("true", true), ("Ja", true), ("1", true), ("SANT", true), ("yes", true), ("false", false), ("nej", false),
            ("0", false), ("Falskt", false), ("NO", false),
        ])
    func booleans(_ text: String, _ value: Bool) { #expect(cell(text, .boolean) == .boolean(value)) }

    @Test("dates are year-month-day")
    func dates() {
        #expect(cell("2026-01-31", .date) == Day("2026-01-31").map(Cell.date))
        for text in ["2026-02-30", "31/1 2026", "2026-1-31", "46000"] { #expect(cell(text, .date) == nil, "\(text)") }
    }

    @Test("party codes of three digits get their zero back")
    func parties() {
        #expect(cell("114", .party) == Party("0114").map(Cell.party))
        #expect(cell(" 9907 ", .party) == Party("9907").map(Cell.party))
        #expect(cell("org:gemensam-it", .party) == Party("org:gemensam-it").map(Cell.party))
        for text in ["14", "99071", "ORG:x", "Mellerud"] { #expect(cell(text, .party) == nil, "\(text)") }
    }

    @Test("texts are kept as they are, categories are trimmed")
    func texts() {
        #expect(cell("  a ", .text) == .text("  a "))
        #expect(cell("\u{A0}a ", .category) == .category("a"))
        #expect(cell("  ", .category) == .null)
    }
}
