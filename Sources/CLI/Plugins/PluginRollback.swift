// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost

/// `samverk plugin rollback ID`.
struct PluginRollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: say(
            "Gå tillbaka till versionen före den senaste uppgraderingen: kod och uppgifter.",
            "Go back to the version before the last upgrade: code and data."),
        discussion: exampleCall(
            "samverk plugin rollback licence-procurement",
            say(
                "Har rader ändrats sedan dess avböjs det, om inte --discard säger att de får gå förlorade; i ett skript krävs då --yes.",
                "If rows have changed since then it is refused, unless --discard says that they may be lost; a script then needs --yes."
            )))

    @Argument(help: aid("Tilläggets id.", "The plugin's id.")) var id: String
    @Flag(
        help: aid(
            "Förlora de rader som har ändrats sedan uppgraderingen.",
            "Lose the rows that have changed since the upgrade.")) var discard = false
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await PluginChanger(desk: try PluginDesk(options), change: change, options: options)
            .make(.rollback(id, discarding: discard))
    }
}
