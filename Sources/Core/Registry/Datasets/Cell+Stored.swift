// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import SamverkDomain

extension Cell {
    /// The value as SQLite holds it: money in öre, dates as days, booleans as 0 and 1.
    var stored: DatabaseValue {
        switch self {
        case .null: .null
        case .text(let value), .category(let value): value.databaseValue
        case .party(let value): value.code.databaseValue
        case .integer(let value): value.databaseValue
        case .money(let value): value.ore.databaseValue
        case .date(let value): value.days.databaseValue
        case .boolean(let value): (value ? 1 : 0).databaseValue
        case .real(let value): value.databaseValue
        }
    }

    /// Reads a stored value of a type.
    ///
    /// - Throws: an error of a damaged file when it has another type.
    init(stored value: DatabaseValue, _ type: ColumnType) throws {
        guard let cell = Cell(stored: value.storage, type) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value that is no \(type.rawValue)")
        }
        self = cell
    }

    /// Reads a stored value of a type; nil when it has another.
    init?(stored value: DatabaseValue.Storage, _ type: ColumnType) {
        let cell: Cell? =
            switch (type, value) {
            case (_, .null): .null
            case (.text, .string(let text)): .text(text)
            case (.category, .string(let text)): .category(text)
            case (.party, .string(let text)): Party(text).map(Cell.party)
            case (.integer, .int64(let number)): .integer(Int(number))
            case (.money, .int64(let number)): .money(Money(ore: Int(number)))
            case (.date, .int64(let number)): .date(Day(days: Int(number)))
            case (.boolean, .int64(let number)): number == 0 || number == 1 ? .boolean(number == 1) : nil
            case (.real, .double(let number)): number.isFinite ? .real(number) : nil
            default: nil
            }
        guard let cell else { return nil }
        self = cell
    }

    /// The same cell with its text in composed characters (Unicode normal form C): to SQLite two spellings of `é` differ.
    var composed: Cell {
        func composed(_ text: String) -> String {
            text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
        }
        switch self {
        case .text(let value): return .text(composed(value))
        case .category(let value): return .category(composed(value))
        default: return self
        }
    }
}
