// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRules

/// `samverk rule effect`.
struct RuleEffect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "effect",
        abstract: say(
            "Visa vad en regel ändrar: varje parts siffror utan den och med den.",
            "Show what a rule changes: every party's figures without it and with it."),
        discussion: exampleCall(
            "samverk rule effect rules/9908-exempelkommun-h/far-delas.lua",
            say(
                "Kalkylen körs två gånger; ingen av körningarna sparas. Filen får ligga utanför rules/: då sägs med --for vems den är.",
                "The scenario is run twice; neither run is stored. The file may lie outside rules/: then --for says whose it is."
            )))

    @Argument(help: aid("Regelns fil.", "The rule's file.")) var file: String
    @Option(
        help: aid(
            "Kalkylen; utelämnad den som samverk.yaml nämner.", "The scenario; that of samverk.yaml when left out."))
    var scenario: String?
    @Option(
        name: .customLong("for"),
        help: aid(
            "Vems regeln är, om filen ligger utanför rules/.", "Whose the rule is, when the file lies outside rules/.",
            value: "code")) var owner: String?
    @Option(help: aid("Frö för det som slumpas.", "Seed of what is drawn by chance.")) var seed: UInt64 = 1
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let source = try RuleSource(options)
        let plan = try workspace.plan(try workspace.scenario(scenario))
        let file = try await owned(try source.file(file), workspace, source)
        let effect = try await Effect(of: file, in: plan, seed: seed, source, workspace, options)
        let names = try workspace.names(in: effect.with)
        let changes = ChangeListing(
            figures: effect.comparison.figures, plugins: source.plugins,
            analyses: Dictionary(effect.with.steps.map { ($0.id, $0.analysis) }) { first, _ in first }, names: names,
            language: options.language,
            words: (Localized(sv: "Utan regeln", en: "Without"), Localized(sv: "Med regeln", en: "With")))
        let title = Localized(
            sv: "\(file.path) i \(effect.with.title.sv)", en: "\(file.path) in \(effect.with.title.en)")
        switch format {
        case .json: try Terminal.output(json(effect, changes, names, workspace).prettyText)
        case .csv: try changes.listing(title, plain: true).show(.csv, options)
        case .table, .md:
            if !effect.comparison.figures.isEmpty { try changes.listing(title, plain: false).show(format, options) }
            try Terminal.output(summary(effect, names, workspace)(options.language))
        }
    }

    /// The file with its owner.
    private func owned(_ file: RuleFile, _ workspace: Workspace, _ source: RuleSource) async throws -> RuleFile {
        guard file.owner == .nobody else { return file }
        guard let owner else {
            throw Problem(
                Localized(
                    sv: "Filen ligger inte i någons regelmapp.", en: "The file lies in nobody's folder of rules."),
                kind: .usage, at: Place(file: file.path),
                remedy: Localized(sv: "Säg vems den är: --for KOD.", en: "Say whose it is: --for CODE."))
        }
        var file = file
        file.owner = try RuleHome(owner, for: try await source.open(file).hook, workspace).owner
        return file
    }

    private func summary(_ effect: Effect, _ names: [String: Localized], _ workspace: Workspace) -> Localized {
        let comparison = effect.comparison
        guard !comparison.isEmpty else {
            let why = effect.silence(names, workspace)
            return Localized(sv: "Inget ändras. \(why.sv)", en: "Nothing changes. \(why.en)")
        }
        let parties = Set(comparison.figures.compactMap(\.party)).count
        let (rows, spoke) = effect.asked
        let told = comparison.told
        return Localized(
            sv: "\(told.sv) Parter som berörs: \(parties). Regeln svarade på \(spoke) av \(rows) rader.",
            en: "\(told.en) Parties concerned: \(parties). The rule answered \(spoke) of \(rows) rows.")
    }

    private func json(_ effect: Effect, _ changes: ChangeListing, _ names: [String: Localized], _ workspace: Workspace)
        -> JSON
    {
        let (rows, spoke) = effect.asked
        return [
            "rule": .string(effect.rule.file.path), "scenario": .string(effect.with.scenario),
            "asked": .integer(rows), "answered": .integer(spoke), "figures": changes.json(),
            "others": .object(JSONObject(effect.comparison.others.map { ($0.table, .integer($0.count)) })),
            "nothing": effect.comparison.isEmpty ? effect.silence(names, workspace).json : .null,
        ]
    }
}
