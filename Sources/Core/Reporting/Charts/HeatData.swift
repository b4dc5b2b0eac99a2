// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a heat map shows: a field of numbers with named rows and columns.
struct HeatData {
    var rows: [String] = []
    var columns: [String] = []
    /// By row, then column; nil where the table has no value.
    var values: [[Double?]] = []
    var texts: [[String]] = []
    /// In words, for the legend.
    var title: String
    var unit: String?
    /// The least and the largest value.
    var range: (low: Double, high: Double)
    /// Whether the values are whole levels, so that each has its own colour.
    var isLevels: Bool
    /// A number as the legend writes it.
    let legend: @Sendable (Double) -> String

    /// Collects the field; nil when a column is missing, nothing is there, or it is too large to be read.
    init?(_ chart: Chart, _ table: Table, _ titles: [String: Localized], _ formatter: Formatter) {
        guard let across = chart.across, let rowColumn = table[chart.category], let columnColumn = table[across],
            let name = chart.series.first
                ?? table.columns.first(where: { $0.spec.type == .integer || $0.spec.type == .real })?.name,
            let valueColumn = table[name]
        else { return nil }
        let title = Escaping.plain(titles[name]?(formatter.language) ?? ShownTable.readable(name))
        self.title = title
        unit = formatter.unit(of: valueColumn.spec).map(Escaping.plain).flatMap {
            $0.lowercased() == title.lowercased() ? nil : $0
        }
        let numbers = valueColumn.numbers.compactMap { $0 }
        guard let least = numbers.min(), let most = numbers.max(), -least < 1e15, most < 1e15 else { return nil }
        let levels = valueColumn.type == .integer && least >= 0 && most <= 4
        isLevels = levels
        range = levels ? (0, 4) : (least, most)
        let money = valueColumn.type == .money
        let spec = valueColumn.spec
        legend = { number in
            if money { return formatter.kronor(Money(ore: Int(number))) }
            let cell = spec.type == .integer ? Cell.integer(Int(number)) : Cell.real(number)
            return formatter.cell(cell, unit: UnitWords.isShare(spec.unit) ? "share" : nil)
        }
        let rowCodes = rowColumn.cells.map(\.plainText)
        let columnCodes = columnColumn.cells.map(\.plainText)
        let rowPlaces = HeatData.places(rowCodes)
        // Parties stand by code, as the registry lists them; a table may hold only some of them in each row.
        let isNamed = columnColumn.type == .party || columnColumn.type == .category
        let columnPlaces = HeatData.places(isNamed ? columnCodes.sorted() : columnCodes)
        guard columnPlaces.count <= 60, rowPlaces.count <= 200 else { return nil }
        rows = Array(repeating: "", count: rowPlaces.count)
        columns = Array(repeating: "", count: columnPlaces.count)
        values = Array(repeating: Array(repeating: nil, count: columns.count), count: rows.count)
        texts = Array(repeating: Array(repeating: "", count: columns.count), count: rows.count)
        let cells = formatter.cells(of: valueColumn)
        for (i, number) in valueColumn.numbers.enumerated() {
            guard let row = rowPlaces[rowCodes[i]], let column = columnPlaces[columnCodes[i]] else { continue }
            rows[row] = Escaping.plain(formatter.cell(rowColumn[i]))
            columns[column] = Escaping.plain(formatter.cell(columnColumn[i]))
            values[row][column] = number
            texts[row][column] = cells[i]
        }
    }

    /// Which of the five colours a number has.
    func step(_ number: Double) -> Int {
        if isLevels { return max(0, min(4, Int(number))) }
        let span = range.high - range.low
        return span > 0 ? min(4, Int((number - range.low) / span * 5)) : 2
    }

    /// The place of each code, in the order they first stand.
    private static func places(_ codes: [String]) -> [String: Int] {
        var places: [String: Int] = [:]
        for code in codes where places[code] == nil { places[code] = places.count }
        return places
    }
}
