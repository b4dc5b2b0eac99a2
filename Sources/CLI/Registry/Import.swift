// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRegistry

/// `samverk import DATASET FILE [--dry-run]`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Läs in en CSV-fil i en datamängd: hela, eller inget.",
            "Import a CSV file into a dataset: all of it, or nothing."),
        discussion: exampleCall("samverk import assessments levels.csv --dry-run"))

    @Argument(help: aid("Datamängden; se samverk datasets.", "The dataset; see samverk datasets.")) var dataset: String
    @Argument(
        help: aid("Filen: CSV som Excel skriver den, eller RFC 4180.", "The file: CSV as Excel writes it, or RFC 4180.")
    ) var file: String
    @Flag(
        name: .customLong("dry-run"),
        help: aid("Säg vad som skulle ändras, utan att ändra något.", "Say what would change, and change nothing."))
    var dryRun = false
    @Option(
        help: aid(
            "Filens teckenkodning: utf-8, utf-16 eller windows-1252; annars märks den på filen.",
            "The file's encoding: utf-8, utf-16 or windows-1252; told by the file when left out.", value: "encoding"))
    var encoding: TextEncoding?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let shown = file.hasPrefix(workspace.root + "/") ? String(file.dropFirst(workspace.root.count + 1)) : file
        let report = try Landing(workspace.registry).land(
            file, shown: shown, in: dataset, dryRun: dryRun, encoding: encoding)
        if !options.quiet {
            for notice in report.notices { Terminal.error(notice.text(options.language)) }
        }
        let counts = "+\(report.added) ~\(report.changed) =\(report.unchanged)"
        let text =
            dryRun
            ? Localized(
                sv:
                    "Provkörning: \(report.dataset) skulle få \(report.added) nya och \(report.changed) ändrade rader; \(report.unchanged) är oförändrade (\(counts)). Inget är ändrat.",
                en:
                    "Dry run: \(report.dataset) would get \(report.added) new and \(report.changed) changed rows; \(report.unchanged) are unchanged (\(counts)). Nothing has changed."
            )
            : Localized(
                sv:
                    "\(report.dataset): \(report.added) nya, \(report.changed) ändrade, \(report.unchanged) oförändrade rader (\(counts)).",
                en:
                    "\(report.dataset): \(report.added) new, \(report.changed) changed, \(report.unchanged) unchanged rows (\(counts))."
            )
        try Terminal.output(text(options.language))
    }
}

/// The way of a file into the registry: bytes, rows, typed rows, dataset.
struct Landing {
    private let registry: Registry

    init(_ registry: Registry) { self.registry = registry }

    func land(
        _ path: String, shown: String, in dataset: String, dryRun: Bool, encoding: TextEncoding? = nil
    ) throws -> ImportReport {
        let schema = try registry.schema(dataset)
        let raw = try CSV.read(try FileReader.read(path), file: shown, encoding: encoding)
        let optional = Set(schema.columns.filter(\.spec.nullable).map(\.spec.name))
        let rows = try raw.typed(as: schema.columns, key: schema.key, optional: optional)
        return try registry.land(rows, in: schema.id, by: Workspace.user, dryRun: dryRun)
    }
}

extension TextEncoding: ExpressibleByArgument {}
