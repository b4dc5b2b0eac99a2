// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkRegistry

/// `samverk plugin remove ID`.
struct PluginRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: say(
            "Ta bort ett tillägg. Dess uppgifter blir kvar om inget annat sägs.",
            "Remove a plugin. Its data stay unless you say otherwise."),
        discussion: exampleCall(
            "samverk plugin remove licence-procurement --data export --export-to data-licence",
            say(
                "keep: uppgifterna väntar tills tillägget installeras igen. export: skriv dem som CSV, ta sedan bort dem. drop: ta bort dem; i ett skript krävs --yes.",
                "keep: the data wait until the plugin is installed again. export: write them as CSV, then take them away. drop: take them away; a script needs --yes."
            )))

    enum DataChoice: String, ExpressibleByArgument, CaseIterable { case keep, export, drop }

    @Argument(help: aid("Tilläggets id.", "The plugin's id.")) var id: String
    @Option(help: aid("keep, export eller drop.", "keep, export or drop.")) var data = DataChoice.keep
    @Option(
        help: aid(
            "Den nya mapp som CSV-filerna skrivs i.", "The new folder that the CSV files are written to.", value: "dir")
    ) var exportTo: String?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (data == .export) == (exportTo != nil) else {
            throw ValidationError(
                say("--data export och --export-to MAPP hör ihop.", "--data export and --export-to DIR go together."))
        }
    }

    func run() async throws {
        let desk = try PluginDesk(options)
        try await PluginChanger(
            desk: desk, change: change, options: options, agreed: data == .export ? [.dataLoss] : []
        )
        .make(.remove(id, droppingData: data != .keep)) { plan in
            if let exportTo {
                try export(plan.datasets.filter { $0.fate == .dropped }.map(\.id), desk.registry, exportTo)
            }
        }
    }

    /// Writes datasets before they go: all of them, or none.
    private func export(_ datasets: [String], _ registry: Registry, _ folder: String) throws {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw Problem(
                Localized(sv: "'\(folder)' finns redan.", en: "'\(folder)' is there already."), kind: .usage,
                remedy: Localized(sv: "Ange en ny mapp.", en: "Name a new folder."))
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for dataset in datasets {
                let name = dataset.split(separator: "/").last ?? ""
                let text = CSV.write(try registry.read(dataset, order: .landed).table, disarmed: true)
                try OutputFile.write(text, to: "\(folder)/\(name).csv")
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            if Problems.told(by: error) != nil { throw error }
            throw Problem(
                Localized(sv: "'\(folder)' kan inte skrivas.", en: "'\(folder)' cannot be written."),
                remedy: Localized(
                    sv: "Inget har ändrats. Välj en mapp som du får skriva i.",
                    en: "Nothing was changed. Choose a folder that you may write in."))
        }
        if !options.quiet {
            Terminal.error(Localized(sv: "Skrev \(folder)", en: "Wrote \(folder)")(options.language))
        }
    }
}
