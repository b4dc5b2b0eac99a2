// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// What the registry holds, in one consistent state.
    public func image() throws -> RegistryImage { try reading { try Self.image($0) } }

    /// The hash of what the registry holds: of the very files that `samverk export --all` writes, so that equal hashes are
    /// equal data, origins, imports and audit log.
    public var contentHash: String { get throws { try image().hash } }

    /// The hash of one dataset: its shape, rows and origins.
    public func hash(of dataset: String) throws -> String {
        try reading { db in
            let schema = try Self.schema(dataset, db)
            let imports = try Self.imports(db)
            let names = Dictionary(imports.map { ($0.number, $0.id) }, uniquingKeysWith: { first, _ in first })
            let content = try Self.dataset(schema, names, db)
            return Digest.sha256(Array(schema.stored.text.utf8) + [10] + content.bytes)
        }
    }

    static func image(_ db: Database) throws -> RegistryImage {
        let imports = try imports(db)
        let names = Dictionary(imports.map { ($0.number, $0.id) }, uniquingKeysWith: { first, _ in first })
        let known = Set(imports.map(\.facts.dataset))
        let datasets = try schemas(db).map { try dataset($0, names, db) }
            .filter { !$0.rows.isEmpty || known.contains($0.schema.id) }
            .sorted { $0.schema.id.utf8.lexicographicallyPrecedes($1.schema.id.utf8) }
        return RegistryImage(datasets: datasets, imports: imports, audit: try allAudit(db))
    }

    private static func dataset(_ schema: DatasetSchema, _ imports: [Int: String], _ db: Database) throws
        -> RegistryImage.Dataset
    {
        let read = try read(schema, db)
        let version = try Row.fetchOne(db, sql: "SELECT version FROM datasets WHERE id = ?", arguments: [schema.id])
        var dataset = RegistryImage.Dataset(schema: schema, version: try version?.text(0) ?? "", rows: [])
        for row in 0..<read.table.rowCount {
            let origin = read.origins[row]
            guard let id = imports[origin.importID] else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row of \(schema.id) without its import")
            }
            let cells = read.table.columns.map { $0[row] }
            dataset.rows.append(RegistryImage.Row(cells: cells, importID: id, line: origin.line))
        }
        dataset.sort()
        return dataset
    }

    private static func imports(_ db: Database) throws -> [RegistryImage.Import] {
        let sql = "SELECT id, dataset, file, at, who, added, changed, unchanged, synthetic FROM imports ORDER BY id"
        return RegistryImage.Import.identified(
            try Row.fetchAll(db, sql: sql).map { row in
                (
                    try row.integer(0),
                    RegistryImage.Import.Facts(
                        dataset: try row.text(1), file: try row.text(2), at: try row.text(3), who: try row.text(4),
                        added: try row.integer(5), changed: try row.integer(6), unchanged: try row.integer(7),
                        synthetic: try row.integer(8) == 1)
                )
            })
    }

    private static func allAudit(_ db: Database) throws -> [AuditEntry] {
        let sql = "SELECT number, at, who, action, object, before, after FROM audit ORDER BY number"
        return try Row.fetchAll(db, sql: sql).map { row in
            AuditEntry(
                number: try row.integer(0), at: try row.text(1), who: try row.text(2), action: try row.text(3),
                object: try row.text(4), before: try row.optionalText(5), after: try row.optionalText(6))
        }
    }
}
