// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import SamverkReporting

@Suite struct ChartTests {
    struct Axis: Sendable {
        var numbers: [Double]
        var values: [Double]
    }

    @Test(
        "An axis has zero and nice steps",
        arguments: [
            Axis(numbers: [1399, 787], values: [0, 500, 1000, 1500]),
            Axis(numbers: [0.9, 0.2], values: [0, 0.2, 0.4, 0.6, 0.8, 1]),
            Axis(numbers: [-376, 31], values: [-400, -300, -200, -100, 0, 100]),
            Axis(numbers: [0], values: [0, 0.2]), Axis(numbers: [4, 4], values: [0, 1, 2, 3, 4]),
        ])
    func ticks(_ axis: Axis) {
        let values = Ticks(axis.numbers).values
        #expect(values.count == axis.values.count)
        #expect(zip(values, axis.values).allSatisfy { abs($0 - $1) < 1e-9 }, "\(values)")
    }

    @Test("Every chart is well-formed XML and has a name", arguments: Language.allCases)
    func wellFormed(_ language: Language) throws {
        for section in try Sample.report().sections {
            for chart in section.charts {
                let source = try #require(section.tables.first { $0.name == chart.table })
                let svg = SVGChart.render(
                    chart, table: source.table, titles: source.titles, names: Sample.names, language: language)
                #expect(XMLParser(data: Data(svg.utf8)).parse())
                #expect(svg.contains("role=\"img\"") && svg.contains("<title>\(chart.title(language))</title>"))
            }
        }
    }

    @Test("What cannot be drawn is left out", arguments: Chart.Kind.allCases)
    func impossible(_ kind: Chart.Kind) throws {
        let table = try Sample.allocation().table
        func draw(_ category: String, _ table: Table) -> String {
            let chart = Chart(
                id: "c", kind: kind, title: "C", table: "t", category: category, across: "none", series: ["gone"])
            return SVGChart.render(chart, table: table, language: .swedish)
        }
        #expect(draw("nothing", table).isEmpty)
        #expect(draw("player", table).isEmpty)
        #expect(draw("player", try table.rows([])).isEmpty)
    }

    @Test(
        "Extreme numbers are drawn or left out, never a crash",
        arguments: [1e308, -1e308, .leastNonzeroMagnitude, 0, 1e14, -3])
    func extremes(_ number: Double) throws {
        var builder = TableBuilder(
            [ColumnSpec("k", .category), ColumnSpec("l", .category), ColumnSpec("v", .real, nullable: true)], key: ["k"]
        )
        try builder.append(.category("a"), .category("x"), .real(number))
        try builder.append(.category("b"), .category("y"), .null)
        let table = try builder.table()
        for kind in Chart.Kind.allCases {
            let chart = Chart(
                id: "c", kind: kind, title: "C", table: "t", category: "k", across: "l", series: ["v"])
            let svg = SVGChart.render(chart, table: table, language: .swedish)
            #expect(svg.isEmpty || XMLParser(data: Data(svg.utf8)).parse())
            #expect(!svg.contains("nan") && !svg.contains("inf\""))
            let source = ReportTable(name: "t", title: "T", table: table)
            _ = TerminalChart.render(chart, source, Formatter(.swedish), width: 80, ink: Ink(color: false))
        }
    }
}
