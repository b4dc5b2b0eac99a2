// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// Datasets as they were before a version of their plugin changed them: the very tables, under another name.
enum Snapshots {
    /// How many changes of a dataset can be undone.
    private static let depth = 4

    private struct Kept {
        var id: Int
        var dataset: String
        /// The plugin's version before; nil when the dataset was new.
        var version: String?
        var became: String
        var schema: String?
        var revision: Int

        var table: String { DatasetSQL.snapshot(id) }
    }

    /// Puts the stored table of a dataset aside, before a change writes the new one.
    static func keep(_ pending: PendingChange, became: String, _ db: Database) throws {
        let id = pending.change.dataset
        try db.execute(
            sql: """
                INSERT INTO snapshots (dataset, version, became, at, schema, revision)
                SELECT id, ?, ?, ?, ?, revision FROM datasets WHERE id = ?
                """,
            arguments: [pending.version, became, Clock.now, pending.beforeText, id])
        if pending.beforeText != nil {
            let table = DatasetSQL.snapshot(Int(db.lastInsertedRowID))
            try db.execute(sql: DatasetSQL(schema: pending.change.after).rename(to: table))
        }
        for old in try kept("dataset = ?", id, db).dropLast(depth) { try discard(old, db) }
    }

    /// Takes the datasets of a plugin back to what they were before the versions after `version`.
    ///
    /// A dataset that no such version changed is left alone, with the rows it got since.
    ///
    /// - Parameter discard: give up rows that were entered or changed since.
    /// - Returns: the datasets that changed.
    /// - Throws: `Problems` when rows would be lost; nothing has been written then.
    static func rollBack(_ plugin: String, to version: Version, discard: Bool, by who: String, _ db: Database) throws
        -> [String]
    {
        let own = try kept("dataset IN (SELECT id FROM datasets WHERE plugin = ?)", plugin, db)
        let later = Dictionary(grouping: own.filter { (Version($0.became) ?? version) > version }, by: \.dataset)
        var problems: [Problem] = []
        for id in later.keys.sorted() {
            guard let chain = later[id], let first = chain.first else { continue }
            do {
                try rollBack(id, to: first, chain, discard: discard, by: who, db)
            } catch let problem as Problem {
                problems.append(problem)
            }
        }
        try Problems.throwIfAny(problems)
        return later.keys.sorted()
    }

    private static func rollBack(
        _ id: String, to first: Kept, _ chain: [Kept], discard: Bool, by who: String, _ db: Database
    ) throws {
        let now = try Registry.schema(id, db)
        let untouched =
            try Registry.revision(id, db) == chain.last?.revision
            && zip(chain, chain.dropFirst()).allSatisfy { $0.revision + 1 == $1.revision }
        let sql = DatasetSQL(schema: now)
        guard let text = first.schema, let before = first.version else {
            let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql.table)") ?? 0
            guard rows == 0 || discard else { throw wouldLose(id, chain) }
            return try Registry.dropDataset(now, by: who, db)
        }
        let old = try DatasetSchema(stored: JSON.read(text))
        if untouched || discard {
            try db.execute(sql: sql.drop)
            try db.execute(sql: DatasetSQL(schema: old).rename(from: first.table))
        } else {
            // Rows that were entered since stay where the shape is the same and they fit.
            guard old.structure == now.structure, try Registry.read(now, db).table.fits(old) else {
                throw wouldLose(id, chain)
            }
            try db.execute(sql: "DROP TABLE \(first.table)")
        }
        try db.execute(
            sql: "UPDATE datasets SET schema = ?, version = ?, revision = revision + 1 WHERE id = ?",
            arguments: [text, before, id])
        try db.execute(sql: "DELETE FROM snapshots WHERE id = ?", arguments: [first.id])
        // What was untouched before the change is untouched after it has been undone.
        if untouched {
            try db.execute(
                sql: """
                    UPDATE snapshots SET revision = (SELECT revision FROM datasets WHERE id = ?1)
                    WHERE dataset = ?1 AND id < ?2 AND revision = ?3
                    """, arguments: [id, first.id, first.revision - 1])
        }
        for later in chain.dropFirst() { try self.discard(later, db) }
        try Registry.record("rollback", id, by: who, before: now.stored.text, after: text, db)
    }

    /// Forgets the snapshots of a dataset.
    static func forget(_ dataset: String, _ db: Database) throws {
        for kept in try kept("dataset = ?", dataset, db) { try discard(kept, db) }
    }

    private static func kept(_ condition: String, _ argument: String, _ db: Database) throws -> [Kept] {
        let sql = "SELECT id, dataset, version, became, schema, revision FROM snapshots WHERE \(condition) ORDER BY id"
        return try Row.fetchAll(db, sql: sql, arguments: [argument]).map { row in
            Kept(
                id: try row.integer(0), dataset: try row.text(1), version: try row.optionalText(2),
                became: try row.text(3), schema: try row.optionalText(4), revision: try row.integer(5))
        }
    }

    private static func discard(_ kept: Kept, _ db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(kept.table)")
        try db.execute(sql: "DELETE FROM snapshots WHERE id = ?", arguments: [kept.id])
    }

    private static func wouldLose(_ id: String, _ chain: [Kept]) -> Problem {
        let became = chain.first?.became ?? ""
        return Problem(
            Localized(
                sv: "Rader i '\(id)' har ändrats sedan tillägget blev \(became): de skulle gå förlorade.",
                en: "Rows of '\(id)' have changed since the plugin became \(became): they would be lost."),
            at: Place(context: ["dataset \(id)"]),
            remedy: Localized(
                sv: "Exportera dem först (samverk export \(id) FIL) och säg sedan --discard.",
                en: "Export them first (samverk export \(id) FILE), then say --discard."))
    }
}

extension SamverkDomain.Table {
    /// Whether every value is within the bounds of a schema of the same columns.
    fileprivate func fits(_ schema: DatasetSchema) -> Bool {
        schema.columns.allSatisfy { column in
            (self[column.spec.name]?.cells ?? []).allSatisfy { column.fault(in: $0) == nil }
        }
    }
}
