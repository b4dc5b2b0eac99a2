// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.
///
/// The answer comes first, in one sentence; then each step's findings, charts and tables, and how the figures came
/// about. It prints well, follows a dark screen, and marks synthetic data and what-if runs on every printed page.
public enum HTMLReport {
    /// Writes the file.
    public static func render(_ report: Report, language: Language) -> String {
        let page = HTMLPage(report: report, formatter: Formatter(language, names: report.names))
        let head = [
            "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            "<meta name=\"color-scheme\" content=\"light dark\">",
            Markup.text("title", report.title(language)),
            "<style>\n\(Style.css(language))</style>",
        ]
        let body = [page.ribbon, Markup.element("div", page.content, "class=\"page\"")].filter { !$0.isEmpty }
        return "<!doctype html>\n<html lang=\"\(language.rawValue)\">\n<head>\n" + head.joined(separator: "\n")
            + "\n</head>\n<body>\n" + body.joined(separator: "\n") + "\n</body>\n</html>\n"
    }
}

/// The parts of the page.
struct HTMLPage {
    let report: Report
    let formatter: Formatter
    private var language: Language { formatter.language }

    /// What must be seen on every page: synthetic data, what-if.
    var ribbon: String {
        var marks: [String] = []
        if report.synthetic { marks.append(Words.synthetic(language)) }
        if !report.conditions.isEmpty { marks.append(Words.whatIf(language)) }
        guard !marks.isEmpty else { return "" }
        let lines = marks.map { Markup.text("p", $0) }.joined()
        return Markup.element("div", Markup.element("div", lines, "class=\"marks\""), "class=\"ribbon\" role=\"note\"")
    }

    var content: String {
        ([heading, contents] + report.sections.map(section) + [provenance]).filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private var heading: String {
        let run = report.run.map { " · \(Words.run(language)) \($0)" } ?? ""
        var parts = [Markup.text("p", "Samverk" + run, "class=\"kicker\""), Markup.text("h1", report.title(language))]
        if let answer = report.answer {
            parts.append(Markup.element("p", sentence(answer), "class=\"answer\""))
        }
        parts += report.conditions.map { Markup.text("p", $0.footnote(formatter), "class=\"note\"") }
        return Markup.element("header", parts.joined(separator: "\n"))
    }

    private var contents: String {
        guard report.sections.count > 1 else { return "" }
        var items = report.sections.map { (anchor($0), $0.title(language)) }
        if !report.provenance.isEmpty { items.append(("provenance", Words.provenance(language))) }
        let list = items.map { Markup.element("li", Markup.text("a", $0.1, "href=\"#\($0.0)\"")) }.joined()
        return Markup.element(
            "nav", Markup.element("ol", list), Markup.attribute("aria-label", Words.contents(language)))
    }

    private func anchor(_ section: ReportSection) -> String { Markup.anchor("step", section.id) }

    private func sentence(_ finding: ReportFinding) -> String {
        formatter.pieces(finding).map { $0.isNumber ? Markup.text("b", $0.text) : Escaping.html($0.text) }.joined()
    }

    private func section(_ section: ReportSection) -> String {
        let summary = section.summary(language)
        var parts = [Markup.text("h2", section.title(language))]
        if !summary.isEmpty { parts.append(Markup.text("p", summary, "class=\"summary\"")) }
        if !section.findings.isEmpty {
            parts.append(
                Markup.element("ul", section.findings.map(finding).joined(separator: "\n"), "class=\"findings\""))
        }
        parts += section.charts.map { chart($0, section) }
        parts += section.filledTables.map { HTMLTable.render($0, formatter) }
        parts.append(origin(section))
        return Markup.element(
            "section", "\n" + parts.filter { !$0.isEmpty }.joined(separator: "\n") + "\n", "id=\"\(anchor(section))\"")
    }

    private func finding(_ finding: ReportFinding) -> String {
        let label = Words.label(finding.severity, language).map { Markup.text("strong", $0 + ":") + " " } ?? ""
        return Markup.element("li", label + sentence(finding), "class=\"\(finding.severity.rawValue)\"")
    }

    private func chart(_ chart: Chart, _ section: ReportSection) -> String {
        guard let source = section.tables.first(where: { $0.name == chart.table }) else { return "" }
        let svg = SVGChart.render(
            chart, table: source.table, titles: source.titles, names: report.names, language: language)
        guard !svg.isEmpty else { return "" }
        let mark = source.conditions.isEmpty ? "" : " " + ReportCondition.mark
        return Markup.element("figure", Markup.text("figcaption", chart.title(language) + mark) + "\n" + svg)
    }

    /// The first section whose figures have addresses: it tells how to use them, once.
    private var firstAddressed: String? {
        report.sections.first { $0.tables.contains { $0.address != nil } }?.id
    }

    private func origin(_ section: ReportSection) -> String {
        var lines = section.notes.map { Markup.text("li", $0(language)) }
        if !section.subtitle.isEmpty {
            lines.insert(
                Markup.element(
                    "li", Escaping.html(Words.computedBy(language)) + " " + Markup.text("code", section.subtitle)),
                at: 0)
        }
        if section.id == firstAddressed, let table = section.tables.first(where: { $0.address != nil }),
            let address = TerminalTable.addressPattern(table)
        {
            lines.append(
                Markup.element(
                    "li",
                    Escaping.html(Words.howToAsk(language)) + " "
                        + Markup.text("code", "samverk explain \(address)")))
        }
        guard !lines.isEmpty else { return "" }
        return Markup.element(
            "aside", Markup.text("h3", Words.origin(language)) + Markup.element("ul", lines.joined(separator: "\n")))
    }

    private var provenance: String {
        guard !report.provenance.isEmpty else { return "" }
        let rows = report.provenance.map {
            Markup.text("dt", $0.label(language)) + Markup.text("dd", $0.value(language))
        }
        return Markup.element(
            "footer",
            Markup.text("h2", Words.provenance(language)) + Markup.element("dl", rows.joined(separator: "\n")),
            "id=\"provenance\"")
    }
}
