// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Lands rows in a dataset, by key, in one transaction: all of them or, with any fault, none.
    ///
    /// A row with a new key is added, one with a known key replaces the values of the columns that are given, an equal one
    /// keeps its origin. Rows that are not in the file stay. Nullable columns may be missing. The audit log gets one entry
    /// for the import and one for each changed row, with before and after.
    ///
    /// - Parameters:
    ///   - rows: what Exchange read.
    ///   - dataset: id, or the name alone when it is unique.
    ///   - who: for the audit log.
    ///   - dryRun: only tells what would happen.
    /// - Throws: `Problem` or `Problems` with file and line.
    @discardableResult
    public func land(_ rows: PositionedTable, in dataset: String, by who: String, dryRun: Bool = false) throws
        -> ImportReport
    {
        let schema = try schema(dataset)
        try LandingCheck.run(rows, schema)
        if dryRun {
            return try reading { db in
                var landing = try Landing(rows, schema, import: nil, by: who, db)
                return try landing.run()
            }
        }
        return try writing { db in
            guard try Self.schema(schema.id, db) == schema else {
                throw Problem(
                    Localized(
                        sv: "Datamängden ändrades under tiden.", en: "The dataset was changed in the meantime."),
                    kind: .limit, remedy: Localized(sv: "Försök igen.", en: "Try again."))
            }
            return try Self.land(rows, in: schema, by: who, db)
        }
    }

    /// Lands checked rows within a transaction.
    static func land(_ rows: PositionedTable, in schema: DatasetSchema, by who: String, _ db: Database) throws
        -> ImportReport
    {
        let number = try beginImport(rows, schema.id, by: who, db)
        var landing = try Landing(rows, schema, import: number, by: who, db)
        let report = try landing.run()
        try endImport(report, tellsSource: rows.table["source"] != nil, by: who, db)
        return report
    }

    private static func beginImport(_ rows: PositionedTable, _ id: String, by who: String, _ db: Database) throws -> Int
    {
        let source = rows.table["source"]
        let synthetic =
            source.map { source in
                (0..<source.count).contains { source[$0].plainText.hasPrefix("SYNTHETIC") }
            } ?? false
        try db.execute(
            sql: """
                INSERT INTO imports (dataset, file, at, who, added, changed, unchanged, synthetic)
                VALUES (?, ?, ?, ?, 0, 0, 0, ?)
                """,
            arguments: [id, rows.file, Clock.now, who, synthetic ? 1 : 0])
        return Int(db.lastInsertedRowID)
    }

    private static func endImport(
        _ report: ImportReport, tellsSource: Bool, by who: String, _ db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE imports SET added = ?, changed = ?, unchanged = ? WHERE id = ?",
            arguments: [report.added, report.changed, report.unchanged, report.importID])
        // A file without a source column keeps what stood in it: rows that were invented stay marked as invented.
        if report.changed > 0, !tellsSource {
            try db.execute(
                sql: """
                    UPDATE imports SET synthetic = 1 WHERE id = ?1
                    AND EXISTS (SELECT 1 FROM imports WHERE dataset = ?2 AND synthetic = 1)
                    """, arguments: [report.importID, report.dataset])
        }
        if report.added + report.changed > 0 {
            try db.execute(
                sql: "UPDATE datasets SET revision = revision + 1 WHERE id = ?", arguments: [report.dataset])
        }
        let counts = JSON.object([
            "import": report.importID.map(JSON.integer) ?? .null, "file": .string(report.file),
            "added": .integer(report.added), "changed": .integer(report.changed),
            "unchanged": .integer(report.unchanged),
        ])
        try record("import", report.dataset, by: who, after: counts.text, db)
    }
}

/// One import on its way in.
private struct Landing {
    private let rows: PositionedTable
    private let schema: DatasetSchema
    /// Number of the import; nil on a trial, which writes nothing.
    private let number: Int?
    private let who: String
    private let db: Database
    /// The columns of the dataset that the rows bring.
    private let columns: [SamverkDomain.Column]
    private let keys: [SamverkDomain.Column]
    private let find: Statement
    private let insert: Statement
    private let update: Statement
    private var report: ImportReport

    init(_ rows: PositionedTable, _ schema: DatasetSchema, import number: Int?, by who: String, _ db: Database) throws {
        self.rows = rows
        self.schema = schema
        self.number = number
        self.who = who
        self.db = db
        columns = schema.columns.compactMap { rows.table[$0.spec.name] }
        keys = schema.key.compactMap { rows.table[$0] }
        let sql = DatasetSQL(schema: schema)
        let names = columns.map(\.name)
        find = try db.makeStatement(sql: sql.find(names))
        insert = try db.makeStatement(sql: sql.insert(names))
        update = try db.makeStatement(sql: sql.update(names))
        report = ImportReport(
            dataset: schema.id, file: rows.file, added: 0, changed: 0, unchanged: 0, notices: rows.notices,
            dryRun: number == nil, importID: number)
    }

    mutating func run() throws -> ImportReport {
        for row in 0..<rows.table.rowCount { try land(row) }
        report.notices += try References(schema, db).notices(of: rows)
        return report
    }

    private mutating func land(_ row: Int) throws {
        let cells = columns.map { $0[row].composed }
        let key = keys.map { $0[row].composed.stored }
        guard let found = try Row.fetchOne(find, arguments: StatementArguments(key)) else {
            report.added += 1
            return try write(insert, row, cells)
        }
        var before: [Cell] = []
        for (i, column) in columns.enumerated() {
            before.append(try Cell(stored: found.value(i + 1), column.type))
        }
        guard before != cells else {
            report.unchanged += 1
            return
        }
        report.changed += 1
        try write(update, row, cells, id: try found.value(0))
        guard number != nil else { return }
        let object = "\(schema.id)[\(keys.map { Address.encode($0[row].plainText) }.joined(separator: ","))]"
        try Registry.record("change", object, by: who, before: text(before), after: text(cells), db)
    }

    private func write(_ statement: Statement, _ row: Int, _ cells: [Cell], id: DatabaseValue? = nil) throws {
        guard let number else { return }
        var values = [number.databaseValue, rows.line(row).databaseValue] + cells.map(\.stored)
        if let id { values.append(id) }
        try statement.execute(arguments: StatementArguments(values))
    }

    /// The given columns of a row as JSON.
    private func text(_ cells: [Cell]) -> String {
        JSON.object(JSONObject(zip(columns, cells).map { ($0.name, $1.wire) })).text
    }
}
