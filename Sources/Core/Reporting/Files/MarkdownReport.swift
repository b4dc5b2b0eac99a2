// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A report as Markdown: findings and tables, for minutes, wikis and issues.
public enum MarkdownReport {
    /// Writes a report.
    public static func render(_ report: Report, language: Language) -> String {
        let formatter = Formatter(language, names: report.names)
        var blocks = ["# " + Escaping.markdown(report.title(language))]
        if report.synthetic { blocks.append("> **\(Words.synthetic(language))**") }
        if !report.conditions.isEmpty { blocks.append("> **\(Words.whatIf(language))**") }
        blocks += report.conditions.map { "> " + Escaping.markdown($0.footnote(formatter)) }
        if let answer = report.answer { blocks.append("**\(Escaping.markdown(formatter.sentence(answer)))**") }
        for section in report.sections { blocks += self.section(section, formatter) }
        if !report.provenance.isEmpty {
            blocks.append("## " + Words.provenance(language))
            blocks.append(list(report.provenance.map { "\($0.label(language)): \($0.value(language))" }))
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ section: ReportSection, _ formatter: Formatter) -> [String] {
        let language = formatter.language
        var blocks = ["## " + Escaping.markdown(section.title(language))]
        let summary = Escaping.markdown(section.summary(language))
        if !summary.isEmpty { blocks.append(summary) }
        if !section.findings.isEmpty {
            blocks.append(section.findings.map { finding($0, formatter) }.joined(separator: "\n"))
        }
        for table in section.filledTables { blocks += self.table(table, formatter) }
        let by = section.subtitle.isEmpty ? [] : ["\(Words.computedBy(language)) \(section.subtitle)."]
        let notes = by + section.notes.map { $0(language) }
        if !notes.isEmpty {
            blocks.append("### " + Words.origin(language))
            blocks.append(list(notes))
        }
        return blocks
    }

    private static func finding(_ finding: ReportFinding, _ formatter: Formatter) -> String {
        let label = Words.label(finding.severity, formatter.language).map { "**\($0):** " } ?? ""
        return "- " + label + Escaping.markdown(formatter.sentence(finding))
    }

    private static func table(_ source: ReportTable, _ formatter: Formatter) -> [String] {
        let language = formatter.language
        let shown = ShownTable(source, formatter, maximumRows: 500)
        var blocks = ["### " + Escaping.markdown(source.title(language))]
        guard shown.rowCount > 0 else { return blocks + ["*\(Words.noRows(language))*"] }
        let head = shown.columns.map { $0.title + ($0.unit.map { ", \($0)" } ?? "") }
        var lines = [row(head.map(Escaping.markdown)), row(shown.columns.map { $0.isNumber ? "---:" : "---" })]
        for index in 0..<shown.rowCount { lines.append(row(shown.columns.map { Escaping.markdown($0.cells[index]) })) }
        if shown.hasSums {
            lines.append(
                row(
                    shown.columns.enumerated().map { i, column in
                        i == 0 ? "**\(Words.sum(language))**" : column.sum.map { "**\(Escaping.markdown($0))**" } ?? ""
                    }))
        }
        blocks.append(lines.joined(separator: "\n"))
        blocks += source.conditions.map { Escaping.markdown($0.footnote(formatter)) }
        if shown.hiddenRows > 0 { blocks.append("*\(Words.moreRows(shown.hiddenRows, language))*") }
        if shown.isRounded { blocks.append("*\((shown.hasSums ? Words.rounded : Words.roundedPlain)(language))*") }
        if let address = TerminalTable.addressPattern(source) {
            blocks.append("\(Words.address(language)): `\(Escaping.plain(address).replacing("`", with: "%60"))`")
        }
        return blocks
    }

    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    private static func list(_ items: [String]) -> String {
        items.map { "- " + Escaping.markdown($0) }.joined(separator: "\n")
    }
}
