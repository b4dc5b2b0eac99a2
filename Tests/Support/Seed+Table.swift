// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Seed {
    /// A table of a few rows and columns of any type, with names and texts that have broken parsers before.
    public mutating func anyTable() throws -> Table {
        var specs = [ColumnSpec("#", .integer)]
        for i in 0..<integer(0...5) {
            specs.append(
                ColumnSpec(
                    hostileText() + "\(i)", pick(ColumnType.allCases), unit: flip() ? hostileText() : nil,
                    nullable: flip()))
        }
        var builder = TableBuilder(specs, key: ["#"], attributes: flip() ? ["note": .string(hostileText())] : [:])
        for row in 0..<integer(0...6) {
            var cells: [Cell] = [.integer(row)]
            for spec in specs.dropFirst() { cells.append(spec.nullable && flip() ? .null : anyCell(spec.type)) }
            try builder.append(cells)
        }
        return try builder.table()
    }

    /// A cell of a type.
    public mutating func anyCell(_ type: ColumnType) -> Cell {
        switch type {
        case .text: .text(hostileText())
        case .category: .category(hostileText())
        case .integer: .integer(anyInteger())
        case .real: .real(anyReal())
        case .money: .money(Money(ore: anyInteger()))
        case .boolean: .boolean(flip())
        case .date: .date(Day(days: integer(-719_162...2_932_896)))
        case .party: Samples.party(pick(["0114", "9907", "org:gemensam-it", "org:a-1"]))
        }
    }
}
