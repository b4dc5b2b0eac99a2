// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The largest amount that analyses reckon with, in öre: 2^53, beyond which a sum could leave the exact numbers of a `Double`.
public let largestOre = 1 << 53

/// Reads an input row by row, with problems that name the input, the row and the column.
public struct InputRows {
    public let table: Table
    public let input: String

    /// The rows of an input that must have some.
    ///
    /// - Throws: ``Problem`` when it is missing or empty.
    public init(_ input: String, of context: AnalysisContext) throws(Problem) {
        try self.init(input, try context.input(input))
    }

    /// The rows of a table that must have some.
    public init(_ input: String, _ table: Table) throws(Problem) {
        guard table.rowCount > 0 else {
            throw fault(
                "Indatat '\(input)' har inga rader.", "The input '\(input)' has no rows.",
                remedy: (
                    "Ge minst en rad: i filen, eller i registret med samverk import.",
                    "Give at least one row: in the file, or in the registry with samverk import."
                ))
        }
        self.init(input, mayBeEmpty: table)
    }

    /// The rows of a table that may have none.
    public init(_ input: String, mayBeEmpty table: Table) {
        self.table = table
        self.input = input
    }

    /// The rows, by number.
    public var indices: Range<Int> { 0..<table.rowCount }

    /// Whether a column is there.
    public func has(_ column: String) -> Bool { table[column] != nil }

    /// A name, trimmed, or nil when the cell is empty.
    public func optionalName(_ row: Int, _ column: String) -> String? {
        let text = table[row, column].plainText.drop { $0.isWhitespace }
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0]) }
    }

    /// A name.
    public func name(_ row: Int, _ column: String) throws(Problem) -> String {
        guard let name = optionalName(row, column) else {
            throw wrong(row, column, ("ett namn saknas", "a name is missing"))
        }
        return name
    }

    /// A finite number that is not negative, or nil when the cell is empty.
    public func optionalNumber(_ row: Int, _ column: String) throws(Problem) -> Double? {
        let cell = table[row, column]
        if cell == .null { return nil }
        guard let number = cell.number, number.isFinite else {
            throw wrong(row, column, ("'\(cell.plainText)' är inget tal", "'\(cell.plainText)' is no number"))
        }
        guard number >= 0 else {
            throw wrong(row, column, ("\(cell.plainText) är negativt", "\(cell.plainText) is negative"))
        }
        return number
    }

    /// A finite number that is not negative.
    public func number(_ row: Int, _ column: String) throws(Problem) -> Double {
        guard let number = try optionalNumber(row, column) else {
            throw wrong(row, column, ("ett tal saknas", "a number is missing"))
        }
        return number
    }

    /// A number larger than zero.
    public func positive(_ row: Int, _ column: String) throws(Problem) -> Double {
        let number = try number(row, column)
        guard number > 0 else { throw wrong(row, column, ("talet ska vara större än 0", "it must be larger than 0")) }
        return number
    }

    /// A share from 0 to 1.
    public func share(_ row: Int, _ column: String) throws(Problem) -> Double {
        let number = try number(row, column)
        guard number <= 1 else {
            throw wrong(row, column, ("en andel är högst 1 (100 %)", "a share is at most 1 (100%)"))
        }
        return number
    }

    /// A whole number within bounds, or nil when the cell is empty or the column missing.
    public func optionalWhole(_ row: Int, _ column: String, _ bounds: ClosedRange<Int>) throws(Problem) -> Int? {
        guard has(column), table[row, column] != .null else { return nil }
        guard case .integer(let number) = table[row, column], bounds.contains(number) else {
            let found = table[row, column].plainText
            throw wrong(
                row, column,
                (
                    "ett heltal från \(bounds.lowerBound) till \(bounds.upperBound) väntades, men där står '\(found)'",
                    "a whole number from \(bounds.lowerBound) to \(bounds.upperBound) was expected, but '\(found)' stands there"
                ))
        }
        return number
    }

    /// A whole number within bounds.
    public func whole(_ row: Int, _ column: String, _ bounds: ClosedRange<Int>) throws(Problem) -> Int {
        guard let number = try optionalWhole(row, column, bounds) else {
            throw wrong(row, column, ("ett heltal saknas", "a whole number is missing"))
        }
        return number
    }

    /// An amount in öre, or nil when the cell is empty.
    public func optionalOre(_ row: Int, _ column: String) throws(Problem) -> Int? {
        switch table[row, column] {
        case .null: return nil
        case .money(let money) where money.ore.magnitude <= largestOre: return money.ore
        case let cell:
            throw wrong(
                row, column, ("beloppet \(cell.plainText) är för stort", "the amount \(cell.plainText) is too large"))
        }
    }

    /// An amount in öre.
    public func ore(_ row: Int, _ column: String) throws(Problem) -> Int {
        guard let ore = try optionalOre(row, column) else {
            throw wrong(row, column, ("ett belopp saknas", "an amount is missing"))
        }
        return ore
    }

    /// An amount in öre that is not negative.
    public func cost(_ row: Int, _ column: String) throws(Problem) -> Int {
        let ore = try ore(row, column)
        guard ore >= 0 else { throw wrong(row, column, ("beloppet är negativt", "the amount is negative")) }
        return ore
    }

    /// The number of what a cell names.
    ///
    /// - Throws: ``Problem`` with a suggestion when there is nothing of that name.
    public func reference(_ row: Int, _ column: String, _ numbers: [String: Int]) throws(Problem) -> Int {
        let name = try name(row, column)
        guard let number = numbers[name] else {
            var problem = wrong(row, column, ("'\(name)' finns inte", "there is no '\(name)'"))
            problem.remedy = suggestion(for: name, among: numbers.keys.sorted())
            throw problem
        }
        return number
    }

    /// The problem that a row stands twice.
    public func twice(_ row: Int, _ column: String) -> Problem {
        wrong(row, column, ("raden står två gånger", "the row stands twice"))
    }

    /// The problem of one cell.
    public func wrong(
        _ row: Int, _ column: String, _ what: (sv: String, en: String), remedy: (sv: String, en: String)? = nil
    ) -> Problem {
        let key = table.key.map { table[row, $0].plainText }.joined(separator: ", ")
        return fault(
            "Indatat '\(input)', raden \(key), kolumnen \(column): \(what.sv).",
            "Input '\(input)', row \(key), column \(column): \(what.en).", remedy: remedy)
    }
}

/// A fault of the input, in both languages.
public func fault(
    _ sv: String, _ en: String, remedy: (sv: String, en: String)? = nil, kind: Problem.Kind = .input
) -> Problem {
    Problem(Localized(sv: sv, en: en), kind: kind, remedy: remedy.map { Localized(sv: $0.sv, en: $0.en) })
}

/// The sum of amounts in öre.
///
/// - Throws: ``Problem`` when it lies beyond ``largestOre``.
public func checkedSum(_ amounts: [Int], _ input: String) throws(Problem) -> Int {
    var sum: Int128 = 0
    for amount in amounts { sum += Int128(amount) }
    guard sum.magnitude <= largestOre else {
        throw fault(
            "Indatat '\(input)': summan är för stor för att räkna med.", "Input '\(input)': the sum is too large.")
    }
    return Int(sum)
}
