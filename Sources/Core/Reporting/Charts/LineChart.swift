// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// One line a series over the rows, each named where it ends; a missing value breaks the line.
enum LineChart {
    private static let kind = Localized(sv: "Linjediagram", en: "Line chart")
    private static let plot = 250.0

    static func draw(_ data: ChartData, title: String, _ language: Language) -> String {
        var drawing = Drawing()
        let ticks = Ticks(data.series.flatMap(\.values).compactMap { $0 }, about: 5)
        let tickTexts = ticks.values.map { data.scale.tick($0, step: ticks.step) }
        let frame = Frame(
            ticks: ticks, left: (tickTexts.map(Drawing.size).max() ?? 0) + 12,
            right: Drawing.width - min(210, (data.series.map { Drawing.size(of: $0.title) }.max() ?? 0) + 14),
            top: data.scale.unit == nil ? 10 : 26, rows: data.labels.count)
        if let unit = data.scale.unit { drawing.text(unit, 0, 12, style: "a") }
        for (value, text) in zip(ticks.values, tickTexts) {
            let y = frame.y(value)
            drawing.line(frame.left, y, frame.right, y, style: value == 0 ? "axis" : "grid")
            drawing.text(text, frame.left - 8, y + 4, .end, style: "a")
        }
        drawLabels(data, frame, &drawing)
        for (i, series) in data.series.enumerated() { draw(series, i, data, frame, &drawing) }
        drawNames(data, frame, &drawing)
        let height = frame.top + plot + 44
        return drawing.svg(height: height, title: title, description: SVGChart.description(kind, data, language))
    }

    private struct Frame {
        let ticks: Ticks
        let left: Double
        let right: Double
        let top: Double
        let rows: Int

        func x(_ row: Int) -> Double {
            rows > 1 ? left + 8 + (right - left - 16) * Double(row) / Double(rows - 1) : (left + right) / 2
        }
        func y(_ value: Double) -> Double { top + plot * (1 - ticks.place(value)) }
    }

    /// The names of the rows under the axis; every second or third where they would touch.
    private static func drawLabels(_ data: ChartData, _ frame: Frame, _ drawing: inout Drawing) {
        let widest = (data.labels.map(Drawing.size).max() ?? 0) + 10
        let fits = max(1, Int((frame.right - frame.left) / widest))
        let every = max(1, (data.labels.count + fits - 1) / fits)
        let y = frame.top + plot + 17
        for row in stride(from: 0, to: data.labels.count, by: every) {
            drawing.text(Drawing.cut(data.labels[row], 120), frame.x(row), y, .middle, style: "a")
        }
        drawing.text(data.categoryTitle, (frame.left + frame.right) / 2, y + 19, .middle, style: "a")
    }

    private static func draw(
        _ series: ChartData.Series, _ i: Int, _ data: ChartData, _ frame: Frame, _ drawing: inout Drawing
    ) {
        var stretch: [(Double, Double)] = []
        for (row, value) in series.values.enumerated() {
            if let value { stretch.append((frame.x(row), frame.y(value))) }
            if value == nil || row == series.values.count - 1 {
                if stretch.count > 1 { drawing.path(stretch, series: i) }
                stretch = []
            }
        }
        guard data.labels.count <= 60 else { return }
        for (row, value) in series.values.enumerated() {
            guard let value else { continue }
            let unit = data.scale.unit.map { " \($0)" } ?? ""
            let tip = "\(data.categoryTitle) \(data.labels[row]), \(series.title): \(data.scale.text(value))\(unit)"
            drawing.dot(frame.x(row), frame.y(value), series: i, tip: tip)
        }
    }

    /// The names of the series at the ends of their lines, moved apart where lines end together.
    private static func drawNames(_ data: ChartData, _ frame: Frame, _ drawing: inout Drawing) {
        var places: [(series: Int, x: Double, y: Double)] = []
        for (i, series) in data.series.enumerated() {
            guard let row = series.values.lastIndex(where: { $0 != nil }), let value = series.values[row] else {
                continue
            }
            places.append((i, frame.x(row), frame.y(value)))
        }
        places.sort { ($0.y, $0.series) < ($1.y, $1.series) }
        for k in places.indices.dropFirst() { places[k].y = max(places[k].y, places[k - 1].y + 15) }
        let limit = frame.top + plot
        for k in places.indices.reversed() {
            let bound = k == places.count - 1 ? limit : places[k + 1].y - 15
            places[k].y = min(places[k].y, bound)
        }
        for place in places {
            let title = Drawing.cut(data.series[place.series].title, Drawing.width - frame.right - 8)
            drawing.text(title, frame.right + 6, place.y + 4, style: "n\(place.series % 8)")
        }
    }
}
