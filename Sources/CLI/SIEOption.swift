// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkPluginKit

/// The option `--sie FILE.si`: vouchers of an analysis as a SIE file of type 4I.
struct SIEOption: ParsableArguments {
    @Option(
        name: .customLong("sie"),
        help: aid(
            "Skriv också verifikationerna, för bokföringen (SIE 4I).",
            "Also write the vouchers, for the accounts (SIE 4I).",
            value: "file.si"))
    var file: String?

    func validate() throws {
        if let file, !file.lowercased().hasSuffix(".si") {
            throw ValidationError(say("--sie skriver SIE 4I: FIL.si.", "--sie writes SIE 4I: FILE.si."))
        }
    }

    /// Sees to it, before anything runs, that one of these analyses makes vouchers and that the file can be written.
    func check(_ analyses: [AnalysisSpec]) throws(Problem) {
        guard let file else { return }
        guard analyses.contains(where: { $0.outputs.contains { $0.name == SIEOption.table } }) else {
            throw Problem(
                Localized(
                    sv: "--sie: ingen av analyserna gör en tabell 'vouchers'.",
                    en: "--sie: none of the analyses makes a table 'vouchers'."),
                remedy: Localized(
                    sv: "Kör billing/invoices, eller lägg till det som ett steg i kalkylen.",
                    en: "Run billing/invoices, or add it as a step of the scenario."))
        }
        try OutputFile.check(file, kind: "si")
    }

    /// The table `vouchers` of the last step that has one, as SIE; nil when no file is asked for.
    ///
    /// - Throws: ``Problem`` when it cannot be written as SIE.
    func vouchers(of steps: [StepRecord], company: String, names: [String: Localized]) throws(Problem) -> SIEImportFile?
    {
        guard file != nil, let table = steps.compactMap({ $0.table(SIEOption.table) }).last else { return nil }
        return try SIEImportFile(
            table, company: company, program: ("Samverk", toolVersion), names: names.mapValues(\.sv))
    }

    /// Writes the file, and tells where.
    func write(_ vouchers: SIEImportFile?, _ options: GlobalOptions) throws(Problem) {
        guard let file, let vouchers else { return }
        try OutputFile.write(vouchers.bytes, to: file)
        if !options.quiet {
            Terminal.error(Localized(sv: "SIE-fil: \(file)", en: "SIE file: \(file)")(options.language))
        }
    }

    private static let table = "vouchers"
}
