// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkReporting

/// `samverk sweep SCENARIO --grid STEP.KEY=A,B,C`.
struct Sweep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Känslighetsanalys: kör en kalkyl med flera värden på en eller flera parametrar.",
            "Sensitivity analysis: run a scenario with several values of one or more parameters."),
        discussion: exampleCall(
            "samverk sweep gemensam-servicedesk --grid game.answer_within=30,60,120",
            say(
                "Med flera --grid körs varje kombination, högst \(SweepGrid.mostPoints). Värden som själva har komman skiljs åt med semikolon: --grid 'split.methods=equal,shapley;nucleolus'. Beräkningarna sparas bara med --record.",
                "With several --grid every combination is run, at most \(SweepGrid.mostPoints). Values that have commas themselves are set apart by semicolons: --grid 'split.methods=equal,shapley;nucleolus'. The runs are stored with --record only."
            )))

    @Argument(help: aid("Kalkylen: dess namn eller fil.", "The scenario: its name or its file.")) var scenario: String?
    @Option(
        help: aid(
            "Värden som prövas på en parameter.", "Values to try of a parameter.", value: "step.key=value,value"))
    var grid: [String] = []
    @Option(
        name: .customLong("set"),
        help: aid(
            "Ett annat värde på en parameter, i alla punkter.", "Another value of a parameter, at every point.",
            value: "step.key=value"))
    var changes: [String] = []
    @Option(
        name: .customLong("figure"),
        help: aid(
            "En siffra att följa, i stället för dem i kalkylens svar.",
            "A figure to follow, instead of those in the scenario's answer.", value: "address"))
    var figures: [String] = []
    @Option(help: aid("Frö för det som slumpas.", "Seed of what is drawn by chance.")) var seed: UInt64 = 1
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @Flag(
        help: aid(
            "Spara beräkningarna, så att explain och compare når dem.",
            "Store the runs, so that explain and compare reach them."))
    var record = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if grid.isEmpty {
            throw ValidationError(
                say(
                    "Skriv vad som ska prövas: --grid STEG.NAMN=VÄRDE,VÄRDE",
                    "Write what is to be tried: --grid STEP.KEY=VALUE,VALUE"))
        }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        let scenario = try workspace.scenario(scenario)
        let fixed = try Run.overrides(try KeyValue.all(changes, "--set"))
        let grid = try SweepGrid(grid, of: scenario, plugins: workspace.plugins, beside: fixed)
        let figures = try SweepFigures(figures, scenario, workspace)
        var sweep = SweepRun(
            workspace: workspace, scenario: scenario, grid: grid, fixed: fixed, figures: figures, seed: seed,
            isStored: record, options: options)
        try await sweep.run()
        try sweep.throwIfAllFailed()
        // What programs read is the same in both languages.
        let report = SweepReport(sweep: sweep, language: format == .csv ? .english : options.language)
        switch format {
        case .table:
            let (width, color) = (Terminal.width, Terminal.color(options))
            let text = TerminalReport.render(
                try report.report, language: options.language, width: width, color: color, maximumRows: .max)
            try Terminal.output(([text] + report.pictures(width: width, color: color)).joined(separator: "\n"))
        case .csv: try Terminal.output(CSV.write(try report.table))
        case .json: try Terminal.output(report.json.prettyText)
        case .md: try Terminal.output(MarkdownReport.render(try report.report, language: options.language))
        }
        sweep.tellFaults()
    }
}
