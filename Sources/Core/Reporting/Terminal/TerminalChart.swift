// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A chart in text: bars of block characters with their values, and one line of rising blocks for each line.
enum TerminalChart {
    /// Draws a chart, its title first; nil where text would not help (a field of many cells, no data).
    static func render(
        _ chart: Chart, _ source: ReportTable, _ formatter: Formatter, width: Int, ink: Ink
    ) -> String? {
        guard chart.kind != .heatMap, let data = ChartData(chart, source.table, source.titles, formatter),
            data.labels.count * (chart.kind == .groupedBars ? data.series.count : 1) <= 60
        else { return nil }
        let mark = source.conditions.isEmpty ? "" : " " + ReportCondition.mark
        let title = Escaping.plain(chart.title(formatter.language)) + mark + (data.scale.unit.map { ", \($0)" } ?? "")
        let lines =
            switch chart.kind {
            case .stackedBars: stacked(data, width, ink)
            case .lines: rising(data, width, ink)
            case .groupedBars, .heatMap: grouped(data, width, ink)
            }
        return ([ink.bold(TextWidth.cutting(title, width))] + lines).joined(separator: "\n") + "\n"
    }

    private static func grouped(_ data: ChartData, _ width: Int, _ ink: Ink) -> [String] {
        let largest = data.series.flatMap(\.values).compactMap { $0.map(abs) }.max() ?? 0
        let several = data.series.count > 1
        let names = several ? data.series.map { "  " + $0.title } : data.labels
        let head = min(names.map(TextWidth.of).max() ?? 0, width / 3)
        let texts = data.series.map { $0.values.map { $0.map(data.scale.text) ?? "–" } }
        let room = min(44, max(4, width - head - 2 - (texts.flatMap { $0 }.map(TextWidth.of).max() ?? 0)))
        var lines: [String] = []
        for row in data.labels.indices {
            if several { lines.append(TextWidth.cutting(data.labels[row], width)) }
            for i in data.series.indices {
                let bar = bar(data.series[i].values[row] ?? 0, largest, room)
                let name = TextWidth.fit(several ? names[i] : data.labels[row], head)
                lines.append(name + " " + ink.bar(bar) + (bar.isEmpty ? "" : " ") + texts[i][row])
            }
        }
        return lines
    }

    private static let fills = ["█", "▒", "▚", "░"]

    /// The three largest parts and the rest, each with its own filling.
    private static func stacked(_ data: ChartData, _ width: Int, _ ink: Ink) -> [String] {
        let sums = data.series.map { $0.values.compactMap { $0 }.reduce(0, +) }
        let order = data.series.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
        let kept = data.series.count <= 4 ? order.sorted() : order.prefix(3).sorted()
        let totals = data.labels.indices.map { row in data.series.compactMap { $0.values[row] }.reduce(0, +) }
        let head = min(data.labels.map(TextWidth.of).max() ?? 0, width / 3)
        let texts = totals.map(data.scale.text)
        let room = min(52, max(4, width - head - 2 - (texts.map(TextWidth.of).max() ?? 0)))
        let largest = totals.max() ?? 0
        let rest = data.series.count > 4
        var legend = kept.enumerated().map { "\(fills[$0]) \(data.series[$1].title)" }
        if rest { legend.append("\(fills[3]) \(data.scale.otherParts)") }
        var lines = TextWidth.wrap(legend.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: "  "), width)
        for row in data.labels.indices {
            var bar = ""
            var reached = 0.0
            let parts = kept.map { data.series[$0].values[row] ?? 0 }
            for (i, part) in (rest ? parts + [totals[row] - parts.reduce(0, +)] : parts).enumerated() where part > 0 {
                let before = blocks(reached, largest, room)
                reached += part
                bar += String(repeating: fills[i], count: max(0, blocks(reached, largest, room) - before))
            }
            lines.append(TextWidth.fit(data.labels[row], head) + " " + ink.bar(bar) + " " + texts[row])
        }
        return lines
    }

    private static func rising(_ data: ChartData, _ width: Int, _ ink: Ink) -> [String] {
        let levels = Array("▁▂▃▄▅▆▇█").map(String.init)
        let largest = data.series.flatMap(\.values).compactMap { $0 }.max() ?? 0
        let head = min(data.series.map { TextWidth.of($0.title) }.max() ?? 0, width / 3)
        return data.series.map { series in
            let marks = series.values.map { value in
                guard let value, value >= 0, largest > 0 else { return " " }
                return levels[min(7, Int(value / largest * 7.999))]
            }.joined()
            let known = series.values.compactMap { $0 }
            let span = [known.min(), known.max()].compactMap { $0.map(data.scale.text) }.joined(separator: "–")
            let room = max(1, width - head - TextWidth.of(span) - 4)
            return TextWidth.fit(series.title, head) + "  " + ink.bar(TextWidth.cutting(marks, room)) + "  " + span
        }
    }

    private static func blocks(_ value: Double, _ largest: Double, _ room: Int) -> Int {
        largest > 0 ? Int(value / largest * Double(room) + 0.5) : 0
    }

    /// A bar to an eighth of a column.
    private static func bar(_ value: Double, _ largest: Double, _ room: Int) -> String {
        guard largest > 0, value != 0 else { return "" }
        let eighths = max(1, Int(abs(value) / largest * Double(room) * 8 + 0.5))
        let tips = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        // Below zero the bar is grey; its value has the sign.
        if value < 0 { return String(repeating: "▒", count: max(1, (eighths + 4) / 8)) }
        return String(repeating: "█", count: eighths / 8) + tips[eighths % 8]
    }
}
