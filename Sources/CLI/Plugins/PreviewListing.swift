// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

/// The figures that move with an upgrade: by scenario and table for people, all in one table as CSV, or as JSON.
struct PreviewListing {
    let effect: UpgradePreview
    /// What is upgraded to.
    let plugins: [Manifest]
    let options: GlobalOptions

    /// Rows of a table that are shown on a terminal.
    private static let most = 20

    func show(_ format: OutputFormat) throws {
        switch format {
        case .json: try Terminal.output(json.prettyText)
        case .csv: try csv().show(.csv, options)
        case .table, .md:
            for scenario in effect.scenarios {
                for (table, changes) in byTable(scenario) {
                    var listing = try changes.listing(
                        Localized(sv: "\(scenario.name): \(table)", en: "\(scenario.name): \(table)"), plain: false)
                    listing.maximumRows = PreviewListing.most
                    try listing.show(format, options)
                }
                try Terminal.output(summary(scenario)(options.language))
            }
            try Terminal.output(total(options.language))
        }
    }

    private func changes(_ figures: [FigureChange], _ scenario: UpgradePreview.Scenario) -> ChangeListing {
        let steps = scenario.runs?.after.steps ?? []
        return ChangeListing(
            figures: figures, plugins: effect.plugins,
            analyses: Dictionary(steps.map { ($0.id, $0.analysis) }) { first, _ in first }, names: scenario.names,
            language: options.language,
            words: (Localized(sv: "Nu", en: "Now"), Localized(sv: "Efter", en: "After")))
    }

    /// The figures that move, by `step/table` in the order of the run.
    private func byTable(_ scenario: UpgradePreview.Scenario) -> [(table: String, changes: ChangeListing)] {
        let figures = scenario.comparison?.figures ?? []
        var tables: [String] = []
        for figure in figures where !tables.contains(figure.table) { tables.append(figure.table) }
        return tables.map { table in (table, changes(figures.filter { $0.table == table }, scenario)) }
    }

    private func summary(_ scenario: UpgradePreview.Scenario) -> Localized {
        func told(_ problems: [Problem], _ language: Language) -> String {
            problems.map { $0.text(language).visibleLines }.joined(separator: "; ")
        }
        let name = scenario.name
        if let comparison = scenario.comparison {
            let (moved, same) = (comparison.figures.count, comparison.unchanged)
            return Localized(
                sv: "\(name): \(count(moved).sv), \(same) är oförändrade.",
                en: "\(name): \(count(moved).en), \(same) unchanged.")
        }
        if scenario.failsBefore.isEmpty {
            return Localized(
                sv: "\(name): MISSLYCKAS med den nya versionen: \(told(scenario.failsAfter, .swedish))",
                en: "\(name): FAILS with the new version: \(told(scenario.failsAfter, .english))")
        }
        if scenario.failsAfter.isEmpty {
            return Localized(
                sv: "\(name): misslyckas nu, men går med den nya versionen: \(told(scenario.failsBefore, .swedish))",
                en: "\(name): fails now, but runs with the new version: \(told(scenario.failsBefore, .english))")
        }
        return Localized(
            sv: "\(name): misslyckas med båda versionerna: \(told(scenario.failsAfter, .swedish))",
            en: "\(name): fails with both versions: \(told(scenario.failsAfter, .english))")
    }

    private var total: Localized {
        let what = plugins.map { "\($0.id) \($0.version)" }.joined(separator: ", ")
        let moved = effect.scenarios.reduce(0) { $0 + ($1.comparison?.figures.count ?? 0) }
        let touched = effect.scenarios.count { $0.comparison?.isEmpty == false }
        let count = effect.scenarios.count
        if count == 0 {
            return Localized(
                sv: "\(what): arbetsmappen har inga kalkyler att jämföra.",
                en: "\(what): the workspace has no scenarios to compare.")
        }
        return Localized(
            sv: "\(what): \(self.count(moved).sv), i \(touched) av kalkylerna (\(count)). Inget är uppgraderat.",
            en: "\(what): \(self.count(moved).en), in \(touched) of the scenarios (\(count)). Nothing was upgraded.")
    }

    private func count(_ moved: Int) -> Localized {
        moved == 1
            ? Localized(sv: "1 siffra ändras", en: "1 figure moves")
            : Localized(sv: "\(moved) siffror ändras", en: "\(moved) figures move")
    }

    private func csv() throws -> Listing {
        let columns = changes([], UpgradePreview.Scenario(name: "")).columns(plain: true)
        let rows = effect.scenarios.flatMap { scenario in
            byTable(scenario).flatMap { table, changes in
                changes.rows(plain: true).map { [scenario.name, table] + $0 }
            }
        }
        return try Listing.texts(
            total, "figures",
            [("scenario", Localized(sv: "Kalkyl", en: "Scenario")), ("table", Localized(sv: "Tabell", en: "Table"))]
                + columns, rows)
    }

    private var json: JSON {
        func faults(_ problems: [Problem]) -> JSON { .array(problems.map { .string($0.text(.english)) }) }
        return [
            "plugins": .array(plugins.map { ["plugin": .string($0.id), "version": .string($0.version)] }),
            "scenarios": .array(
                effect.scenarios.map { scenario in
                    [
                        "scenario": .string(scenario.name),
                        "changed": scenario.comparison.map { .integer($0.figures.count) } ?? .null,
                        "unchanged": scenario.comparison.map { .integer($0.unchanged) } ?? .null,
                        "tables": .array(
                            byTable(scenario).map { ["table": .string($0.table), "figures": $0.changes.json()] }),
                        "fails_before": faults(scenario.failsBefore), "fails_after": faults(scenario.failsAfter),
                    ]
                }),
        ]
    }
}

extension FigureChange {
    /// `step/table`.
    fileprivate var table: String { "\(address.step)/\(address.table)" }
}

extension String {
    /// Several lines on one.
    fileprivate var visibleLines: String {
        split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    }
}
