// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange

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

    /// Sees to it that the file can be written before anything runs.
    func check() throws(Problem) { if let file { try OutputFile.check(file, kind: "si") } }

    /// Writes the table `vouchers` of the last step that has one.
    ///
    /// - Throws: ``Problem`` when no step has such a table, or it cannot be written as SIE.
    func write(_ steps: [StepRecord], company: String, names: [String: Localized], quiet: Bool, _ language: Language)
        throws(Problem)
    {
        guard let file else { return }
        guard let table = steps.compactMap({ $0.table("vouchers") }).last else {
            throw Problem(
                Localized(
                    sv: "--sie: ingen tabell 'vouchers' har beräknats.", en: "--sie: no table 'vouchers' is computed."),
                remedy: Localized(
                    sv: "Kör billing/invoices, eller lägg till det som ett steg i kalkylen.",
                    en: "Run billing/invoices, or add it as a step of the scenario."))
        }
        let sie = try SIEImportFile(
            table, company: company, program: ("Samverk", toolVersion), names: names.mapValues(\.sv))
        try OutputFile.write(sie.bytes, to: file)
        if !quiet { Terminal.error(Localized(sv: "SIE-fil: \(file)", en: "SIE file: \(file)")(language)) }
    }
}
