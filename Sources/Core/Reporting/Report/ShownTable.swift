// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A table turned into words, ready to be set: what all renderers for people share.
struct ShownTable {
    struct Column {
        /// Name in the table; nil for the coalitions of a game, which have no column.
        var name: String?
        var title: String
        /// In words: `kr/år`.
        var unit: String?
        var isNumber: Bool
        var isKey: Bool
        var cells: [String]
        /// The exact sum in words, where adding the column up makes sense.
        var sum: String?

        /// How many characters its longest cell has.
        var longestCell: Int { cells.map(\.count).max() ?? 0 }
    }

    var columns: [Column]
    /// Number of rows shown.
    var rowCount: Int
    /// Rows of the table that are not shown.
    var hiddenRows: Int
    /// Whether öre were rounded away somewhere.
    var isRounded: Bool

    /// Whether a row with sums belongs under the table.
    var hasSums: Bool { columns.contains { $0.sum != nil } }

    /// Puts a table into words.
    init(_ source: ReportTable, _ formatter: Formatter, maximumRows: Int? = nil) {
        let table = source.table
        let count = min(table.rowCount, maximumRows ?? table.rowCount)
        rowCount = count
        hiddenRows = table.rowCount - count
        isRounded = false
        columns = []
        if table.key.isEmpty, let players = table.players {
            columns.append(ShownTable.coalitions(players, count, formatter))
        }
        let addsUp = source.addsUp && ShownTable.addsUp(table)
        let mark = source.conditions.isEmpty ? "" : ReportCondition.mark
        for column in table.columns {
            let money = column.type == .money
            if money, formatter.showsWholeKronor(column), case .integers(let amounts) = column.storage {
                isRounded = isRounded || amounts.contains { $0 % 100 != 0 }
            }
            columns.append(
                Column(
                    name: column.name, title: ShownTable.title(of: column.name, source, formatter.language),
                    unit: ShownTable.unit(of: column.spec, source, formatter),
                    isNumber: [.integer, .real, .money].contains(column.type) || source.numbers.contains(column.name),
                    isKey: table.key.contains(column.name),
                    cells: ShownTable.cells(of: column, source, formatter, count),
                    sum: money && addsUp ? ShownTable.sum(column, formatter).map { $0 + mark } : nil))
        }
    }

    /// The cells in words; the figures of a conditional table bear its mark.
    private static func cells(
        of column: SamverkDomain.Column, _ source: ReportTable, _ formatter: Formatter, _ count: Int
    ) -> [String] {
        let cells = formatter.cells(of: column, rows: 0..<count).map(Escaping.plain)
        guard !source.conditions.isEmpty, !source.table.key.contains(column.name) else { return cells }
        return cells.enumerated().map { row, text in
            column[row].number == nil ? text : text + ReportCondition.mark
        }
    }

    /// The title of a column, or its name made readable.
    static func title(of name: String, _ source: ReportTable, _ language: Language) -> String {
        Escaping.plain(source.titles[name]?(language) ?? readable(name))
    }

    /// The unit in words, unless the title says it already ("Handläggare i dag").
    private static func unit(of spec: ColumnSpec, _ source: ReportTable, _ formatter: Formatter) -> String? {
        guard let unit = formatter.unit(of: spec).map(Escaping.plain) else { return nil }
        let words = title(of: spec.name, source, formatter.language).lowercased().split(separator: " ")
        return words.contains { $0 == unit.lowercased() } ? nil : unit
    }

    /// A column's name as words: `cost_today` is `Cost today`.
    static func readable(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Amounts add up over rows that are parties, each once.
    private static func addsUp(_ table: Table) -> Bool {
        guard table.key.count == 1, table.rowCount > 1, let key = table[table.key[0]] else { return false }
        return key.type == .party
            || key.type == .category && key.cells.allSatisfy { Party($0.plainText) != nil }
    }

    private static func sum(_ column: SamverkDomain.Column, _ formatter: Formatter) -> String? {
        var total = Money.zero
        for cell in column.cells {
            guard case .money(let money) = cell, let next = total.adding(money) else { return nil }
            total = next
        }
        if formatter.showsWholeKronor(column) { return formatter.kronor(total) }
        return Digits.decimal(Double(total.ore) / 100, 2, formatter.language)
    }

    private static func coalitions(_ players: [String], _ count: Int, _ formatter: Formatter) -> Column {
        let cells = (0..<count).map { mask in
            let members = players.indices.filter { mask >> $0 & 1 == 1 }.map { formatter.named(players[$0]) }
            return Escaping.plain(members.isEmpty ? Words.nobody(formatter.language) : members.joined(separator: " + "))
        }
        return Column(
            name: nil, title: Words.coalition(formatter.language), unit: nil, isNumber: false, isKey: true,
            cells: cells, sum: nil)
    }
}
