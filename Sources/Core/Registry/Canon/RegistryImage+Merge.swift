// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a merge brought in.
public struct MergeReport: Hashable, Sendable {
    /// Rows that only they had.
    public var added: Int
    /// Rows that they had changed.
    public var changed: Int
    /// Rows that they had removed.
    public var removed: Int

    /// Makes a report.
    public init(added: Int = 0, changed: Int = 0, removed: Int = 0) {
        self.added = added
        self.changed = changed
        self.removed = removed
    }
}

extension RegistryImage {
    /// Merges what two people made of one registry, row by row.
    ///
    /// With the state that both started from, the side that changed a row has its way; without it a row that both have
    /// must be equal. Imports and audit entries of both are kept, in the order of their time, and numbered anew.
    ///
    /// - Throws: `Problems` that name every row that both have changed in different ways.
    public func merged(with theirs: RegistryImage, base: RegistryImage?) throws -> (image: RegistryImage, MergeReport) {
        var report = MergeReport()
        var problems: [Problem] = []
        var result = self
        let known = Set(imports.map(\.id))
        result.imports = Self.numbered(imports + theirs.imports.filter { !known.contains($0.id) })
        result.audit = Self.numbered(Self.union(audit, theirs.audit))
        for other in theirs.datasets {
            guard let index = datasets.firstIndex(where: { $0.schema.id == other.schema.id }) else {
                result.datasets.append(other)
                report.added += other.rows.count
                continue
            }
            guard datasets[index].schema.structure == other.schema.structure else {
                problems.append(Self.otherColumns(other.schema.id))
                continue
            }
            let shape = datasets[index].schema
            let start = base?.datasets.first { $0.schema.id == shape.id }
            let comparable = start?.schema.structure == shape.structure
            var merge = RowMerge(
                ours: datasets[index], theirs: other.inOrder(of: shape),
                base: comparable ? start?.inOrder(of: shape) : nil,
                knowsBase: base != nil && (start == nil || comparable))
            result.datasets[index].rows = merge.run()
            result.datasets[index].sort()
            problems += merge.conflicts
            report.added += merge.report.added
            report.changed += merge.report.changed
            report.removed += merge.report.removed
        }
        try Problems.throwIfAny(problems)
        result.datasets.sort { $0.schema.id.utf8.lexicographicallyPrecedes($1.schema.id.utf8) }
        return (result, report)
    }

    private static func otherColumns(_ id: String) -> Problem {
        Problem(
            Localized(
                sv: "Datamängden '\(id)' har andra kolumner i den andra exporten.",
                en: "The dataset '\(id)' has other columns in the other export."),
            remedy: Localized(
                sv: "Ge båda arbetsmapparna samma version av tillägget först.",
                en: "Give both workspaces the same version of the plugin first."))
    }

    /// Imports by time, numbered from 1.
    static func numbered(_ all: [Import]) -> [Import] {
        let sorted = all.sorted { ($0.facts.at, $0.number, $0.id) < ($1.facts.at, $1.number, $1.id) }
        return sorted.enumerated().map { Import(id: $1.id, number: $0 + 1, facts: $1.facts) }
    }

    /// Audit entries by time, numbered from 1; an entry that both sides have stands once.
    static func numbered(_ all: [AuditEntry]) -> [AuditEntry] {
        func order(_ a: AuditEntry) -> [String] { [a.who, a.action, a.object, a.before ?? "", a.after ?? ""] }
        let sorted = all.sorted { a, b in
            if a.at != b.at { return a.at < b.at }
            if a.number != b.number { return a.number < b.number }
            return order(a).lexicographicallyPrecedes(order(b))
        }
        return sorted.enumerated().map { i, entry in
            var entry = entry
            entry.number = i + 1
            return entry
        }
    }

    /// The entries of both; as many equal ones as the side has that has most.
    private static func union(_ ours: [AuditEntry], _ theirs: [AuditEntry]) -> [AuditEntry] {
        func content(_ entry: AuditEntry) -> AuditEntry {
            var entry = entry
            entry.number = 0
            return entry
        }
        var count: [AuditEntry: Int] = [:]
        for entry in ours { count[content(entry), default: 0] += 1 }
        return ours
            + theirs.filter { entry in
                let left = count[content(entry), default: 0]
                count[content(entry)] = left - 1
                return left <= 0
            }
    }
}

extension RegistryImage.Dataset {
    /// The same rows with the columns in another schema's order.
    func inOrder(of other: DatasetSchema) -> RegistryImage.Dataset {
        let places = other.columns.compactMap { column in schema.columns.firstIndex { $0.spec.name == column.spec.name }
        }
        var result = self
        result.schema = other
        result.rows = rows.map { row in
            RegistryImage.Row(cells: places.map { row.cells[$0] }, importID: row.importID, line: row.line)
        }
        return result
    }

    /// What two rows of one key differ in: `population: 12600 / 12700`.
    func difference(_ a: RegistryImage.Row, _ b: RegistryImage.Row) -> String {
        func shown(_ cell: Cell) -> String { cell == .null ? "-" : String(cell.plainText.prefix(40)) }
        let parts = schema.columns.indices.filter { a.cells[$0] != b.cells[$0] }
            .map { "\(schema.columns[$0].spec.name): \(shown(a.cells[$0])) / \(shown(b.cells[$0]))" }
        return parts.isEmpty ? "=" : parts.joined(separator: ", ")
    }
}

/// The three-way merge of the rows of one dataset, by key.
private struct RowMerge {
    let ours: RegistryImage.Dataset
    let theirs: RegistryImage.Dataset
    let base: RegistryImage.Dataset?
    /// Whether the state that both started from is known; the dataset may have been absent in it.
    let knowsBase: Bool
    var conflicts: [Problem] = []
    var report = MergeReport()

    init(ours: RegistryImage.Dataset, theirs: RegistryImage.Dataset, base: RegistryImage.Dataset?, knowsBase: Bool) {
        self.ours = ours
        self.theirs = theirs
        self.base = base
        self.knowsBase = knowsBase
    }

    mutating func run() -> [RegistryImage.Row] {
        func byKey(_ dataset: RegistryImage.Dataset?) -> [[Cell]: RegistryImage.Row] {
            guard let dataset else { return [:] }
            return Dictionary(dataset.rows.map { (dataset.key($0), $0) }, uniquingKeysWith: { first, _ in first })
        }
        let (mine, other, start) = (byKey(ours), byKey(theirs), byKey(base))
        var rows: [RegistryImage.Row] = []
        for row in ours.rows {
            let key = ours.key(row)
            if let kept = merged(key, row, other[key], start[key]) { rows.append(kept) }
        }
        for row in theirs.rows {
            let key = theirs.key(row)
            if mine[key] == nil, let kept = merged(key, nil, row, start[key]) { rows.append(kept) }
        }
        return rows
    }

    /// The row that holds, nil when it is gone. Values decide; where a row came from follows them.
    private mutating func merged(
        _ key: [Cell], _ mine: RegistryImage.Row?, _ other: RegistryImage.Row?, _ start: RegistryImage.Row?
    ) -> RegistryImage.Row? {
        if mine?.cells == other?.cells { return mine }
        if knowsBase, mine?.cells == start?.cells {
            if mine == nil {
                report.added += 1
            } else if other == nil {
                report.removed += 1
            } else {
                report.changed += 1
            }
            return other
        }
        if knowsBase, other?.cells == start?.cells { return mine }
        // Without a base nobody knows that a row has been removed: one that a single side has is kept.
        if !knowsBase, mine == nil || other == nil {
            if mine == nil { report.added += 1 }
            return mine ?? other
        }
        conflict(key, mine, other)
        return mine
    }

    private mutating func conflict(_ key: [Cell], _ mine: RegistryImage.Row?, _ other: RegistryImage.Row?) {
        let address = ours.address(key)
        let what: Localized
        switch (mine, other) {
        case (let mine?, let other?):
            let difference = ours.difference(mine, other)
            what = Localized(
                sv: "\(address) skiljer sig (här / där): \(difference).",
                en: "\(address) differs (here / there): \(difference).")
        case (nil, _):
            what = Localized(
                sv: "\(address) är borttagen här men ändrad där.", en: "\(address) was removed here but changed there.")
        default:
            what = Localized(
                sv: "\(address) är ändrad här men borttagen där.", en: "\(address) was changed here but removed there.")
        }
        let agree = Localized(
            sv: "Kom överens om vad som gäller, importera det i den ena arbetsmappen och slå samman igen.",
            en: "Agree on what holds, import it into one of the workspaces, and merge again.")
        let know = Localized(
            sv: " Med --base MAPP, den senaste export som båda hade, vet Samverk vem som har ändrat raden.",
            en: " With --base DIR, the last export that both had, Samverk knows who changed the row.")
        conflicts.append(
            Problem(
                what,
                remedy: knowsBase ? agree : Localized(sv: agree.sv + know.sv, en: agree.en + know.en)))
    }
}
