// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a registry holds, away from its file: datasets with the origin of each row, imports and the audit log. This is
/// what `samverk export --all` writes, git versions, and `samverk restore` brings back.
///
/// Runs are no part of it (they are results, and can be made again), nor are plugins (`plugins.lock` and the store tell
/// of them). Datasets that nothing was ever imported into are left out.
public struct RegistryImage: Hashable, Sendable {
    /// The datasets by id.
    public internal(set) var datasets: [Dataset]
    /// The imports by number.
    public internal(set) var imports: [Import]
    /// The audit log, by number.
    public internal(set) var audit: [AuditEntry]

    /// A dataset with its rows by key.
    public struct Dataset: Hashable, Sendable {
        public var schema: DatasetSchema
        /// The version of the plugin that gave it this shape.
        public var version: String
        public var rows: [Row]
    }

    /// A row, and where it came from.
    public struct Row: Hashable, Sendable {
        /// One cell a column of the schema.
        public var cells: [Cell]
        /// The id of the import.
        public var importID: String
        public var line: Int
    }

    /// An import. Its id follows from what it was, so that two people's imports are told apart whatever their numbers.
    public struct Import: Hashable, Sendable {
        public var id: String
        public var number: Int
        var facts: Facts

        struct Facts: Hashable, Sendable {
            var dataset, file, at, who: String
            var added, changed, unchanged: Int
            var synthetic: Bool
        }
    }

    /// Number of rows in all datasets.
    public var rowCount: Int { datasets.reduce(0) { $0 + $1.rows.count } }
}

extension RegistryImage.Dataset {
    /// The key of a row.
    func key(_ row: RegistryImage.Row) -> [Cell] {
        schema.key.compactMap { name in schema.columns.firstIndex { $0.spec.name == name }.map { row.cells[$0] } }
    }

    /// `municipalities[9907]`, as the audit log writes it.
    func address(_ key: [Cell]) -> String {
        "\(schema.id)[\(key.map { Address.encode($0.plainText) }.joined(separator: ","))]"
    }

    /// The same rows by key: numbers by size, texts by their bytes.
    mutating func sort() {
        let columns = schema.key.compactMap { name in schema.columns.firstIndex { $0.spec.name == name } }
        rows.sort { a, b in
            for i in columns where a.cells[i] != b.cells[i] { return a.cells[i].precedes(b.cells[i]) }
            return false
        }
    }
}

extension RegistryImage.Import {
    /// Gives imports their ids: equal ones are counted.
    static func identified(_ all: [(number: Int, facts: Facts)]) -> [RegistryImage.Import] {
        var seen: [Facts: Int] = [:]
        return all.map { number, facts in
            let count = seen[facts, default: 0]
            seen[facts] = count + 1
            let parts = [
                facts.dataset, facts.file, facts.at, facts.who, String(facts.added), String(facts.changed),
                String(facts.unchanged), String(facts.synthetic), String(count),
            ]
            let text = parts.map { "\($0.utf8.count):\($0)," }.joined()
            return RegistryImage.Import(id: String(Digest.sha256(text).prefix(16)), number: number, facts: facts)
        }
    }
}

extension Cell {
    /// The order of rows in a canonical file.
    fileprivate func precedes(_ other: Cell) -> Bool {
        switch (self, other) {
        case (.date(let a), .date(let b)): a.days < b.days
        case (.money(let a), .money(let b)): a.ore < b.ore
        case (.integer(let a), .integer(let b)): a < b
        case (.real(let a), .real(let b)): a < b
        default: plainText.utf8.lexicographicallyPrecedes(other.plainText.utf8)
        }
    }
}
