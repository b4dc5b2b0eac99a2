// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// One lying bar a row, its parts side by side; a part wide enough holds its value, the sum stands at the end.
enum StackedBars {
    private static let kind = Localized(sv: "Staplar med delar", en: "Stacked bars")
    private static let thickness = 22.0

    static func draw(_ data: ChartData, title: String, _ language: Language) -> String {
        var drawing = Drawing()
        let top = drawing.legend(data.series.map(\.title))
        let sums = data.labels.indices.map { row in data.series.compactMap { $0.values[row] }.reduce(0, +) }
        let texts = sums.map(data.scale.text)
        // Parts below zero go to the left of it.
        let reach = data.labels.indices.flatMap { row in
            let parts = data.series.compactMap { $0.values[row] }
            return [parts.filter { $0 > 0 }.reduce(0, +), parts.filter { $0 < 0 }.reduce(0, +)]
        }
        let frame = BarFrame(data, numbers: reach, top: top, valueRoom: (texts.map(Drawing.size).max() ?? 0) + 8)
        let pitch = thickness + 8
        let bottom = top + 4 + Double(data.labels.count) * pitch
        frame.draw(in: &drawing, bottom: bottom, scale: data.scale)
        for row in data.labels.indices {
            let y = top + 8 + Double(row) * pitch
            drawing.text(Drawing.cut(data.labels[row], frame.left - 10), frame.left - 10, y + 15, .end)
            let end = bar(row, y, data, frame, &drawing)
            drawing.text(texts[row], end + 6, y + 15, style: "v")
        }
        return drawing.svg(height: bottom + 24, title: title, description: SVGChart.description(kind, data, language))
    }

    /// Draws the parts of a row.
    ///
    /// - Returns: where the bar ends on the right.
    private static func bar(
        _ row: Int, _ y: Double, _ data: ChartData, _ frame: BarFrame, _ drawing: inout Drawing
    ) -> Double {
        var above = 0.0
        var below = 0.0
        for (i, series) in data.series.enumerated() {
            guard let value = series.values[row], value != 0 else { continue }
            let start = value > 0 ? above : below + value
            if value > 0 { above += value } else { below += value }
            let (from, to) = (frame.x(start), frame.x(start + abs(value)))
            let text = data.scale.text(value)
            let tip = "\(data.labels[row]), \(series.title): \(text)" + (data.scale.unit.map { " \($0)" } ?? "")
            drawing.rect(
                from, y, max(0.5, to - from - 1), thickness, fill: Palette.series(i), style: "s\(i % 8)", tip: tip)
            if to - from > Drawing.size(of: text) + 6 {
                drawing.text(
                    text, (from + to - 1) / 2, y + 15, .middle, style: Palette.needsWhite[i % 8] ? "w" : "d")
            }
        }
        return frame.x(above)
    }
}
