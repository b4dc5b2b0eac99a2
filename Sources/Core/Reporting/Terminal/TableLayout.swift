// SPDX-License-Identifier: EUPL-1.2

/// Places columns in a width: how wide each may be, and which stand together in a block.
enum TableLayout {
    struct Placed {
        var column: ShownTable.Column
        var width: Int
    }

    /// The columns in blocks that fit the width; key columns stand first in every block.
    static func blocks(_ columns: [ShownTable.Column], width: Int) -> [[Placed]] {
        let all = columns.map(Measure.init)
        if let placed = fit(all, width) { return [placed] }
        let keys = all.filter(\.column.isKey)
        let rest = all.filter { !$0.column.isKey }
        var blocks: [[Placed]] = []
        var block: [Measure] = []
        for measure in rest {
            if !block.isEmpty, fit(keys + block + [measure], width) == nil {
                blocks.append(forced(keys + block, width))
                block = []
            }
            block.append(measure)
        }
        if !block.isEmpty || blocks.isEmpty { blocks.append(forced(keys + block, width)) }
        return blocks
    }

    /// The widest and the least width at which a column reads well.
    private struct Measure {
        var column: ShownTable.Column
        var natural: Int
        var least: Int

        init(_ column: ShownTable.Column) {
            self.column = column
            let cells = (column.cells + [column.sum ?? ""]).map(TextWidth.of).max() ?? 0
            let title = TextWidth.of(column.title)
            let word = column.title.split(separator: " ").map { TextWidth.of(String($0)) }.max() ?? 0
            let unit = column.unit.map(TextWidth.of) ?? 0
            if column.isNumber {
                least = max(cells, min(word, 20), unit)
                natural = max(least, min(title, 20))
            } else {
                natural = max(cells, min(title, 24), unit)
                let longest =
                    column.cells.flatMap { $0.split(separator: " ") }.map { TextWidth.of(String($0)) }.max() ?? 0
                least = min(natural, max(column.isKey ? 22 : 14, min(max(word, longest), 26)))
            }
        }
    }

    /// All the columns side by side, text columns giving way evenly; nil when they do not fit.
    private static func fit(_ measures: [Measure], _ width: Int) -> [Placed]? {
        let gaps = 2 * max(0, measures.count - 1)
        guard measures.map(\.least).reduce(gaps, +) <= width else { return nil }
        var widths = measures.map(\.natural)
        var excess = widths.reduce(gaps, +) - width
        while excess > 0 {
            // The column with most to give, the first of equals, gives one.
            guard let i = widths.indices.max(by: { give(widths, measures, $0) < give(widths, measures, $1) }),
                give(widths, measures, i) > 0
            else { return nil }
            widths[i] -= 1
            excess -= 1
        }
        return measures.indices.map { Placed(column: measures[$0].column, width: widths[$0]) }
    }

    private static func give(_ widths: [Int], _ measures: [Measure], _ i: Int) -> Int { widths[i] - measures[i].least }

    /// A block that must be printed even where it is too wide: every column gets its fair part at most.
    private static func forced(_ measures: [Measure], _ width: Int) -> [Placed] {
        if let placed = fit(measures, width) { return placed }
        let fair = max(3, (width - 2 * (measures.count - 1)) / max(1, measures.count))
        return measures.map { Placed(column: $0.column, width: min($0.least, fair)) }
    }
}
