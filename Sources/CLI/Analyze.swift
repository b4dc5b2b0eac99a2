// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry
import SamverkReporting

/// `samverk analyze PLUGIN/ANALYSIS`.
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Kör en analys på filer. Utan register, regler och spår.",
            "Run one analysis on files. Pure: no registry, no rules, no record."),
        discussion: exampleCall(
            "samverk analyze cost-allocation/allocate --input game=costs.csv --with methods=equal,shapley",
            say(
                "Filen för ett spel har kolumnerna coalition,cost (medlemmar förenade med +), eller mask,cost.",
                "A game's file has the columns coalition,cost (members joined by +), or mask,cost.")))

    @Argument(help: aid("Analysen; se samverk analyses.", "The analysis; see samverk analyses.")) var analysis: String
    @Option(
        name: .customLong("input"),
        help: aid("En tabell ur en CSV-fil.", "A table from a CSV file.", value: "name=file"))
    var inputs: [String] = []
    @Option(name: .customLong("with"), help: aid("En parameter.", "A parameter.", value: "key=value")) var parameters:
        [String] = []
    @Option(help: aid("Frö för det som slumpas.", "Seed of what is drawn by chance.")) var seed: UInt64 = 1
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var sie: SIEOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace.folder(options) == nil ? nil : Workspace(options)
        let plugins = try workspace?.plugins ?? PluginSource.plugins(options)
        let given = try KeyValue.all(parameters, "--with").mapValues { GivenValue($0, at: Place(file: "--with")) }
        let single = try SingleAnalysis(analysis, plugins: plugins, given: given)
        try sie.check([single.spec])
        try workspace?.warnOfRevoked([single.plugin], options.language)
        let bar = ProgressBar(total: 1, options: options)
        await bar.started(analysis)
        let (said, continuation) = AsyncStream<LogLine>.makeStream()
        func end() async {
            continuation.finish()
            await bar.clear()
            var lines: [LogLine] = []
            for await line in said { lines.append(line) }
            workspace?.keep(lines, saidBy: single.plugin, single.spec.id)
        }
        let record: StepRecord
        do {
            record = try await single.run(
                try files(single, known: Registry.coreSchemas + plugins.datasets), seed: seed, period: .year(2026),
                host: PluginHost(try Installation.find()),
                plugins: plugins, log: { continuation.yield($0) }
            ) { fraction in Task { await bar.progress(analysis, fraction) } }
        } catch {
            await end()
            throw error
        }
        await end()
        try sie.write(
            try sie.vouchers(of: [record], company: single.spec.title.sv, names: [:]), options)
        let section = ReportBuilder(plugins: plugins, names: [:]).section(
            record, spec: single.spec, plugin: single.plugin, run: nil)
        let names = single.plugin.manifest.labels
        switch format {
        case .json:
            try Terminal.output(
                JSONReport.json(analysis: analysis, section, names: names, provenance: provenance(record)).prettyText)
        case .table:
            try Terminal.output(
                TerminalReport.render(
                    Report(title: single.spec.title, sections: [section], names: names), language: options.language,
                    width: Terminal.width, color: Terminal.color(options)))
        case .csv:
            try Terminal.output(CSVReport.render(Report(title: single.spec.title, sections: [section], names: names)))
        case .md:
            try Terminal.output(
                MarkdownReport.render(
                    Report(title: single.spec.title, sections: [section], names: names), language: options.language))
        }
    }

    private func files(
        _ single: SingleAnalysis, known datasets: [DatasetSchema]
    ) throws -> [String: (table: Table, file: String, sha256: String)] {
        var tables: [String: (table: Table, file: String, sha256: String)] = [:]
        for (name, path) in try KeyValue.all(inputs, "--input").sorted(by: { $0.key < $1.key }) {
            guard let port = single.spec.input(name) else {
                throw Problem(
                    Localized(sv: "Analysen har inget indata '\(name)'.", en: "The analysis has no input '\(name)'."),
                    kind: .usage,
                    remedy: suggestion(for: name, among: single.spec.inputs.map(\.name)))
            }
            if let value = port.gameColumn(parameters: single.parameters) {
                var digest = RunningDigest()
                let game = try GameFile.read(path, value: value, players: single.players) { digest.add($0) }
                tables[name] = (game, path, digest.sha256)
                continue
            }
            let bytes = try FileReader.read(path)
            let form = port.fileForm(parameters: single.parameters, datasets: datasets)
            let rows = try CSV.read(bytes, file: path).typed(
                as: form.columns, key: form.key, optional: Set(form.optional), others: form.others,
                passingOver: form.beside)
            if !options.quiet { for notice in rows.notices { Terminal.error(notice.text(options.language)) } }
            tables[name] = (rows.table, path, Digest.sha256(bytes))
        }
        return tables
    }

    private func provenance(_ record: StepRecord) -> JSON {
        [
            "plugin": .string(record.analysis.split(separator: "/").first.map(String.init) ?? ""),
            "version": .string(record.version),
            "sha256": .string(record.hash), "tool": .string("samverk " + toolVersion),
            "parameters": record.parametersJSON,
            "seed": .integer(Int(truncatingIfNeeded: seed)),
            "inputs": .array(
                record.inputs.map { input in
                    guard case .file(let path, let hash) = input.source else { return .null }
                    return ["name": .string(input.port), "file": .string(path), "sha256": .string(hash)]
                }),
        ]
    }
}

/// `KEY=VALUE` options.
enum KeyValue {
    static func all(_ options: [String], _ flag: String) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for option in options {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Problem(
                    Localized(
                        sv: "\(flag) \(option): NAMN=VÄRDE väntades.", en: "\(flag) \(option): NAME=VALUE was expected."
                    ), kind: .usage)
            }
            guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw Problem(
                    Localized(sv: "\(flag) \(parts[0]) står två gånger.", en: "\(flag) \(parts[0]) stands twice."),
                    kind: .usage)
            }
        }
        return values
    }
}
