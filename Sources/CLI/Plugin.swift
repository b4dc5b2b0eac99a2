// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses

/// `samverk plugin list|info|new`.
struct Plugin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Arbetsmappens tillägg.", "The plugins of the workspace."),
        discussion: exampleCall("samverk plugin list"), subcommands: [PluginList.self, PluginInfo.self, PluginNew.self])
}

/// The plugins in force: the workspace's enabled ones, outside a workspace those that come with the tool.
enum PluginSource {
    static func plugins(_ options: GlobalOptions) throws -> PluginSet {
        if try Workspace.folder(options) != nil { return try Workspace(options).plugins }
        let bundled = LoadedPlugin.bundled(try Installation.find(), read: FileReader.read)
        Terminal.complain(bundled.problems, options.language)
        return PluginSet(bundled.plugins)
    }
}

struct PluginList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: say("Lista tilläggen.", "List the plugins."),
        discussion: exampleCall("samverk plugin list"))

    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let plugins = try PluginSource.plugins(options).plugins
        try Listing.texts(
            Localized(sv: "Tillägg", en: "Plugins"), "plugins",
            [
                ("plugin", Localized(sv: "Tillägg", en: "Plugin")), ("version", "Version"),
                ("title", Localized(sv: "Titel", en: "Title")), ("analyses", Localized(sv: "Analyser", en: "Analyses")),
                ("hooks", Localized(sv: "Regelpunkter", en: "Hooks")),
                ("datasets", Localized(sv: "Datamängder", en: "Datasets")),
            ],
            plugins.map { plugin in
                let manifest = plugin.manifest
                return [
                    manifest.id, manifest.version, manifest.title(options.language),
                    manifest.analyses.map(\.id).joined(separator: ", "),
                    manifest.hooks.map { String($0.reference.split(separator: "/").last ?? "") }.joined(
                        separator: ", "),
                    manifest.datasets.map { String($0.id.split(separator: "/").last ?? "") }.joined(separator: ", "),
                ]
            }
        ).show(format, options)
    }
}

struct PluginInfo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: say(
            "Berätta vad ett tillägg är, vad det läser och vad det erbjuder.",
            "Tell what a plugin is, what it reads and what it offers."),
        discussion: exampleCall("samverk plugin info billing"))

    @Argument(help: aid("Tilläggets id.", "The plugin's id.")) var id: String
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let plugins = try PluginSource.plugins(options).plugins
        guard let plugin = plugins.first(where: { $0.manifest.id == id }) else {
            throw Problem(
                Localized(sv: "Okänt tillägg '\(id)'.", en: "Unknown plugin '\(id)'."),
                remedy: suggestion(for: id, among: plugins.map(\.manifest.id)))
        }
        let manifest = plugin.manifest
        let swedish = options.language == .swedish
        func line(_ sv: String, _ en: String, _ value: String) -> String {
            "  " + (swedish ? sv : en).padding(toLength: 16, withPad: " ", startingAt: 0) + value + "\n"
        }
        var text = "\(manifest.id) \(manifest.version)  \(manifest.title(options.language))\n"
        text += "  \(manifest.summary(options.language))\n\n"
        text += line("Utgivare", "Publisher", "\(manifest.publisher), \(manifest.licence)")
        text += line("Körs som", "Runtime", "\(manifest.runtime.kind.rawValue), protocol \(manifest.api)")
        text += line("Gränser", "Limits", "\(manifest.limits.seconds) s, \(manifest.limits.memoryBytes >> 20) MB")
        text += line("Program", "Program", "sha256 \(try plugin.hash())")
        for analysis in manifest.analyses {
            text +=
                "\n" + line("Analys", "Analysis", "\(manifest.id)/\(analysis.id)  \(analysis.title(options.language))")
            for port in analysis.inputs {
                guard let read = port.read else { continue }
                text += line(
                    "  läser", "  reads", "\(read.dataset): \(read.columns.map(\.from).joined(separator: ", "))")
            }
        }
        for hook in manifest.hooks {
            text +=
                "\n"
                + line(
                    "Regelpunkt", "Hook", "\(hook.reference) (\(hook.scope.rawValue))  \(hook.title(options.language))")
        }
        for dataset in manifest.datasets {
            text += "\n" + line("Datamängd", "Dataset", "\(dataset.id)  \(dataset.title(options.language))")
        }
        try Terminal.output(text)
    }
}
