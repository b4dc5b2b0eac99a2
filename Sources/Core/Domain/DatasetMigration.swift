// SPDX-License-Identifier: EUPL-1.2

/// What has to be done to the rows of a dataset when its columns change: steps in words, never SQL. The core computes,
/// checks and undoes them.
public struct DatasetMigration: Hashable, Sendable {
    /// The version of the plugin that brought the change.
    public var version: Version
    public var steps: [Step]

    /// One change of columns or key.
    public enum Step: Hashable, Sendable {
        /// A new column; every row that is there gets the value.
        case add(ColumnSpec, default: Cell)
        case rename(String, to: String)
        /// A column gets another type; a value becomes what its plain text says in it. The unit (empty is none) and
        /// whether it may be empty stay when they are nil.
        case retype(String, to: ColumnType, unit: String?, nullable: Bool?)
        case drop(String)
        /// Other columns identify a row.
        case rekey([String])
    }

    /// Makes a migration.
    public init(_ version: Version, _ steps: [Step]) {
        self.version = version
        self.steps = steps
    }
}

/// A dataset as a version of a plugin declares it: its shape, and how rows of earlier versions come to it.
public struct DatasetDeclaration: Hashable, Sendable {
    public var schema: DatasetSchema
    /// By version, the earliest first.
    public var migrations: [DatasetMigration]

    /// Makes a declaration.
    public init(_ schema: DatasetSchema, migrations: [DatasetMigration] = []) {
        self.schema = schema
        self.migrations = migrations
    }

    /// The steps that lead from a version to another, over all versions between.
    public func steps(after old: Version, through new: Version) -> [DatasetMigration.Step] {
        migrations.filter { old < $0.version && $0.version <= new }.flatMap(\.steps)
    }
}

/// The columns and the key of a dataset while steps are applied to them.
public struct DatasetShape: Hashable, Sendable {
    public private(set) var columns: [ColumnSpec]
    public private(set) var key: [String]

    /// The shape of a schema.
    public init(_ schema: DatasetSchema) {
        columns = schema.specs
        key = schema.key
    }

    /// Applies a step to the names and types; rows are not looked at.
    ///
    /// - Throws: ``Problem`` that names the column a step cannot find, or one that is there already.
    public mutating func apply(_ step: DatasetMigration.Step) throws(Problem) {
        switch step {
        case .add(let spec, _):
            try insistFree(spec.name)
            columns.append(spec)
        case .rename(let old, let new):
            let index = try index(of: old)
            try insistFree(new)
            columns[index].name = new
            key = key.map { $0 == old ? new : $0 }
        case .retype(let name, let type, let unit, let nullable):
            let index = try index(of: name)
            columns[index].type = type
            if let unit { columns[index].unit = unit.isEmpty ? nil : unit }
            if let nullable { columns[index].nullable = nullable }
        case .drop(let name):
            let index = try index(of: name)
            guard !key.contains(name) else {
                throw Problem(
                    Localized(
                        sv: "steget tar bort '\(name)', som hör till nyckeln",
                        en: "a step drops '\(name)', which is part of the key"),
                    remedy: Localized(
                        sv: "Sätt ett steg {\"rekey\": [...]} före.", en: "Put a step {\"rekey\": [...]} before it."))
            }
            columns.remove(at: index)
        case .rekey(let names):
            for name in names { _ = try index(of: name) }
            key = names
        }
    }

    /// What keeps this shape from being that of a schema, in words; nil when they are the same.
    public func difference(from schema: DatasetSchema) -> Localized? {
        func told(_ spec: ColumnSpec) -> String {
            spec.type.rawValue + (spec.unit.map { " (\($0))" } ?? "") + (spec.nullable ? "?" : "")
        }
        var found: [Localized] = []
        for column in schema.specs {
            let name = column.name
            guard let mine = columns.first(where: { $0.name == name }) else {
                found.append(Localized(sv: "inget steg lägger till '\(name)'", en: "no step adds '\(name)'"))
                continue
            }
            guard mine != column else { continue }
            found.append(
                Localized(
                    sv: "'\(name)' blir \(told(mine)), men ska vara \(told(column))",
                    en: "'\(name)' becomes \(told(mine)), but must be \(told(column))"))
        }
        for name in columns.map(\.name) where schema[name] == nil {
            found.append(Localized(sv: "inget steg tar bort '\(name)'", en: "no step drops '\(name)'"))
        }
        if key != schema.key {
            let (mine, theirs) = (key.joined(separator: ", "), schema.key.joined(separator: ", "))
            found.append(
                Localized(
                    sv: "nyckeln blir \(mine), men ska vara \(theirs)",
                    en: "the key becomes \(mine), but must be \(theirs)"))
        }
        guard !found.isEmpty else { return nil }
        return Localized(sv: found.map(\.sv).joined(separator: "; "), en: found.map(\.en).joined(separator: "; "))
    }

    private func index(of name: String) throws(Problem) -> Int {
        if let index = columns.firstIndex(where: { $0.name == name }) { return index }
        throw Problem(
            Localized(
                sv: "ett steg nämner '\(name)', som inte finns då",
                en: "a step names '\(name)', which is not there then"),
            remedy: suggestion(for: name, among: columns.map(\.name)))
    }

    private func insistFree(_ name: String) throws(Problem) {
        guard columns.contains(where: { $0.name == name }) else { return }
        throw Problem(
            Localized(
                sv: "ett steg gör kolumnen '\(name)', som redan finns",
                en: "a step makes the column '\(name)', which is there already"))
    }
}
