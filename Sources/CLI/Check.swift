// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkRules

/// `samverk check`.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Kontrollera hela arbetsmappen: databas, datamängder, regler, tillägg, kalkyler, mellanlager.",
            "Verify the whole workspace: database, datasets, rules, plugins, scenarios, cache."),
        discussion: exampleCall("samverk check"))

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        var problems: [Problem] = []
        func part(_ name: Localized, _ found: [Problem]) throws {
            problems.append(contentsOf: found)
            let verdict =
                found.isEmpty
                ? Localized(sv: "i ordning", en: "in order")
                : Localized(sv: "\(found.count) fel", en: found.count == 1 ? "1 fault" : "\(found.count) faults")
            try Terminal.output("\(found.isEmpty ? "✔" : "✘") \(name(options.language)): \(verdict(options.language))")
        }
        try part(Localized(sv: "Registret", en: "The registry"), try workspace.registry.check())
        if problems.isEmpty {
            let hash = try workspace.registry.contentHash
            try Terminal.output(Localized(sv: "  kontrollsumma \(hash)", en: "  hash \(hash)")(options.language))
        }
        try part(Localized(sv: "Tilläggen", en: "The plugins"), try pluginProblems(workspace))
        let inspection = try await RuleInspection(try workspace.ruleFiles(), try RuleSource(options))
        try part(Localized(sv: "Reglerna", en: "The rules"), try ruleProblems(workspace, inspection))
        try part(Localized(sv: "Kalkylerna", en: "The scenarios"), scenarioProblems(workspace))
        try part(Localized(sv: "Mellanlagret", en: "The cache"), workspace.cache.inspect().problems)
        if !options.quiet {
            let warnings = try RuleWarnings(workspace.registry)
            let told = inspection.rules.flatMap { warnings.warnings(about: $0, on: GivenDay.today) }
            Terminal.warn(told.map(\.problem), options.language)
        }
        guard problems.isEmpty else {
            Terminal.complain(problems, options.language)
            throw Status(code: problems.map(\.kind.exitStatus).max() ?? 1)
        }
    }

    private func ruleProblems(_ workspace: Workspace, _ inspection: RuleInspection) throws -> [Problem] {
        inspection.problems.map { $0.problem.showing($0.source, length: $0.length) }
            + (try AgreementBook(workspace.registry).faults(hooks: workspace.installed.known.hooks))
    }

    /// What keeps plugins from being taken up or run, and what `plugin verify` finds, each told once.
    private func pluginProblems(_ workspace: Workspace) throws -> [Problem] {
        let verified = try workspace.installer.verify()
        let opening = workspace.pluginProblems.filter { problem in
            !verified.contains { $0.message == problem.message }
        }
        return opening + missingPrograms(workspace) + verified
    }

    private func missingPrograms(_ workspace: Workspace) -> [Problem] {
        workspace.plugins.plugins.compactMap { plugin in
            do {
                _ = try plugin.hash()
                return nil
            } catch {
                return error as? Problem ?? Problem("\(error)", kind: .program)
            }
        }
    }

    private func scenarioProblems(_ workspace: Workspace) -> [Problem] {
        workspace.scenarioNames.flatMap { name -> [Problem] in
            do {
                _ = try workspace.plan(try workspace.scenario(name))
                return []
            } catch {
                return Problems.told(by: error) ?? [Problem("\(error)", at: Place(file: "scenarios/\(name).yaml"))]
            }
        }
    }
}
