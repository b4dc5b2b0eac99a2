// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A figure that is not the same in two runs.
public struct FigureChange: Sendable {
    /// Without the number of a run.
    public var address: Address
    /// The party in its key; nil when there is none.
    public var party: String?
    /// The figure in the first run; null when its row is not there.
    public var before: Cell
    /// The figure in the second run.
    public var after: Cell
    /// Name, type and unit.
    public var column: ColumnSpec

    /// How much larger the second is; null where the two cannot be subtracted.
    public var difference: Cell {
        switch (before, after) {
        case (.money(let a), .money(let b)):
            let (value, overflow) = b.ore.subtractingReportingOverflow(a.ore)
            return overflow ? .null : .money(Money(ore: value))
        case (.integer(let a), .integer(let b)):
            let (value, overflow) = b.subtractingReportingOverflow(a)
            return overflow ? .null : .integer(value)
        case (.real(let a), .real(let b)) where (b - a).isFinite: return .real(b - a)
        default: return .null
        }
    }
}

/// What differs between two runs of one plan, table by table.
public struct RunComparison: Sendable {
    /// The figures that changed and are listed, in the order of the steps.
    public var figures: [FigureChange] = []
    /// How many other figures changed, by `step/table`.
    public var others: [(table: String, count: Int)] = []
    /// How many figures are the same.
    public var unchanged = 0

    /// Whether every figure is the same.
    public var isEmpty: Bool { figures.isEmpty && others.isEmpty }

    /// Compares two runs row by key and column.
    ///
    /// - Parameters:
    ///   - parties: the codes that stand for a party in a key.
    ///   - listsAll: whether figures that are no party's are listed too, rather than counted.
    public init(_ first: RunRecord, _ second: RunRecord, parties: Set<String>, listsAll: Bool = false) {
        for step in second.steps {
            let former = first.step(step.id)
            let names = step.tables.map(\.name) + (former?.tables.map(\.name).filter { step.table($0) == nil } ?? [])
            for name in names {
                compare(step.id, name, former?.table(name), step.table(name), parties, listsAll)
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
        var others = 0
        for key in keys {
            let at = (rows.0.number[key], rows.1.number[key])
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
                    FigureChange(address: address, party: party, before: before, after: after, column: column.spec))
            }
        }
        if others > 0 { self.others.append(("\(step)/\(name)", others)) }
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
