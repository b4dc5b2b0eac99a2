// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry

/// `samverk plugin list`.
struct PluginList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say(
            "Lista tilläggen: de som följer med, de installerade och de länkade.",
            "List the plugins: those that come with the tool, the installed and the linked."),
        discussion: exampleCall("samverk plugin list"))

    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try Listing.texts(
            Localized(sv: "Tillägg", en: "Plugins"), "plugins",
            [
                ("plugin", Localized(sv: "Tillägg", en: "Plugin")), ("version", "Version"),
                ("title", Localized(sv: "Titel", en: "Title")), ("analyses", Localized(sv: "Analyser", en: "Analyses")),
                ("hooks", Localized(sv: "Regelpunkter", en: "Hooks")),
                ("datasets", Localized(sv: "Datamängder", en: "Datasets")),
                ("source", Localized(sv: "Källa", en: "Source")), ("enabled", Localized(sv: "På", en: "Enabled")),
                ("signature", Localized(sv: "Signatur", en: "Signature")),
            ],
            try KnownPlugin.all(options).map { row(of: $0, options.language) }
        ).show(format, options)
    }

    private func row(of plugin: KnownPlugin, _ language: Language) -> [String] {
        // Words that programs look for are the same in every language.
        let told = format == .csv || format == .json ? .english : language
        func short(_ id: String) -> String { String(id.split(separator: "/").last ?? "") }
        let manifest = plugin.manifest
        return [
            plugin.row.id, plugin.row.version, manifest?.title(language).visible ?? "",
            manifest?.analyses.map(\.id).joined(separator: ", ") ?? "",
            manifest?.hooks.map { short($0.reference) }.joined(separator: ", ") ?? "",
            manifest?.datasets.map { short($0.id) }.joined(separator: ", ") ?? "", plugin.row.source.rawValue,
            plugin.state(told), plugin.signature(told),
        ]
    }
}

/// A plugin as the workspace has it, whether it can run or not.
struct KnownPlugin {
    let row: InstalledPlugin
    /// What it says of itself; nil when that does not read.
    let manifest: Manifest?
    /// The plugin that would be run; nil when it could not be taken up.
    let loaded: LoadedPlugin?
    /// Whether it answers here.
    let answers: Bool
    /// Of an installed one: whom it came from and what it was allowed.
    let package: PluginPackage?
    /// That the key which signed it has been revoked since; else nil.
    var revoked: RevokedPlugin?

    /// All of them by id: those of the workspace, outside one those that come with the tool. What is wrong with one is
    /// told on standard error.
    static func all(_ options: GlobalOptions) throws -> [KnownPlugin] {
        guard try Workspace.folder(options) != nil else {
            return try PluginSource.plugins(options).plugins.map { plugin in
                let row = InstalledPlugin(
                    id: plugin.manifest.id, version: plugin.manifest.version, hash: "", enabled: true,
                    manifest: plugin.manifestText)
                return KnownPlugin(row: row, manifest: plugin.manifest, loaded: plugin, answers: true, package: nil)
            }
        }
        let workspace = try Workspace(options)
        Terminal.warn(workspace.pluginProblems, options.language)
        let packages = try workspace.registry.packages()
        let revoked = try RevokedPlugin.all(workspace.registry, on: GivenDay.today)
        return try workspace.registry.plugins().map { row in
            let loaded = workspace.installed.known.plugins.first { $0.manifest.id == row.id }
            return KnownPlugin(
                row: row, manifest: loaded?.manifest ?? (try? Manifest(JSON.read(row.manifest), file: "plugin.json")),
                loaded: loaded, answers: workspace.plugins.plugins.contains { $0.manifest.id == row.id },
                package: packages.first { $0.package == row.hash }, revoked: revoked.first { $0.id == row.id })
        }
    }

    func state(_ language: Language) -> String {
        if answers { return Localized(sv: "ja", en: "yes")(language) }
        return row.enabled
            ? Localized(sv: "ja, men svarar inte", en: "yes, but does not answer")(language)
            : Localized(sv: "nej", en: "no")(language)
    }

    func signature(_ language: Language) -> String {
        guard let package else { return "" }
        if revoked != nil { return Localized(sv: "nyckeln är spärrad", en: "key revoked")(language) }
        return package.key == nil
            ? Localized(sv: "osignerat", en: "unsigned")(language)
            : Localized(sv: "signerat", en: "signed")(language)
    }
}
