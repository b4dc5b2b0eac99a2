// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRegistry
import SamverkReporting

/// `samverk show KIND ID`.
struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Visa en kommun, organisation, förmåga, ett avtal, en regel eller beräkning, och vad som hör till.",
            "Show one municipality, organisation, capability, agreement, rule or run, and what refers to it."),
        discussion: exampleCall("samverk show agreement agr-desk"))

    @Argument(
        help: aid(
            "municipality, organisation, capability, agreement, rule, run.",
            "municipality, organisation, capability, agreement, rule, run.")) var kind: String
    @Argument(help: aid("Dess kod, id eller nummer.", "Its code, id or number.")) var id: String
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    private static let datasets = [
        "municipality": "municipalities", "organisation": "organisations", "capability": "capabilities",
        "agreement": "agreements",
    ]

    func run() async throws {
        let workspace = try Workspace(options)
        switch kind {
        case "run": try run(workspace)
        case "rule": try rule(workspace)
        default:
            guard let dataset = Show.datasets[kind] else {
                throw Problem(
                    Localized(sv: "Okänt slag '\(kind)'.", en: "Unknown kind '\(kind)'."), kind: .usage,
                    remedy: suggestion(for: kind, among: Show.datasets.keys.sorted() + ["rule", "run"]))
            }
            try row(workspace, dataset)
        }
    }

    private func row(_ workspace: Workspace, _ dataset: String) throws {
        let schema = try workspace.registry.schema(dataset)
        let stored = try workspace.registry.read(dataset)
        let table = stored.table
        guard
            let row = (0..<table.rowCount).first(where: {
                table.keyCells($0).first?.plainText == id || table[$0, "name"].plainText == id
            })
        else {
            throw Problem(
                Localized(sv: "\(dataset) har ingen rad '\(id)'.", en: "\(dataset) has no row '\(id)'."),
                remedy: suggestion(
                    for: id,
                    among: (0..<table.rowCount).flatMap { [table.keyText($0), table[$0, "name"].plainText] }.filter {
                        !$0.isEmpty
                    }))
        }
        let origin = stored.origins[row]
        let formatter = SamverkReporting.Formatter(options.language)
        var facts = schema.columns.filter { table[row, $0.spec.name] != .null }.map { column in
            [column.title(options.language), formatter.cell(table[row, column.spec.name], unit: column.spec.unit)]
        }
        facts.append([
            options.language == .swedish ? "Importerad från" : "Imported from", "\(origin.file):\(origin.line)",
        ])
        try Listing.texts(
            Localized(sv: "\(schema.title.sv): \(id)", en: "\(schema.title.en): \(id)"), kind,
            [("fact", Localized(sv: "Uppgift", en: "Fact")), ("value", Localized(sv: "Värde", en: "Value"))], facts
        ).show(format, options)
        if format == .table { try related(workspace, dataset, table.keyCells(row)[0]) }
    }

    /// The rows of the core datasets that refer to this one, the first ten of each.
    private func related(_ workspace: Workspace, _ dataset: String, _ key: Cell) throws {
        for schema in try workspace.registry.schemas where schema.plugin == nil {
            guard
                let column = schema.columns.first(where: {
                    $0.references == dataset || ($0.spec.type == .party && dataset == "municipalities")
                })
            else { continue }
            let table = try workspace.registry.read(schema.id).table
            let rows = (0..<table.rowCount).filter { table[$0, column.spec.name].plainText == key.plainText }
            guard !rows.isEmpty, schema.id != dataset else { continue }
            let shown = try table.rows(Array(rows.prefix(10)))
            let told = shown.columns.filter { column in
                column.name != "source"
                    && (shown.key.contains(column.name) || column.cells.contains { $0 != .null })
            }
            let more = rows.count > 10 ? " (\(rows.count))" : ""
            try Listing(
                title: Localized(sv: schema.title.sv + more, en: schema.title.en + more), name: schema.id,
                table: try Table(told, key: shown.key),
                titles: Dictionary(uniqueKeysWithValues: schema.columns.map { ($0.spec.name, $0.title) })
            ).show(.table, options)
        }
    }

    private func rule(_ workspace: Workspace) throws {
        let files = try workspace.ruleFiles()
        guard let file = files.first(where: { $0.path == id || $0.path.hasSuffix("/" + id) }) else {
            throw Problem(
                Localized(sv: "Det finns ingen regel '\(id)'.", en: "There is no rule '\(id)'."),
                remedy: suggestion(for: id, among: files.map(\.path)))
        }
        try Terminal.output(
            "-- \(file.path) (sha256 \(Digest.sha256(file.source).prefix(12)))\n"
                + String(decoding: file.source, as: UTF8.self))
    }

    private func run(_ workspace: Workspace) throws {
        let stored = try RunStore(workspace).run(id)
        switch format {
        case .json: try Terminal.output(stored.record.json.prettyText)
        default:
            try RunOutput(workspace: workspace, options: options).show(stored.record, number: stored.number, format)
        }
    }
}
