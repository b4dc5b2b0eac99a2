// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkRegistry
import SamverkRules

/// `samverk rule explain`.
struct RuleExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: say(
            "Vad gjorde regeln i den senaste beräkningen? Svaren den gav, och siffrorna den ändrade: före, efter, varför.",
            "What did the rule do in the latest run? The answers it gave, and the figures it changed: before, after, why."
        ),
        discussion: exampleCall("samverk rule explain rules/9908-exempelkommun-h/far-delas.lua"))

    @Argument(help: aid("Regelns fil.", "The rule's file.")) var file: String
    @Option(
        name: .customLong("run"),
        help: aid("Beräkningen; utelämnad den senaste.", "The run; the latest when left out.", value: "number"))
    var number: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let source = try RuleSource(options)
        let file = try source.file(file)
        _ = try await source.open(file)
        let stored = try RunStore(workspace).run(number)
        let report = RuleReport(
            file.path, stored.record, stored.number, try workspace.names(in: stored.record), options.language)
        let effect = try await effect(of: file, stored.record, source, workspace)
        let changes = ChangeListing(
            figures: effect?.comparison.figures ?? [], plugins: source.plugins,
            analyses: Dictionary(stored.record.steps.map { ($0.id, $0.analysis) }) { first, _ in first },
            names: report.names, language: options.language, run: stored.number,
            words: (Localized(sv: "Före", en: "Before"), Localized(sv: "Efter", en: "After")))
        let title = Localized(
            sv: "Siffror som regeln ändrade i beräkning \(stored.number)",
            en: "Figures that the rule changed in run \(stored.number)")
        switch format {
        case .json:
            let json: JSON = [
                "rule": .string(file.path), "run": .integer(stored.number), "answers": report.json,
                "reproduced": .bool(effect != nil), "figures": changes.json(why: report.why),
            ]
            try Terminal.output(json.prettyText)
        case .csv: try changes.listing(title, plain: true, why: report.why).show(.csv, options)
        case .table, .md:
            if !report.isEmpty { try report.listing().show(format, options) }
            if !changes.figures.isEmpty {
                try changes.listing(title, plain: false, why: report.why).show(format, options)
            }
            try Terminal.output(summary(report, effect, workspace)(options.language))
        }
    }

    /// The run done again with the rule and without; nil when it no longer gives what was stored.
    private func effect(
        of file: RuleFile, _ record: RunRecord, _ source: RuleSource, _ workspace: Workspace
    ) async throws -> Effect? {
        do {
            let changes = Dictionary(
                record.changes.map { change in
                    let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
                }
            ) { first, _ in first }
            let scenario = try workspace.scenario(workspace.root + "/" + record.scenario)
            let plan = try workspace.plan(scenario, overrides: try Run.overrides(changes))
            let effect = try await Effect(of: file, in: plan, seed: record.seed, source, workspace, options)
            return effect.with.json.bytes == record.json.bytes ? effect : nil
        } catch {
            guard Problems.told(by: error) != nil else { throw error }
            return nil
        }
    }

    private func summary(_ report: RuleReport, _ effect: Effect?, _ workspace: Workspace) -> Localized {
        guard let effect else {
            let tables = report.tables
            let depends = Localized(
                sv: tables.isEmpty ? "" : " Siffror som kan bero på den: \(tables).",
                en: tables.isEmpty ? "" : " Figures that may depend on it: \(tables).")
            return Localized(
                sv:
                    "Beräkning \(report.number) går inte längre att göra om: data, regler eller tillägg har ändrats sedan dess.\(depends.sv) Kör samverk run först för att se siffrorna.",
                en:
                    "Run \(report.number) can no longer be repeated: data, rules or plugins have changed since.\(depends.en) Do samverk run first to see the figures."
            )
        }
        guard !effect.comparison.isEmpty else {
            let why = effect.silence(report.names, workspace)
            return Localized(
                sv: "Regeln ändrade ingen siffra i beräkning \(report.number). \(why.sv)",
                en: "The rule changed no figure of run \(report.number). \(why.en)")
        }
        return effect.comparison.told
    }
}
