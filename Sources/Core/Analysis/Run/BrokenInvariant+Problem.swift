// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkRules

extension BrokenInvariant {
    /// The breach for people: rules that had a say in the step are named, since the plugin alone keeps its own laws;
    /// without any it is the plugin that is at fault.
    func problem(after interventions: [Intervention]) -> Problem {
        var files: [String] = []
        for file in interventions.map(\.file) where !files.contains(file) { files.append(file) }
        guard !files.isEmpty else {
            return Problem(
                Localized(
                    sv: "Tillägget \(plugin) bröt sitt löfte om tabellen \(table): \(breach.sv).",
                    en: "The plugin \(plugin) broke its promise about the table \(table): \(breach.en)."),
                kind: .program,
                remedy: Localized(
                    sv: "Rapportera det till tilläggets utgivare (\(publisher)).",
                    en: "Report it to the plugin's publisher (\(publisher))."))
        }
        let list = files.prefix(10).joined(separator: ", ") + (files.count > 10 ? " ..." : "")
        return Problem(
            Localized(
                sv: "Med reglernas svar håller inte tabellen \(table) vad \(plugin) lovar: \(breach.sv).",
                en: "With the rules' answers the table \(table) does not keep what \(plugin) promises: \(breach.en)."),
            at: Place(file: files.count == 1 ? files[0] : nil),
            remedy: Localized(
                sv: "Se över reglerna som svarade: \(list)", en: "Look at the rules that answered: \(list)"))
    }
}
