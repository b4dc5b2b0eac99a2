// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Answers the rule calls of a plugin: passed in by Analysis, so that this room knows no rules.
public typealias RulesClosure = @Sendable (_ hook: String, _ rows: Table) async throws -> [RuleAnswer]

/// What a plugin may ask its host, and tell it, while it runs.
struct HostServices: Sendable {
    /// Asks the rules; metered by ``PluginHost``, so that a runtime need not count.
    var rules: RulesClosure
    /// Hears how far it has come, 0 to 1.
    var progress: @Sendable (Double) -> Void
    /// Hears what it says for people: its `log`, and what it wrote on standard error.
    var log: @Sendable (LogLine) -> Void
}

/// One way of running plugins: as a process of their own, or as a script in the sandbox.
///
/// A runtime starts the plugin's code, hands it the request, passes on what it asks and tells, and ends it within the
/// manifest's limits. What comes back is well formed and of this run, and otherwise unchecked: ``PluginHost`` holds it
/// against the manifest, whatever the runtime.
protocol PluginRuntime: Sendable {
    /// Starts it, asks who it is, and ends it: what it is without being asked to do anything.
    ///
    /// - Throws: ``Problem`` when it does not start, or is not the plugin that its manifest says.
    func greet(_ plugin: LoadedPlugin) async throws

    /// Runs one analysis once, and leaves nothing of it behind.
    ///
    /// - Throws: ``Problem``: of kind `input` when the plugin finds the input at fault, `program` or `limit` when it
    ///   fails; `CancellationError`.
    func run(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest, _ services: HostServices
    ) async throws -> AnalysisOutput
}
