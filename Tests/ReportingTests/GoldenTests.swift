// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkReporting

/// Every renderer against a file that a person has read. Refresh with RECORD_SNAPSHOTS=1.
@Suite struct GoldenTests {
    @Test("The HTML report", arguments: Language.allCases)
    func html(_ language: Language) throws {
        check(HTMLReport.render(try Sample.report(), language: language), "report.\(language.rawValue).html")
    }

    @Test("The terminal report at three widths", arguments: [80, 100, 140])
    func terminal(_ width: Int) throws {
        let text = TerminalReport.render(
            try Sample.report(), language: .swedish, width: width, showAddresses: width > 80)
        check(text, "report.sv.\(width).txt")
    }

    @Test("The terminal report in English, with colours")
    func terminalInEnglish() throws {
        check(TerminalReport.render(try Sample.report(), language: .english, color: true), "report.en.80.ansi")
    }

    @Test("The Markdown report", arguments: Language.allCases)
    func markdown(_ language: Language) throws {
        var report = try Sample.report()
        report.sections.removeLast()
        check(MarkdownReport.render(report, language: language), "report.\(language.rawValue).md")
    }

    @Test("The CSV report")
    func csv() throws {
        var report = try Sample.report()
        report.sections.removeLast()
        check(CSVReport.render(report), "report.csv")
    }

    @Test("The JSON report")
    func json() throws {
        var report = try Sample.report()
        report.sections.removeLast()
        check(JSONReport.json(report).prettyText + "\n", "report.json")
    }

    @Test("The JSON of one analysis has the promised members")
    func analysis() throws {
        let json = JSONReport.json(analysis: "cost-allocation/allocate", try Sample.split(), provenance: ["seed": 1])
        #expect(json.object?.names == ["analysis", "tables", "findings", "provenance"])
        check(json.prettyText + "\n", "analysis.json")
    }

    @Test("Every chart as SVG")
    func charts() throws {
        for section in try Sample.report().sections {
            for chart in section.charts {
                let source = try #require(section.tables.first { $0.name == chart.table })
                let svg = SVGChart.render(
                    chart, table: source.table, titles: source.titles, names: Sample.names, language: .swedish)
                check(svg, "chart-\(chart.id).svg")
            }
        }
    }

    private func check(_ actual: String, _ name: String, at location: SourceLocation = #_sourceLocation) {
        if let difference = Golden.difference(actual, "reporting/" + name) {
            Issue.record("\(difference)", sourceLocation: location)
        }
    }
}
