// SPDX-License-Identifier: EUPL-1.2

/// A column of a dataset: its description and the bounds of its values.
public struct DatasetColumn: Hashable, Sendable {
    /// Name, type, unit, nullable.
    public var spec: ColumnSpec
    /// What it is, for people.
    public var title: Localized
    /// Least value of a number.
    public var minimum: Double?
    /// Largest value of a number.
    public var maximum: Double?
    /// The values a category may have; empty means any.
    public var allowed: [String]
    /// The dataset whose key this column refers to; `samverk check` reports what it does not find there.
    public var references: String?

    /// Makes a column.
    public init(
        _ spec: ColumnSpec, title: Localized, minimum: Double? = nil, maximum: Double? = nil, allowed: [String] = [],
        references: String? = nil
    ) {
        self.spec = spec
        self.title = title
        self.minimum = minimum
        self.maximum = maximum
        self.allowed = allowed
        self.references = references
    }

    /// What is wrong with a cell of this column, or nil: null where a value is required, out of bounds, not allowed.
    public func fault(in cell: Cell) -> Localized? {
        func plain(_ bound: Double) -> String { Cell.real(bound).plainText }
        if cell == .null {
            return spec.nullable ? nil : Localized(sv: "ett värde krävs", en: "a value is required")
        }
        if let number = cell.number {
            if let minimum, number < minimum {
                return Localized(sv: "minst \(plain(minimum)) väntades", en: "at least \(plain(minimum)) was expected")
            }
            if let maximum, number > maximum {
                return Localized(sv: "högst \(plain(maximum)) väntades", en: "at most \(plain(maximum)) was expected")
            }
        }
        if !allowed.isEmpty, !allowed.contains(cell.plainText) {
            let list = allowed.joined(separator: ", ")
            return Localized(sv: "något av \(list) väntades", en: "one of \(list) was expected")
        }
        return nil
    }
}

/// The shape of a dataset of the registry: columns, key, and who declared it.
public struct DatasetSchema: Hashable, Sendable {
    /// `municipalities`, or `support-pooling/desk_hours` for a plugin's.
    public var id: String
    /// What it holds.
    public var title: Localized
    public var columns: [DatasetColumn]
    /// Names of the columns that identify a row.
    public var key: [String]

    /// Makes a schema.
    public init(_ id: String, title: Localized, columns: [DatasetColumn], key: [String]) {
        self.id = id
        self.title = title
        self.columns = columns
        self.key = key
    }

    /// The plugin that declared it, or nil for a core dataset.
    public var plugin: String? {
        let parts = id.split(separator: "/")
        return parts.count == 2 ? String(parts[0]) : nil
    }

    /// The column of a name.
    public subscript(name: String) -> DatasetColumn? { columns.first { $0.spec.name == name } }

    /// The descriptions of the columns.
    public var specs: [ColumnSpec] { columns.map(\.spec) }
}
