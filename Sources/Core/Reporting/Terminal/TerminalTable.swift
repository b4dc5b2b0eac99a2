// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A table in a terminal: light rules, numbers to the right, units in the header.
///
/// Text columns give way first, down to a readable width, and wrap. Columns that still do not fit stand in a second
/// block with the key repeated; a table of one to three rows that does not fit is turned on its side.
public enum TerminalTable {
    /// Draws a table, its title first.
    ///
    /// - Parameters:
    ///   - width: columns of the terminal.
    ///   - maximumRows: the rest is told in a line; nil shows all.
    ///   - showAddresses: adds a line that says how to address its figures.
    public static func render(
        _ table: ReportTable, names: [String: Localized] = [:], language: Language, width: Int = 80,
        color: Bool = false, maximumRows: Int? = nil, showAddresses: Bool = false
    ) -> String {
        let ink = Ink(color: color)
        let width = max(24, width)
        let shown = ShownTable(table, Formatter(language, names: names), maximumRows: maximumRows)
        var lines = TextWidth.wrap(Escaping.plain(table.title(language)), width).map(ink.bold)
        lines += body(shown, language, width, ink)
        lines += footnotes(table.conditions, Formatter(language, names: names), width).map(ink.caution)
        lines += notes(table, shown, language, width, showAddresses).map(ink.dim)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func body(_ shown: ShownTable, _ language: Language, _ width: Int, _ ink: Ink) -> [String] {
        guard shown.rowCount > 0 else { return [ink.dim(Words.noRows(language))] }
        let blocks = TableLayout.blocks(shown.columns, width: width)
        if blocks.count > 1, shown.rowCount <= 3 { return sideways(shown, width, ink) }
        return blocks.map { block($0, shown, language, ink) }.reduce(into: []) { lines, block in
            if !lines.isEmpty { lines.append("") }
            lines += block
        }
    }

    private static func block(
        _ columns: [TableLayout.Placed], _ shown: ShownTable, _ language: Language, _ ink: Ink
    ) -> [String] {
        let rule = ink.dim(String(repeating: "─", count: columns.map { $0.width + 2 }.reduce(-2, +)))
        let titles = row(columns, fromBelow: true) { TextWidth.wrap($0.title, $1) }
        var lines = titles.map(ink.bold)
        if columns.contains(where: { $0.column.unit != nil }) {
            lines += row(columns) { column, _ in [column.unit ?? ""] }.map(ink.dim)
        }
        lines.append(rule)
        for index in 0..<shown.rowCount {
            lines += row(columns) { column, width in
                column.isNumber ? [column.cells[index]] : TextWidth.wrap(column.cells[index], width)
            }
        }
        if columns.contains(where: { $0.column.sum != nil }) {
            lines.append(rule)
            let word = Words.sum(language)
            let first = columns.firstIndex { !$0.column.isNumber }
            lines += row(columns) { column, _ in
                [column.sum ?? (column.name == first.map { columns[$0].column.name } ?? nil ? word : "")]
            }.map(ink.bold)
        }
        return lines
    }

    /// One row of cells, which may be several lines high; titles stand on the rule, cells start at the top.
    private static func row(
        _ columns: [TableLayout.Placed], fromBelow: Bool = false, _ text: (ShownTable.Column, Int) -> [String]
    ) -> [String] {
        let cells = columns.map { text($0.column, $0.width) }
        let height = cells.map(\.count).max() ?? 0
        return (0..<height).map { line in
            let out = columns.indices.map { i in
                let at = fromBelow ? line - height + cells[i].count : line
                let part = cells[i].indices.contains(at) ? cells[i][at] : ""
                return TextWidth.fit(part, columns[i].width, right: columns[i].column.isNumber)
            }.joined(separator: "  ")
            return withoutTrailingBlanks(out)
        }
    }

    private static func withoutTrailingBlanks(_ line: String) -> String {
        String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
    }

    private static func sideways(_ shown: ShownTable, _ width: Int, _ ink: Ink) -> [String] {
        let heads = shown.columns.map { column in column.title + (column.unit.map { ", \($0)" } ?? "") }
        let head = min(heads.map(TextWidth.of).max() ?? 0, width / 2)
        let room = max(1, (width - head) / shown.rowCount - 2)
        let cell = min(room, shown.columns.flatMap(\.cells).map(TextWidth.of).max() ?? 1)
        var lines = [ink.dim(String(repeating: "─", count: head + shown.rowCount * (cell + 2)))]
        for (i, column) in shown.columns.enumerated() {
            let parts = [TextWidth.wrap(heads[i], head)] + column.cells.map { TextWidth.wrap($0, cell) }
            for line in 0..<(parts.map(\.count).max() ?? 0) {
                let texts = parts.enumerated().map { j, part in
                    TextWidth.fit(
                        line < part.count ? part[line] : "", j == 0 ? head : cell, right: j > 0 && column.isNumber)
                }
                lines.append(withoutTrailingBlanks(texts.joined(separator: "  ")))
            }
        }
        return lines
    }

    /// What conditional figures depend on, a footnote a rule.
    static func footnotes(_ conditions: [ReportCondition], _ formatter: Formatter, _ width: Int) -> [String] {
        conditions.flatMap { TextWidth.wrap($0.footnote(formatter), width) }
    }

    private static func notes(
        _ table: ReportTable, _ shown: ShownTable, _ language: Language, _ width: Int, _ showAddresses: Bool
    ) -> [String] {
        var notes: [String] = []
        if shown.hiddenRows > 0 { notes.append(Words.moreRows(shown.hiddenRows, language)) }
        if shown.isRounded { notes.append((shown.hasSums ? Words.rounded : Words.roundedPlain)(language)) }
        if showAddresses, let address = addressPattern(table) {
            notes.append(Words.address(language) + ": " + Escaping.plain(address))
        }
        return notes.flatMap { TextWidth.wrap($0, width) }
    }

    /// The address of the last number of the first row, as an example of all of them.
    static func addressPattern(_ table: ReportTable) -> String? {
        let columns = table.table.columns.filter { !table.table.key.contains($0.name) }
        guard table.table.rowCount > 0,
            let column = columns.last(where: { [.integer, .real, .money].contains($0.type) }) ?? columns.last
        else { return nil }
        return table.address(row: 0, column: column.name)
    }
}
