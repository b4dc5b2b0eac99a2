// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Rows of a question to rules: their columns' types are those of the values.
enum LuaRows {
    /// The table of a list of rows; a column `row` numbers them.
    ///
    /// - Throws: ``Problem`` when it is no list of rows, or a column holds values of several kinds.
    static func inferred(_ json: JSON) throws(Problem) -> Table {
        guard let rows = json.array, rows.allSatisfy({ $0.object != nil }) else {
            throw Problem(Localized(sv: "en lista av rader väntades", en: "a list of rows was expected"))
        }
        var names: [String] = []
        var known: Set<String> = ["row"]
        for name in rows.flatMap({ $0.object?.names ?? [] }) where known.insert(name).inserted { names.append(name) }
        var columns = [try Column(ColumnSpec("row", .integer), rows.indices.map(Cell.integer))]
        for name in names { columns.append(try column(name, rows.map { $0[name] ?? .null })) }
        return try Table(columns, key: ["row"])
    }

    private static func column(_ name: String, _ values: [JSON]) throws(Problem) -> Column {
        let kinds = Set(values.filter { $0 != .null }.map(\.kind))
        let type: ColumnType =
            if kinds.isSubset(of: ["integer"]) { .integer } else if kinds.isSubset(of: ["integer", "real"]) {
                .real
            } else if kinds == ["boolean"] { .boolean } else { .category }
        var cells: [Cell] = []
        for value in values { cells.append(try Cell(wire: value, type: type, column: name)) }
        return try Column(ColumnSpec(name, type, nullable: true), cells)
    }
}
