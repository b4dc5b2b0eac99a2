// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkReporting

/// How far a figure swings to either side, in text.
@Suite struct SwingChartTests {
    static func row(_ label: String, _ ore: Int, from: Int = 1_000_000) -> SwingChart.Row {
        (label, .money(Money(ore: ore)), .money(Money(ore: ore - from)))
    }

    static func draw(_ rows: [SwingChart.Row], _ language: Language = .swedish, width: Int = 80) -> String? {
        SwingChart.render(
            "Kostnad", unit: "öre/year", from: .money(Money(ore: 1_000_000)), rows, language: language, width: width)
    }

    @Test func barsGoToTheSideOfTheirSign() throws {
        let text = try #require(
            Self.draw([Self.row("p=1", 900_000), Self.row("p=3", 1_300_000), Self.row("p=2", 1_000_000)]))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "Kostnad, utifrån 10\u{A0}000\u{A0}kr/år")
        #expect(
            lines[1].contains("█│ ") && lines[1].hasSuffix("9\u{A0}000\u{A0}kr/år  (\u{2212}1\u{A0}000\u{A0}kr/år)"))
        #expect(lines[2].contains(" │█") && lines[2].hasSuffix("13\u{A0}000\u{A0}kr/år  (+3\u{A0}000\u{A0}kr/år)"))
        #expect(!lines[3].contains("█") && lines[3].contains("│"))
        let lengths = lines[1...2].map { $0.count { $0 == "█" } }
        #expect(abs(Double(lengths[1]) / Double(lengths[0]) - 3) < 0.3, "\(lengths)")
        #expect(Set(lines.dropFirst().map { $0.prefix { $0 != "│" }.count }).count == 1, "the axis is straight")
    }

    @Test func nothingIsDrawnOfNothing() {
        #expect(Self.draw([]) == nil)
        #expect(Self.draw([Self.row("p=1", 1_000_000)]) == nil)
        #expect(Self.draw([("p=1", .null, .null)]) == nil)
        #expect(SwingChart.render("x", unit: nil, from: .text("a"), [Self.row("p", 1)], language: .english) == nil)
    }

    @Test func namesFromOutsideDoNotSteerTheTerminal() throws {
        let text = try #require(Self.draw([Self.row("p=\u{1B}[31m", 900_000)]))
        #expect(!text.contains("\u{1B}"))
    }

    @Test func aNarrowTerminalGetsShortBars() throws {
        let text = try #require(
            Self.draw([Self.row("a.very.long.name.of.a.parameter=1", 900_000)], .english, width: 40))
        #expect(text.contains("█"))
    }

    @Test(
        "differences have their sign and shares their points",
        arguments: [(Language.swedish, "+2,5\u{A0}%-enheter"), (.english, "+2.5\u{A0}pp")])
    func points(language: Language, text: String) {
        let formatter = Formatter(language)
        #expect(formatter.difference(.real(0.025), unit: "share") == text)
        #expect(formatter.difference(.integer(-3)) == "\u{2212}3")
        #expect(formatter.difference(.null) == "–")
        #expect(
            formatter.bare(.money(Money(ore: 123_456_00)), unit: "öre/year")
                == formatter.bare(.integer(123_456), unit: nil))
    }
}
