// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost

/// Every saved scenario of a workspace, run before an upgrade and after it, on a copy of the workspace.
struct UpgradePreview {
    /// What came of one scenario.
    struct Scenario {
        let name: String
        /// The two runs; nil where one of them failed.
        var runs: (before: RunRecord, after: RunRecord)?
        var comparison: RunComparison?
        /// What codes and ids are called in the runs.
        var names: [String: Localized] = [:]
        /// Why it fails with the installed version.
        var failsBefore: [Problem] = []
        /// Why it fails with the new version.
        var failsAfter: [Problem] = []
    }

    /// By name.
    var scenarios: [Scenario] = []
    let plugins: PluginSet

    /// Runs them. The workspace itself is only read.
    ///
    /// - Throws: ``Problem`` when the copy cannot be made or the packages cannot be installed in it; `CancellationError`.
    ///   A scenario that fails is a result.
    init(_ packages: PackageSource, _ desk: PluginDesk, seed: UInt64, _ options: GlobalOptions) async throws {
        let copy = try TemporaryFolder()
        defer { withExtendedLifetime(copy) {} }
        try UpgradePreview.copy(desk, to: copy.path)
        let before = try await UpgradePreview.runs(copy.path, seed, options)
        let other = try PluginDesk(folder: copy.path)
        for staged in try packages.stage(other.installer) {
            try other.installer.apply(.install(staged), allowing: Set(PlanQuestion.allCases))
        }
        let after = try await UpgradePreview.runs(copy.path, seed, options)
        let workspace = try Workspace(folder: copy.path)
        let parties = Set(try workspace.registry.partyNames().keys)
        plugins = workspace.installed.known
        for (name, old) in before {
            var scenario = Scenario(name: name)
            switch (old, after.first { $0.name == name }?.outcome) {
            case (.success(let old), .success(let new)):
                scenario.runs = (old, new)
                scenario.names = try workspace.names(in: new)
                scenario.comparison = RunComparison(old, new, parties: parties, listsAll: true)
            case (let old, let new):
                if case .failure(let problems) = old { scenario.failsBefore = problems.all }
                if case .failure(let problems) = new { scenario.failsAfter = problems.all }
            }
            scenarios.append(scenario)
        }
    }

    /// What a run depends on: the registry, the rules, the scenarios, the packages.
    static func copy(_ desk: PluginDesk, to folder: String) throws {
        do {
            try desk.registry.backup(to: folder + "/" + Workspace.registryFile)
            let files = FileManager.default
            try files.createDirectory(atPath: folder + "/plugins", withIntermediateDirectories: false)
            for name in [Workspace.settingsFile, "rules", "scenarios", "plugins/store"]
            where files.fileExists(atPath: desk.root + "/" + name) {
                try files.copyItem(atPath: desk.root + "/" + name, toPath: folder + "/" + name)
            }
        } catch {
            if Problems.told(by: error) != nil { throw error }
            throw Problem(
                Localized(
                    sv: "Arbetsmappen kan inte kopieras: \(error.localizedDescription)",
                    en: "The workspace cannot be copied: \(error.localizedDescription)"), kind: .limit,
                remedy: Localized(
                    sv: "Ge plats på disken, eller ange en annan mapp i TMPDIR.",
                    en: "Make room on the disk, or name another folder in TMPDIR."))
        }
    }

    /// One run of each scenario with the plugins as they stand in a workspace.
    private static func runs(
        _ folder: String, _ seed: UInt64, _ options: GlobalOptions
    ) async throws -> [(name: String, outcome: Result<RunRecord, Problems>)] {
        let workspace = try Workspace(folder: folder)
        var outcomes: [(name: String, outcome: Result<RunRecord, Problems>)] = []
        for name in workspace.scenarioNames {
            do {
                let plan = try workspace.plan(try workspace.scenario(name))
                try workspace.pin(plan.steps.map(\.plugin))
                let index = try await workspace.ruleIndex()
                try Problems.throwIfAny(index.problems)
                let run = ScenarioRun(workspace, total: plan.steps.count, options)
                outcomes.append((name, .success(try await run.run(plan, index, seed: seed))))
            } catch {
                guard let problems = Problems.told(by: error) else { throw error }
                outcomes.append((name, .failure(Problems(problems))))
            }
        }
        return outcomes
    }
}
