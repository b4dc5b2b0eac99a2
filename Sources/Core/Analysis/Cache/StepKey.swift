// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry
import SamverkRules

/// All that the outcome of a step follows from: two steps of one key give the same, wherever they stand.
public struct StepKey: Hashable, Sendable {
    /// The parts by name, so that what changed can be told. Contents are in it by their SHA-256.
    public let parts: JSONObject
    /// The SHA-256 of the parts.
    public let hash: String

    /// Raised when what is kept, or what a key means, becomes another.
    static let format = 1

    /// A key of its parts.
    public init(parts: JSONObject) {
        self.parts = parts
        hash = Digest.sha256(JSON.object(parts).bytes)
    }

    /// The key of a step that is about to run.
    ///
    /// - Parameters:
    ///   - tool: which build of the tool runs it.
    ///   - plugins: whose hooks it may ask.
    /// - Throws: ``Problem`` when the plugin's program is missing.
    init(_ step: PlannedStep, _ request: RunRequest, _ engine: RuleEngine, _ plugins: PluginSet, tool: String) throws {
        let manifest = step.plugin.manifest
        let hooks = step.spec.hooks.map { name in (name, plugins.hooks.first { $0.isNamed(name) }) }
        let rules = Set(hooks.flatMap { _, hook in hook.map(engine.rules(for:)) ?? [] })
        let inputs = request.inputs.sorted { $0.key < $1.key }
        self.init(parts: [
            "format": .integer(StepKey.format), "tool": .string(tool), "protocol": .string(WireProtocol.version),
            "plugin": .string(manifest.id),
            "code": [.string(try step.plugin.hash()), .string(try step.plugin.manifestHash())],
            "analysis": .string(step.spec.id),
            "parameters": .object(JSONObject(request.parameters.map { ($0, $1) }).sorted),
            "seed": .string(String(request.seed)), "asOf": .string(request.asOf.description),
            "period": .string(request.period.description),
            "members": .array(request.members.map { .string($0.code) }),
            "inputs": .object(JSONObject(inputs.map { ($0, .string($1.sha256)) })),
            "hooks": .object(JSONObject(try hooks.map { name, hook in (name, try StepKey.declared(hook, plugins)) })),
            "agreement": hooks.isEmpty ? .null : StepKey.agreed(engine.terms),
            "rules": .object(
                JSONObject(
                    rules.sorted { $0.file.path < $1.file.path }.map { rule in
                        (rule.file.path, StepKey.text(rule, engine.terms))
                    })),
        ])
    }

    /// What declares a hook; null when nothing does, and nobody is asked.
    private static func declared(_ hook: Hook?, _ plugins: PluginSet) throws -> JSON {
        guard let hook, let plugin = plugins.plugins.first(where: { $0.manifest.hooks.contains(hook) }) else {
            return .null
        }
        return .string(try plugin.manifestHash())
    }

    /// What the agreement says of hooks and approvals. Which texts are approved stands with each rule.
    private static func agreed(_ terms: AgreementTerms?) -> JSON {
        guard let terms else { return .null }
        return [
            "agreement": .string(terms.agreement), "requiresApproval": .bool(terms.requiresApproval),
            "hooks": .array(
                terms.hooks.map { [.string($0.hook), .bool($0.isOpenToLocal), .bool($0.fallsBackToDefault)] }),
        ]
    }

    private static func text(_ rule: Rule, _ terms: AgreementTerms?) -> JSON {
        [.string(Digest.sha256(rule.file.source)), terms?.consents[rule.file.path]?.wire ?? .null]
    }
}
