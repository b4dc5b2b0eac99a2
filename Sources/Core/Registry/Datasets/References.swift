// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// The columns of a dataset that refer to other datasets, and what they refer to that is not there.
///
/// A party column that refers to `municipalities` may also hold an organisation of `organisations`.
struct References {
    private let schema: DatasetSchema
    private let db: Database
    private let targets: [(column: DatasetColumn, target: String, known: String)]

    init(_ schema: DatasetSchema, _ db: Database) throws {
        self.schema = schema
        self.db = db
        var targets: [(DatasetColumn, String, String)] = []
        for column in schema.columns {
            guard let target = try Self.target(of: column, in: schema, db) else { continue }
            var known = Self.keys(of: target)
            if target.id == "municipalities", column.spec.type == .party {
                known += " UNION ALL SELECT id FROM \(DatasetSQL.quoted(DatasetSQL.tableName("organisations")))"
            }
            targets.append((column, target.id, known))
        }
        self.targets = targets
    }

    /// The dataset that a column refers to: of the same plugin, or of the core. Its key must be a single column.
    private static func target(of column: DatasetColumn, in schema: DatasetSchema, _ db: Database) throws
        -> DatasetSchema?
    {
        guard let name = column.references else { return nil }
        for id in [schema.plugin.map { "\($0)/\(name)" }, name].compactMap({ $0 }) {
            let row = try Row.fetchOne(db, sql: "SELECT schema FROM datasets WHERE id = ?", arguments: [id])
            guard let row else { continue }
            let target = try DatasetSchema(stored: JSON.read(row.text(0)))
            return target.key.count == 1 ? target : nil
        }
        return nil
    }

    private static func keys(of target: DatasetSchema) -> String {
        let key = target.key.map(DatasetSQL.quoted).joined()
        return "SELECT \(key) FROM \(DatasetSQL(schema: target).table)"
    }

    /// One notice a column for the values of a file that lead nowhere, at the first of them.
    func notices(of rows: PositionedTable) throws -> [Problem] {
        var notices: [Problem] = []
        for (column, target, known) in targets {
            guard let cells = rows.table[column.spec.name] else { continue }
            let exists = try db.makeStatement(sql: "SELECT 1 WHERE ? IN (\(known))")
            var seen: Set<Cell> = []
            var missing: [(value: String, row: Int)] = []
            for row in 0..<cells.count where cells[row] != .null && seen.insert(cells[row]).inserted {
                if target == schema.id, rows.table[target] != nil { continue }
                let value = cells[row].composed.stored
                if try Row.fetchOne(exists, arguments: [value]) == nil { missing.append((cells[row].plainText, row)) }
            }
            guard let first = missing.first else { continue }
            let list =
                missing.prefix(5).map { "'\($0.value)'" }.joined(separator: ", ") + (missing.count > 5 ? " ..." : "")
            notices.append(
                Self.problem(column, target, list, Place(file: rows.file, line: rows.line(first.row))))
        }
        return notices
    }

    /// The first twenty rows a column whose value leads nowhere.
    func problems() throws -> [Problem] {
        var problems: [Problem] = []
        for (column, target, known) in targets {
            let name = DatasetSQL.quoted(column.spec.name)
            let sql = """
                SELECT CAST(t.\(name) AS TEXT), i.file, t._line FROM \(DatasetSQL(schema: schema).table) t
                JOIN imports i ON i.id = t._import
                WHERE t.\(name) IS NOT NULL AND t.\(name) NOT IN (\(known)) ORDER BY t._id LIMIT 20
                """
            for row in try Row.fetchAll(db, sql: sql) {
                let place = Place(
                    file: try row.text(1), line: try row.integer(2), context: ["dataset \(schema.id)"])
                problems.append(Self.problem(column, target, "'\(try row.text(0))'", place))
            }
        }
        return problems
    }

    private static func problem(_ column: DatasetColumn, _ target: String, _ values: String, _ place: Place) -> Problem
    {
        let name = column.spec.name
        return Problem(
            Localized(
                sv: "\(name): \(values) finns inte i datamängden '\(target)'.",
                en: "\(name): \(values) \(values.contains(", ") ? "are" : "is") not in the dataset '\(target)'."),
            at: place,
            remedy: Localized(
                sv: "Rätta värdet, eller importera det som saknas till '\(target)'.",
                en: "Correct the value, or import what is missing into '\(target)'."))
    }
}
