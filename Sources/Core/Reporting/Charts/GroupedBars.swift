// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A group of lying bars a row, one a series, each with its value.
enum GroupedBars {
    private static let kind = Localized(sv: "Stapeldiagram", en: "Bar chart")

    static func draw(_ data: ChartData, title: String, _ language: Language) -> String {
        var drawing = Drawing()
        let several = data.series.count > 1
        let top = several ? drawing.legend(data.series.map(\.title)) : 4
        let texts = data.series.map { $0.values.map { $0.map(data.scale.text) ?? "–" } }
        let valueRoom = (texts.flatMap { $0 }.map(Drawing.size).max() ?? 0) + 8
        let numbers = data.series.flatMap(\.values).compactMap { $0 }
        let frame = BarFrame(data, numbers: numbers, top: top, valueRoom: valueRoom)
        let thickness = thickness(data)
        let group = Double(data.series.count) * thickness + (several ? 12 : 7)
        let bottom = top + 4 + Double(data.labels.count) * group
        frame.draw(in: &drawing, bottom: bottom, scale: data.scale)
        for row in data.labels.indices {
            let y = top + 4 + Double(row) * group + (several ? 6 : 3.5)
            let middle = y + Double(data.series.count) * thickness / 2 + 4
            drawing.text(Drawing.cut(data.labels[row], frame.left - 10), frame.left - 10, middle, .end)
            for i in data.series.indices {
                let bar = Bar(series: i, row: row, y: y + Double(i) * thickness, thickness: thickness)
                draw(bar, data, texts[i][row], frame, &drawing)
            }
        }
        return drawing.svg(height: bottom + 24, title: title, description: SVGChart.description(kind, data, language))
    }

    private struct Bar {
        var series: Int
        var row: Int
        var y: Double
        var thickness: Double
    }

    private static func draw(_ bar: Bar, _ data: ChartData, _ text: String, _ frame: BarFrame, _ drawing: inout Drawing)
    {
        let series = data.series[bar.series]
        let baseline = bar.y + bar.thickness / 2 + 3.8
        guard let value = series.values[bar.row] else {
            drawing.text(text, frame.x(0) + 5, baseline, style: "a")
            return
        }
        let (from, to) = (frame.x(min(0, value)), frame.x(max(0, value)))
        let tip = "\(data.labels[bar.row]), \(series.title): \(text)" + (data.scale.unit.map { " \($0)" } ?? "")
        drawing.rect(
            from, bar.y + 0.5, max(to - from, value == 0 ? 0 : 0.8), bar.thickness - 1,
            fill: Palette.series(bar.series), style: "s\(bar.series % 8)", tip: tip)
        guard bar.thickness >= 11 else { return }
        drawing.text(text, value < 0 ? from - 5 : to + 5, baseline, value < 0 ? .end : .start, style: "v")
    }

    private static func thickness(_ data: ChartData) -> Double {
        switch data.series.count {
        case 1: 18
        case 2, 3: 15
        case 4...6: 12
        default: 9
        }
    }
}
