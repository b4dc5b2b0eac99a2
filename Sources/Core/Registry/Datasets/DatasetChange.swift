// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// What a version of a plugin does, or would do, to one dataset.
public struct DatasetChange: Hashable, Sendable {
    /// What happens to the dataset.
    public enum Kind: String, Sendable {
        /// It is new.
        case added
        /// Titles, bounds or references change.
        case retitled
        /// Columns that may be empty are added.
        case widened
        /// Its steps are applied to every row.
        case migrated
        /// It was empty and gets other columns.
        case remade
    }

    /// Full id of the dataset.
    public var dataset: String
    public var kind: Kind
    /// Rows that are there.
    public var rows: Int
    /// The steps, over all versions between.
    public var steps: [DatasetMigration.Step]
    /// The shape that is stored; nil for a new dataset.
    public var before: DatasetSchema?
    public var after: DatasetSchema
}

/// A change that has been computed and checked on a copy of the rows; nothing is written yet.
struct PendingChange {
    var change: DatasetChange
    /// The cells of each row in the new shape.
    var rows: [[Cell]]
    var origins: [RowOrigin]
    /// The plugin's version that the stored shape is of.
    var version: String?
    var beforeText: String?

    /// What a declaration changes, or nil when it is stored as it is.
    ///
    /// - Throws: `Problem` or `Problems` when the rows would not fit.
    init?(_ declaration: DatasetDeclaration, version: String, _ db: Database) throws {
        let schema = declaration.schema
        if let problem = DatasetSQL(schema: schema).problem() { throw problem }
        let stored = try Row.fetchOne(
            db, sql: "SELECT schema, version FROM datasets WHERE id = ?", arguments: [schema.id])
        guard let stored else {
            change = DatasetChange(dataset: schema.id, kind: .added, rows: 0, steps: [], before: nil, after: schema)
            rows = []
            origins = []
            return
        }
        let text = try stored.text(0)
        guard text != schema.stored.text else { return nil }
        beforeText = text
        self.version = try stored.text(1)
        let old = try DatasetSchema(stored: JSON.read(text))
        let read = try Registry.read(old, order: .landed, db)
        origins = read.origins
        var steps: [DatasetMigration.Step] = []
        if let from = self.version.flatMap(Version.init), let to = Version(version) {
            steps = declaration.steps(after: from, through: to)
        }
        var moving = MovingRows(read, old)
        let kind: DatasetChange.Kind
        if !steps.isEmpty {
            rows = try moving.moved(through: steps, to: schema)
            kind = .migrated
        } else if old.structure == schema.structure || schema.columns(addedTo: old) != nil {
            rows = try moving.widened(to: schema)
            kind = old.structure == schema.structure ? .retitled : .widened
        } else {
            guard read.table.rowCount == 0 else { throw Self.cannotMove(schema.id, read.table.rowCount) }
            rows = []
            kind = .remade
        }
        change = DatasetChange(
            dataset: schema.id, kind: kind, rows: read.table.rowCount, steps: steps, before: old, after: schema)
    }

    private static func cannotMove(_ id: String, _ rows: Int) -> Problem {
        Problem(
            Localized(
                sv: "Datamängden '\(id)' har fått andra kolumner men innehåller \(rows) rader.",
                en: "The dataset '\(id)' has got other columns but holds \(rows) rows."),
            remedy: Localized(
                sv:
                    "Tillägget ska beskriva hur raderna flyttas ('migrations' i plugin.json). Behåll annars den förra versionen.",
                en:
                    "The plugin must describe how the rows move ('migrations' in plugin.json). Else keep the earlier version."
            ))
    }

    /// Writes the change within a transaction.
    ///
    /// - Parameter keepsSnapshot: whether it can be undone.
    func apply(plugin: String?, version: String, by who: String, keepsSnapshot: Bool, _ db: Database) throws {
        let schema = change.after
        let sql = DatasetSQL(schema: schema)
        let text = schema.stored.text
        if beforeText == nil {
            try db.execute(
                sql: "INSERT INTO datasets (id, plugin, version, schema) VALUES (?, ?, ?, ?)",
                arguments: [schema.id, plugin, version, text])
        } else {
            try db.execute(
                sql: "UPDATE datasets SET schema = ?, version = ?, revision = revision + 1 WHERE id = ?",
                arguments: [text, version, schema.id])
        }
        if keepsSnapshot {
            try Snapshots.keep(self, became: version, db)
        } else {
            try db.execute(sql: sql.drop)
        }
        try db.execute(sql: sql.create)
        let insert = try db.makeStatement(sql: sql.insert(schema.columns.map(\.spec.name)))
        for (cells, origin) in zip(rows, origins) {
            let values = [origin.importID.databaseValue, origin.line.databaseValue] + cells.map(\.stored)
            try insert.execute(arguments: StatementArguments(values))
        }
        try Registry.record("declare", schema.id, by: who, before: beforeText, after: text, db)
    }
}
