// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Collects the cells of a column flat, so that a large file takes no more room than its values.
struct ColumnCollector {
    let spec: ColumnSpec
    private var integers: [Int] = []
    private var reals: [Double] = []
    private var booleans: [Bool] = []
    private var strings: [String] = []
    private var present: [Bool]?
    private var count = 0

    init(_ spec: ColumnSpec) { self.spec = spec }

    /// Adds a cell that has the type of the column or is null.
    mutating func append(_ cell: Cell) {
        if cell == .null {
            if present == nil { present = [Bool](repeating: true, count: count) }
            appendNull()
        }
        switch cell {
        case .null: break
        case .integer(let value): integers.append(value)
        case .money(let value): integers.append(value.ore)
        case .date(let value): integers.append(value.days)
        case .real(let value): reals.append(value)
        case .boolean(let value): booleans.append(value)
        case .text(let value), .category(let value): strings.append(value)
        case .party(let value): strings.append(value.code)
        }
        present?.append(cell != .null)
        count += 1
    }

    private mutating func appendNull() {
        switch spec.type {
        case .integer, .money, .date: integers.append(0)
        case .real: reals.append(0)
        case .boolean: booleans.append(false)
        case .text, .party, .category: strings.append("")
        }
    }

    /// The column of the cells added so far.
    var column: Column {
        let storage: Column.Storage =
            switch spec.type {
            case .integer, .money, .date: .integers(integers)
            case .real: .reals(reals)
            case .boolean: .booleans(booleans)
            case .text, .party, .category: .strings(strings)
            }
        return Column(spec, storage: storage, present: present)
    }
}
