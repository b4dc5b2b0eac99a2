// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain

/// `samverk list KIND`.
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Lista kommuner, organisationer, förmågor, avtal, nyckeltal, regler, beräkningar eller valfri datamängd.",
            "List municipalities, organisations, capabilities, agreements, indicators, rules, runs, or any dataset."),
        discussion: exampleCall("samverk list agreements"))

    @Argument(
        help: aid(
            "municipalities, organisations, capabilities, agreements, indicators, rules, runs, scenarios eller en datamängd.",
            "municipalities, organisations, capabilities, agreements, indicators, rules, runs, scenarios, or a dataset."
        )
    )
    var kind: String
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @Option(
        help: aid(
            "Rader som visas i tabellen; övriga format ger alla.", "Rows shown as a table; the other formats give all.")
    ) var limit = 200
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if limit < 1 { throw ValidationError(say("--limit är minst 1.", "--limit is at least 1.")) }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        switch kind {
        case "rules": try await RuleListing(workspace).listing(options.language).show(format, options)
        case "runs": try runs(workspace).show(format, options)
        case "scenarios": try scenarios(workspace).show(format, options)
        default: try dataset(workspace).show(format, options)
        }
    }

    private func dataset(_ workspace: Workspace) throws -> Listing {
        let schema = try workspace.registry.schema(kind)
        let stored = try workspace.registry.read(schema.id).table
        // Where a row came from is explain's business.
        let told = stored.columns.filter { $0.name != "source" }
        return Listing(
            title: schema.title, name: schema.id, table: format == .table ? try Table(told, key: stored.key) : stored,
            titles: Dictionary(uniqueKeysWithValues: schema.columns.map { ($0.spec.name, $0.title) }),
            maximumRows: limit)
    }

    private func runs(_ workspace: Workspace) throws -> Listing {
        try Listing.texts(
            Localized(sv: "Beräkningar", en: "Runs"), "runs",
            [
                ("run", Localized(sv: "Beräkning", en: "Run")), ("title", Localized(sv: "Titel", en: "Title")),
                ("scenario", Localized(sv: "Kalkyl", en: "Scenario")), ("at", Localized(sv: "Tid", en: "Time")),
            ],
            try workspace.registry.runs().map { run in
                let title = (try? JSON.read(run.title))?[options.language.rawValue]?.string
                return [String(run.number), title ?? run.title, run.scenario, run.at]
            })
    }

    private func scenarios(_ workspace: Workspace) throws -> Listing {
        try Listing.texts(
            Localized(sv: "Kalkyler", en: "Scenarios"), "scenarios",
            [
                ("scenario", Localized(sv: "Kalkyl", en: "Scenario")), ("title", Localized(sv: "Titel", en: "Title")),
                ("steps", Localized(sv: "Steg", en: "Steps")),
            ],
            try workspace.scenarioNames.map { name in
                let scenario = try workspace.scenario(name)
                return [name, scenario.title(options.language), scenario.steps.map(\.id).joined(separator: ", ")]
            })
    }
}
