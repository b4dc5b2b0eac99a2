// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkReporting

/// `samverk datasets [DATASET]`.
struct Datasets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Lista datamängderna, eller en datamängds kolumner med typer och enheter.",
            "List the datasets, or one dataset's columns with types and units."),
        discussion: exampleCall("samverk datasets assessments"))

    @Argument(help: aid("En datamängd.", "One dataset.")) var dataset: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let language = options.language
        if let dataset {
            let schema = try workspace.registry.schema(dataset)
            let rows = schema.columns.map { column in
                [
                    column.spec.name + (schema.key.contains(column.spec.name) ? " *" : ""), column.spec.type.rawValue,
                    FileUnit.text(column.spec, language),
                    column.spec.nullable ? "" : (language == .swedish ? "ja" : "yes"),
                    bounds(column),
                    column.title(language),
                ]
            }
            try Listing.texts(
                Localized(
                    sv: "\(schema.id): \(schema.title.sv) (* nyckel)", en: "\(schema.id): \(schema.title.en) (* key)"),
                schema.id,
                [
                    ("column", Localized(sv: "Kolumn", en: "Column")), ("type", Localized(sv: "Typ", en: "Type")),
                    ("unit", Localized(sv: "Enhet", en: "Unit")), ("required", Localized(sv: "Krävs", en: "Required")),
                    ("bounds", Localized(sv: "Gränser", en: "Bounds")), ("what", Localized(sv: "Vad", en: "What")),
                ], rows
            ).show(format, options)
            return
        }
        let rows = try workspace.registry.schemas.map { schema in
            [
                schema.id, schema.title(language), String(try workspace.registry.rowCount(schema.id)),
                schema.key.joined(separator: ", "),
                schema.columns.map { column in
                    let unit = FileUnit.text(column.spec, language)
                    return column.spec.name + (unit.isEmpty ? "" : " (\(unit))")
                }.joined(separator: ", "),
            ]
        }
        try Listing.texts(
            Localized(sv: "Datamängder", en: "Datasets"), "datasets",
            [
                ("dataset", Localized(sv: "Datamängd", en: "Dataset")),
                ("title", Localized(sv: "Innehåll", en: "Content")),
                ("rows", Localized(sv: "Rader", en: "Rows")), ("key", Localized(sv: "Nyckel", en: "Key")),
                ("columns", Localized(sv: "Kolumner", en: "Columns")),
            ], rows
        ).show(format, options)
    }

    private func bounds(_ column: DatasetColumn) -> String {
        let low = column.minimum.map { Cell.real($0).plainText } ?? ""
        let high = column.maximum.map { Cell.real($0).plainText } ?? ""
        if !column.allowed.isEmpty { return column.allowed.joined(separator: "|") }
        return low.isEmpty && high.isEmpty ? "" : "\(low)..\(high)"
    }
}

/// The unit in which a file gives a column: kronor for money, whatever the wire says.
enum FileUnit {
    static func text(_ spec: ColumnSpec, _ language: Language) -> String {
        SamverkReporting.Formatter(language).unit(of: spec) ?? spec.unit ?? ""
    }
}
