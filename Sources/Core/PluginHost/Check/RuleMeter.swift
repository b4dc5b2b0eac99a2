// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Stands between a plugin and the rules: only hooks that the analysis declares, and no more than anyone needs. The time
/// that rules take is not the plugin's, so without this a plugin could go on asking for ever.
actor RuleMeter {
    private let manifest: Manifest
    private let spec: AnalysisSpec
    private let rules: RulesClosure
    private var calls = 0
    private var rows = 0

    init(_ manifest: Manifest, _ spec: AnalysisSpec, _ rules: @escaping RulesClosure) {
        self.manifest = manifest
        self.spec = spec
        self.rules = rules
    }

    /// Asks the rules of a hook.
    ///
    /// - Throws: ``Problem`` of kind `program` for a hook that was not declared, `limit` for a storm; what the rules throw.
    func ask(_ hook: String, _ batch: Table) async throws -> [RuleAnswer] {
        guard spec.hooks.contains(hook) else {
            let hook = String(hook.prefix(200)).visible
            throw Problem(
                Localized(
                    sv: "Tillägget \(manifest.id) anropar \(hook) utan att \(spec.id) har deklarerat det.",
                    en: "The plugin \(manifest.id) calls \(hook), which \(spec.id) has not declared."),
                kind: .program)
        }
        calls += 1
        rows += batch.rowCount
        let most = WireProtocol.self
        guard calls <= most.mostCalls, batch.rowCount <= most.largestBatch, rows <= most.mostRows else {
            throw Problem.fault(
                of: manifest, .limit,
                Localized(
                    sv:
                        "frågar reglerna för mycket: högst \(most.mostCalls) gånger och om \(most.mostRows) rader i en körning, \(most.largestBatch) i taget",
                    en:
                        "asks the rules too much: at most \(most.mostCalls) times and about \(most.mostRows) rows in a run, \(most.largestBatch) at a time"
                ))
        }
        return try await rules(hook, batch)
    }
}
