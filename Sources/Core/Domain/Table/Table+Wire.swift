// SPDX-License-Identifier: EUPL-1.2

extension Table {
    /// The table as it travels between processes (docs/contracts.md, section 1): columnar, money in öre, dates as text.
    public var wire: JSON {
        .object([
            "columns": .array(columns.map(\.wire)),
            "key": .array(key.map(JSON.string)),
            "attributes": .object(attributes),
        ])
    }

    /// Reads the wire form, strictly.
    ///
    /// - Throws: ``Problem`` when a field is missing or unknown, a value has the wrong type, or the table breaks a rule
    ///   of ``init(_:key:attributes:)``.
    public init(wire: JSON) throws(Problem) {
        var fields = try JSONFields(wire, "table")
        let columns = try fields.array("columns")
        let key = try fields.strings("key")
        let attributes = try fields.object("attributes", orEmpty: true)
        try fields.end()
        var read: [Column] = []
        for column in columns { read.append(try Column(wire: column)) }
        try self.init(read, key: key, attributes: attributes)
    }
}

extension Column {
    var wire: JSON {
        .object([
            "name": .string(name), "type": .string(type.rawValue), "unit": unit.map(JSON.string) ?? .null,
            "nullable": .bool(spec.nullable), "values": .array(cells.map(\.wire)),
        ])
    }

    init(wire: JSON) throws(Problem) {
        var fields = try JSONFields(wire, "column")
        let name = try fields.string("name")
        let typeName = try fields.string("type")
        let unit = try fields.optionalString("unit")
        let nullable = try fields.flag("nullable")
        let values = try fields.array("values")
        try fields.end()
        guard let type = ColumnType(rawValue: typeName) else {
            throw Problem(
                Localized(sv: "Okänd kolumntyp '\(typeName)'.", en: "Unknown column type '\(typeName)'."),
                remedy: suggestion(for: typeName, among: ColumnType.allCases.map(\.rawValue)))
        }
        let spec = ColumnSpec(name, type, unit: unit, nullable: nullable)
        var builder = ColumnBuilder(spec)
        for value in values { try builder.append(Cell(wire: value, type: type, column: name)) }
        self = builder.column
    }
}

extension Cell {
    /// The cell as a JSON value: money in öre, a date as text.
    public var wire: JSON {
        switch self {
        case .null: .null
        case .text(let value), .category(let value): .string(value)
        case .integer(let value): .integer(value)
        case .real(let value): .real(value)
        case .money(let value): .integer(value.ore)
        case .boolean(let value): .bool(value)
        case .date(let value): .string(value.description)
        case .party(let value): .string(value.code)
        }
    }

    /// Reads a JSON value as a cell of a type; null is allowed for every type.
    ///
    /// - Throws: ``Problem`` that says what was expected and what was found.
    public init(wire: JSON, type: ColumnType, column: String) throws(Problem) {
        let cell: Cell? =
            switch (type, wire) {
            case (_, .null): .null
            case (.text, .string(let value)): .text(value)
            case (.category, .string(let value)): .category(value)
            case (.integer, .integer(let value)): .integer(value)
            case (.real, .integer(let value)): .real(Double(value))
            case (.real, .real(let value)): .real(value)
            case (.money, .integer(let value)): .money(Money(ore: value))
            case (.boolean, .bool(let value)): .boolean(value)
            case (.date, .string(let value)): Day(value).map(Cell.date)
            case (.party, .string(let value)): Party(value).map(Cell.party)
            default: nil
            }
        guard let cell else {
            let found = String(wire.text.prefix(60))
            throw Problem(
                Localized(
                    sv: "Kolumnen '\(column)': \(type.rawValue) väntades, men värdet är \(found).",
                    en: "Column '\(column)': \(type.rawValue) was expected, but the value is \(found)."))
        }
        self = cell
    }
}
