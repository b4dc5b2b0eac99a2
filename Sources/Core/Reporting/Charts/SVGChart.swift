// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A chart as SVG: bars lie down so that names can be read, values stand at the bars, axes have nice ticks.
public enum SVGChart {
    /// Draws a chart of a table.
    ///
    /// - Parameters:
    ///   - titles: what the columns are called.
    ///   - names: what codes are called.
    /// - Returns: an `svg` element, or nothing when the table lacks what the chart names, is empty or is too large to
    ///   be read as a picture.
    public static func render(
        _ chart: Chart, table: Table, titles: [String: Localized] = [:], names: [String: Localized] = [:],
        language: Language
    ) -> String {
        let formatter = Formatter(language, names: names)
        let title = chart.title(language)
        if chart.kind == .heatMap {
            guard let data = HeatData(chart, table, titles, formatter) else { return "" }
            return HeatMap.draw(data, title: title, language)
        }
        guard let data = ChartData(chart, table, titles, formatter) else { return "" }
        switch chart.kind {
        case .lines: return LineChart.draw(data, title: title, language)
        case .stackedBars: return data.isReadableAsBars ? StackedBars.draw(data, title: title, language) : ""
        case .groupedBars, .heatMap: return data.isReadableAsBars ? GroupedBars.draw(data, title: title, language) : ""
        }
    }

    /// What the picture shows, in words, for those who do not see it.
    static func description(_ kind: Localized, _ data: ChartData, _ language: Language) -> String {
        let unit = data.scale.unit.map { ", \($0)" } ?? ""
        let rows = data.labels.indices.prefix(20).map { row in
            let values = data.series.map { $0.title + " " + ($0.values[row].map(data.scale.text) ?? "–") }
            return data.labels[row] + ": " + values.joined(separator: ", ")
        }
        return kind(language) + unit + ". " + rows.joined(separator: "; ") + "."
    }
}

extension ChartData {
    /// Whether there are few enough bars to tell them apart.
    var isReadableAsBars: Bool { labels.count * series.count <= 400 }
}
