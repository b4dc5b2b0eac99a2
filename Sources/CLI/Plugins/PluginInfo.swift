// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry

/// `samverk plugin info ID`.
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
        let all = try KnownPlugin.all(options)
        guard let plugin = all.first(where: { $0.row.id == id }) else {
            throw PluginDesk.unknown(id, among: all.map(\.row.id))
        }
        guard let manifest = plugin.manifest else {
            throw Problem(
                Localized(
                    sv: "Tilläggets plugin.json går inte att läsa.", en: "The plugin's plugin.json does not read."),
                at: Place(context: ["plugin \(id)"]),
                remedy: Localized(sv: "Installera det på nytt.", en: "Install it again."))
        }
        let language = options.language
        var text = "\(manifest.id) \(manifest.version)  \(manifest.title(language).visible)\n"
        text += "  \(manifest.summary(language).visible)\n\n"
        var facts = Facts(language)
        facts.add("Utgivare", "Publisher", ["\(manifest.publisher), \(manifest.licence)"])
        facts.add("Källa", "Source", [source(plugin)])
        facts.add("På", "Enabled", [plugin.state(language)])
        facts.add("Signatur", "Signature", signature(plugin))
        facts.add("Låst till", "Pinned to", [pin(plugin)])
        facts.add("Körs som", "Runs as", [PluginFacts.runtime(manifest, language)])
        facts.add("Instängt", "Confined", PluginFacts.confined(manifest, await confinement(manifest), language))
        facts.add("Kräver", "Requires", ranges(manifest.requires))
        facts.add("Tål inte", "Conflicts", ranges(manifest.conflicts))
        facts.add("Får läsa", "May read", plugin.package.map { $0.permissions } ?? [])
        for analysis in manifest.analyses {
            facts.add("Analys", "Analysis", ["\(manifest.id)/\(analysis.id)  \(analysis.title(language))"])
            for read in analysis.inputs.compactMap(\.read) {
                facts.add(
                    "  läser", "  reads", ["\(read.dataset): \(read.columns.map(\.from).joined(separator: ", "))"])
            }
        }
        for hook in manifest.hooks {
            facts.add("Regelpunkt", "Hook", ["\(hook.reference) (\(hook.scope.rawValue))  \(hook.title(language))"])
        }
        for dataset in manifest.datasets {
            facts.add("Datamängd", "Dataset", ["\(dataset.id)  \(dataset.title(language))"])
        }
        try Terminal.output(text + facts.text)
    }

    private func source(_ plugin: KnownPlugin) -> String {
        switch plugin.row.source {
        case .bundled: Localized(sv: "följer med Samverk", en: "comes with Samverk")(options.language)
        case .stored: Localized(sv: "installerat", en: "installed")(options.language)
        case .linked:
            Localized(
                sv: "länkat till \(plugin.row.folder ?? "")", en: "linked to \(plugin.row.folder ?? "")")(
                    options.language)
        }
    }

    private func signature(_ plugin: KnownPlugin) -> [String] {
        guard let package = plugin.package else { return [] }
        return [plugin.signature(options.language) + (package.key.map { ", \($0)" } ?? "")]
    }

    /// To what bytes it is held at each start.
    private func pin(_ plugin: KnownPlugin) -> String {
        switch plugin.row.source {
        case .stored:
            let archive = plugin.package?.archive.map {
                ", \(Localized(sv: "arkiv", en: "archive")(options.language)) \($0)"
            }
            return Localized(sv: "paket", en: "package")(options.language) + " \(plugin.row.hash)" + (archive ?? "")
        case .bundled:
            let hash = (try? plugin.loaded?.hash()) ?? plugin.row.hash
            return Localized(sv: "program, sha256 \(hash)", en: "program, sha256 \(hash)")(options.language)
        case .linked:
            return Localized(sv: "inget: mappen kan ändras", en: "nothing: the folder may change")(options.language)
        }
    }

    private func ranges(_ ranges: [String: VersionRange]) -> [String] {
        ranges.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    }

    private func confinement(_ manifest: Manifest) async -> Confinement? {
        guard manifest.runtime.kind == .process else { return nil }
        guard let installation = try? Installation.find() else { return nil }
        return try? await Confinement.probe(installation)
    }
}
