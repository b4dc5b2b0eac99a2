// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkRegistry
import SamverkReporting

/// `samverk run [SCENARIO]`.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Kör en sammansatt analys: stegen i en kalkyl, där varje siffra går att spåra.",
            "Run a combined analysis: the steps of a scenario, with every figure traceable."),
        discussion: exampleCall(
            "samverk run gemensam-servicedesk --set split.methods=equal,shapley --report report.html",
            say(
                "Utan kalkyl körs den som nämns i samverk.yaml.",
                "Without a scenario the one named in samverk.yaml is run.")))

    @Argument(help: aid("Kalkylen: dess namn eller fil.", "The scenario: its name or its file.")) var scenario: String?
    @Option(
        name: .customLong("set"),
        help: aid("Ett annat värde på en parameter.", "Another value of a parameter.", value: "step.key=value"))
    var changes: [String] = []
    @Option(help: aid("Frö för det som slumpas.", "Seed of what is drawn by chance.")) var seed: UInt64 = 1
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @Option(help: aid("Skriv också en rapport.", "Also write a report.", value: "file.html")) var report: String?
    @Flag(help: aid("Visa varje siffras adress.", "Show the address of every figure.")) var addresses = false
    @Flag(
        help: aid(
            "Visa även de långa tabellerna i stegen på vägen till svaret.",
            "Also show the long tables of the steps on the way to the answer.")) var all = false
    @Flag(
        name: .customLong("no-cache"),
        help: aid(
            "Räkna om alla steg, även de som inget har ändrats för.",
            "Compute every step anew, also those that nothing has changed for."))
    var isFresh = false
    @OptionGroup var sie: SIEOption
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if let report, !report.hasSuffix(".html") {
            throw ValidationError(say("--report skriver HTML: FIL.html.", "--report writes HTML: FILE.html."))
        }
    }

    func run() async throws {
        if let report { try OutputFile.check(report, kind: "html") }
        let workspace = try Workspace(options)
        let plan = try workspace.plan(
            try workspace.scenario(scenario), overrides: try Run.overrides(try KeyValue.all(changes, "--set")))
        try sie.check(plan.steps.map(\.spec))
        try workspace.pin(plan.steps.map(\.plugin))
        try workspace.warnOfRevoked(plan.steps.map(\.plugin), options.language)
        let index = try await workspace.ruleIndex()
        try Problems.throwIfAny(index.problems)
        let runs = ScenarioRun(workspace, total: plan.steps.count, isFresh: isFresh, options)
        let record = try await runs.run(plan, index, seed: seed)
        let vouchers = try sie.vouchers(
            of: record.steps, company: record.title.sv, names: try workspace.names(in: record))
        let number = try RunStore(workspace).save(record)
        let output = RunOutput(workspace: workspace, options: options, addresses: addresses, all: all)
        try output.show(record, number: number, format)
        if let report { try output.write(record, number: number, to: report) }
        try sie.write(vouchers, options)
        guard !isFresh else { return }
        let note = runs.steps.note(plan, workspace.stepCache)
        if !options.quiet, let note { Terminal.error(note(options.language)) }
    }

    /// `STEP.KEY=VALUE` by step.
    static func overrides(_ changes: [String: String]) throws(Problem) -> [String: [String: GivenValue]] {
        var overrides: [String: [String: GivenValue]] = [:]
        for (name, value) in changes {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Problem(
                    Localized(
                        sv: "--set \(name): STEG.NAMN=VÄRDE väntades.",
                        en: "--set \(name): STEP.KEY=VALUE was expected."), kind: .usage)
            }
            overrides[parts[0], default: [:]][parts[1]] = GivenValue(value, at: Place(file: "--set \(name)"))
        }
        return overrides
    }
}

/// Runs in the registry.
struct RunStore {
    let workspace: Workspace

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// Stores a run; an identical one keeps its number.
    func save(_ record: RunRecord) throws -> Int {
        let content = record.json
        return try workspace.registry.saveRun(
            hash: Digest.sha256(content.bytes), scenario: record.scenario,
            title: record.shownTitle.json.text,
            content: content)
    }

    /// A run by number, or the latest for nil or "latest".
    func run(_ name: String?) throws -> (record: RunRecord, number: Int) {
        var number: Int?
        if let name, name != "latest" {
            number = Int(name)
            if number == nil {
                throw Problem(
                    Localized(
                        sv: "'\(name)' är inget nummer på en beräkning.", en: "'\(name)' is not the number of a run."),
                    kind: .usage)
            }
        }
        guard let stored = try workspace.registry.run(number) else {
            let numbers = try workspace.registry.runs().suffix(5).map { String($0.number) }.joined(separator: ", ")
            throw Problem(
                Localized(
                    sv: number.map { "Det finns ingen beräkning \($0)." } ?? "Det finns ingen beräkning.",
                    en: number.map { "There is no run \($0)." } ?? "There is no run."),
                remedy: numbers.isEmpty
                    ? Localized(sv: "Gör en: samverk run", en: "Make one: samverk run")
                    : Localized(
                        sv: "De senaste är: \(numbers). Se alla med: samverk list runs",
                        en: "The latest are: \(numbers). See all with: samverk list runs"))
        }
        return (try RunRecord(json: stored.content), stored.number)
    }
}

/// A run on the screen or in a file.
struct RunOutput {
    let workspace: Workspace
    let options: GlobalOptions
    var addresses = false
    var all = false

    func show(_ record: RunRecord, number: Int, _ format: OutputFormat) throws {
        let report = try report(record, number)
        switch format {
        case .table:
            try Terminal.output(
                TerminalReport.render(
                    all ? report : brief(report), language: options.language, width: Terminal.width,
                    color: Terminal.color(options),
                    showAddresses: addresses))
        case .csv: try Terminal.output(CSVReport.render(report))
        case .json: try Terminal.output(JSONReport.json(report).prettyText)
        case .md: try Terminal.output(MarkdownReport.render(report, language: options.language))
        }
    }

    /// The report without the long tables of the steps that lead up to the answer, which are named instead.
    private func brief(_ report: Report) -> Report {
        var brief = report
        for index in brief.sections.indices.dropFirst(report.answer == nil ? 0 : 1) {
            let long = brief.sections[index].tables.filter { $0.table.rowCount > RunOutput.longTable }
            guard !long.isEmpty else { continue }
            brief.sections[index].tables.removeAll { $0.table.rowCount > RunOutput.longTable }
            func list(_ language: Language) -> String {
                long.map { "\($0.title(language)) (\($0.table.rowCount))" }.joined(separator: "; ")
            }
            brief.sections[index].notes.append(
                Localized(
                    sv: "Fler tabeller, med antal rader: \(list(.swedish)). Visa dem med --all.",
                    en: "More tables, with their numbers of rows: \(list(.english)). Show them with --all."))
        }
        return brief
    }

    /// More rows than this make a table long.
    private static let longTable = 15

    func write(_ record: RunRecord, number: Int, to path: String) throws {
        try OutputFile.write(HTMLReport.render(try report(record, number), language: options.language), to: path)
        if !options.quiet { Terminal.error(Localized(sv: "Rapport: \(path)", en: "Report: \(path)")(options.language)) }
    }

    private func report(_ record: RunRecord, _ number: Int) throws -> Report {
        ReportBuilder(plugins: workspace.installed.known, names: try workspace.names(in: record)).report(
            record, number: number)
    }
}

extension RunRecord {
    /// The title, and after it what `--set` changed: two runs of one scenario must be told apart.
    var shownTitle: Localized {
        guard !changes.isEmpty else { return title }
        let changed = " (" + changes.joined(separator: ", ") + ")"
        return Localized(sv: title.sv + changed, en: title.en + changed)
    }
}
