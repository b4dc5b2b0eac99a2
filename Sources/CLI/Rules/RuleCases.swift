// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// The cases of one rule: those in the rule, and those in the YAML file beside it.
struct RuleCases {
    var cases: [RuleCase]
    /// What is wrong with cases that cannot be run.
    var problems: [Problem]

    init(_ file: RuleFile, _ hook: Hook, _ source: RuleSource) async throws {
        (cases, problems) = try await CaseRun(worker: source.worker).cases(in: file, hook)
        let path = CaseFile.path(beside: source.path(file.path))
        guard FileManager.default.fileExists(atPath: path) else { return }
        let shown = source.shown(path)
        do {
            let beside = try CaseFile.cases(
                yaml: try TextFile.read(path, shown: shown, isDelivered: true), file: shown, hook)
            cases += beside.cases
            problems += beside.problems
        } catch let problem as Problem {
            problems.append(problem)
        }
    }
}
