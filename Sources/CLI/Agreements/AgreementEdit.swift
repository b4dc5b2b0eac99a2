// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkRegistry

/// `samverk agreement add ID --set KEY=VALUE ... --party CODE=ROLE ...`.
struct AgreementAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: say("Lägg upp ett samverkansavtal med sina parter.", "Add a cooperation agreement with its parties."),
        discussion: exampleCall(
            "samverk agreement add agr-hr --set title_sv='Delat HR-system' --set title_en='A shared HR system' --set form=3 --party 9907=host --party 9908=party",
            say(
                "samverk datasets agreements säger vilka uppgifter ett avtal har. Det börjar som utkast (draft), version 1.",
                "samverk datasets agreements tells what facts an agreement has. It begins as a draft, version 1.")))

    @Argument(help: aid("Avtalets id: a-z, 0-9 och bindestreck.", "The agreement's id: a-z, 0-9 and hyphens.")) var id:
        String
    @Option(name: .customLong("set"), help: aid("En uppgift.", "A fact.", value: "key=value")) var facts: [String] = []
    @Option(
        name: .customLong("party"), help: aid("En part och dess roll.", "A party and its role.", value: "code=role"))
    var parties: [String] = []
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        guard RuleFolder.isName(id) else {
            throw Problem(
                Localized(
                    sv: "'\(id)' är inget id: a-z, 0-9 och bindestreck väntades.",
                    en: "'\(id)' is no id: a-z, 0-9 and hyphens were expected."), kind: .usage)
        }
        guard try workspace.registry.agreement(id) == nil else {
            throw Problem(
                Localized(sv: "Avtalet '\(id)' finns redan.", en: "The agreement '\(id)' is there already."),
                remedy: Localized(
                    sv: "Ändra det: samverk agreement edit \(id) --set ...",
                    en: "Edit it: samverk agreement edit \(id) --set ..."))
        }
        let schema = try workspace.registry.schema("agreements")
        var row: [String: Cell] = [
            "id": .category(id), "version": .integer(1), "status": .category(AgreementStatus.draft.rawValue),
            "status_on": .date(GivenDay.today),
        ]
        try row.merge(GivenFacts.read(facts, schema)) { _, new in new }
        row["title_en"] = row["title_en"] ?? row["title_sv"]
        let members = try KeyValue.all(parties, "--party").sorted { $0.key < $1.key }.map { code, role in
            [
                "agreement": .category(id), "party": .party(try workspace.party(code)), "role": .category(role),
                "status": .category("not-decided"),
            ] as [String: Cell]
        }
        var entries = [try Entry(schema, [row], from: "samverk agreement add")]
        if !members.isEmpty {
            let schema = try workspace.registry.schema("agreement_parties")
            entries.append(try Entry(schema, members, from: "samverk agreement add"))
        }
        try workspace.registry.enter(
            entries, action: "add", object: "agreements[\(id)]", facts: GivenFacts.told(row), by: Workspace.user)
        try Terminal.output(
            say(
                "\(id) finns nu, med \(members.count) parter. Dess regler läggs i rules/agreements/\(id)/.",
                "\(id) is there now, with \(members.count) parties. Its rules go into rules/agreements/\(id)/."))
    }
}

/// `samverk agreement edit ID [--party CODE | --hook HOOK] --set KEY=VALUE ...`.
struct AgreementEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: say(
            "Ändra ett avtals uppgifter, en av dess parter, eller vad det säger om en regelpunkt.",
            "Change an agreement's facts, one of its parties, or what it says of a hook."),
        discussion: exampleCall(
            "samverk agreement edit agr-desk --party 9910 --set status=approved --set joined_on=2027-01-01",
            say(
                "Ett tomt värde (NAMN=) stryker uppgiften. --hook HOOK --set open_to_local=yes öppnar en regelpunkt för lokala regler, --set on_failure=default låter det som gäller utan regel stå in för en regel som inte kan svara.",
                "An empty value (NAME=) strikes the fact. --hook HOOK --set open_to_local=yes opens a hook to local rules, --set on_failure=default lets the default stand in for a rule that fails."
            )))

    @Argument(help: aid("Avtalet.", "The agreement.")) var id: String
    @Option(name: .customLong("set"), help: aid("En uppgift.", "A fact.", value: "key=value")) var facts: [String]
    @Option(help: aid("Ändra den här parten, eller lägg till den.", "Change this party, or add it.", value: "code"))
    var party: String?
    @Option(help: aid("Ändra vad avtalet säger om en regelpunkt.", "Change what the agreement says of a hook."))
    var hook: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if party != nil, hook != nil {
            throw ValidationError(say("Ange --party eller --hook, inte båda.", "Give --party or --hook, not both."))
        }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        let id = try workspace.agreement(id).id
        if let party {
            let code = try workspace.party(party)
            return try edit(
                workspace, "agreement_parties", ["agreement": .category(id), "party": .party(code)],
                new: ["role": .category("party"), "status": .category("not-decided")])
        }
        if let hook {
            let named = try workspace.plugins.hook(hook).id
            return try edit(
                workspace, "agreement_hooks", ["agreement": .category(id), "hook": .category(named)],
                new: ["open_to_local": .boolean(false), "on_failure": .category("stop")])
        }
        try edit(workspace, "agreements", ["id": .category(id)], new: [:])
    }

    /// Changes the row of a key, or adds it with `new` for what is not given.
    private func edit(_ workspace: Workspace, _ dataset: String, _ key: [String: Cell], new: [String: Cell]) throws {
        let change = try AgreementChange(
            workspace.registry, dataset, key: key,
            facts: GivenFacts.read(facts, try workspace.registry.schema(dataset)),
            new: new)
        try change.enter("edit", workspace)
        try Terminal.output(change.told(options.language))
    }
}

/// `samverk agreement end ID [--date D]`.
struct AgreementEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: say("Avsluta ett avtal.", "End an agreement."),
        discussion: exampleCall("samverk agreement end agr-network --date 2028-06-30"))

    @Argument(help: aid("Avtalet.", "The agreement.")) var id: String
    @Option(help: aid("Sista dagen; annars i dag.", "Its last day; else today.", value: "date")) var date: String?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let agreement = try workspace.agreement(id)
        guard agreement.status != .ended else {
            throw Problem(
                Localized(
                    sv: "Avtalet \(id) är redan avslutat.", en: "The agreement \(id) has ended already."))
        }
        let day = try GivenDay.read(date, "--date", mayLieAhead: true)
        if let begins = agreement.startsOn, day < begins {
            throw Problem(
                Localized(
                    sv: "Avtalet börjar \(begins.description) och kan inte sluta före det.",
                    en: "The agreement begins on \(begins.description) and cannot end before that."), kind: .usage)
        }
        let change = try AgreementChange(
            workspace.registry, "agreements", key: ["id": .category(id)],
            facts: [
                "status": .category(AgreementStatus.ended.rawValue), "status_on": .date(day), "ends_on": .date(day),
            ], new: [:])
        try change.enter("end", workspace)
        try Terminal.output(change.told(options.language))
    }
}
