// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkPluginHost

/// Options of the verbs that take a package.
struct PackageOptions: ParsableArguments {
    @Option(
        help: aid(
            "Indexet som namn slås upp i; annars plugins/index.json i arbetsmappen.",
            "The index in which names are looked up; else plugins/index.json in the workspace.", value: "file"))
    var index: String?
    @Flag(help: aid("Ta emot ett osignerat paket.", "Take an unsigned package.")) var allowUnsigned = false
}

/// `samverk plugin install PATH|ARCHIVE|NAME`, `samverk plugin install --link DIR`.
struct PluginInstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: say(
            "Installera ett tillägg ur en mapp, ett arkiv eller ett index.",
            "Install a plugin from a folder, an archive or an index."),
        discussion: exampleCall(
            "samverk plugin install licence-procurement-0.1.0.tar.gz",
            say(
                """
                Tilläggets kod körs inte. Innan något ändras visas vad det får läsa; i ett skript krävs --yes.
                Exempel: samverk plugin install --link mitt-tillagg   (för den som skriver tillägget)
                """,
                """
                The plugin's code is not run. Before anything changes you see what it may read; a script needs --yes.
                Example: samverk plugin install --link my-plugin   (for the one who writes it)
                """)))

    @Argument(
        help: aid(
            "En mapp, ett arkiv (.tar.gz, .zip), ett knippe, eller ett namn i indexet.",
            "A folder, an archive (.tar.gz, .zip), a bundle, or a name in the index.")) var package: String?
    @Option(
        help: aid(
            "Använd tillägget från mappen där det skrivs; inget packas.",
            "Use the plugin from the folder where it is written; nothing is packed.", value: "dir"))
    var link: String?
    @OptionGroup var source: PackageOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (package == nil) != (link == nil) else {
            throw ValidationError(say("Ange ett paket, eller --link MAPP.", "Name a package, or --link DIR."))
        }
    }

    func run() async throws {
        let desk = try PluginDesk(options)
        let changer = PluginChanger(
            desk: desk, change: change, options: options, allowsUnsigned: source.allowUnsigned)
        if let link {
            return try await changer.make(.link(folder: URL(fileURLWithPath: link).standardizedFileURL.path))
        }
        try await changer.install(try PackageSource(package ?? "", index: source.index ?? desk.index))
    }
}
