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
