// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange

/// `samverk export DATASET [FILE]`.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a dataset as CSV.", discussion: "Example: samverk export municipalities municipalities.csv")

    @Argument(help: "The dataset; see samverk datasets.") var dataset: String
    @Argument(help: "The file; standard output when left out.") var file: String?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let text = CSV.write(try workspace.registry.read(dataset, order: .landed).table)
        guard let file else { return Terminal.output(text) }
        try OutputFile.write(text, to: file)
        if !options.quiet { Terminal.error(Localized(sv: "Skrev \(file)", en: "Wrote \(file)")(options.language)) }
    }
}

/// Files the command writes: whole or not at all.
enum OutputFile {
    static func write(_ text: String, to path: String) throws(Problem) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Problem(
                Localized(sv: "Filen '\(path)' kan inte skrivas.", en: "The file '\(path)' cannot be written."),
                remedy: Localized(
                    sv: "Se efter att mappen finns och går att skriva i.",
                    en: "See that the folder exists and can be written to."))
        }
    }
}
