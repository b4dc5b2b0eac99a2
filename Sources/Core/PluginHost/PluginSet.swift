// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The plugins that are enabled here, and what they offer.
public struct PluginSet: Sendable {
    /// By id.
    public let plugins: [LoadedPlugin]

    /// Why others that the workspace has or had do not answer, by id.
    let absent: [String: Absence]

    /// Why a plugin does not answer.
    enum Absence: Hashable, Sendable {
        case disabled
        /// The key that signed it is revoked.
        case revoked(RevokedPlugin)
        /// It could not be taken up.
        case faulty
        /// It is no longer installed; its data are still here.
        case removed
    }

    /// A set of plugins.
    public init(_ plugins: [LoadedPlugin]) { self.init(plugins, absent: [:]) }

    init(_ plugins: [LoadedPlugin], absent: [String: Absence]) {
        self.plugins = plugins
        self.absent = absent
    }

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
            if let problem = absence(of: reference) { throw problem }
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
            if let problem = absence(of: reference) { throw problem }
            throw Problem(
                Localized(sv: "Okänd regelpunkt '\(reference)'.", en: "Unknown hook '\(reference)'."),
                remedy: suggestion(for: reference, among: hooks.map(\.reference)))
        }
        return hook
    }

    /// Why nothing answers to `billing/compare` or `billing/hook@1` when it is the whole plugin that does not.
    public func absence(of reference: String) -> Problem? {
        guard reference.contains("/") else { return nil }
        let id = reference.split(separator: "/").first.map(String.init) ?? ""
        let place = Place(context: [reference])
        switch absent[id] {
        case nil:
            // A slip of the pen is told as one, with what was meant.
            let known = analyses.map(\.reference) + hooks.flatMap { [$0.id, $0.reference] }
            let ids = plugins.map(\.manifest.id)
            guard !ids.contains(id), id.closest(in: ids) == nil, reference.closest(in: known) == nil else { return nil }
            return Problem(
                Localized(
                    sv: "Tillägget \(id) är inte installerat här.", en: "The plugin \(id) is not installed here."),
                at: place,
                remedy: Localized(
                    sv: "Installera det: samverk plugin install PAKET, eller se vad som finns: samverk plugin list",
                    en: "Install it: samverk plugin install PACKAGE, or see what there is: samverk plugin list"))
        case .disabled:
            return Problem(
                Localized(sv: "Tillägget \(id) är avstängt.", en: "The plugin \(id) is disabled."), at: place,
                remedy: Localized(
                    sv: "Slå på det: samverk plugin enable \(id)", en: "Enable it: samverk plugin enable \(id)"))
        case .revoked(let plugin): return plugin.refusal
        case .faulty:
            return Problem(
                Localized(
                    sv: "Tillägget \(id) är på, men svarar inte.",
                    en: "The plugin \(id) is enabled, but does not answer."),
                at: place,
                remedy: Localized(
                    sv: "Se varför: samverk check", en: "See why: samverk check"))
        case .removed:
            return Problem(
                Localized(
                    sv: "Tillägget \(id) är borttaget; dess uppgifter finns kvar.",
                    en: "The plugin \(id) is removed; its data are still here."), at: place,
                remedy: Localized(
                    sv: "Installera det på nytt: samverk plugin install PAKET",
                    en: "Install it again: samverk plugin install PACKAGE"))
        }
    }
}
