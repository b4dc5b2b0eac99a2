// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkRules

/// The rules of a workspace as a table.
struct RuleListing {
    let workspace: Workspace

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// All rules, and what deserves a look in each.
    func listing(_ language: Language) async throws -> Listing {
        let warnings = try RuleWarnings(workspace.registry)
        return try RuleListing.listing(try await workspace.ruleIndex().rules) { rule in
            warnings.warnings(about: rule, on: GivenDay.today).map { $0.mark(language) }.joined(separator: ", ")
        }
    }

    static func listing(_ rules: [Rule], note: (Rule) -> String = { _ in "" }) throws -> Listing {
        try Listing.texts(
            Localized(sv: "Regler", en: "Rules"), "rules",
            [
                ("rule", Localized(sv: "Regel", en: "Rule")), ("owner", Localized(sv: "Ägare", en: "Owner")),
                ("hook", Localized(sv: "Regelpunkt", en: "Hook")), ("from", Localized(sv: "Från", en: "From")),
                ("to", Localized(sv: "Till", en: "To")), ("basis", Localized(sv: "Grund", en: "Basis")),
                ("note", Localized(sv: "Obs", en: "Note")),
            ],
            rules.map {
                [
                    $0.file.path, $0.file.owner.name, $0.hook, $0.from?.description ?? "", $0.to?.description ?? "",
                    $0.basis ?? "", note($0),
                ]
            })
    }
}

/// `samverk rule list`.
struct RuleList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say(
            "Lista reglerna: vems de är, vad de svarar på, från när, på vilket beslut.",
            "List the rules: whose, what they answer, from when, on what decision."),
        discussion: exampleCall("samverk rule list"))

    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await RuleListing(try Workspace(options)).listing(options.language).show(format, options)
    }
}
