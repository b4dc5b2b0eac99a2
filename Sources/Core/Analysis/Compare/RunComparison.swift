// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What differs between the figures of two runs, table by table, in the steps that both have: those of one name that run the
/// same analysis.
public struct RunComparison: Sendable {
    /// The figures that changed and are listed, in the order of the steps.
    public var figures: [FigureChange] = []
    /// How many other figures changed, by `step/table`.
    public var others: [(table: String, count: Int)] = []
    /// How many figures are the same.
    public var unchanged = 0
    /// The tables, rows and columns that only one of the runs has.
    public var lone: [LonePart] = []
    /// The steps that both have.
    public var shared: [String] = []

    /// A table, row or column that only one of two runs has.
    public struct LonePart: Hashable, Sendable {
        public enum Kind: String, Sendable {
            case table, row, column
        }

        public var kind: Kind
        /// `step/table`, `step/table[key]` or `step/table.column`.
        public var place: String
        /// Whether it is in the second run, and not in the first.
        public var isNew: Bool
    }

    /// Whether every figure is the same.
    public var isEmpty: Bool { figures.isEmpty && others.isEmpty }

    /// Compares two runs row by key and column.
    ///
    /// - Parameters:
    ///   - parties: the codes that stand for a party in a key.
    ///   - listsAll: whether figures that are no party's are listed too, rather than counted.
    public init(_ first: RunRecord, _ second: RunRecord, parties: Set<String>, listsAll: Bool = false) {
        for step in second.steps {
            guard let former = first.step(step.id), former.analysis == step.analysis else { continue }
            shared.append(step.id)
            let names = step.tables.map(\.name) + former.tables.map(\.name).filter { step.table($0) == nil }
            for name in names {
                compare(step.id, name, former.table(name), step.table(name), parties, listsAll)
            }
        }
    }

    private mutating func compare(
        _ step: String, _ name: String, _ first: Table?, _ second: Table?, _ parties: Set<String>, _ listsAll: Bool
    ) {
        guard let shape = second ?? first else { return }
        let rows = (rows(first), rows(second))
        var keys = rows.1.order
        keys += rows.0.order.filter { rows.1.number[$0] == nil }
        let gone = first?.columns.filter { shape[$0.name] == nil } ?? []
        let columns = (shape.columns + gone).filter { !shape.key.contains($0.name) }
        guard first != second else {
            unchanged += columns.count * shape.rowCount
            return
        }
        let table = "\(step)/\(name)"
        let isLoneTable = first == nil || second == nil
        func isLone(_ column: String) -> Bool { first?[column] == nil || second?[column] == nil }
        if isLoneTable { lone.append(LonePart(kind: .table, place: table, isNew: first == nil)) }
        for column in columns where !isLoneTable && isLone(column.name) {
            lone.append(
                LonePart(
                    kind: .column, place: "\(table).\(Address.encode(column.name))", isNew: first?[column.name] == nil))
        }
        var others = 0
        for key in keys {
            let at = (rows.0.number[key], rows.1.number[key])
            let isLoneRow = at.0 == nil || at.1 == nil
            if isLoneRow, !isLoneTable {
                lone.append(LonePart(kind: .row, place: "\(table)[\(key)]", isNew: at.0 == nil))
            }
            let named = party(second, at.1) ?? party(first, at.0)
            let party = named.flatMap { parties.contains($0) ? $0 : nil }
            for column in columns {
                let before = at.0.flatMap { first?[$0, column.name] } ?? .null
                let after = at.1.flatMap { second?[$0, column.name] } ?? .null
                guard before != after else {
                    unchanged += 1
                    continue
                }
                guard party != nil || listsAll else {
                    others += 1
                    continue
                }
                let address = Address(run: nil, step: step, table: name, key: key, column: column.name)
                figures.append(
                    FigureChange(
                        address: address, party: party, before: before, after: after, column: column.spec,
                        isLone: isLoneRow || isLone(column.name)))
            }
        }
        if others > 0 { self.others.append((table, others)) }
    }

    private func rows(_ table: Table?) -> (order: [String], number: [String: Int]) {
        guard let table else { return ([], [:]) }
        let order = (0..<table.rowCount).map(table.keyText)
        return (order, Dictionary(zip(order, order.indices)) { first, _ in first })
    }

    /// The first part of a row's key, where a party stands.
    private func party(_ table: Table?, _ row: Int?) -> String? {
        guard let table, let row, let first = table.key.first else { return nil }
        return table[row, first].plainText
    }
}
