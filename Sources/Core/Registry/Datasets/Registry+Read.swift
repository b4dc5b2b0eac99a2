// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// The rows of a dataset with their origins.
    ///
    /// - Parameters:
    ///   - dataset: id, or the name alone when it is unique.
    ///   - order: by key unless told otherwise.
    public func read(_ dataset: String, order: RowOrder = .key) throws -> RegistryTable {
        try reading { db in try Self.read(Self.schema(dataset, db), order: order, db) }
    }

    /// How many rows a dataset has, without reading them.
    public func rowCount(_ dataset: String) throws -> Int {
        try reading { db in
            let schema = try Self.schema(dataset, db)
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(DatasetSQL(schema: schema).table)") ?? 0
        }
    }

    static func read(_ schema: DatasetSchema, order: RowOrder = .key, _ db: Database) throws -> RegistryTable {
        let imports = try imports(of: schema.id, db)
        var builder = TableBuilder(schema.specs, key: schema.key)
        var origins: [RowOrigin] = []
        let types = schema.specs.map(\.type)
        var cells = [Cell](repeating: .null, count: types.count)
        try StoredRows.each(db, DatasetSQL(schema: schema).select(order)) { row in
            let id = try row.integer(0)
            let (file, synthetic) = imports[id] ?? ("", false)
            origins.append(RowOrigin(importID: id, file: file, line: try row.integer(1), synthetic: synthetic))
            for i in types.indices { cells[i] = try row.cell(i + 2, types[i]) }
            try builder.append(cells)
        }
        return RegistryTable(table: try builder.table(), origins: origins, revision: try revision(schema.id, db))
    }

    private static func imports(of dataset: String, _ db: Database) throws -> [Int: (file: String, synthetic: Bool)] {
        let sql = "SELECT id, file, synthetic FROM imports WHERE dataset = ?"
        var imports: [Int: (file: String, synthetic: Bool)] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: [dataset]) {
            imports[try row.integer(0)] = (try row.text(1), try row.integer(2) == 1)
        }
        return imports
    }
}
