// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkRegistry

/// `samverk agreement list`.
struct AgreementList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say(
            "Lista avtalen: läge, parter, och hur många av reglerna som alla har godkänt.",
            "List the agreements: status, parties, and how many of their rules everyone has approved."),
        discussion: exampleCall("samverk agreement list"))

    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let book = try AgreementBook(workspace.registry)
        let index = try await workspace.ruleIndex()
        let today = GivenDay.today
        let rows = try workspace.registry.agreements().map { agreement in
            let rules = index.rules.filter { $0.file.owner == .agreement(agreement.id) }
            let approved = rules.count { book.consent(to: $0, on: max(today, $0.from ?? today))?.isComplete ?? false }
            return [
                agreement.id, agreement.title(options.language), agreement.status.rawValue,
                book.parties(of: agreement.id, on: today).map(\.code).joined(separator: ", "), String(rules.count),
                String(approved),
            ]
        }
        try Listing.texts(
            Localized(sv: "Samverkansavtal", en: "Cooperation agreements"), "agreements",
            [
                ("agreement", Localized(sv: "Avtal", en: "Agreement")), ("title", Localized(sv: "Titel", en: "Title")),
                ("status", Localized(sv: "Läge", en: "Status")),
                ("parties", Localized(sv: "Parter i dag", en: "Parties today")),
                ("rules", Localized(sv: "Regler", en: "Rules")),
                ("approved", Localized(sv: "Godkända av alla", en: "Approved by all")),
            ], rows
        ).show(format, options)
    }
}

/// `samverk agreement show AGREEMENT`.
struct AgreementShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: say(
            "Visa vem som har godkänt vilken regel i ett avtal: antecknat, bevisat, återtaget, saknas, eller inaktuellt för att texten eller parterna har ändrats.",
            "Show who has approved which rule of an agreement: recorded, proven, withdrawn, missing, or stale since the text or the parties changed."
        ),
        discussion: exampleCall("samverk agreement show agr-desk"))

    @Argument(help: aid("Avtalet.", "The agreement.")) var agreement: String
    @Option(
        help: aid(
            "Vilka som är parter den här dagen; annars i dag.", "Those who are parties on this day; else today.",
            value: "date"))
    var date: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let agreement = try workspace.agreement(agreement)
        let day = try GivenDay.read(date, "--date", mayLieAhead: true)
        let book = try AgreementBook(workspace.registry)
        let names = try workspace.registry.partyNames()
        func named(_ party: Party) -> String { names[party.code].map { "\(party.code) \($0)" } ?? party.code }
        let index = try await workspace.ruleIndex()
        let states = book.states(of: agreement.id, rules: index, on: day)
        if format == .table {
            let parties = book.parties(of: agreement.id, on: day).map(named).joined(separator: ", ")
            let head = Localized(
                sv:
                    "\(agreement.id): \(agreement.title.sv) (\(agreement.status.rawValue))\nParter den \(day.description): \(parties.isEmpty ? "inga" : parties)\n",
                en:
                    "\(agreement.id): \(agreement.title.en) (\(agreement.status.rawValue))\nParties on \(day.description): \(parties.isEmpty ? "none" : parties)\n"
            )
            try Terminal.output(head(options.language))
            if states.isEmpty {
                return try Terminal.output(
                    say(
                        "Avtalet har inga regler ännu (rules/agreements/\(agreement.id)/).",
                        "The agreement has no rules yet (rules/agreements/\(agreement.id)/)."))
            }
        }
        // A terminal has no room for what the rule says of itself, nor for its whole path.
        let isBrief = format == .table
        func brief(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
        try Listing.texts(
            Localized(sv: "Godkännanden", en: "Approvals"), "approvals",
            [
                ("rule", Localized(sv: "Regel", en: "Rule")), ("hook", Localized(sv: "Regelpunkt", en: "Hook")),
                ("party", Localized(sv: "Part", en: "Party")), ("state", Localized(sv: "Läge", en: "State")),
                ("person", Localized(sv: "Person", en: "Person")), ("basis", Localized(sv: "Beslut", en: "Basis")),
                ("date", Localized(sv: "Dag", en: "Day")), ("hash", Localized(sv: "Text", en: "Text")),
            ],
            states.map { state in
                // A withdrawal is told by its own decision.
                let withdrawal = state.state == .withdrawn ? state.approval?.withdrawal : nil
                return [
                    isBrief ? brief(state.file ?? "") : state.file ?? "", isBrief ? "" : state.hook ?? "",
                    isBrief ? named(state.party) : state.party.code,
                    isBrief || format == .md ? word(state.state)(options.language) : state.state.rawValue,
                    withdrawal?.person ?? state.approval?.person ?? "",
                    withdrawal?.basis ?? state.approval?.basis ?? "",
                    (withdrawal?.day ?? state.approval?.day)?.description ?? "",
                    isBrief ? "" : state.approval?.hash ?? "",
                ]
            }
        ).show(format, options)
    }

    private func word(_ state: ApprovalState.State) -> Localized {
        switch state {
        case .recorded: Localized(sv: "antecknat", en: "recorded")
        case .proven: Localized(sv: "bevisat", en: "proven")
        case .missing: Localized(sv: "saknas", en: "missing")
        case .broken: Localized(sv: "underskriften håller inte", en: "the signature does not hold")
        case .withdrawn: Localized(sv: "återtaget", en: "withdrawn")
        case .changed: Localized(sv: "inaktuellt: texten har ändrats", en: "stale: the text has changed")
        case .parties: Localized(sv: "inaktuellt: parterna är andra", en: "stale: the parties are others")
        case .gone: Localized(sv: "inaktuellt: filen är borta", en: "stale: the file is gone")
        }
    }
}
