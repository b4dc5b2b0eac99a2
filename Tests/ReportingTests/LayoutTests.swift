// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkReporting

@Suite struct LayoutTests {
    @Test("No line is wider than the terminal", arguments: [24, 30, 40, 60, 80, 81, 100, 120, 140, 200])
    func width(_ width: Int) throws {
        let report = try Sample.report()
        for language in Language.allCases {
            let text = TerminalReport.render(report, language: language, width: width, showAddresses: true)
            #expect(text.split(separator: "\n").filter { TextWidth.of(String($0)) > width } == [])
        }
    }

    @Test("Wide and combining characters keep columns straight")
    func wideCharacters() throws {
        #expect(TextWidth.of("kommun") == 6)
        #expect(TextWidth.of("日本") == 4)
        #expect(TextWidth.of("e\u{301}") == 1)
        #expect(TextWidth.of("👍") == 2)
        #expect(TextWidth.cutting("Exempelkommun", 8) == "Exempel…")
        #expect(TextWidth.cutting("日本日本", 4) == "日…")
        #expect(TextWidth.wrap("ett två tre", 7) == ["ett två", "tre"])
        #expect(TextWidth.wrap("förmågekarta", 5) == ["förmå", "gekar", "ta"])
    }

    @Test("A single wide row is turned on its side")
    func sideways() throws {
        let specs = (1...9).map { ColumnSpec("measure_number_\($0)", .integer, unit: "persons") }
        var builder = TableBuilder([ColumnSpec("model", .category)] + specs, key: ["model"])
        try builder.append([.category("erlang-c")] + (1...9).map { Cell.integer($0 * 1000) })
        let source = ReportTable(name: "t", title: "T", table: try builder.table())
        let text = TerminalTable.render(source, language: .english, width: 60)
        #expect(text.split(separator: "\n").count == 12)
        #expect(text.contains("Measure number 9, people"))
    }

    @Test("Rows beyond the limit are counted; an empty table says so")
    func manyRows() throws {
        let text = TerminalTable.render(try Sample.game(), language: .swedish, maximumRows: 4)
        #expect(text.contains("… och 28 rader till"))
        let empty = try TableBuilder([ColumnSpec("a", .text)], key: ["a"]).table()
        let shown = TerminalTable.render(ReportTable(name: "e", title: "E", table: empty), language: .swedish)
        #expect(shown == "E\nInga rader.\n")
    }

    @Test("Amounts of parties are added up, to the öre; other numbers are not")
    func sums() throws {
        let formatter = Formatter(.swedish)
        let shares = ShownTable(try Sample.allocation(), formatter).columns.map(\.sum)
        #expect(shares.dropFirst().allSatisfy { $0 == "5\u{A0}214\u{A0}377" })
        #expect(!ShownTable(try Sample.stability(), formatter).hasSums)
        #expect(!ShownTable(try Sample.game(), formatter).hasSums)
        #expect(
            ShownTable(try Sample.parts(), formatter).columns.map { $0.sum != nil } == [false, true]
                + Array(repeating: false, count: 9))
    }
}
