// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Whether nothing has been entered yet: no import, no run.
    public var isFresh: Bool {
        get throws {
            try reading { db in
                try Row.fetchOne(db, sql: "SELECT 1 FROM imports UNION ALL SELECT 1 FROM runs LIMIT 1") == nil
            }
        }
    }

    /// Puts an image in the place of everything that the registry holds, in one transaction. Runs and plugins stay; what
    /// was kept of earlier versions of datasets goes.
    ///
    /// - Parameter edited: who brings an image that was merged or edited by hand, for the audit log; nil for an exact one,
    ///   after which ``contentHash`` is that of the image.
    /// - Throws: `Problem` when a dataset of the core has another shape here; nothing has changed then.
    public func restore(_ image: RegistryImage, editedBy who: String? = nil) throws {
        try writing { db in
            try Self.fill(with: image, db)
            if let who {
                let facts = JSON.object(["rows": .integer(image.rowCount)])
                return try Self.record("restore", "registry", by: who, after: facts.text, db)
            }
            guard try Self.isAsOlder(image, db) || Self.image(db).hash == image.hash else {
                throw Problem(
                    Localized(
                        sv: "Det återställda blev inte lika med exporten; inget har ändrats.",
                        en: "What was restored did not become equal to the export; nothing has changed."),
                    kind: .program)
            }
        }
    }

    /// Merges what another made of the same registry into this one, in one transaction.
    ///
    /// - Parameters:
    ///   - theirs: their export.
    ///   - base: the last export that both had, if it is known.
    /// - Throws: `Problems` that name every row which both have changed; nothing has changed then.
    @discardableResult
    public func merge(_ theirs: RegistryImage, base: RegistryImage?, by who: String) throws -> MergeReport {
        try writing { db in
            let (image, report) = try Self.image(db).merged(with: theirs, base: base)
            try Self.fill(with: image, db)
            let facts = JSON.object([
                "theirs": .string(theirs.hash), "base": base.map { .string($0.hash) } ?? .null,
                "added": .integer(report.added), "changed": .integer(report.changed),
                "removed": .integer(report.removed),
            ])
            try Self.record("merge", "registry", by: who, after: facts.text, db)
            return report
        }
    }

    /// Whether a dataset of the core was brought to a later shape on the way in.
    private static func isAsOlder(_ image: RegistryImage, _ db: Database) throws -> Bool {
        try image.datasets.contains { try storedText($0.schema.id, db) != $0.schema.stored.text }
    }

    private static func fill(with image: RegistryImage, _ db: Database) throws {
        let before = Dictionary(
            try self.image(db).datasets.map { ($0.schema.id, $0) }, uniquingKeysWith: { first, _ in first })
        for schema in try schemas(db) {
            try Snapshots.forget(schema.id, db)
            try db.execute(sql: "DELETE FROM \(DatasetSQL(schema: schema).table)")
        }
        try db.execute(
            sql: """
                DELETE FROM imports; DELETE FROM audit;
                DELETE FROM sqlite_sequence WHERE name IN ('imports', 'audit')
                """)
        for item in image.datasets { try shape(item, db) }
        for item in image.imports { try insert(item, db) }
        for item in image.datasets {
            try insert(item, image.imports, db)
            try db.execute(
                sql: "UPDATE datasets SET revision = ? WHERE id = ?",
                arguments: [try revision(of: item, image, before[item.schema.id], db), item.schema.id])
        }
        for id in before.keys where !image.datasets.contains(where: { $0.schema.id == id }) {
            try db.execute(sql: "UPDATE datasets SET revision = revision + 1 WHERE id = ?", arguments: [id])
        }
        for entry in image.audit {
            try db.execute(
                sql: "INSERT INTO audit (number, at, who, action, object, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [entry.number, entry.at, entry.who, entry.action, entry.object, entry.before, entry.after])
        }
        try declareCore(db)
    }

    /// Gives a dataset the shape that it has in the image; it holds no rows.
    private static func shape(_ item: RegistryImage.Dataset, _ db: Database) throws {
        let schema = item.schema
        let sql = DatasetSQL(schema: schema)
        if let problem = sql.problem() { throw problem }
        let text = schema.stored.text
        if let stored = try storedText(schema.id, db) {
            if stored != text {
                try db.execute(sql: sql.drop)
                try db.execute(sql: sql.create)
            }
            try db.execute(
                sql: "UPDATE datasets SET schema = ?, version = ? WHERE id = ?",
                arguments: [text, item.version, schema.id])
        } else {
            try db.execute(
                sql: "INSERT INTO datasets (id, plugin, version, schema) VALUES (?, ?, ?, ?)",
                arguments: [schema.id, schema.plugin, item.version, text])
            try db.execute(sql: sql.create)
        }
    }

    private static func insert(_ item: RegistryImage.Import, _ db: Database) throws {
        let facts = item.facts
        try db.execute(
            sql: """
                INSERT INTO imports (id, dataset, file, at, who, added, changed, unchanged, synthetic)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item.number, facts.dataset, facts.file, facts.at, facts.who, facts.added, facts.changed,
                facts.unchanged, facts.synthetic ? 1 : 0,
            ])
    }

    /// Lands the rows in the order of their imports and lines, as they first came.
    private static func insert(_ item: RegistryImage.Dataset, _ imports: [RegistryImage.Import], _ db: Database) throws
    {
        let numbers = Dictionary(imports.map { ($0.id, $0.number) }, uniquingKeysWith: { first, _ in first })
        let statement = try db.makeStatement(
            sql: DatasetSQL(schema: item.schema).insert(item.schema.columns.map(\.spec.name)))
        let ordered = item.rows.enumerated().sorted { a, b in
            let (x, y) = (numbers[a.element.importID] ?? 0, numbers[b.element.importID] ?? 0)
            return (x, a.element.line, a.offset) < (y, b.element.line, b.offset)
        }
        for (_, row) in ordered {
            guard let number = numbers[row.importID] else { continue }
            let values = [number.databaseValue, row.line.databaseValue] + row.cells.map(\.stored)
            try statement.execute(arguments: StatementArguments(values))
        }
    }

    /// A dataset that stays as it was keeps its revision; one that comes to an empty registry has as many as imports
    /// changed it.
    private static func revision(
        of item: RegistryImage.Dataset, _ image: RegistryImage, _ before: RegistryImage.Dataset?, _ db: Database
    ) throws -> Int {
        let now = try revision(item.schema.id, db)
        guard let before, !before.rows.isEmpty else {
            return image.imports.filter { $0.facts.dataset == item.schema.id && $0.facts.added + $0.facts.changed > 0 }
                .count
        }
        return before == item ? now : now + 1
    }
}
