// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkRegistry
import SamverkRules

/// `samverk agreement approve AGREEMENT FILE --party CODE --person NAME --basis TEXT`.
struct AgreementApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: say(
            "Anteckna att en part har godkänt en regel i avtalet, exakt som den lyder, eller har återtagit det.",
            "Record that a party has approved a rule of the agreement, exactly as it reads, or has taken that back."),
        discussion: exampleCall(
            "samverk agreement approve agr-desk rules/agreements/agr-desk/tak.lua --party 9907 --person 'Anna Ek' --basis 'KF 2026-11-16 § 90'",
            say(
                "Med --key blir godkännandet bevisat och inte bara antecknat. Ändras filen, regelpunktens version eller vilka som är parter gäller det inte längre. Med --withdraw återtas godkännandet: regeln räknas inte som godkänd i de beräkningar som görs därefter.",
                "With --key the approval is proven rather than recorded. When the file, the hook's version or the parties change it no longer counts. With --withdraw the approval is taken back: runs from then on treat the rule as not approved."
            )))

    @Argument(help: aid("Avtalet.", "The agreement.")) var agreement: String
    @Argument(help: aid("Regelns fil, i avtalets mapp.", "The rule's file, in the agreement's folder.")) var file:
        String
    @Option(help: aid("Parten som godkänner: kod eller namn.", "The party that approves: code or name.", value: "code"))
    var party: String
    @Option(help: aid("Den som beslutade eller skrev under.", "Who decided or signed.", value: "name")) var person:
        String
    @Option(help: aid("Beslutet det vilar på.", "The decision it rests on.", value: "text")) var basis: String
    @Option(help: aid("Dagen för beslutet; annars i dag.", "The day of the decision; else today.", value: "date"))
    var date: String?
    @Option(help: aid("Partens hemliga nyckel: skriv under.", "The party's secret key: sign.", value: "file")) var key:
        String?
    @Flag(help: aid("Återta godkännandet.", "Take the approval back.")) var withdraw = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        for (name, value) in [("--person", person), ("--basis", basis)]
        where value.allSatisfy(\.isWhitespace) {
            throw ValidationError(say("\(name) är tomt.", "\(name) is empty."))
        }
        if withdraw, key != nil {
            throw ValidationError(
                say("--withdraw antecknas, och skrivs inte under.", "--withdraw is recorded, and takes no --key."))
        }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        let agreement = try workspace.agreement(agreement)
        if withdraw { return try withdraw(from: agreement.id, workspace) }
        guard agreement.status != .ended else {
            throw Problem(
                Localized(sv: "Avtalet \(agreement.id) är avslutat.", en: "The agreement \(agreement.id) has ended."))
        }
        let day = try GivenDay.read(date, "--date", mayLieAhead: false)
        let code = try workspace.party(party)
        let rule = try await rule(workspace, of: agreement.id)
        let seed = try key.map { try SecretKey.read($0, of: .party(code)) }
        let book = try AgreementBook(workspace.registry)
        let request = ApprovalRequest(
            rule: rule, party: code, person: person, basis: basis, day: day, seed: seed)
        let approval = try book.approval(request)
        try workspace.registry.enter(
            [try approval.entry(try workspace.registry.schema("approvals"), from: "samverk agreement approve")],
            action: "approve", object: "\(agreement.id)/\(rule.file.path)", facts: approval.facts, by: Workspace.user)
        try tell(approval, rule, workspace, on: request.partyDay)
    }

    /// Takes the party's approvals of the file back, in one transaction. The file itself may be gone or at fault.
    private func withdraw(from agreement: String, _ workspace: Workspace) throws {
        let path = workspace.rulePath(file)
        let code = try workspace.party(party)
        let day = try GivenDay.read(date, "--date", mayLieAhead: false)
        let withdrawal = Approval.Withdrawal(person: person, basis: basis, day: day)
        let taken = try AgreementBook(workspace.registry).withdrawn(withdrawal, of: path, by: code, in: agreement)
        let schema = try workspace.registry.schema("approvals")
        try workspace.registry.enter(
            try taken.map { try $0.entry(schema, from: "samverk agreement approve --withdraw") }, action: "withdraw",
            object: "\(agreement)/\(path)", facts: withdrawal.facts(of: code, taken.map(\.hash)), by: Workspace.user)
        let name = try workspace.registry.partyNames()[code.code].map { "\(code.code) \($0)" } ?? code.code
        try Terminal.output(
            Localized(
                sv: """
                    \(name) återtar sitt godkännande av \(path)
                      beslut      \(basis), \(person), \(day.description)
                    Från och med nu räknas regeln bara i prövningar (approvals: what-if). Tidigare beräkningar ändras inte.
                    """,
                en: """
                    \(name) withdraws its approval of \(path)
                      decision  \(basis), \(person), \(day.description)
                    From now on the rule counts only in what-if runs (approvals: what-if). Earlier runs do not change.
                    """)(options.language))
    }

    /// The rule of a file in the agreement's folder.
    private func rule(_ workspace: Workspace, of id: String) async throws -> Rule {
        let index = try await workspace.ruleIndex()
        let path = workspace.rulePath(file)
        guard path.hasPrefix("rules/agreements/\(id)/") else {
            throw Problem(
                Localized(
                    sv: "\(file) ligger inte i avtalets mapp rules/agreements/\(id)/.",
                    en: "\(file) does not lie in the agreement's folder rules/agreements/\(id)/."),
                remedy: Localized(
                    sv: "Bara regler där gäller för parterna tillsammans.",
                    en: "Only rules there are for the parties together."))
        }
        if let rule = index.rules.first(where: { $0.file.path == path }) { return rule }
        let faults = index.problems.filter { $0.place.file == path }
        try Problems.throwIfAny(faults)
        throw Problem(
            Localized(sv: "Det finns ingen regel \(path).", en: "There is no rule \(path)."),
            remedy: suggestion(
                for: path,
                among: index.rules.map(\.file.path).filter { $0.hasPrefix("rules/agreements/\(id)/") }))
    }

    /// Says exactly what was approved, and what follows from it.
    private func tell(_ approval: Approval, _ rule: Rule, _ workspace: Workspace, on day: Day) throws {
        let names = try workspace.registry.partyNames()
        func named(_ code: String) -> String { names[code].map { "\(code) \($0)" } ?? code }
        let consent = try AgreementBook(workspace.registry).consent(to: rule, on: day) ?? Consent(missing: [])
        let from = rule.from?.description
        let proven = approval.proof == .proven
        let missing = consent.missing.map(named).joined(separator: ", ")
        let lines: [Localized] = [
            Localized(
                sv: "\(named(approval.party.code)) godkänner \(rule.file.path)",
                en: "\(named(approval.party.code)) approves \(rule.file.path)"),
            Localized(sv: "  regelpunkt  \(rule.hook)", en: "  hook      \(rule.hook)"),
            Localized(
                sv: "  gäller      \(from.map { "från \($0)" } ?? "tills vidare")",
                en: "  holds     \(from.map { "from \($0)" } ?? "until further notice")"),
            Localized(sv: "  text        sha256 \(approval.hash)", en: "  text      sha256 \(approval.hash)"),
            Localized(
                sv: "  beslut      \(basis), \(person), \(approval.day.description)",
                en: "  decision  \(basis), \(person), \(approval.day.description)"),
            Localized(
                sv: "  bevis       \(proven ? "underskrivet med partens nyckel" : "antecknat, inte underskrivet")",
                en: "  proof     \(proven ? "signed with the party's key" : "recorded, not signed")"),
            consent.missing.isEmpty
                ? Localized(
                    sv: "Alla parter har godkänt: regeln räknas från och med nu.",
                    en: "Every party has approved: the rule counts from now on.")
                : Localized(
                    sv:
                        "Saknas: \(missing). Till dess räknas regeln bara i prövningar (approvals: what-if), och varje siffra som beror på den märks.",
                    en:
                        "Missing: \(missing). Until then the rule counts only in what-if runs (approvals: what-if), and every figure that depends on it is marked."
                ),
        ]
        try Terminal.output(lines.map { $0(options.language) }.joined(separator: "\n"))
    }
}

extension Workspace {
    /// A file as the rules name theirs, `rules/...`, whether it was named from here or from the workspace's root.
    func rulePath(_ file: String) -> String {
        let base = URL(fileURLWithPath: root).standardizedFileURL.resolvingSymlinksInPath().path + "/"
        for start in [FileManager.default.currentDirectoryPath, root] {
            let full = URL(fileURLWithPath: file, relativeTo: URL(fileURLWithPath: start + "/"))
                .standardizedFileURL.resolvingSymlinksInPath().path
            if full.hasPrefix(base), FileManager.default.fileExists(atPath: full) {
                return String(full.dropFirst(base.count))
            }
        }
        return file
    }
}
