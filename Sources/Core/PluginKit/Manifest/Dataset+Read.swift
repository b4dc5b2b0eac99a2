// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension DatasetDeclaration {
    init(_ json: JSON, plugin: String) throws(Problem) {
        var fields = try JSONFields(json, "dataset")
        let name = try slug(try fields.string("id"), "dataset")
        let columns = try fields.array("columns").mapThrowing { json throws(Problem) in
            try DatasetColumn(json, "dataset \(name)")
        }
        let schema = DatasetSchema(
            "\(plugin)/\(name)", title: try fields.localized("title"), columns: columns, key: try fields.strings("key"))
        for column in schema.key where schema[column] == nil {
            throw Problem(
                Localized(
                    sv: "dataset \(name): nyckelkolumnen '\(column)' finns inte.",
                    en: "dataset \(name): the key column '\(column)' does not exist."),
                remedy: suggestion(for: column, among: columns.map(\.spec.name)))
        }
        self.init(
            schema,
            migrations: try DatasetMigration.list(try fields.array("migrations", orEmpty: true), "dataset \(name)"))
        try fields.end()
    }
}

extension DatasetColumn {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, "\(what), column")
        let name = try fields.string("name")
        let type: ColumnType = try choice(try fields.string("type"), "\(what).\(name)", ColumnType.allCases)
        self.init(
            ColumnSpec(name, type, unit: try fields.optionalString("unit"), nullable: try fields.flag("nullable")),
            title: try fields.localized("title"), minimum: try fields.optionalNumber("minimum"),
            maximum: try fields.optionalNumber("maximum"), allowed: try fields.strings("allowed", orEmpty: true),
            references: try fields.optionalString("references"))
        try fields.end()
    }
}
