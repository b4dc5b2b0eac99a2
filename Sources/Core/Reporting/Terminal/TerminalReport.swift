// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A report in a terminal: the marks, the answer in a box, then each step's findings, charts and tables.
public enum TerminalReport {
    /// Rows shown of a table that is too long to be shown whole.
    static let rowsOfLongTable = 10

    /// Draws a report.
    ///
    /// - Parameters:
    ///   - width: columns of the terminal.
    ///   - color: whether it takes colours; text from outside never brings its own.
    ///   - showAddresses: tells under each table how its figures are addressed.
    ///   - maximumRows: rows shown of each table; nil shows the beginning of those that are long.
    public static func render(
        _ report: Report, language: Language, width: Int = 80, color: Bool = false, showAddresses: Bool = false,
        maximumRows: Int? = nil
    ) -> String {
        let page = Page(report, language, min(max(24, width), 140), Ink(color: color), showAddresses, maximumRows)
        var blocks = [page.heading]
        if let answer = report.answer { blocks.append(page.box(answer)) }
        blocks += report.sections.map(page.section)
        blocks.append(page.provenance)
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private struct Page {
        let report: Report
        let formatter: Formatter
        let language: Language
        let width: Int
        let ink: Ink
        let showAddresses: Bool
        let maximumRows: Int?

        init(
            _ report: Report, _ language: Language, _ width: Int, _ ink: Ink, _ showAddresses: Bool, _ maximumRows: Int?
        ) {
            self.report = report
            self.language = language
            self.width = width
            self.ink = ink
            self.showAddresses = showAddresses
            self.maximumRows = maximumRows
            formatter = Formatter(language, names: report.names)
        }

        var heading: String {
            let run = report.run.map { "\(Words.run(language)) \($0): " } ?? ""
            var lines = TextWidth.wrap(run + Escaping.plain(report.title(language)), width).map(ink.bold)
            if report.synthetic { lines += TextWidth.wrap(Words.synthetic(language), width).map(ink.mark) }
            if !report.conditions.isEmpty { lines += TextWidth.wrap(Words.whatIf(language), width).map(ink.mark) }
            lines += TerminalTable.footnotes(report.conditions, formatter, width).map(ink.mark)
            return joined(lines)
        }

        func box(_ answer: ReportFinding) -> String {
            let inner = min(width, 100) - 4
            let lines = TextWidth.wrap(Escaping.plain(formatter.sentence(answer)), inner)
            let rule = String(repeating: "━", count: inner + 2)
            let body = lines.map { "┃ " + ink.bold(TextWidth.fit($0, inner)) + " ┃" }
            return joined(["┏" + rule + "┓"] + body + ["┗" + rule + "┛"])
        }

        func section(_ section: ReportSection) -> String {
            var blocks = [joined(sectionHeading(section) + section.findings.flatMap(finding))]
            for chart in section.charts {
                guard let table = section.tables.first(where: { $0.name == chart.table }) else { continue }
                if let text = TerminalChart.render(chart, table, formatter, width: min(width, 100), ink: ink) {
                    blocks.append(text)
                }
            }
            for table in section.filledTables {
                blocks.append(
                    TerminalTable.render(
                        table, names: report.names, language: language, width: width, color: ink.color,
                        maximumRows: maximumRows
                            ?? (table.table.rowCount > ReportTable.shortRows ? TerminalReport.rowsOfLongTable : nil),
                        showAddresses: showAddresses))
            }
            if !section.notes.isEmpty {
                let notes = section.notes.flatMap { bullet("·", Escaping.plain($0(language))) }
                let title = TextWidth.wrap(Words.origin(language), width)
                blocks.append(joined((title + notes).map(ink.dim)))
            }
            return blocks.joined(separator: "\n")
        }

        private func sectionHeading(_ section: ReportSection) -> [String] {
            let title = Escaping.plain(section.title(language))
            let rule = String(repeating: "─", count: max(0, width - TextWidth.of(title) - 4))
            var lines = [ink.dim("── ") + ink.bold(TextWidth.cutting(title, width - 4)) + ink.dim(" " + rule)]
            let summary = Escaping.plain(section.summary(language))
            if !summary.isEmpty { lines += TextWidth.wrap(summary, width) }
            if showAddresses, !section.subtitle.isEmpty {
                lines += TextWidth.wrap(Escaping.plain("\(section.id): \(section.subtitle)"), width).map(ink.dim)
            }
            return lines
        }

        private func finding(_ finding: ReportFinding) -> [String] {
            let sentence = Escaping.plain(formatter.sentence(finding))
            let label = Words.label(finding.severity, language)
            let lines = bullet(finding.severity == .info ? "•" : "!", (label.map { $0 + ": " } ?? "") + sentence)
            switch finding.severity {
            case .info: return lines
            case .notice: return lines.map(ink.caution)
            case .warning: return lines.map(ink.alarm)
            }
        }

        private func bullet(_ mark: String, _ text: String) -> [String] {
            TextWidth.wrap(text, width - 2).enumerated().map { ($0 == 0 ? mark + " " : "  ") + $1 }
        }

        var provenance: String {
            guard showAddresses, !report.provenance.isEmpty else { return "" }
            let lines = report.provenance.flatMap {
                bullet("·", Escaping.plain($0.label(language) + ": " + $0.value(language)))
            }
            return joined([ink.bold(Words.provenance(language))] + lines)
        }

        private func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
    }
}
