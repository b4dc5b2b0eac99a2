// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses

/// `samverk plugin test DIR|ID`.
struct PluginTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: say(
            "Pröva ett tillägg: protokollet, samma svar varje gång, udda indata, avbrott, gränser, egna fall.",
            "Try a plugin: the protocol, the same answer each time, odd inputs, cancelling, limits, its own cases."),
        discussion: exampleCall(
            "samverk plugin test my-plugin",
            say(
                "Tillägget körs instängt på framställda indata; registret rörs inte.",
                "The plugin is run confined on inputs made for it; the registry is not touched.")))

    @Argument(help: aid("Tilläggets mapp, eller dess id.", "The plugin's folder, or its id.")) var plugin: String
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let plugin = try found()
        let results = try await Conformance(
            plugin, host: PluginHost(try Installation.find()), readTable: CaseTable.read
        ).run()
        let language = options.language
        let name = "\(plugin.manifest.id) \(plugin.manifest.version)"
        try Listing.texts(
            Localized(sv: "Prov av \(name)", en: "Tests of \(name)"), "checks",
            [
                ("check", Localized(sv: "Prov", en: "Check")), ("subject", Localized(sv: "Gäller", en: "Of")),
                ("verdict", Localized(sv: "Utfall", en: "Verdict")), ("why", Localized(sv: "Varför", en: "Why")),
            ],
            results.map { result in
                [
                    format == .table ? result.check.title(language) : result.check.rawValue, result.subject ?? "",
                    format == .table ? result.verdict.word(language) : result.verdict.rawValue,
                    result.words(language).split(whereSeparator: \.isNewline).joined(separator: " ").visible,
                ]
            }
        ).show(format, options)
        let failed = results.count { $0.verdict == .failed }
        guard failed == 0 else {
            throw Problem(
                Localized(
                    sv: "\(name): prov som misslyckades: \(failed).", en: "\(name): checks that failed: \(failed)."),
                remedy: Localized(
                    sv: "Vad varje prov kräver står i docs/plugins.md.",
                    en: "What each check asks stands in docs/plugins.md."))
        }
    }

    /// A plugin in a folder, or one that is known here.
    private func found() throws -> LoadedPlugin {
        if Installation.isFolder(plugin) {
            // A program is started in a folder of its own: the path must hold from there.
            return try LoadedPlugin(folder: URL(fileURLWithPath: plugin).standardizedFileURL.path)
        }
        let all = try KnownPlugin.all(options)
        guard let known = all.first(where: { $0.row.id == plugin }) else {
            throw PluginDesk.unknown(plugin, among: all.map(\.row.id))
        }
        if let revoked = known.revoked, known.row.enabled, !known.answers { throw revoked.refusal }
        if let loaded = known.loaded { return loaded }
        throw Problem(
            Localized(sv: "Tillägget \(plugin) kan inte köras här.", en: "The plugin \(plugin) cannot be run here."),
            remedy: Localized(sv: "Se varför: samverk plugin verify", en: "See why: samverk plugin verify"))
    }
}

extension ConformanceResult.Verdict {
    fileprivate var word: Localized {
        switch self {
        case .passed: Localized(sv: "✔ klarat", en: "✔ passed")
        case .failed: Localized(sv: "✘ misslyckat", en: "✘ failed")
        case .skipped: Localized(sv: "– överhoppat", en: "– skipped")
        }
    }
}

/// The CSV files of a package's cases.
enum CaseTable {
    @Sendable static func read(
        _ path: String, _ columns: [ColumnSpec], _ key: [String], _ isGame: Bool
    ) throws -> Table {
        let expected = columns.map { DatasetColumn($0, title: Localized(sv: $0.name, en: $0.name)) }
        if isGame, let value = expected.first(where: { !key.contains($0.spec.name) }) {
            return try GameFile.read(path, value: value, players: nil)
        }
        return try CSV.read(try FileReader.readDelivered(path), file: path).typed(
            as: expected, key: key, optional: Set(columns.map(\.name)).subtracting(key)
        ).table
    }
}
