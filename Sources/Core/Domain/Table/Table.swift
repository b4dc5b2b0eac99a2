// SPDX-License-Identifier: EUPL-1.2

/// The one value that travels between rooms and processes: a small typed frame of columns.
///
/// `key` names the columns that identify a row; a figure's address (`7/split/allocation[9907].shapley`) needs it. A
/// table without key is a dense game table: `attributes.players` names the players, and row m is the coalition with
/// bit i set for player i.
public struct Table: Hashable, Sendable {
    /// The columns, all of one length.
    public let columns: [Column]
    /// The names of the columns whose values together identify a row.
    public let key: [String]
    /// Facts about the whole table, such as `players`.
    public let attributes: JSONObject

    /// A table of columns.
    ///
    /// - Throws: ``Problem`` when lengths differ, a name stands twice, a key column is missing or holds null, two rows
    ///   have the same key, or there is neither a key nor players.
    public init(_ columns: [Column], key: [String], attributes: JSONObject = [:]) throws(Problem) {
        var names: Set<String> = []
        for column in columns {
            guard names.insert(column.name).inserted else {
                throw Problem(
                    Localized(
                        sv: "Kolumnen '\(column.name)' finns två gånger.", en: "Column '\(column.name)' stands twice."))
            }
            guard column.count == columns[0].count else {
                throw Problem(
                    Localized(
                        sv:
                            "Kolumnen '\(column.name)' har \(column.count) rader, '\(columns[0].name)' har \(columns[0].count).",
                        en:
                            "Column '\(column.name)' has \(column.count) rows, '\(columns[0].name)' has \(columns[0].count)."
                    ))
            }
        }
        self.columns = columns
        self.key = key
        self.attributes = attributes
        try checkKey()
    }

    /// Number of rows.
    public var rowCount: Int { columns.first?.count ?? 0 }

    /// Names of the columns, in order.
    public var columnNames: [String] { columns.map(\.name) }

    /// Descriptions of the columns, in order.
    public var specs: [ColumnSpec] { columns.map(\.spec) }

    /// The column of a name, or nil.
    public subscript(name: String) -> Column? { columns.first { $0.name == name } }

    /// The cell of a row and a column's name; null when there is no such column.
    public subscript(row: Int, name: String) -> Cell { self[name]?[row] ?? .null }

    /// The players of a dense game table.
    public var players: [String]? { attributes["players"]?.array?.compactMap(\.string) }

    /// The key cells of a row.
    public func keyCells(_ row: Int) -> [Cell] { key.map { self[row, $0] } }

    /// The key of a row as it stands in a figure's address: values joined by commas, each percent-encoded; for a game
    /// table the members joined by `+`.
    public func keyText(_ row: Int) -> String {
        if key.isEmpty, let players {
            return players.indices.filter { row >> $0 & 1 == 1 }
                .map { Address.encode(players[$0]).split(separator: "+", omittingEmptySubsequences: false) }
                .map { $0.joined(separator: "%2B") }.joined(separator: "+")
        }
        return keyCells(row).map { Address.encode($0.plainText) }.joined(separator: ",")
    }

    /// The row with this key text, or nil. A game's row is its coalition's mask, so that no row is looked through.
    public func row(keyText: String) -> Int? {
        guard key.isEmpty, let players else { return (0..<rowCount).first { self.keyText($0) == keyText } }
        let members = Set(keyText.split(separator: "+").map { Address.decode($0) })
        let row = players.indices.reduce(0) { members.contains(players[$1]) ? $0 | 1 << $1 : $0 }
        return row < rowCount && self.keyText(row) == keyText ? row : nil
    }

    /// The rows of these indices, in this order. The key stays unique when no index repeats.
    public func rows(_ indices: [Int]) throws(Problem) -> Table {
        try Table(columns.map { $0.rows(indices) }, key: key, attributes: attributes)
    }
}

/// Collects the rows of a table.
public struct TableBuilder {
    private var builders: [ColumnBuilder]
    private let key: [String]
    private var attributes: JSONObject

    /// A builder for a table of these columns.
    public init(_ columns: [ColumnSpec], key: [String], attributes: JSONObject = [:]) {
        builders = columns.map(ColumnBuilder.init)
        self.key = key
        self.attributes = attributes
    }

    /// Adds a row: one cell a column, in the order of the columns.
    ///
    /// - Throws: ``Problem`` when a cell does not suit its column or their number is wrong.
    public mutating func append(_ cells: Cell...) throws(Problem) { try append(cells) }

    /// Adds a row: one cell a column, in the order of the columns.
    public mutating func append(_ cells: [Cell]) throws(Problem) {
        guard cells.count == builders.count else {
            throw Problem(
                Localized(
                    sv: "En rad med \(builders.count) celler väntades, men den har \(cells.count).",
                    en: "A row of \(builders.count) cells was expected, but it has \(cells.count)."))
        }
        for i in cells.indices { try builders[i].append(cells[i]) }
    }

    /// The table of the rows added so far.
    ///
    /// - Throws: ``Problem`` when two rows have the same key.
    public func table() throws(Problem) -> Table {
        try Table(builders.map(\.column), key: key, attributes: attributes)
    }
}
