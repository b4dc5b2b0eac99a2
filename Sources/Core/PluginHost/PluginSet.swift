// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The plugins that are enabled here, and what they offer.
public struct PluginSet: Sendable {
    /// By id.
    public let plugins: [LoadedPlugin]

    /// A set of plugins.
    public init(_ plugins: [LoadedPlugin]) { self.plugins = plugins }

    /// All analyses as `plugin/analysis`, in order.
    public var analyses: [(reference: String, plugin: LoadedPlugin, spec: AnalysisSpec)] {
        plugins.flatMap { plugin in
            plugin.manifest.analyses.map { ("\(plugin.manifest.id)/\($0.id)", plugin, $0) }
        }
    }

    /// All hooks, in order.
    public var hooks: [Hook] { plugins.flatMap(\.manifest.hooks) }

    /// All datasets that the plugins declare.
    public var datasets: [DatasetSchema] { plugins.flatMap(\.manifest.datasets) }

    /// The analysis of a reference such as `billing/compare`.
    ///
    /// - Throws: ``Problem`` with a suggestion.
    public func analysis(_ reference: String) throws(Problem) -> (plugin: LoadedPlugin, spec: AnalysisSpec) {
        guard let found = analyses.first(where: { $0.reference == reference }) else {
            throw Problem(
                Localized(sv: "Okänd analys '\(reference)'.", en: "Unknown analysis '\(reference)'."),
                remedy: suggestion(for: reference, among: analyses.map(\.reference)))
        }
        return (found.plugin, found.spec)
    }

    /// The hook of a reference with or without its version.
    ///
    /// - Throws: ``Problem`` with a suggestion.
    public func hook(_ reference: String) throws(Problem) -> Hook {
        guard let hook = hooks.first(where: { $0.reference == reference || $0.id == reference }) else {
            throw Problem(
                Localized(sv: "Okänd regelpunkt '\(reference)'.", en: "Unknown hook '\(reference)'."),
                remedy: suggestion(for: reference, among: hooks.map(\.reference)))
        }
        return hook
    }
}
