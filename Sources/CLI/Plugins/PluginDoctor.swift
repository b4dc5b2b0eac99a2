// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost

/// `samverk plugin doctor`.
struct PluginDoctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: say(
            "Städa efter avbrutna installationer och skriv om plugins.lock vid behov.",
            "Tidy up after cut-off installations, and write plugins.lock anew where needed."),
        discussion: exampleCall("samverk plugin doctor"))

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let desk = try PluginDesk(options)
        let done = try desk.installer.doctor()
        for sentence in done { try Terminal.output(sentence(options.language)) }
        let problems = try desk.installer.verify()
        try Problems.throwIfAny(problems)
        if done.isEmpty {
            try Terminal.output(Localized(sv: "Allt är i ordning.", en: "All is in order.")(options.language))
        }
    }
}
