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
    var structure: [String] {
        columns.map { "\($0.spec.name) \($0.spec.type.rawValue) \($0.spec.unit ?? "-") \($0.spec.nullable)" }.sorted()
            + key
    }
}

extension DatasetColumn {
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
