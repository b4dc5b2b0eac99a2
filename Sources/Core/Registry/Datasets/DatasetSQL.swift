// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// The SQL of one dataset's table. Names are always quoted; values are always bound.
struct DatasetSQL {
    let schema: DatasetSchema

    /// `d_core__municipalities`, `d_support-pooling/desk_hours`: no slug has a `/`, so no plugin's name, not even `core`,
    /// leads to a table of the core or of another plugin.
    static func tableName(_ id: String) -> String { id.contains("/") ? "d_\(id)" : "d_core__\(id)" }

    /// The table that holds the rows of a dataset as they were before a change.
    static func snapshot(_ number: Int) -> String { quoted("s_\(number)") }

    static func quoted(_ name: String) -> String {
        "\"" + String(String.UnicodeScalarView(name.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })) + "\""
    }

    var table: String { Self.quoted(Self.tableName(schema.id)) }

    private func list(_ names: [String], _ suffix: String = "", separator: String = ", ") -> String {
        names.map { Self.quoted($0) + suffix }.joined(separator: separator)
    }

    /// `_id` is the order of landing; `_import` and `_line` tell where the row came from.
    var create: String {
        let columns = schema.columns.map { column in
            Self.quoted(column.spec.name) + " " + column.spec.type.sql + (column.spec.nullable ? "" : " NOT NULL")
        }
        return """
            CREATE TABLE \(table) (_id INTEGER PRIMARY KEY, _import INTEGER NOT NULL REFERENCES imports (id),
            _line INTEGER NOT NULL, \(columns.joined(separator: ", ")), UNIQUE (\(list(schema.key)))) STRICT
            """
    }

    var drop: String { "DROP TABLE IF EXISTS \(table)" }

    /// Takes the table away under another name, rows and all.
    func rename(to other: String) -> String { "ALTER TABLE \(table) RENAME TO \(other)" }

    /// Brings it back.
    func rename(from other: String) -> String { "ALTER TABLE \(other) RENAME TO \(table)" }

    /// Origin and values of every row.
    func select(_ order: RowOrder) -> String {
        let by = order == .key ? list(schema.key) : "_id"
        return "SELECT _import, _line, \(list(schema.columns.map(\.spec.name))) FROM \(table) ORDER BY \(by)"
    }

    /// `_id` and the values of some columns of the row of a key.
    func find(_ columns: [String]) -> String {
        "SELECT _id, \(list(columns)) FROM \(table) WHERE \(list(schema.key, " = ?", separator: " AND "))"
    }

    /// The first values of a column, each once.
    func distinct(_ column: String) -> String {
        let name = Self.quoted(column)
        return "SELECT DISTINCT \(name) FROM \(table) WHERE \(name) IS NOT NULL ORDER BY \(name) LIMIT ?"
    }

    func insert(_ columns: [String]) -> String {
        let marks = String(repeating: ", ?", count: columns.count)
        return "INSERT INTO \(table) (_import, _line, \(list(columns))) VALUES (?, ?\(marks))"
    }

    func update(_ columns: [String]) -> String {
        "UPDATE \(table) SET _import = ?, _line = ?, \(list(columns, " = ?")) WHERE _id = ?"
    }

    /// Whether the store can hold the schema.
    func problem() -> Problem? {
        func wrong(_ sv: String, _ en: String) -> Problem {
            Problem(Localized(sv: "Datamängden '\(schema.id)': \(sv).", en: "The dataset '\(schema.id)': \(en)."))
        }
        let parts = schema.id.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ Self.isSlug($0) }) else {
            return wrong("namnet ska bestå av a-z, 0-9, - och _", "its name must consist of a-z, 0-9, - and _")
        }
        guard (1...1000).contains(schema.columns.count) else {
            return wrong("1 till 1000 kolumner väntades", "1 to 1000 columns were expected")
        }
        var seen: Set<String> = []
        for name in schema.columns.map(\.spec.name) {
            guard Self.isSlug(name), seen.insert(name).inserted else {
                return wrong(
                    "kolumnnamnet '\(name)' ska vara unikt och bestå av a-z, 0-9, - och _",
                    "the column name '\(name)' must be unique and consist of a-z, 0-9, - and _")
            }
        }
        guard !schema.key.isEmpty, Set(schema.key).count == schema.key.count,
            schema.key.allSatisfy({ schema[$0].map { !$0.spec.nullable } ?? false })
        else {
            return wrong(
                "nyckeln ska nämna kolumner som alltid har ett värde",
                "its key must name columns that always hold a value")
        }
        return nil
    }

    private static func isSlug(_ name: some StringProtocol) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first), name.utf8.count <= 64 else { return false }
        return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }
}

extension ColumnType {
    fileprivate var sql: String {
        switch self {
        case .integer, .money, .date, .boolean: "INTEGER"
        case .real: "REAL"
        case .text, .party, .category: "TEXT"
        }
    }
}
