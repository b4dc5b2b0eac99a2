// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// Values out of a row without trust: a damaged or foreign file gives a problem where GRDB would stop the process.
extension GRDB.Row {
    func value(_ index: Int) throws -> DatabaseValue {
        guard index < count else { throw wrong(index) }
        return self[index]
    }

    func text(_ index: Int) throws -> String {
        guard let text = try optionalText(index) else { throw wrong(index) }
        return text
    }

    func optionalText(_ index: Int) throws -> String? {
        switch try value(index).storage {
        case .string(let text): return text
        case .null: return nil
        default: throw wrong(index)
        }
    }

    func integer(_ index: Int) throws -> Int {
        guard case .int64(let value) = try value(index).storage else { throw wrong(index) }
        return Int(value)
    }

    private func wrong(_ index: Int) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unexpected value in column \(index + 1) of a row")
    }
}
