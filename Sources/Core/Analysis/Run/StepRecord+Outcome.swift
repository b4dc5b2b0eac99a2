// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRules

extension StepOutcome {
    /// Runs one analysis.
    static func computed(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest, host: PluginHost, rules: RuleDesk,
        log: @escaping @Sendable (LogLine) -> Void = { _ in }, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> StepOutcome {
        do {
            let output = try await host.run(plugin, spec, request, rules: rules.closure, progress: progress, log: log)
            return StepOutcome(output: output, told: rules.told)
        } catch let broken as BrokenInvariant {
            throw broken.problem(after: rules.told.interventions)
        }
    }
}

extension StepRecord {
    /// What came of an analysis, with what explains it.
    ///
    /// - Parameter inherited: what the steps it takes from depend on that is not approved.
    init(
        _ outcome: StepOutcome, _ plugin: LoadedPlugin, _ spec: AnalysisSpec, id: String, _ request: RunRequest,
        _ inputs: [InputRecord], inherited: [Condition] = []
    ) throws {
        let told = outcome.told
        self.init(
            id: id, analysis: "\(plugin.manifest.id)/\(spec.id)", version: plugin.recordedVersion,
            hash: try plugin.hash(),
            parameters: request.parameters, inputs: inputs,
            tables: spec.outputs.compactMap { port in outcome.output[port.name].map { (port.name, $0) } },
            lineage: Dictionary(uniqueKeysWithValues: spec.outputs.map { ($0.name, $0.lineage.rawValue) }),
            findings: outcome.output.findings, interventions: told.interventions, notices: told.notices,
            consultations: told.consultations, conditions: told.conditions.union(inherited).sorted())
    }
}
