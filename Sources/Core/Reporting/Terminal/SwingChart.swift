// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How far a figure swings to either side of where it stands, a bar a try (Swedish: *tornadodiagram* when the widest
/// comes first).
public enum SwingChart {
    /// A try: what was changed, what the figure became, and how much larger that is; one without a number is not drawn.
    public typealias Row = (label: String, value: Cell, change: Cell)

    /// Draws the chart in text, its title first; nil when there is no number to draw.
    public static func render(
        _ title: String, unit: String?, from base: Cell, _ rows: [Row], names: [String: Localized] = [:],
        language: Language, width: Int = 80, color: Bool = false
    ) -> String? {
        let rows = rows.filter { $0.value.number != nil }
        guard let start = base.number, !rows.isEmpty else { return nil }
        let (formatter, ink) = (Formatter(language, names: names), Ink(color: color))
        let swings = rows.map { row in row.value.number.map { $0 - start } ?? 0 }
        let (low, high) = (min(0, swings.min() ?? 0), max(0, swings.max() ?? 0))
        guard (high - low).isFinite, high > low else { return nil }
        let labels = rows.map { Escaping.plain($0.label) }
        let head = min(labels.map(TextWidth.of).max() ?? 0, width / 3)
        let texts = rows.map { row -> String in
            let value = formatter.cell(row.value, unit: unit)
            return row.change == .null ? value : value + "  (" + formatter.difference(row.change, unit: unit) + ")"
        }
        let room = min(44, max(8, width - head - 4 - (texts.map(TextWidth.of).max() ?? 0)))
        let left = Int(-low / (high - low) * Double(room) + 0.5)
        let lines = rows.indices.map { i -> String in
            let swing = swings[i]
            let length = swing == 0 ? 0 : max(1, Int(abs(swing) / (high - low) * Double(room) + 0.5))
            let before = swing < 0 ? String(repeating: "█", count: min(length, left)) : ""
            let after = swing > 0 ? String(repeating: "█", count: min(length, room - left)) : ""
            let bar = String(repeating: " ", count: left - before.count) + ink.bar(before) + "│" + ink.bar(after)
            let rest = String(repeating: " ", count: room - left - after.count)
            return TextWidth.fit(labels[i], head) + "  " + bar + rest + "  " + texts[i]
        }
        let heading = TextWidth.wrap(
            Escaping.plain(title) + Words.startsFrom(formatter.cell(base, unit: unit), language), width)
        return (heading.map(ink.bold) + lines).joined(separator: "\n") + "\n"
    }
}
