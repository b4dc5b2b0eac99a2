// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The tables of a report as CSV for other programs: comma, LF, decimal point, money in kronor, codes as they are.
public enum CSVReport {
    /// Writes all tables one after another, each after a line `# STEP/TABLE`; a single table has no such line.
    ///
    /// - Parameter forSpreadsheet: puts `'` before text that a spreadsheet would take for a formula.
    public static func render(_ report: Report, forSpreadsheet: Bool = false) -> String {
        let tables = report.sections.flatMap { section in section.tables.map { (section.id, $0) } }
        if tables.count == 1 { return csv(tables[0].1.table, forSpreadsheet) }
        return tables.map { step, table in
            "# \(Escaping.plain(step))/\(Escaping.plain(table.name))\n" + csv(table.table, forSpreadsheet)
        }.joined(separator: "\n")
    }

    private static func csv(_ table: Table, _ forSpreadsheet: Bool) -> String {
        let players = table.key.isEmpty ? table.players : nil
        let header = (players == nil ? [] : ["coalition"]) + table.columnNames
        var lines = [header.map { field($0, forSpreadsheet) }.joined(separator: ",")]
        for row in 0..<table.rowCount {
            var fields = table.columns.map { column in
                let cell = column[row]
                return field(cell.plainText, forSpreadsheet && cell.number == nil)
            }
            if let players {
                let members = players.indices.filter { row >> $0 & 1 == 1 }.map { players[$0] }
                fields.insert(field(members.joined(separator: "+"), forSpreadsheet), at: 0)
            }
            lines.append(fields.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A field by RFC 4180, quoted where it must be; so is one that starts with `#`, which would look like a new table.
    private static func field(_ text: String, _ guardsFormulas: Bool) -> String {
        var text = text
        if guardsFormulas, let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
            text = "'" + text
        }
        let special = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        guard special || text.hasPrefix("#") || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
