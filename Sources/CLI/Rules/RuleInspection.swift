// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// Everything that can be said of rules without running them.
struct RuleInspection {
    /// The rules that read.
    var rules: [Rule] = []
    /// What is wrong and what may be, by file and line.
    var remarks: [Remark] = []

    /// One remark, with the text it is about.
    struct Remark {
        var severity: LintFinding.Severity
        /// The name of the check; `contract` for what the rule says of itself.
        var check: String
        var problem: Problem
        var length = 1
        var source: [UInt8]
    }

    var problems: [Remark] { remarks.filter { $0.severity == .problem } }

    /// Inspects rules.
    init(_ files: [RuleFile], _ source: RuleSource) async throws {
        let index = try await source.index(files)
        rules = index.rules
        let bytes = Dictionary(files.map { ($0.path, $0.source) }) { first, _ in first }
        for problem in index.problems + index.ties {
            remarks.append(
                Remark(
                    severity: .problem, check: "contract", problem: problem,
                    source: bytes[problem.place.file ?? ""] ?? []))
        }
        for file in files {
            let hook = rules.first { $0.file.path == file.path }.flatMap { source.hook($0.hook) }
            for finding in RuleLint.findings(in: file, hook: hook, values: try hook.map(source.values) ?? []) {
                remarks.append(
                    Remark(
                        severity: finding.severity, check: finding.check.rawValue, problem: finding.problem,
                        length: finding.length, source: file.source))
            }
            guard let hook else { continue }
            for problem in try await RuleCases(file, hook, source).problems {
                remarks.append(Remark(severity: .problem, check: "cases", problem: problem, source: file.source))
            }
        }
        if let workspace = source.workspace {
            remarks += try workspace.misplaced(files.filter { $0.path.hasPrefix("rules/") }).map {
                Remark(severity: .problem, check: "place", problem: $0, source: [])
            }
            let warnings = try RuleWarnings(workspace.registry)
            for rule in rules {
                // That a rule just written waits for approval is no remark about the rule; `samverk check` tells it.
                let own = warnings.warnings(about: rule, on: GivenDay.today).filter { $0.kind != .unapproved }
                remarks += own.map {
                    Remark(severity: .warning, check: $0.kind.rawValue, problem: $0.problem, source: rule.file.source)
                }
            }
        }
        remarks.sort { left, right in
            let (a, b) = (left.problem.place, right.problem.place)
            return (a.file ?? "", a.line ?? 0, a.column ?? 0) < (b.file ?? "", b.line ?? 0, b.column ?? 0)
        }
    }
}
