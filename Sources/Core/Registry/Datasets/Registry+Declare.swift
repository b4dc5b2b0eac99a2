// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Declares a plugin's datasets, makes their tables, and moves rows of an earlier version by the declared steps.
    ///
    /// The same schema again changes nothing; titles, bounds and references may change at any time, and columns that may
    /// be empty may be added; what else changes takes migrations, unless the dataset has no rows. All is computed and
    /// checked on a copy of the rows first. What was before can be had back with ``rollBackDatasets(of:to:discard:by:)``.
    ///
    /// - Returns: what has changed.
    /// - Throws: `Problem` or `Problems` when a schema is faulty, belongs to another plugin, or rows would not fit; each
    ///   such row is named by its key, and nothing has changed.
    @discardableResult
    public func declare(_ datasets: [DatasetDeclaration], plugin: String, version: String, by who: String? = nil) throws
        -> [DatasetChange]
    {
        try writing { try Self.declare(datasets, plugin: plugin, version: version, by: who ?? plugin, $0) }
    }

    /// Declares datasets that need no migrations.
    public func declare(_ schemas: [DatasetSchema], plugin: String, version: String) throws {
        try declare(schemas.map { DatasetDeclaration($0) }, plugin: plugin, version: version)
    }

    /// What ``declare(_:plugin:version:by:)`` would do; nothing changes.
    ///
    /// - Throws: what it would throw.
    public func datasetChanges(_ datasets: [DatasetDeclaration], plugin: String, version: String) throws
        -> [DatasetChange]
    {
        try Self.insistOwn(datasets, plugin)
        return try reading { db in
            try datasets.compactMap { try PendingChange($0, version: version, db)?.change }
        }
    }

    /// Declares datasets within a transaction of the caller, such as that which activates a version of a plugin.
    static func declare(
        _ datasets: [DatasetDeclaration], plugin: String, version: String, by who: String, _ db: Database
    ) throws -> [DatasetChange] {
        try insistOwn(datasets, plugin)
        let pending = try datasets.compactMap { try PendingChange($0, version: version, db) }
        for change in pending {
            try change.apply(plugin: plugin, version: version, by: who, keepsSnapshot: true, db)
        }
        return pending.map(\.change)
    }

    /// The datasets that every workspace has.
    public static var coreSchemas: [DatasetSchema] { CoreDatasets.all }

    /// Makes the core datasets that are missing or have got new titles.
    func declareCore() throws {
        let isCurrent = try reading { db in
            try CoreDatasets.all.allSatisfy { try Self.storedText($0.id, db) == $0.stored.text }
        }
        guard !isCurrent else { return }
        try writing { try Self.declareCore($0) }
    }

    static func declareCore(_ db: Database) throws {
        for schema in CoreDatasets.all {
            try PendingChange(DatasetDeclaration(schema), version: "1", db)?
                .apply(plugin: nil, version: "1", by: "samverk", keepsSnapshot: false, db)
        }
    }

    /// Takes the datasets of a plugin back to what they were at an earlier version, to an equal ``hash(of:)``.
    ///
    /// - Parameters:
    ///   - version: of the plugin, to which it is rolled back.
    ///   - discard: give up rows that were entered or changed since; without it they are a reason to refuse.
    /// - Returns: ids of the datasets that changed.
    /// - Throws: `Problem` or `Problems` that name the datasets; nothing has changed then.
    @discardableResult
    public func rollBackDatasets(of plugin: String, to version: String, discard: Bool = false, by who: String) throws
        -> [String]
    {
        try writing { try Self.rollBackDatasets(of: plugin, to: version, discard: discard, by: who, $0) }
    }

    /// Rolls datasets back within a transaction of the caller.
    static func rollBackDatasets(
        of plugin: String, to version: String, discard: Bool, by who: String, _ db: Database
    ) throws -> [String] {
        guard let earlier = Version(version) else {
            throw Problem(Localized(sv: "'\(version)' är ingen version.", en: "'\(version)' is no version."))
        }
        return try Snapshots.rollBack(plugin, to: earlier, discard: discard, by: who, db)
    }

    /// Drops the datasets of a plugin with their rows, for good.
    ///
    /// - Returns: ids of the datasets that were there.
    @discardableResult
    public func dropDatasets(of plugin: String, by who: String) throws -> [String] {
        try writing { try Self.dropDatasets(of: plugin, by: who, $0) }
    }

    /// Drops datasets within a transaction of the caller.
    static func dropDatasets(of plugin: String, by who: String, _ db: Database) throws -> [String] {
        let own = try schemas(db).filter { $0.plugin == plugin }
        for schema in own { try dropDataset(schema, by: who, db) }
        return own.map(\.id)
    }

    static func dropDataset(_ schema: DatasetSchema, by who: String, _ db: Database) throws {
        try Snapshots.forget(schema.id, db)
        let sql = DatasetSQL(schema: schema)
        let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql.table)") ?? 0
        try db.execute(sql: sql.drop)
        try db.execute(sql: "DELETE FROM imports WHERE dataset = ?", arguments: [schema.id])
        try db.execute(sql: "DELETE FROM datasets WHERE id = ?", arguments: [schema.id])
        try record("drop", schema.id, by: who, before: JSON.object(["rows": .integer(rows)]).text, db)
    }

    private static func insistOwn(_ datasets: [DatasetDeclaration], _ plugin: String) throws {
        for id in datasets.map(\.schema.id) where !id.hasPrefix(plugin + "/") {
            throw Problem(
                Localized(
                    sv: "Datamängden '\(id)' hör inte till tillägget '\(plugin)'.",
                    en: "The dataset '\(id)' does not belong to the plugin '\(plugin)'."),
                at: Place(context: ["plugin \(plugin)"]),
                remedy: Localized(sv: "Den ska heta '\(plugin)/...'.", en: "It should be called '\(plugin)/...'."))
        }
    }

    static func storedText(_ id: String, _ db: Database) throws -> String? {
        try Row.fetchOne(db, sql: "SELECT schema FROM datasets WHERE id = ?", arguments: [id])?.text(0)
    }
}
