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

    /// The columns of the table; nil gives those of ``standardFields(plain:)``.
    var fields: [Field]?
    /// Whether the figures stand in the order that is wanted, rather than to be sorted by party.
    var keepsOrder = false

    /// What is told of a figure.
    enum Field: String {
        case figure, party, row, what, unit, before, after, difference, percent
    }

    private static func standardFields(plain: Bool) -> [Field] {
        [.figure, .party, .what] + (plain ? [.unit] : []) + [.before, .after, .difference]
    }

    /// Party by party, in the order of the steps.
    private var sorted: [FigureChange] {
        if keepsOrder { return figures }
        return figures.enumerated().sorted {
            ($0.element.party ?? "", $0.offset) < ($1.element.party ?? "", $1.offset)
        }.map(\.element)
    }

    private func address(_ change: FigureChange) -> String {
        var address = change.address
        address.run = run
        return address.description
    }

    /// What the figure is called by its plugin; its table is named too unless its row is, which stands under it.
    private func title(_ change: FigureChange) -> String {
        let (table, column) = (change.address.table, change.address.column)
        guard let (plugin, spec) = try? plugins.analysis(analyses[change.address.step] ?? "") else { return column }
        let port = spec.output(table)
        let own = port?.columns.first { $0.name == column }?.title ?? plugin.manifest.labels[column] ?? names[column]
        let isUnderItsTable = fields?.contains(.row) == true
        return (isUnderItsTable ? "" : port.map { $0.title(language) + ": " } ?? "") + (own?(language) ?? column)
    }

    /// The unit of its values: on a terminal each share has its own per cent sign, in a file it is a share.
    private func unit(_ change: FigureChange, plain: Bool) -> String {
        guard let unit = change.column.unit, unit == "share" || (plain && unit == "share-difference") else {
            return FileUnit.text(change.column, language)
        }
        return plain ? unit : ""
    }

    /// The key of the figure's row in words.
    private func row(_ change: FigureChange) -> String {
        let formatter = Formatter(language, names: names)
        return change.address.key.split(separator: ",").map { formatter.named(Address.decode($0) ?? String($0)) }
            .joined(separator: ", ")
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
        (fields ?? ChangeListing.standardFields(plain: plain)).map { field in
            let title: Localized =
                switch field {
                case .figure: Localized(sv: "Siffra", en: "Figure")
                case .party: Localized(sv: "Part", en: "Party")
                case .row: Localized(sv: "Rad", en: "Row")
                case .what: Localized(sv: "Vad", en: "What")
                case .unit: Localized(sv: "Enhet", en: "Unit")
                case .before: words.before
                case .after: words.after
                case .difference: Localized(sv: "Skillnad", en: "Difference")
                case .percent: Localized(sv: "I procent", en: "Per cent")
                }
            return (field.rawValue, title)
        }
    }

    /// A row a figure.
    func rows(plain: Bool) -> [[String]] {
        let fields = fields ?? ChangeListing.standardFields(plain: plain)
        let formatter = Formatter(language, names: names)
        let isBare = fields.contains(.unit)
        func cell(_ cell: Cell, _ change: FigureChange) -> String {
            if plain { return cell.plainText }
            let unit = change.column.unit
            return isBare ? formatter.bare(cell, unit: unit) : formatter.cell(cell, unit: unit)
        }
        return sorted.map { change in
            fields.map { field in
                switch field {
                case .figure: address(change)
                case .party: plain ? change.party ?? "" : change.party.map(formatter.named) ?? ""
                case .row: row(change)
                case .what: title(change)
                case .unit: unit(change, plain: plain)
                case .before: cell(change.before, change)
                case .after: cell(change.after, change)
                case .difference:
                    plain
                        ? change.difference.plainText
                        : formatter.difference(change.difference, unit: change.column.unit, isBare: isBare)
                case .percent:
                    change.relative.map { share in
                        plain ? Cell.real(share * 100).plainText : formatter.relative(share)
                    } ?? (plain ? "" : "–")
                }
            }
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
                    "relative": change.relative.map(JSON.real) ?? .null,
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
