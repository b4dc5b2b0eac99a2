// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkReporting
import SamverkRules

/// Figures that changed, as a table for people, as CSV, or as JSON.
struct ChangeListing {
    let figures: [FigureChange]
    let plugins: PluginSet
    /// Which analysis each step runs.
    let analyses: [String: String]
    let names: [String: Localized]
    let language: Language
    /// The number of the run, for the addresses.
    var run: Int?
    /// What the two values are called.
    let words: (before: Localized, after: Localized)

    /// Party by party, in the order of the steps.
    private var sorted: [FigureChange] {
        figures.enumerated().sorted { ($0.element.party ?? "", $0.offset) < ($1.element.party ?? "", $1.offset) }
            .map(\.element)
    }

    private func address(_ change: FigureChange) -> String {
        var address = change.address
        address.run = run
        return address.description
    }

    /// What the figure is called by its plugin.
    private func title(_ change: FigureChange) -> String {
        let (table, column) = (change.address.table, change.address.column)
        guard let (plugin, spec) = try? plugins.analysis(analyses[change.address.step] ?? "") else { return column }
        let port = spec.output(table)
        let own = port?.columns.first { $0.name == column }?.title ?? plugin.manifest.labels[column] ?? names[column]
        return (port.map { $0.title(language) + ": " } ?? "") + (own?(language) ?? column)
    }

    /// The table; `plain` gives values as files hold them.
    func listing(_ title: Localized, plain: Bool, why: (FigureChange) -> String? = { _ in nil }) throws -> Listing {
        let hasWhy = figures.contains { why($0) != nil }
        return try Listing.texts(
            title, "figures", columns(plain: plain) + (hasWhy ? [("why", Localized(sv: "Varför", en: "Why"))] : []),
            zip(sorted, rows(plain: plain)).map { change, row in row + (hasWhy ? [why(change) ?? ""] : []) })
    }

    /// The columns of ``rows(plain:)``.
    func columns(plain: Bool) -> [(name: String, title: Localized)] {
        [
            ("figure", Localized(sv: "Siffra", en: "Figure")), ("party", Localized(sv: "Part", en: "Party")),
            ("what", Localized(sv: "Vad", en: "What")),
        ] + (plain ? [("unit", Localized(sv: "Enhet", en: "Unit"))] : []) + [
            ("before", words.before), ("after", words.after),
            ("difference", Localized(sv: "Skillnad", en: "Difference")),
        ]
    }

    /// A row a figure.
    func rows(plain: Bool) -> [[String]] {
        let formatter = Formatter(language, names: names)
        func cell(_ cell: Cell, _ change: FigureChange) -> String {
            plain ? cell.plainText : cell == .null ? "–" : formatter.cell(cell, unit: change.column.unit)
        }
        func difference(_ change: FigureChange) -> String {
            let difference = change.difference
            guard difference != .null else { return plain ? "" : "–" }
            return (!plain && difference.number ?? 0 > 0 ? "+" : "") + cell(difference, change)
        }
        return sorted.map { change in
            let party = change.party ?? ""
            return [address(change), plain ? party : names[party]?(language) ?? party, title(change)]
                + (plain ? [FileUnit.text(change.column, language)] : [])
                + [cell(change.before, change), cell(change.after, change), difference(change)]
        }
    }

    /// One object a figure; money in öre.
    func json(why: (FigureChange) -> String? = { _ in nil }) -> JSON {
        .array(
            sorted.map { change in
                var object: JSONObject = [
                    "figure": .string(address(change)), "party": change.party.map(JSON.string) ?? .null,
                    "column": .string(change.column.name), "unit": change.column.unit.map(JSON.string) ?? .null,
                    "before": change.before.wire, "after": change.after.wire, "difference": change.difference.wire,
                ]
                if let why = why(change) { object["why"] = .string(why) }
                return .object(object)
            })
    }
}

extension RunComparison {
    /// How much changed, in words.
    var told: Localized {
        let count = figures.count
        let others = others.map { "\($0.table) (\($0.count))" }.joined(separator: ", ")
        return Localized(
            sv: (count == 1 ? "1 siffra ändras." : "\(count) siffror ändras.")
                + (others.isEmpty ? "" : " Därtill siffror som inte är en parts: \(others)."),
            en: (count == 1 ? "1 figure changes." : "\(count) figures change.")
                + (others.isEmpty ? "" : " Also figures that are no party's: \(others)."))
    }
}
