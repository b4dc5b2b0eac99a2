// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkReporting

/// `samverk compare RUN RUN`.
struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Jämför två beräkningar: vad som skiljer mellan dem, och vilka siffror som ändras av det.",
            "Compare two runs: what differs between them, and which figures move with it."),
        discussion: exampleCall(
            "samverk compare 1 2",
            say(
                "Numren står i samverk list runs; latest är den senaste. Den första beräkningen är den som den andra jämförs med.",
                "The numbers stand in samverk list runs; latest is the latest. The first run is what the second is compared with."
            )))

    @Argument(help: aid("Beräkningen som jämförs med.", "The run that is compared with.", value: "run")) var first:
        String
    @Argument(help: aid("Den andra beräkningen.", "The other run.", value: "run")) var second: String
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @Flag(help: aid("Visa varje siffras adress.", "Show the address of every figure.")) var addresses = false
    @Flag(
        help: aid(
            "Visa alla siffror som ändras, inte bara de största i varje tabell.",
            "Show all the figures that move, not only the largest of each table.")) var all = false
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let store = RunStore(workspace)
        let comparison = try Comparison(try store.run(first), try store.run(second), workspace)
        // What programs read is the same in both languages.
        let language = format == .csv ? .english : options.language
        let report = ComparisonReport(content: comparison, language: language, addresses: addresses)
        switch format {
        case .table:
            try Terminal.output(
                TerminalReport.render(
                    try report.report(most: all ? nil : Compare.mostFigures), language: language,
                    width: Terminal.width, color: Terminal.color(options), maximumRows: .max))
        case .csv: try Terminal.output(CSVReport.render(try report.files))
        case .json: try Terminal.output(comparison.json.prettyText)
        case .md: try Terminal.output(MarkdownReport.render(try report.report(most: nil), language: language))
        }
    }

    /// Figures of one table that are shown on a terminal: more where the answer stands than on the way to it.
    private static let mostFigures = (answer: 8, other: 3)
}
