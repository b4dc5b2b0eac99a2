// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Schemas as the store keeps them: canonical JSON, one text for one schema.
extension DatasetSchema {
    var stored: JSON {
        .object([
            "id": .string(id), "title": title.json, "key": .array(key.map(JSON.string)),
            "columns": .array(columns.map(\.stored)),
        ])
    }

    init(stored json: JSON) throws {
        var fields = try JSONFields(json, "dataset")
        let id = try fields.string("id")
        let columns = try fields.array("columns").map { try DatasetColumn(stored: $0) }
        self.init(id, title: try fields.localized("title"), columns: columns, key: try fields.strings("key"))
        try fields.end()
    }

    /// What a change of must move rows for; titles and bounds may change under rows.
    var structure: [String] { columns.map(\.structure).sorted() + key }

    /// The columns that this schema has beyond an older one, when they may be empty and all else is as it was: rows
    /// need not move for them. Nil when more has changed.
    func columns(addedTo old: DatasetSchema) -> [DatasetColumn]? {
        let known = Set(old.columns.map(\.structure))
        let added = columns.filter { !known.contains($0.structure) }
        guard key == old.key, columns.count == old.columns.count + added.count, !added.isEmpty,
            added.allSatisfy(\.spec.nullable)
        else { return nil }
        return added
    }
}

extension DatasetColumn {
    fileprivate var structure: String {
        "\(spec.name) \(spec.type.rawValue) \(spec.unit ?? "-") \(spec.nullable)"
    }

    fileprivate var stored: JSON {
        .object([
            "name": .string(spec.name), "type": .string(spec.type.rawValue),
            "unit": spec.unit.map(JSON.string) ?? .null, "nullable": .bool(spec.nullable), "title": title.json,
            "minimum": minimum.map(JSON.real) ?? .null, "maximum": maximum.map(JSON.real) ?? .null,
            "allowed": .array(allowed.map(JSON.string)), "references": references.map(JSON.string) ?? .null,
        ])
    }

    fileprivate init(stored json: JSON) throws {
        var fields = try JSONFields(json, "column")
        let typeName = try fields.string("type")
        guard let type = ColumnType(rawValue: typeName) else {
            throw Problem(Localized(sv: "Okänd kolumntyp '\(typeName)'.", en: "Unknown column type '\(typeName)'."))
        }
        let spec = ColumnSpec(
            try fields.string("name"), type, unit: fields.optional("unit")?.string,
            nullable: try fields.flag("nullable"))
        self.init(
            spec, title: try fields.localized("title"), minimum: fields.optional("minimum")?.number,
            maximum: fields.optional("maximum")?.number, allowed: try fields.strings("allowed"),
            references: fields.optional("references")?.string)
        try fields.end()
    }
}
