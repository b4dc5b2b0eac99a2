// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkRegistry

/// `samverk plugin log [ID]`.
struct PluginLogVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: say(
            "Visa vem som har ändrat tilläggen och när, och vad ett tillägg har sagt när det kördes.",
            "Show who changed the plugins and when, and what a plugin said when it was run."),
        discussion: exampleCall("samverk plugin log licence-procurement"))

    @Argument(help: aid("Tilläggets id; utan det visas alla.", "The plugin's id; all of them when left out.")) var id:
        String?
    @Option(help: aid("Hur många ändringar.", "How many changes.")) var limit = 20
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if limit < 1 { throw ValidationError(say("--limit är minst 1.", "--limit is at least 1.")) }
    }

    func run() async throws {
        let desk = try PluginDesk(options)
        let changes = try desk.registry.audit(ofPlugin: id, limit: limit)
        if let id, changes.isEmpty { _ = try desk.row(id) }
        try Log.listing(changes, format).show(format, options)
        guard let id, format == .table else { return }
        let said = PluginLog(folder: desk.root + "/plugins/log").text(of: id)
        let nothing = Localized(sv: "Det har inte sagt något.", en: "It has said nothing.")
        try Terminal.output("\n" + (said.isEmpty ? nothing(options.language) : Terminal.visible(said)))
    }
}
