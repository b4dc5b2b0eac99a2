// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// The values that stand in a column, each once, sorted: what a hook's argument may be, as far as the data tell.
    ///
    /// - Parameters:
    ///   - dataset: of the plugin, or else of the core; or a full id.
    ///   - column: its name; nil is the dataset's key, when that is one column.
    ///   - plugin: whose datasets are looked at first.
    ///   - limit: at most so many.
    /// - Returns: nil when there is no such dataset or column here.
    public func values(of dataset: String, _ column: String?, plugin: String, limit: Int = 1000) throws -> [String]? {
        try reading { db in
            let schemas = try Self.schemas(db)
            let found = ["\(plugin)/\(dataset)", dataset].lazy.compactMap { id in schemas.first { $0.id == id } }.first
            guard let schema = found, let name = column ?? (schema.key.count == 1 ? schema.key[0] : nil),
                let type = schema[name]?.spec.type
            else { return nil }
            return try Row.fetchAll(db, sql: DatasetSQL(schema: schema).distinct(name), arguments: [limit]).map {
                try Cell(stored: $0.value(0), type).plainText
            }
        }
    }
}
