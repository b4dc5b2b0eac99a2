// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// The schemas of all datasets: the core's first, then the plugins', by id.
    public var schemas: [DatasetSchema] { get throws { try reading { try Self.schemas($0) } } }

    /// The schema of a dataset; `desk_hours` stands for `support-pooling/desk_hours` when only one plugin has it.
    ///
    /// - Throws: `Problem` that suggests a name when there is no such dataset.
    public func schema(_ id: String) throws -> DatasetSchema { try reading { try Self.schema(id, $0) } }

    /// The revision of a dataset, without reading its rows: it grows with each import that changed something.
    public func revision(_ dataset: String) throws -> Int {
        try reading { try Self.revision(Self.schema(dataset, $0).id, $0) }
    }

    /// Declares a plugin's datasets and makes their tables.
    ///
    /// The same schema again changes nothing; titles, bounds and references may change at any time, and columns that may
    /// be empty may be added; other columns, units and keys change only while the dataset has no rows.
    ///
    /// - Throws: `Problem` when a schema is faulty, belongs to another plugin, or would have to move rows.
    public func declare(_ schemas: [DatasetSchema], plugin: String, version: String) throws {
        for schema in schemas where schema.plugin != plugin {
            throw Problem(
                Localized(
                    sv: "Datamängden '\(schema.id)' hör inte till tillägget '\(plugin)'.",
                    en: "The dataset '\(schema.id)' does not belong to the plugin '\(plugin)'."),
                at: Place(context: ["plugin \(plugin)"]),
                remedy: Localized(sv: "Den ska heta '\(plugin)/...'.", en: "It should be called '\(plugin)/...'."))
        }
        try writing { db in
            for schema in schemas { try Self.declare(schema, plugin: plugin, version: version, db) }
        }
    }

    /// Makes the core datasets that are missing or have got new titles.
    func declareCore() throws {
        let isCurrent = try reading { db in
            try CoreDatasets.all.allSatisfy { try Self.storedText($0.id, db) == $0.stored.text }
        }
        guard !isCurrent else { return }
        try writing { db in
            for schema in CoreDatasets.all { try Self.declare(schema, plugin: nil, version: "1", db) }
        }
    }

    static func declare(_ schema: DatasetSchema, plugin: String?, version: String, _ db: Database) throws {
        let sql = DatasetSQL(schema: schema)
        if let problem = sql.problem() { throw problem }
        let text = schema.stored.text
        guard let before = try storedText(schema.id, db) else {
            try db.execute(
                sql: "INSERT INTO datasets (id, plugin, version, schema) VALUES (?, ?, ?, ?)",
                arguments: [schema.id, plugin, version, text])
            try db.execute(sql: sql.drop)
            try db.execute(sql: sql.create)
            return try record("declare", schema.id, by: plugin ?? "samverk", after: text, db)
        }
        guard before != text else { return }
        let old = try DatasetSchema(stored: JSON.read(before))
        if let added = schema.columns(addedTo: old) {
            for column in added { try db.execute(sql: sql.add(column)) }
        } else if old.structure != schema.structure {
            let rows = try Row.fetchOne(db, sql: "SELECT count(*) FROM \(sql.table)")?.integer(0) ?? 0
            guard rows == 0 else { throw cannotMove(schema.id, rows) }
            try db.execute(sql: sql.drop)
            try db.execute(sql: sql.create)
        }
        try db.execute(
            sql: "UPDATE datasets SET schema = ?, version = ?, revision = revision + 1 WHERE id = ?",
            arguments: [text, version, schema.id])
        try record("declare", schema.id, by: plugin ?? "samverk", before: before, after: text, db)
    }

    private static func cannotMove(_ id: String, _ rows: Int) -> Problem {
        Problem(
            Localized(
                sv: "Datamängden '\(id)' har fått andra kolumner men innehåller \(rows) rader.",
                en: "The dataset '\(id)' has got other columns but holds \(rows) rows."),
            remedy: Localized(
                sv: "Behåll den förra versionen, eller exportera raderna och importera dem i en ny arbetsmapp.",
                en: "Keep the earlier version, or export the rows and import them into a new workspace."))
    }

    private static func storedText(_ id: String, _ db: Database) throws -> String? {
        try Row.fetchOne(db, sql: "SELECT schema FROM datasets WHERE id = ?", arguments: [id])?.text(0)
    }

    static func schemas(_ db: Database) throws -> [DatasetSchema] {
        let sql = "SELECT schema FROM datasets ORDER BY plugin IS NOT NULL, id"
        return try Row.fetchAll(db, sql: sql).map { try DatasetSchema(stored: JSON.read($0.text(0))) }
    }

    static func schema(_ id: String, _ db: Database) throws -> DatasetSchema {
        if !id.utf8.contains(0), let text = try storedText(id, db) { return try DatasetSchema(stored: JSON.read(text)) }
        let all = try schemas(db)
        let short = all.filter { $0.id.hasSuffix("/" + id) }
        if short.count == 1 { return short[0] }
        guard short.isEmpty else {
            let list = short.map(\.id).joined(separator: ", ")
            throw Problem(
                Localized(sv: "Flera datamängder heter '\(id)'.", en: "Several datasets are called '\(id)'."),
                remedy: Localized(sv: "Skriv en av \(list).", en: "Write one of \(list)."))
        }
        let names = all.map(\.id) + all.compactMap { $0.id.split(separator: "/").last.map(String.init) }
        let near = id.closest(in: names)
        throw Problem(
            Localized(sv: "Datamängden '\(id)' finns inte.", en: "There is no dataset '\(id)'."),
            remedy: suggestion(for: id, among: near == nil ? all.map(\.id) : names))
    }

    static func revision(_ id: String, _ db: Database) throws -> Int {
        try Row.fetchOne(db, sql: "SELECT revision FROM datasets WHERE id = ?", arguments: [id])?.integer(0) ?? 0
    }
}
