// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A table as HTML: units in the header, every figure a link to itself that carries its address.
///
/// A long table is folded and not printed: the charts and findings tell what is in it.
enum HTMLTable {
    /// Rows a page holds; the rest is counted, and stands in the CSV.
    static let maximumRows = 1000

    static func render(_ source: ReportTable, _ formatter: Formatter) -> String {
        let language = formatter.language
        let shown = ShownTable(source, formatter, maximumRows: maximumRows)
        let folded = shown.rowCount > ReportTable.shortRows
        var parts = folded ? [] : [Markup.text("caption", source.title(language))]
        parts.append(head(shown))
        parts.append(Markup.element("tbody", "\n" + rows(shown, source).joined(separator: "\n") + "\n"))
        if shown.hasSums { parts.append(foot(shown, language)) }
        let style = shown.columns.count > 8 ? "table many" : "table"
        let table = Markup.element("table", "\n" + parts.joined(separator: "\n") + "\n")
        let notes = self.notes(source, shown, formatter).map { Markup.element("p", $0, "class=\"note\"") }.joined()
        guard folded else {
            return Markup.element("div", table + notes, "class=\"\(style)\"")
        }
        let size = Words.rows(source.table.rowCount, language)
        let summary = Escaping.html(source.title(language)) + " " + Markup.text("span", size, "class=\"unit\"")
        let details = Markup.element("details", Markup.element("summary", summary) + table + notes)
        let note = Markup.element(
            "p", summary + ". " + Escaping.html(Words.notPrinted(language)), "class=\"note only-print\"")
        return Markup.element("div", details + note, "class=\"\(style)\"")
    }

    private static func head(_ shown: ShownTable) -> String {
        let hasUnits = shown.columns.contains { $0.unit != nil }
        let cells = shown.columns.map { column in
            let unit = hasUnits ? " " + Markup.text("span", column.unit ?? Digits.blank, "class=\"unit\"") : ""
            return Markup.element(
                "th", Escaping.html(column.title) + unit, "scope=\"col\"" + (column.isNumber ? " class=\"n\"" : ""))
        }
        return Markup.element("thead", Markup.element("tr", cells.joined()))
    }

    private static func rows(_ shown: ShownTable, _ source: ReportTable) -> [String] {
        let headed = shown.columns.firstIndex { $0.isKey }
        return (0..<shown.rowCount).map { row in
            let cells = shown.columns.enumerated().map { i, column in
                let text = column.cells[row]
                if i == headed {
                    return Markup.text("th", text, "scope=\"row\"" + (column.longestCell > 28 ? "" : " class=\"k\""))
                }
                return cell(text, column, address: column.name.flatMap { source.address(row: row, column: $0) })
            }
            return Markup.element("tr", cells.joined())
        }
    }

    private static func cell(_ text: String, _ column: ShownTable.Column, address: String?) -> String {
        let style = column.isNumber ? "class=\"n\"" : column.longestCell > 28 ? "class=\"w\"" : ""
        guard column.isNumber, let address, !column.isKey else { return Markup.text("td", text, style) }
        let clean = Escaping.plain(address)
        let link = Markup.text("a", text, "href=\"#\(Escaping.fragment(clean))\"")
        return Markup.element(
            "td", link, "\(style) \(Markup.attribute("id", clean)) \(Markup.attribute("title", clean))")
    }

    private static func foot(_ shown: ShownTable, _ language: Language) -> String {
        let first = shown.columns.firstIndex { !$0.isNumber } ?? 0
        let cells = shown.columns.enumerated().map { i, column in
            if i == first { return Markup.text("th", Words.sum(language), "scope=\"row\"") }
            return Markup.text("td", column.sum ?? "", column.isNumber ? "class=\"n\"" : "")
        }
        return Markup.element("tfoot", Markup.element("tr", cells.joined()))
    }

    private static func notes(_ source: ReportTable, _ shown: ShownTable, _ formatter: Formatter) -> [String] {
        let language = formatter.language
        var notes = source.conditions.map { Markup.text("strong", $0.footnote(formatter)) }
        if shown.rowCount == 0 { notes.append(Escaping.html(Words.noRows(language))) }
        if shown.hiddenRows > 0 {
            notes.append(
                Escaping.html(Words.moreRows(shown.hiddenRows, language) + ". " + Words.wholeTable(language)) + " "
                    + Markup.text("code", "samverk run --format csv"))
        }
        if shown.isRounded {
            notes.append(Escaping.html((shown.hasSums ? Words.rounded : Words.roundedPlain)(language)))
        }
        return notes
    }
}
