// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

private let notYet = Problem("not built yet", kind: .program)

/// CSV as Excel, R and RFC 4180 write it.
public enum CSV {
    /// Takes a file apart: delimiter by the header, quotes, BOM, any line ends. A file that is no text at all throws;
    /// faulty rows are kept in `RawTable.faults` and thrown by `typed`.
    public static func read(_ bytes: [UInt8], file: String) throws -> RawTable { throw notYet }

    /// A table as CSV: comma, LF, decimal point, money in kronor, nothing for null.
    ///
    /// - Parameters:
    ///   - titles: headers to write instead of a column's name.
    ///   - forSpreadsheet: begins with a byte order mark, and disarms texts that a spreadsheet would take for formulas.
    public static func write(_ table: Table, titles: [String: String] = [:], forSpreadsheet: Bool = false) -> String {
        ""
    }
}

extension RawTable {
    /// The fields as typed values, or all that is wrong with them.
    ///
    /// - Parameters:
    ///   - columns: what is expected; the table has them in this order, those missing from the file left out.
    ///   - key: the names of the columns that identify a row.
    ///   - optional: names of columns that the file may leave out.
    ///   - others: the type of columns in the file that are not expected; nil refuses them.
    /// - Throws: `Problem` or `Problems`, each with file, line, column, reason and remedy.
    public func typed(
        as columns: [DatasetColumn], key: [String], optional: Set<String> = [], others: ColumnType? = nil
    ) throws -> PositionedTable { throw notYet }
}

/// Reads files.
public enum FileReader {
    /// Largest file that is read.
    public static let largest = 512 << 20

    /// The bytes of a regular file; a missing file, a folder, a closed door are problems with a remedy.
    public static func read(_ path: String) throws -> [UInt8] { throw notYet }
}
