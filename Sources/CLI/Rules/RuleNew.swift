// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// `samverk rule new`.
struct RuleNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: say(
            "Skriv en ny regel: svara på frågorna, så skrivs filen med kommentarer och testfall.",
            "Write a new rule: answer the questions, and the file is written with comments and cases."),
        discussion: exampleCall(
            "samverk rule new support-pooling/may_share --for 9908 --where category=school --answer nej --reason elevuppgifter",
            say(
                "Vad som inte anges som val frågas det efter, vid en terminal eller rad för rad ur det som skickas in. Befintliga filer rörs aldrig.",
                "What is not given as an option is asked for, at a terminal or line by line from what is piped in. Existing files are never touched."
            )))

    @Argument(help: aid("Regelpunkten; se samverk hooks.", "The hook; see samverk hooks.")) var hook: String
    @Option(
        name: .customLong("for"),
        help: aid(
            "Vems regeln är: kommunkod, kommunens namn eller avtalets id.",
            "Whose the rule is: a municipality's code or name, or an agreement's id.", value: "code"))
    var owner: String
    @Option(
        name: .customLong("where"),
        help: aid(
            "För vilka rader: fält=värde, fält=värde,värde, fält<=tal. Kan upprepas; alla ska gälla.",
            "For which rows: field=value, field=value,value, field<=number. Repeatable; all must hold.",
            value: "field=value"))
    var conditions: [String] = []
    @Option(help: aid("Svaret: ja eller nej, ett tal, en kategori.", "The answer: yes or no, a number, a category."))
    var answer: String?
    @Option(help: aid("Skälet, som visas bredvid siffrorna.", "The reason, shown beside the figures.")) var reason:
        String?
    @Option(help: aid("Beslutet regeln vilar på.", "The decision the rule rests on.")) var basis: String?
    @Option(help: aid("Första dagen den gäller.", "The first day it holds.", value: "yyyy-mm-dd")) var from: String?
    @Option(help: aid("Filens namn.", "The file's name.")) var name: String?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let source = try RuleSource(options)
        let hook = try source.plugins.hook(hook)
        let home = try RuleHome(owner, for: hook, workspace)
        let values = try source.values(hook)
        let interview = RuleInterview(hook, values, try source.labels(values), options)
        let draft = try interview.draft(self, owner: home.name)
        let text = try draft.text(options.language)
        let path = try path(draft, home, workspace)
        try await prove(text, path, home, source, hook)
        try NewFile.write(text, to: workspace.root + "/" + path, shown: path)
        try Terminal.output(path)
        if !options.quiet { Terminal.error(next(path, hook)) }
        Terminal.complain(try await neighbours(path, workspace, source), options.language)
    }

    /// A name nobody has yet: the one asked for, or one of the hook and what it is about.
    private func path(_ draft: RuleDraft, _ home: RuleHome, _ workspace: Workspace) throws(Problem) -> String {
        func path(_ name: String) -> String { "\(home.folder)/\(name).lua" }
        if let name {
            let plain = slug(name.hasSuffix(".lua") ? String(name.dropLast(4)) : name)
            guard !plain.isEmpty else {
                throw Problem(
                    Localized(sv: "--name '\(name)' är inget namn.", en: "--name '\(name)' is no name."), kind: .usage)
            }
            return path(plain)
        }
        let words =
            [draft.hook.id.split(separator: "/").last.map(String.init) ?? draft.hook.id]
            + draft.conditions.flatMap { $0.wanted.prefix(2).compactMap(\.string) }
        let base = String(slug(words.joined(separator: "-")).prefix(40))
        for number in 1... {
            let candidate = path(number == 1 ? base : "\(base)-\(number)")
            if !FileManager.default.fileExists(atPath: workspace.root + "/" + candidate) { return candidate }
        }
        return path(base)
    }

    /// Runs the rule's cases before it is written: what is written works.
    private func prove(_ text: String, _ path: String, _ home: RuleHome, _ source: RuleSource, _ hook: Hook)
        async throws
    {
        let file = RuleFile(path: path, owner: home.owner, source: Array(text.utf8))
        _ = try await source.open(file)
        let run = CaseRun(worker: source.worker)
        let (cases, problems) = try await run.cases(in: file, hook)
        try Problems.throwIfAny(problems)
        let outcomes = try await run.outcomes(file, hook, cases)
        guard outcomes.allSatisfy(\.passed), !outcomes.isEmpty else {
            throw Problem(
                Localized(
                    sv: "Regeln gör inte vad svaren säger; den skrevs inte.",
                    en: "The rule does not do what the answers say; it was not written."), kind: .program)
        }
    }

    /// What the owner's other rules on the same hook mean for this one: in each moment only the latest holds.
    private func neighbours(_ path: String, _ workspace: Workspace, _ source: RuleSource) async throws -> [Problem] {
        let rules = try await source.index(try workspace.ruleFiles()).rules
        guard let own = rules.first(where: { $0.file.path == path }) else { return [] }
        return rules.compactMap { other in
            guard other.file.path != path, other.hook == own.hook, other.file.owner == own.file.owner else {
                return nil
            }
            let (begins, older) = (own.from?.days ?? .min, other.from?.days ?? .min)
            let message =
                begins == older
                ? Localized(
                    sv: "\(other.file.path) svarar på samma regelpunkt från samma dag: ingen av dem kan väljas.",
                    en: "\(other.file.path) answers the same hook from the same day: neither can be chosen.")
                : begins < older
                    ? Localized(
                        sv:
                            "\(other.file.path) tar vid \(other.from?.description ?? ""): från den dagen gäller inte den nya regeln.",
                        en:
                            "\(other.file.path) takes over on \(other.from?.description ?? ""): from that day the new rule does not hold."
                    )
                    : Localized(
                        sv:
                            "Från \(own.from?.description ?? "") gäller den nya regeln i stället för hela \(other.file.path).",
                        en:
                            "From \(own.from?.description ?? "") the new rule holds instead of all of \(other.file.path)."
                    )
            return Problem(
                message, at: Place(file: path),
                remedy: Localized(
                    sv: "Ska båda gälla: för ihop dem i en fil. Annars: ändra 'from'.",
                    en: "If both are to hold: bring them together in one file. Otherwise change 'from'."))
        }
    }

    private func next(_ path: String, _ hook: Hook) -> String {
        let sv = hook.scope == .agreement ? "\n  samverk agreement approve ...   när parterna är överens" : ""
        let en = hook.scope == .agreement ? "\n  samverk agreement approve ...   when the parties agree" : ""
        return Localized(
            sv: """
                Regeln är skriven. Nästa steg:
                  samverk rule test \(path)     pröva den
                  samverk rule effect \(path)   se vad den ändrar för varje part\(sv)
                """,
            en: """
                The rule is written. Next:
                  samverk rule test \(path)     try it
                  samverk rule effect \(path)   see what it changes for each party\(en)
                """)(options.language)
    }
}
