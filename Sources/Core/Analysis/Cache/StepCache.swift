// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry
import SamverkRules

/// Keeps what steps came to, so that a run does only what something has changed for.
///
/// A step that is taken from here is to the byte what running it would give: its key holds all that its outcome follows
/// from, and what is kept is held against the manifest anew. A step that failed is never kept, nor one of a linked plugin
/// or of an analysis that is not deterministic.
public struct StepCache: Sendable {
    private let folder: CacheFolder
    private let tool: String

    /// A cache of steps.
    ///
    /// - Parameter tool: which build of the tool runs them: another build may compute otherwise.
    public init(_ folder: CacheFolder, tool: String) {
        self.folder = folder
        self.tool = tool
    }

    /// The key of a step; nil for one that is computed each time.
    func key(_ step: PlannedStep, _ request: RunRequest, _ engine: RuleEngine, _ plugins: PluginSet) throws -> StepKey? {
        guard step.always == nil else { return nil }
        return try StepKey(step, request, engine, plugins, tool: tool)
    }

    /// What is kept under a key, if it is sound.
    func outcome(_ key: StepKey, of step: PlannedStep) -> StepOutcome? {
        guard let bytes = folder.entry(StepCache.name(key)), let wire = try? JSON.read(bytes),
            let outcome = try? StepOutcome(wire: wire, of: key),
            (try? PluginHost.check(outcome.output, of: step.plugin, step.spec, step.parameters)) != nil
        else { return nil }
        return outcome
    }

    func keep(_ outcome: StepOutcome, _ key: StepKey) {
        folder.keep(outcome.wire(key).bytes, as: StepCache.name(key))
    }

    /// Makes room where too much is kept: the oldest go.
    public func trim() { folder.trim() }

    private static func name(_ key: StepKey) -> String { "steps/" + key.hash }

    // MARK: - What changed since the last run

    /// The keys that the steps of a scenario had when it was last run, by step.
    public func lastKeys(_ scenario: String) -> [String: StepKey] {
        guard let bytes = folder.entry(StepCache.last(scenario)), let steps = try? JSON.read(bytes).object else {
            return [:]
        }
        let keys = steps.members.compactMap { step in step.value.object.map { (step.name, StepKey(parts: $0)) } }
        return Dictionary(keys) { first, _ in first }
    }

    /// Notes the keys of a scenario's steps, for the next run to tell what changed.
    public func note(_ keys: [String: StepKey], of scenario: String) {
        let steps = keys.sorted { $0.key < $1.key }.map { ($0, JSON.object($1.parts)) }
        folder.keep(JSON.object(JSONObject(steps)).bytes, as: StepCache.last(scenario))
    }

    private static func last(_ scenario: String) -> String { "last/" + Digest.sha256(scenario) }
}

extension PlannedStep {
    /// Why the step is computed in each run; nil when it need not be.
    public var always: Localized? {
        if plugin.home == .linked { return Localized(sv: "tillägget är länkat", en: "the plugin is linked") }
        if spec.deterministic { return nil }
        return Localized(sv: "slumpen följer inte fröet", en: "its chance does not follow the seed")
    }
}

extension RuleMemory {
    /// A memory in a cache.
    ///
    /// - Parameter tool: which build of the tool read the rules.
    public init(_ folder: CacheFolder, tool: String) {
        @Sendable func name(_ file: RuleFile) -> String { "rules/" + Digest.sha256(Array((tool + "\n").utf8) + file.source) }
        self.init(
            recall: { file in
                folder.entry(name(file)).flatMap { try? JSON.read($0) }.flatMap(RuleHead.init(wire:))
            },
            keep: { file, head in
                let bytes = head.wire.bytes
                // A number that JSON cannot hold would come back as another.
                guard (try? JSON.read(bytes)).flatMap(RuleHead.init(wire:)) == head else { return }
                folder.keep(bytes, as: name(file))
            })
    }
}
