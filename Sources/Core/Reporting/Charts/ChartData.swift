// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a bar or line chart shows: labelled rows of numbers, one a series.
struct ChartData {
    struct Series {
        var title: String
        var values: [Double?]
    }

    var labels: [String]
    var series: [Series]
    var scale: ValueScale
    /// What the rows are, with their unit.
    var categoryTitle: String

    /// Collects a chart's rows and series; nil when the table lacks a column the chart names, or holds no number.
    init?(_ chart: Chart, _ table: Table, _ titles: [String: Localized], _ formatter: Formatter) {
        guard let category = table[chart.category] else { return nil }
        let columns = ChartData.columns(of: chart, table)
        guard let first = columns.first, table.rowCount > 0 else { return nil }
        func title(_ name: String) -> String {
            Escaping.plain(titles[name]?(formatter.language) ?? ShownTable.readable(name))
        }
        labels = formatter.cells(of: category).map(Escaping.plain)
        // Money is drawn in kronor, shares in per cent.
        let factor = first.type == .money ? 0.01 : UnitWords.isShare(first.unit) ? 100 : 1
        series = columns.map { column in
            Series(title: title(column.name), values: column.numbers.map { $0.map { $0 * factor } })
        }
        let numbers = series.flatMap(\.values).compactMap { $0 }
        guard !numbers.isEmpty, numbers.allSatisfy({ abs($0) < 1e15 }) else { return nil }
        scale = ValueScale(numbers, spec: first.spec, formatter)
        categoryTitle = title(category.name) + (formatter.unit(of: category.spec).map { " (\($0))" } ?? "")
    }

    /// The series: those named, or every number column that is no key, as far as they share the first one's unit.
    private static func columns(of chart: Chart, _ table: Table) -> [SamverkDomain.Column] {
        let numbers = table.columns.filter { [.integer, .real, .money].contains($0.type) }
        let named = chart.series.compactMap { name in numbers.first { $0.name == name } }
        let wanted =
            chart.series.isEmpty ? numbers.filter { !table.key.contains($0.name) && $0.name != chart.category } : named
        return wanted.filter { $0.unit == wanted[0].unit && ($0.type == .money) == (wanted[0].type == .money) }
    }
}

/// How the numbers of a chart are written: in kr, tkr or mkr, in per cent or in their unit, with suitable decimals.
struct ValueScale {
    /// What a number is divided by before it is written.
    var divisor: Double
    /// In words, for the axis: `tkr/år`.
    var unit: String?
    private var decimals: Int
    private var language: Language

    init(_ numbers: [Double], spec: ColumnSpec, _ formatter: Formatter) {
        language = formatter.language
        divisor = 1
        unit = formatter.unit(of: spec).map(Escaping.plain)
        let largest = numbers.map(abs).max() ?? 0
        if spec.type == .money, largest >= 100_000 {
            let millions = largest >= 20_000_000
            divisor = millions ? 1_000_000 : 1000
            let word = unit ?? ""
            let sv = (millions ? "m" : "t") + word
            unit = language == .swedish ? sv : (millions ? "M" : "k") + word
        }
        let divisor = divisor
        decimals = Precision.decimals(
            for: numbers.map { $0 / divisor }, most: spec.type == .integer ? 0 : largest / divisor >= 20 ? 1 : 2)
        if spec.type == .money, divisor == 1000 { decimals = 0 }
    }

    /// What small parts are called together.
    var otherParts: String { Words.other(language) }

    /// A number as it stands at a bar.
    func text(_ number: Double) -> String { Digits.decimal(number / divisor, decimals, language) }

    /// A tick of the axis, with the decimals its step needs.
    func tick(_ number: Double, step: Double) -> String {
        if number == 0 { return "0" }
        return Digits.decimal(number / divisor, Precision.decimals(for: [step / divisor], most: 3), language)
    }
}
