// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkPluginKit
import SamverkRules

/// `samverk rule fixture`.
struct RuleFixture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixture",
        abstract: say(
            "Gör testfall av de verkliga anropen bakom en siffra, i NAMN.tests.yaml bredvid regeln.",
            "Make cases of the real calls behind a figure, in NAME.tests.yaml beside the rule."),
        discussion: exampleCall("samverk rule fixture '1/bill/before_after[9908].accepts'"))

    @Argument(
        help: aid(
            "Siffrans adress: BERÄKNING/STEG/TABELL[NYCKEL].KOLUMN; utan BERÄKNING den senaste.",
            "The figure's address: RUN/STEP/TABLE[KEY].COLUMN; without RUN the latest.")) var figure: String
    @Option(help: aid("Regeln, när flera hade något att säga.", "The rule, when several had a say.", value: "file"))
    var rule: String?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let source = try RuleSource(options)
        var address = try Address(figure)
        let stored = try RunStore(workspace).run(address.run.map(String.init))
        address.run = stored.number
        _ = try stored.record.explain(address, number: stored.number)
        let (path, calls) = try calls(stored.record.interventions(behind: address), source)
        let file = try source.file(path)
        let hook = try await source.open(file).hook
        let frozen = try await freeze(calls, file, hook, address, source)
        let known = try await RuleCases(file, hook, source)
        try Problems.throwIfAny(known.problems)
        let new = frozen.filter { example in !known.cases.contains { $0.arguments == example.arguments } }
        let beside = CaseFile.path(beside: source.path(path))
        if !new.isEmpty { try append(new, to: beside, shown: source.shown(beside), hook, rule: path) }
        try Terminal.output(source.shown(beside))
        guard !options.quiet else { return }
        let told = Localized(
            sv:
                "Nya testfall: \(new.count). Fanns redan: \(frozen.count - new.count). Kör dem: samverk rule test \(path)",
            en:
                "New cases: \(new.count). Already there: \(frozen.count - new.count). Run them: samverk rule test \(path)"
        )
        Terminal.error(told(options.language))
    }

    /// The rule meant, and what it said.
    private func calls(
        _ interventions: [Intervention], _ source: RuleSource
    ) throws(Problem) -> (path: String, calls: [Intervention]) {
        let files = Set(interventions.map(\.file)).sorted()
        let wanted = rule.map { source.shown(source.path($0)) }
        guard !files.isEmpty, let path = wanted ?? (files.count == 1 ? files[0] : nil) else {
            throw Problem(
                files.isEmpty
                    ? Localized(
                        sv: "Ingen regel hade något att säga om \(figure).", en: "No rule had a say in \(figure).")
                    : Localized(
                        sv: "Flera regler hade något att säga om \(figure).",
                        en: "Several rules had a say in \(figure)."),
                kind: files.isEmpty ? .input : .usage,
                remedy: files.isEmpty
                    ? Localized(
                        sv: "samverk explain '\(figure)' visar vad siffran kommer ur.",
                        en: "samverk explain '\(figure)' shows what the figure comes from.")
                    : Localized(
                        sv: "Välj en med --rule: \(files.joined(separator: ", ")).",
                        en: "Choose one with --rule: \(files.joined(separator: ", "))."))
        }
        guard files.contains(path) else {
            throw Problem(
                Localized(
                    sv: "\(path) hade inget att säga om \(figure).", en: "\(path) had no say in \(figure)."),
                kind: .usage, remedy: suggestion(for: path, among: files))
        }
        return (path, interventions.filter { $0.file == path })
    }

    /// The calls as cases, each once, with what the rule itself answers.
    private func freeze(
        _ calls: [Intervention], _ file: RuleFile, _ hook: Hook, _ address: Address, _ source: RuleSource
    ) async throws -> [RuleCase] {
        var cases: [RuleCase] = []
        for call in calls {
            let arguments = call.arguments.array ?? []
            guard cases.count < RuleFixture.most, !cases.contains(where: { $0.arguments == arguments }) else {
                continue
            }
            let name = "\(address.description) (\(call.subject))" + (cases.isEmpty ? "" : " #\(cases.count + 1)")
            cases.append(RuleCase(name: name, arguments: arguments, value: call.after, reason: call.reason))
        }
        let outcomes = try await CaseRun(worker: source.worker).outcomes(file, hook, cases)
        return try outcomes.map { outcome in
            guard case .answer(let value, let reason) = outcome.got, outcome.passed || hook.mayDiffer(from: value)
            else {
                throw Problem(
                    Localized(
                        sv:
                            "Regeln svarar inte längre som i beräkning \(address.run ?? 0): den har ändrats sedan dess.",
                        en: "The rule no longer answers as in run \(address.run ?? 0): it has changed since."),
                    at: Place(file: file.path),
                    remedy: Localized(sv: "Kör först: samverk run", en: "First do: samverk run"))
            }
            return RuleCase(
                name: outcome.example.name, arguments: outcome.example.arguments, value: value, reason: reason)
        }
    }

    /// More calls than this are not frozen at a time.
    private static let most = 20

    private func append(_ cases: [RuleCase], to path: String, shown: String, _ hook: Hook, rule: String) throws {
        let head = Localized(
            sv: "# Testfall för \(rule). Kör dem med samverk rule test; ändra dem fritt.\n",
            en: "# Cases of \(rule). Run them with samverk rule test; change them as you like.\n")
        let isThere = FileManager.default.fileExists(atPath: path)
        var text = isThere ? try TextFile.read(path, shown: shown) : head(options.language)
        if !text.hasSuffix("\n") { text += "\n" }
        text += cases.map(CaseFile.text).joined()
        // What is there may be written so that nothing can be put after it.
        guard let read = try? CaseFile.cases(yaml: text, file: shown, hook), read.problems.isEmpty else {
            throw Problem(
                Localized(
                    sv: "Fler testfall kan inte läggas till sist i filen.",
                    en: "More cases cannot be put at the end of the file."), at: Place(file: shown),
                remedy: Localized(
                    sv: "Skriv fallen på egna rader som börjar med '- name:'.",
                    en: "Write the cases on lines of their own that begin with '- name:'."))
        }
        try OutputFile.write(text, to: path)
    }
}

extension Hook {
    /// Whether a run may hold another answer than the one that a rule gave: where answers meet, it holds what they made
    /// together.
    fileprivate func mayDiffer(from said: JSON) -> Bool { combine == .add || (combine == .veto && said == true) }
}
