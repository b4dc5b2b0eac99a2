// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkRegistry

/// `samverk export DATASET [FILE]` and `samverk export --all DIR`.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Skriv en datamängd som CSV, eller hela registret i en mapp.",
            "Write a dataset as CSV, or the whole registry to a folder."),
        discussion: exampleCall("samverk export municipalities municipalities.csv")
            + say(
                """

                En text som ett kalkylprogram skulle köra som formel får en apostrof framför sig; samverk import tar bort den.

                Exempel: samverk export --all registry
                Hela registret, gjort för git: en CSV-fil per datamängd, radernas ursprung, importerna och ändringsloggen med \
                godkännanden, och kontrollsummor. samverk restore läser tillbaka det till samma kontrollsumma. Beräkningar är \
                inte med; de är resultat, och finns i en säkerhetskopia (samverk backup).
                """,
                """

                A text that a spreadsheet would run as a formula gets an apostrophe in front; samverk import takes it away.

                Example: samverk export --all registry
                The whole registry, made for git: a CSV file a dataset, the origin of each row, the imports and the audit log \
                with approvals, and hashes. samverk restore reads it back to the same hash. Runs are not in it; they are \
                results, and are in a backup (samverk backup).
                """))

    @Argument(help: aid("Datamängden; se samverk datasets.", "The dataset; see samverk datasets.")) var dataset: String?
    @Argument(help: aid("Filen; utelämnad skrivs på skärmen.", "The file; standard output when left out.")) var file:
        String?
    @Option(
        help: aid(
            "Hela registret till den här mappen: ny, tom, eller en tidigare export.",
            "The whole registry to this folder: new, empty, or an earlier export.", value: "dir"))
    var all: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (dataset == nil) != (all == nil) else {
            throw ValidationError(
                say("Ange en datamängd, eller --all MAPP.", "Name a dataset, or --all DIR."))
        }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        if let all { return try exportAll(workspace, all) }
        let text = CSV.write(try workspace.registry.read(dataset ?? "", order: .landed).table, disarmed: true)
        guard let file else { return try Terminal.output(text) }
        try OutputFile.check(file, kind: "csv")
        try OutputFile.write(text, to: file)
        if !options.quiet { Terminal.error(Localized(sv: "Skrev \(file)", en: "Wrote \(file)")(options.language)) }
    }

    private func exportAll(_ workspace: Workspace, _ folder: String) throws {
        let image = try workspace.registry.image()
        let hash = try ExportFolder.write(image, to: folder)
        try Terminal.output(RegistryFacts.text(image, hash, options.language))
    }
}

/// What a registry holds, in a line: the same of an export, a backup, what was restored.
enum RegistryFacts {
    static func text(_ image: RegistryImage, _ hash: String, _ language: Language) -> String {
        let (datasets, rows) = (image.datasets.count, image.rowCount)
        return Localized(
            sv:
                "\(datasets) datamängd\(datasets == 1 ? "" : "er"), \(rows) rad\(rows == 1 ? "" : "er"), kontrollsumma \(hash)",
            en: "\(datasets) dataset\(datasets == 1 ? "" : "s"), \(rows) row\(rows == 1 ? "" : "s"), hash \(hash)")(
                language)
    }
}
