// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain

/// `samverk report [RUN] FILE`.
struct ReportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: say(
            "Skriv rapporten för en beräkning: en HTML-fil som inte behöver något annat.",
            "Write the report of a run: one HTML file that needs nothing else."),
        discussion: exampleCall("samverk report 1 report.html"))

    @Argument(
        help: aid(
            "Beräkningens nummer (den senaste om det utelämnas), sedan filen.",
            "The run's number (the latest when left out), then the file.")) var arguments: [String]
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (1...2).contains(arguments.count), arguments.last?.hasSuffix(".html") == true else {
            throw ValidationError(
                say("Skriv: samverk report [BERÄKNING] FIL.html", "Write: samverk report [RUN] FILE.html"))
        }
    }

    func run() async throws {
        try OutputFile.check(arguments[arguments.count - 1], kind: "html")
        let workspace = try Workspace(options)
        let stored = try RunStore(workspace).run(arguments.count == 2 ? arguments[0] : nil)
        try RunOutput(workspace: workspace, options: options).write(
            stored.record, number: stored.number, to: arguments[arguments.count - 1])
    }
}
