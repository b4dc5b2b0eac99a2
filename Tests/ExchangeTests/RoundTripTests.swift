// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkExchange

@Suite("Writing and reading again")
struct RoundTripTests {
    @Test("gives the same table, for random tables", arguments: 0..<200)
    func random(_ seed: Int) throws {
        var generator = SplitMix(state: UInt64(seed))
        let columns =
            [column("id", .category)]
            + (0..<Int.random(in: 1...6, using: &generator)).map { i in
                column("c\(i)", ColumnType.allCases.randomElement(using: &generator) ?? .text, nullable: true)
            }
        var builder = TableBuilder(columns.map(\.spec), key: ["id"])
        for row in 0..<Int.random(in: 0...30, using: &generator) {
            try builder.append([.category("k\(row)")] + columns.dropFirst().map { cell($0.spec.type, &generator) })
        }
        let table = try builder.table()
        for forSpreadsheet in [false, true] {
            let text = CSV.write(table, forSpreadsheet: forSpreadsheet)
            let again = try CSV.read(Array(text.utf8), file: "t.csv").typed(as: columns, key: ["id"]).table
            if !forSpreadsheet { #expect(again == table) }
            #expect(again.rowCount == table.rowCount)
        }
    }

    private func cell(_ type: ColumnType, _ generator: inout SplitMix) -> Cell {
        if Int.random(in: 0..<5, using: &generator) == 0 { return .null }
        switch type {
        case .text: return .text(text(&generator))
        case .category: return .category("x" + text(&generator) + "x")
        case .integer:
            return .integer(Int(truncatingIfNeeded: generator.next()) >> Int.random(in: 0...63, using: &generator))
        case .money:
            return .money(
                Money(ore: Int(truncatingIfNeeded: generator.next() | 1) >> Int.random(in: 0...62, using: &generator)))
        case .boolean: return .boolean(.random(using: &generator))
        case .date: return .date(Day(days: .random(in: -700_000...2_900_000, using: &generator)))
        case .party: return Party(String(Int.random(in: 1000...9999, using: &generator))).map(Cell.party) ?? .null
        case .real:
            let value = Double(bitPattern: generator.next())
            return .real(value.isFinite && value != 0 ? value : Double.random(in: -1...1, using: &generator))
        }
    }

    private func text(_ generator: inout SplitMix) -> String {
        let alphabet = Array("aåé😀 \t,;\"'=-\n\r\u{A0}\u{2028}\u{1}")
        return String(
            (0..<Int.random(in: 1...12, using: &generator)).compactMap { _ in alphabet.randomElement(using: &generator)
            })
    }
}
