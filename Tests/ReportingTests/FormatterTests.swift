// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkReporting

@Suite struct FormatterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var cell: Cell
        var unit: String?
        var sv: String
        var en: String
        var testDescription: String { "\(cell) \(unit ?? "") is \(sv)" }
    }

    static let cases: [Case] = [
        Case(cell: .money(Money(ore: 123_456_789)), unit: "öre/year", sv: "1 234 568 kr/år", en: "1,234,568 SEK/year"),
        Case(cell: .money(Money(ore: 123_450)), unit: nil, sv: "1 235 kr", en: "1,235 SEK"),
        Case(cell: .money(Money(ore: 99_950)), unit: "öre", sv: "999,50 kr", en: "999.50 SEK"),
        Case(cell: .money(Money(ore: 15_000)), unit: "öre/month", sv: "150 kr/månad", en: "150 SEK/month"),
        Case(cell: .money(Money(ore: -5)), unit: nil, sv: "−0,05 kr", en: "−0.05 SEK"),
        Case(
            cell: .money(Money(ore: .min)), unit: nil, sv: "−92 233 720 368 547 758 kr",
            en: "−92,233,720,368,547,758 SEK"),
        Case(cell: .real(0.2235), unit: "share", sv: "22,4 %", en: "22.4%"),
        Case(cell: .real(0.0217), unit: "share", sv: "2,17 %", en: "2.17%"),
        Case(cell: .real(0.8), unit: "share", sv: "80 %", en: "80%"),
        Case(cell: .real(1), unit: "share", sv: "100 %", en: "100%"),
        Case(
            cell: .real(0.117), unit: "share-difference", sv: "11,7 procentenheter", en: "11.7 percentage points"),
        Case(cell: .real(0.01), unit: "share-difference", sv: "1 procentenhet", en: "1 percentage point"),
        Case(cell: .real(-0.079), unit: "share", sv: "−7,9 %", en: "−7.9%"),
        Case(cell: .real(14.2317), unit: "erlang", sv: "14,2 erlang", en: "14.2 erlang"),
        Case(cell: .real(2.345), unit: nil, sv: "2,35", en: "2.35"),
        Case(cell: .real(333.377), unit: "s", sv: "333,4 s", en: "333.4 s"),
        Case(cell: .real(25377.4), unit: "tickets/year", sv: "25 377 ärenden/år", en: "25,377 tickets/year"),
        Case(cell: .real(0.1234), unit: nil, sv: "0,123", en: "0.123"),
        Case(cell: .real(0.0000000012345), unit: nil, sv: "1,23·10⁻⁹", en: "1.23·10⁻⁹"),
        Case(cell: .real(-0.0), unit: nil, sv: "0", en: "0"),
        Case(cell: .real(1e300), unit: nil, sv: "1e+300", en: "1e+300"),
        Case(cell: .integer(59100), unit: "persons", sv: "59 100 personer", en: "59,100 people"),
        Case(cell: .integer(1), unit: "persons", sv: "1 person", en: "1 person"),
        Case(cell: .integer(3), unit: "level", sv: "3", en: "3"),
        Case(cell: .integer(2026), unit: "calendar-year", sv: "2026", en: "2026"),
        Case(cell: .integer(.min), unit: nil, sv: "−9 223 372 036 854 775 808", en: "−9,223,372,036,854,775,808"),
        Case(cell: .boolean(true), unit: nil, sv: "ja", en: "yes"),
        Case(cell: .null, unit: "s", sv: "–", en: "–"),
        Case(cell: .category("9907"), unit: nil, sv: "Exempelkommun G", en: "Example municipality G"),
        Case(
            cell: .text("9907+9908"), unit: nil, sv: "Exempelkommun G + Exempelkommun H",
            en: "Example municipality G + Example municipality H"),
        Case(
            cell: .text("9907, 9908"), unit: nil, sv: "Exempelkommun G och Exempelkommun H",
            en: "Example municipality G and Example municipality H"),
        Case(
            cell: .text("9907, proportional:km"), unit: nil, sv: "Exempelkommun G och proportional:km",
            en: "Example municipality G and proportional:km"),
        Case(cell: .text("so, not so"), unit: nil, sv: "so, not so", en: "so, not so"),
        Case(cell: .text("9907+abc"), unit: nil, sv: "9907+abc", en: "9907+abc"),
    ]

    @Test("A value reads as people write it", arguments: cases)
    func value(_ expected: Case) {
        // No-break blanks read as blanks here.
        func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }
        #expect(plain(Formatter(.swedish, names: Sample.names).cell(expected.cell, unit: expected.unit)) == expected.sv)
        #expect(plain(Formatter(.english, names: Sample.names).cell(expected.cell, unit: expected.unit)) == expected.en)
    }

    @Test("A column has one number of decimals, and no small number becomes zero")
    func column() throws {
        let formatter = Formatter(.swedish)
        let waits = try Column(ColumnSpec("w", .real, unit: "s"), [.real(333.377), .real(8), .real(0.0042)])
        #expect(formatter.cells(of: waits) == ["333,4", "8,0", "<0,1"])
        let shares = try Column(ColumnSpec("s", .real, unit: "share"), [.real(0.012), .real(0.0217)])
        #expect(formatter.cells(of: shares) == ["1,20", "2,17"])
        let money = try Column(ColumnSpec("m", .money, nullable: true), [.money(Money(ore: 150)), .null])
        #expect(formatter.cells(of: money) == ["1,50", "–"])
    }

    @Test("A finding's values go where their names stand in braces; a name without value stays")
    func sentence() {
        let finding = ReportFinding(
            id: "x", sentence: Localized(sv: "{n} av {total}, {what", en: "{n} of {total}, {what"),
            arguments: ["n": .init(.integer(3), unit: nil)])
        #expect(Formatter(.swedish).sentence(finding) == "3 av {total}, {what")
    }

    @Test("Units are put into words part by part")
    func units() {
        let formatter = Formatter(.swedish)
        let words = ["öre/year", "tickets/h", "agents", "share", "h/day", "widgets/week"].map {
            formatter.unit(of: ColumnSpec("c", .real, unit: $0))
        }
        #expect(words == ["kr/år", "ärenden/tim", "handläggare", "%", "tim/dag", "widgets/vecka"])
        #expect(formatter.unit(of: ColumnSpec("c", .money)) == "kr")
        #expect(formatter.unit(of: ColumnSpec("c", .text)) == nil)
    }
}
