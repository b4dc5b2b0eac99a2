// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A field of cells, light for little and dark for much, each with its number.
enum HeatMap {
    private static let kind = Localized(sv: "Fält av färgade rutor", en: "Field of coloured cells")
    private static let cellHeight = 17.0

    static func draw(_ data: HeatData, title: String, _ language: Language) -> String {
        var drawing = Drawing()
        let widestCell = data.texts.flatMap { $0 }.map(Drawing.size).max() ?? 0
        let names = data.columns.map { Drawing.cut($0, 170) }
        // Names of columns stand aslant; the last of them reaches over the right edge of the field.
        let slant = (names.map(Drawing.size).max() ?? 0)
        let left = min(300, max(60, (data.rows.map(Drawing.size).max() ?? 0) + 12))
        let room = Drawing.width - left - min(90, slant * 0.5)
        let cellWidth = max(8, min(room / Double(data.columns.count), max(32, widestCell + 10)))
        let top = legend(data, language, left: left, &drawing) + slant * 0.85 + 12
        for (j, name) in names.enumerated() {
            drawing.text(name, left + (Double(j) + 0.62) * cellWidth, top - 6, style: "a", turned: -58)
        }
        for (i, row) in data.rows.enumerated() {
            let y = top + Double(i) * cellHeight
            drawing.text(Drawing.cut(row, left - 8), left - 8, y + 12.5, .end, style: "t")
            for j in data.columns.indices {
                cell(data, i, j, left + Double(j) * cellWidth, y, cellWidth, language, &drawing)
            }
        }
        let height = top + Double(data.rows.count) * cellHeight + 6
        return drawing.svg(height: height, title: title, description: description(data, language))
    }

    private static func cell(
        _ data: HeatData, _ i: Int, _ j: Int, _ x: Double, _ y: Double, _ width: Double, _ language: Language,
        _ drawing: inout Drawing
    ) {
        let place = "\(data.rows[i]), \(data.columns[j]): "
        guard let value = data.values[i][j] else {
            drawing.rect(
                x + 0.5, y + 0.5, width - 1, cellHeight - 1, fill: "none", style: "none",
                tip: place + Words.missing(language))
            drawing.text("–", x + width / 2, y + 12.5, .middle, style: "a")
            return
        }
        let step = data.step(value)
        drawing.rect(
            x + 0.5, y + 0.5, width - 1, cellHeight - 1, fill: Palette.levels[step], style: "h\(step)",
            tip: place + data.texts[i][j])
        if Drawing.size(of: data.texts[i][j]) <= width - 2 {
            drawing.text(
                data.texts[i][j], x + width / 2, y + 12.5, .middle, style: Palette.levelNeedsWhite[step] ? "hw" : "hd")
        }
    }

    /// The colours and what they stand for.
    ///
    /// - Returns: how high it is.
    private static func legend(
        _ data: HeatData, _ language: Language, left: Double, _ drawing: inout Drawing
    ) -> Double {
        let head = data.title + (data.unit.map { ", \($0)" } ?? "")
        drawing.text(head, 0, 12.5)
        var x = Drawing.size(of: head) + 16
        for step in 0..<5 {
            let width = (data.range.high - data.range.low) / 5
            let low = data.legend(data.range.low + Double(step) * width)
            let text =
                data.isLevels ? String(step) : low + "–" + data.legend(data.range.low + Double(step + 1) * width)
            drawing.rect(x, 2, 14, 13, fill: Palette.levels[step], style: "h\(step)")
            drawing.text(text, x + 19, 12.5, style: "a")
            x += 19 + Drawing.size(of: text) + 14
        }
        return 24
    }

    private static func description(_ data: HeatData, _ language: Language) -> String {
        let size =
            language == .swedish
            ? "\(data.rows.count) rader, \(data.columns.count) kolumner"
            : "\(data.rows.count) rows, \(data.columns.count) columns"
        return "\(kind(language)): \(data.title), \(size)."
    }
}
