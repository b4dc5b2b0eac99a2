// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry

/// `samverk plugin prune`.
struct PluginPrune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: say(
            "Ta bort paket som varken ett tillägg, en återgång eller en beräkning behöver.",
            "Remove packages that no plugin, rollback or run needs."),
        discussion: exampleCall(
            "samverk plugin prune --dry-run",
            say(
                "Med --keep 1 går det därefter bara att gå tillbaka ett steg (plugin rollback); i ett skript krävs då --yes.",
                "With --keep 1 only one step back (plugin rollback) is possible afterwards; a script then needs --yes."
            )))

    @Option(
        help: aid(
            "Så många steg ska varje tillägg kunna gå tillbaka; annars alla.",
            "So many steps back each plugin keeps; else all.", value: "n"))
    var keep: Int?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if let keep, keep < 0 {
            throw ValidationError(say("--keep är minst 0.", "--keep is at least 0."))
        }
    }

    func run() async throws {
        let desk = try PluginDesk(options)
        let language = options.language
        let found = try desk.registry.prunablePackages(keepingRollbacks: keep)
        guard !found.packages.isEmpty || !found.lostRollbacks.isEmpty else {
            return try Terminal.output(
                Localized(sv: "Alla paket behövs.", en: "Every package is needed.")(language))
        }
        let text = PluginPrune.told(found)(language)
        if change.dryRun { return try Terminal.output(text) }
        if !options.quiet { Terminal.error(text) }
        try agree(to: found)
        let result = try desk.installer.prune(keepingRollbacks: keep, as: found)
        Terminal.warn(result.warnings, language)
        try Terminal.output(
            Localized(
                sv: "Tog bort \(found.packages.count) paket.",
                en: "Removed \(found.packages.count) package\(found.packages.count == 1 ? "" : "s").")(language))
    }

    /// Has it agreed to that rollbacks are lost; packages that nothing leads to need nobody's word.
    private func agree(to found: PackagePrune) throws {
        guard !found.lostRollbacks.isEmpty, !change.yes else { return }
        guard Terminal.isInteractive else {
            throw Problem(
                Localized(
                    sv: "Det går inte att gå tillbaka till det som tas bort.",
                    en: "What is removed cannot be rolled back to."),
                remedy: Localized(
                    sv: "Är det rätt, kör igen med --yes.", en: "If that is right, run again with --yes."))
        }
        guard Terminal.confirm(Localized(sv: "Är det rätt?", en: "Is that right?"), options.language) else {
            Terminal.error(Localized(sv: "Inget har ändrats.", en: "Nothing was changed.")(options.language))
            throw Status(code: 1)
        }
    }

    private static func told(_ found: PackagePrune) -> Localized {
        func lines(_ language: Language) -> [String] {
            found.packages.map { package in
                let files = (try? Manifest(JSON.read(package.manifest), file: "plugin.json"))?.files ?? []
                let kilobytes = (files.reduce(0) { $0 + $1.size } + 1023) / 1024
                return "  \(package.plugin) \(package.version)  \(package.package.prefix(16))  \(kilobytes) kB"
            }
                + found.lostRollbacks.sorted { $0.key < $1.key }.map { id, steps in
                    Localized(
                        sv: "  \(id): \(steps) steg färre att gå tillbaka",
                        en: "  \(id): \(steps) step\(steps == 1 ? "" : "s") fewer to roll back")(language)
                }
        }
        return Localized(
            sv: (["Tas bort:"] + lines(.swedish)).joined(separator: "\n"),
            en: (["To be removed:"] + lines(.english)).joined(separator: "\n"))
    }
}
