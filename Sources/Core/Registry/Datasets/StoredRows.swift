// SPDX-License-Identifier: EUPL-1.2

import CSQLiteShim
import GRDB
import SamverkDomain

/// The rows of a query, value by value from SQLite itself: a dataset may have many, and GRDB's rows make an object of each
/// value. Values come without trust, as in `Row+Checked.swift`.
struct StoredRows {
    private let statement: SQLiteStatement

    /// Runs a query and hands over each of its rows, which is valid only there.
    static func each(_ db: Database, _ sql: String, _ take: (StoredRows) throws -> Void) throws {
        let statement = try db.makeStatement(sql: sql)
        let rows = StoredRows(statement: statement.sqliteStatement)
        defer {
            sqlite3_reset(rows.statement)
            withExtendedLifetime(statement) {}
        }
        while true {
            switch sqlite3_step(rows.statement) {
            case SQLITE_ROW: try take(rows)
            case SQLITE_DONE: return
            case let code:
                let message = sqlite3_errmsg(db.sqliteConnection).map { String(cString: $0) }
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
            }
        }
    }

    /// An integer.
    func integer(_ index: Int) throws -> Int {
        guard case .int64(let value) = value(index) else { throw damaged("no integer") }
        return Int(value)
    }

    /// The cell of a column of a type.
    func cell(_ index: Int, _ type: ColumnType) throws -> Cell {
        guard let cell = Cell(stored: value(index), type) else { throw damaged("a value that is no \(type.rawValue)") }
        return cell
    }

    private func value(_ index: Int) -> DatabaseValue.Storage {
        let column = Int32(index)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .int64(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .double(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            return .string(String(decoding: bytes, as: UTF8.self))
        case SQLITE_NULL: return .null
        default: return .blob(.init())
        }
    }

    private func damaged(_ what: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: what)
    }
}
