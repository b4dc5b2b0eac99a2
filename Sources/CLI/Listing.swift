// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkReporting

/// A plain table on standard output, in the form the user chose.
struct Listing {
    let title: Localized
    let name: String
    let table: Table
    var titles: [String: Localized] = [:]
    var names: [String: Localized] = [:]
    /// Rows shown on a terminal; the other formats give all.
    var maximumRows: Int?

    func show(_ format: OutputFormat, _ options: GlobalOptions) throws {
        let shown = ReportTable(name: name, title: title, table: format == .table ? told : table, titles: titles)
        switch format {
        case .table:
            try Terminal.output(
                TerminalTable.render(
                    shown, names: names, language: options.language, width: Terminal.width,
                    color: Terminal.color(options), maximumRows: maximumRows))
        case .csv: try Terminal.output(CSV.write(table))
        case .json:
            let rows = (0..<table.rowCount).map { row in
                JSON.object(JSONObject(table.columns.map { ($0.name, $0[row].wire) }))
            }
            try Terminal.output(JSON.array(rows).prettyText)
        case .md:
            let section = ReportSection(id: name, title: title, tables: [shown])
            try Terminal.output(
                MarkdownReport.render(
                    Report(title: title, sections: [section], names: names), language: options.language))
        }
    }

    /// The table without columns in which nothing stands.
    private var told: Table {
        let columns = table.columns.filter { column in
            table.key.contains(column.name) || column.count == 0
                || column.cells.contains { $0 != .null && $0 != .text("") }
        }
        return (try? Table(columns, key: table.key, attributes: table.attributes)) ?? table
    }

    /// A listing of text cells.
    ///
    /// - Parameter keyed: how many of the first columns tell the rows apart, where nothing else is known.
    static func texts(
        _ title: Localized, _ name: String, _ columns: [(name: String, title: Localized)], _ rows: [[String]],
        keyed: Int = 1
    ) throws -> Listing {
        var builder = TableBuilder(
            [ColumnSpec("#", .integer)] + columns.map { ColumnSpec($0.name, .text) }, key: ["#"])
        for (number, row) in rows.enumerated() { try builder.append([.integer(number + 1)] + row.map(Cell.text)) }
        let table = try builder.table()
        // The running number only serves as a key here; where the first columns tell the rows apart it is left out.
        let keys = Set(rows.map { Array($0.prefix(keyed)) })
        let shown =
            keys.count == rows.count
            ? try Table(Array(table.columns.dropFirst()), key: columns.prefix(keyed).map(\.name)) : table
        return Listing(
            title: title, name: name, table: shown,
            titles: Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.title) }))
    }
}
