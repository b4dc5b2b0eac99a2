// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Reads the rows of an input cell by cell, with problems that name the input, the row and the column.
struct InputRows {
    let table: Table
    let input: String

    /// Number of rows.
    var count: Int { table.rowCount }

    /// A code or name.
    func text(_ row: Int, _ column: String) throws(Problem) -> String {
        let cell = try cell(row, column)
        guard cell != .null else { throw wrong(row, column, "text") }
        return cell.plainText
    }

    /// An integer, not negative.
    func integer(_ row: Int, _ column: String) throws(Problem) -> Int {
        guard case .integer(let value) = try cell(row, column), value >= 0 else { throw wrong(row, column, "integer") }
        return value
    }

    /// A number, not negative.
    func real(_ row: Int, _ column: String) throws(Problem) -> Double {
        guard let value = try cell(row, column).number, value >= 0, value.isFinite else {
            throw wrong(row, column, "real")
        }
        return value
    }

    /// An amount of money, not negative.
    func money(_ row: Int, _ column: String) throws(Problem) -> Money {
        guard case .money(let value) = try cell(row, column), value.ore >= 0, value.ore <= 1 << 53 else {
            throw wrong(row, column, "money")
        }
        return value
    }

    private func cell(_ row: Int, _ column: String) throws(Problem) -> Cell {
        guard let column = table[column] else {
            throw Problem(
                Localized(
                    sv: "Indatat '\(input)' saknar kolumnen '\(column)'.",
                    en: "The input '\(input)' lacks the column '\(column)'."),
                remedy: suggestion(for: column, among: table.columnNames))
        }
        return column[row]
    }

    private func wrong(_ row: Int, _ column: String, _ expected: String) -> Problem {
        let found = table[row, column].plainText
        let key = table.keyText(row)
        return Problem(
            Localized(
                sv: "Indatat '\(input)', \(key), '\(column)': ett värde av typen \(expected), inte negativt, väntades, "
                    + "men där står '\(found)'.",
                en: "Input '\(input)', \(key), '\(column)': a value of type \(expected), not negative, was expected, "
                    + "but there stands '\(found)'."))
    }
}
