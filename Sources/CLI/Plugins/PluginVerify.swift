// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkRegistry

/// `samverk plugin verify [ID]`.
struct PluginVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: say(
            "Kontrollera att tilläggens filer är de som installerades, till sista byte.",
            "Check that the plugins' files are those that were installed, to the last byte."),
        discussion: exampleCall("samverk plugin verify"))

    @Argument(help: aid("Bara det här tillägget.", "Only this plugin.")) var id: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let desk = try PluginDesk(options)
        let rows = try id.map { [try desk.row($0)] } ?? desk.registry.plugins()
        // What is about no plugin, such as plugins.lock, is told when all are looked at.
        let problems = try desk.installer.verify().filter { id == nil || owner(of: $0) == id }
        let faulty = Set(problems.compactMap(owner))
        try Listing.texts(
            Localized(sv: "Tillägg", en: "Plugins"), "plugins",
            [
                ("plugin", Localized(sv: "Tillägg", en: "Plugin")), ("version", "Version"),
                ("source", Localized(sv: "Källa", en: "Source")), ("verdict", Localized(sv: "Utfall", en: "Verdict")),
            ],
            rows.map {
                [
                    $0.id, $0.version, $0.source.rawValue,
                    verdict($0, faulty)(format == .csv || format == .json ? .english : options.language),
                ]
            }
        ).show(format, options)
        try Problems.throwIfAny(problems)
    }

    private func verdict(_ row: InstalledPlugin, _ faulty: Set<String>) -> Localized {
        if faulty.contains(row.id) { return Localized(sv: "fel", en: "faulty") }
        return switch row.source {
        case .stored: Localized(sv: "oförändrat", en: "unchanged")
        case .bundled: Localized(sv: "följer med Samverk", en: "comes with Samverk")
        case .linked: Localized(sv: "länkat: inget är låst", en: "linked: nothing is pinned")
        }
    }

    /// The plugin that a problem is about: `desk` of `(desk 1.0.0)` and of `(plugin desk)`.
    private func owner(of problem: Problem) -> String? {
        guard let words = problem.place.context.first?.split(separator: " ") else { return nil }
        return (words.first == "plugin" ? words.dropFirst().first : words.first).map(String.init)
    }
}
