// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import SamverkReporting

/// Names, codes and sentences come from outside and may hold anything.
@Suite struct SafetyTests {
    static let evil = "<script>alert(1)</script>\"'&\u{1B}[31m\u{7}\n|`*_\u{202E}\u{9B}31m"

    static func report() throws -> Report {
        var builder = TableBuilder(
            [ColumnSpec("k", .category), ColumnSpec(evil, .real, unit: evil), ColumnSpec("t", .text)], key: ["k"])
        try builder.append(.category(evil), .real(1), .text("=cmd()" + evil))
        try builder.append(.category("b"), .real(2), .text(evil))
        let both = Localized(sv: evil, en: evil)
        let table = ReportTable(
            name: evil, title: both, table: try builder.table(), titles: ["t": both], address: "1/" + evil)
        let kinds = Chart.Kind.allCases.map {
            Chart(id: evil, kind: $0, title: both, table: evil, category: "k", across: "t", series: [evil])
        }
        let finding = ReportFinding(
            id: evil, severity: .warning, sentence: Localized(sv: evil + "{a}", en: evil + "{a}"),
            arguments: ["a": .init(.text(evil), unit: evil)])
        let section = ReportSection(
            id: evil, title: both, summary: both, subtitle: evil, tables: [table], charts: kinds, findings: [finding],
            notes: [both])
        return Report(
            title: both, answer: finding, sections: [section], names: ["b": both], synthetic: true,
            conditions: [ReportCondition(rule: evil, hook: evil, agreement: evil, missing: [evil])],
            provenance: [ReportFact(both, evil)])
    }

    @Test("HTML holds no script, no foreign element and no control character")
    func html() throws {
        let html = HTMLReport.render(try Self.report(), language: .swedish)
        #expect(!html.contains("<script"))
        #expect(!html.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0.value == 0x202E || $0.value == 0x9B })
        let body = html[try #require(html.range(of: "<body>")).lowerBound...]
            .replacingOccurrences(of: "</html>", with: "")
        #expect(XMLParser(data: Data(body.utf8)).parse(), "the body is well-formed")
    }

    @Test("A terminal sees no control character from outside", arguments: [24, 80, 140])
    func terminal(_ width: Int) throws {
        let text = TerminalReport.render(try Self.report(), language: .swedish, width: width, showAddresses: true)
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || (127..<160).contains($0.value) })
        let colored = TerminalReport.render(try Self.report(), language: .swedish, width: width, color: true)
        #expect(!colored.contains("\u{1B}[31m") && !colored.contains("\u{7}"))
    }

    @Test("Markdown keeps markup out")
    func markdown() throws {
        let text = MarkdownReport.render(try Self.report(), language: .swedish)
        #expect(!text.contains("<script") || text.contains("\\<script"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test("A spreadsheet gets no formula, and every field stays one field")
    func csv() throws {
        let text = CSVReport.render(try Self.report(), forSpreadsheet: true)
        #expect(text.contains("\"'=cmd()"))
    }

    @Test("The page needs nothing from elsewhere, and no id stands twice", arguments: Language.allCases)
    func selfContained(_ language: Language) throws {
        let html = HTMLReport.render(try Sample.report(), language: language)
        for needle in ["<script", "<link", "<img", "@import", "url(", "src=", "https:"] {
            #expect(!html.contains(needle), "\(needle)")
        }
        #expect(html.ranges(of: "http://").count == html.ranges(of: "xmlns=\"http://www.w3.org/2000/svg\"").count)
        let ids = html.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("7/split/allocation[9907].proportional:population"))
    }

    @Test("The mark of synthetic data stands first in every form a person reads")
    func synthetic() throws {
        let report = try Sample.report()
        let html = HTMLReport.render(report, language: .english)
        let mark = try #require(html.range(of: "SYNTHETIC – invented"))
        let answer = try #require(html.range(of: "Together the"))
        #expect(mark.lowerBound < answer.lowerBound)
        #expect(TerminalReport.render(report, language: .english).contains("SYNTHETIC"))
        #expect(MarkdownReport.render(report, language: .english).contains("SYNTHETIC"))
        var real = report
        real.synthetic = false
        #expect(!HTMLReport.render(real, language: .english).contains("SYNTHETIC"))
    }
}
