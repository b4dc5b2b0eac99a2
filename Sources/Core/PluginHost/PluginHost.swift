// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

/// Runs the analyses of plugins, each by its own runtime, and checks what they give.
public struct PluginHost: Sendable {
    private var processes: ProcessRuntime
    private let scripts: LuaRuntime

    /// A host that starts plugins through `samverk-launch`, and those in Lua in `samverk-worker`.
    ///
    /// - Throws: ``Problem`` when the launcher is not installed.
    public init(_ installation: Installation) throws(Problem) {
        processes = try ProcessRuntime(installation)
        scripts = LuaRuntime(installation)
    }

    /// Checks that an installed plugin is still the one that was installed, as a run of it would.
    ///
    /// - Throws: ``Problem`` when a file is missing or another.
    public func check(_ plugin: LoadedPlugin) throws(Problem) {
        if case .stored(let package) = plugin.home { try PackageCopy.check(plugin, package: package) }
    }

    /// Runs one analysis.
    ///
    /// - Parameters:
    ///   - plugin: whose it is.
    ///   - spec: which.
    ///   - request: parameters, inputs, members; already checked against `spec`.
    ///   - rules: answers the plugin's rule calls.
    ///   - progress: hears how far it has come, 0 to 1.
    ///   - log: hears what the plugin says for people; bounded, and harmless to a terminal.
    /// - Throws: ``Problem`` of kind `input` when the plugin finds the input at fault, and of kind `program` or `limit`
    ///   when the plugin crashes, hangs, floods or answers garbage; ``BrokenInvariant`` when its figures break a law of
    ///   its manifest.
    public func run(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest, rules: @escaping RulesClosure,
        progress: @escaping @Sendable (Double) -> Void, log: @escaping @Sendable (LogLine) -> Void = { _ in }
    ) async throws -> AnalysisOutput {
        let meter = RuleMeter(plugin.manifest, spec, rules)
        let services = HostServices(
            rules: { try await meter.ask($0, $1) }, progress: { progress(min(max($0, 0), 1)) },
            log: LogMeter(log).hear)
        let output = try await runtime(of: plugin).run(plugin, spec, request, services)
        try PluginHost.check(output, of: plugin, spec, request.parameters)
        return output
    }

    /// Holds what an analysis gave, now or in an earlier run, against what the plugin's manifest promises.
    ///
    /// - Throws: ``Problem`` when something else was promised, ``BrokenInvariant`` when a law is broken.
    public static func check(
        _ output: AnalysisOutput, of plugin: LoadedPlugin, _ spec: AnalysisSpec, _ parameters: [String: JSON]
    ) throws {
        try output.check(plugin.manifest, spec, parameters)
    }

    /// Starts a plugin, asks who it is, and ends it.
    ///
    /// - Throws: ``Problem`` when it does not start, or is not the plugin that its manifest says.
    func greet(_ plugin: LoadedPlugin) async throws { try await runtime(of: plugin).greet(plugin) }

    /// The same host, but what no plugin may notice is another way round: hash seeds, the order of the environment.
    var inOtherOrder: PluginHost {
        var host = self
        host.processes.otherOrder = true
        return host
    }

    /// The runtime that the manifest asks for.
    private func runtime(of plugin: LoadedPlugin) -> any PluginRuntime {
        switch plugin.manifest.runtime.kind {
        case .process: processes
        case .lua: scripts
        }
    }
}

extension Problem {
    /// What a plugin did wrong, and whom to tell.
    static func fault(of manifest: Manifest, _ kind: Kind, _ what: Localized) -> Problem {
        Problem(
            Localized(sv: "Tillägget \(manifest.id) \(what.sv).", en: "The plugin \(manifest.id) \(what.en)."),
            kind: kind,
            remedy: Localized(
                sv: "Kör igen; händer det på nytt, rapportera det till tilläggets utgivare (\(manifest.publisher)).",
                en: "Run again; if it happens anew, report it to the plugin's publisher (\(manifest.publisher))."))
    }
}
