// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What plugins need of one another.
public enum Dependencies {
    /// Why a plugin cannot be enabled beside the others.
    ///
    /// - Parameters:
    ///   - others: the plugins that are enabled, but not it.
    ///   - disabled: the ids of those that are here and disabled.
    static func obstacles(_ plugin: Manifest, beside others: [Manifest], disabled: Set<String> = []) -> [Problem] {
        var problems = needs(of: plugin, among: others, disabled: disabled)
        for other in others {
            if let range = other.requires[plugin.id], !range.contains(plugin.semanticVersion) {
                problems.append(wrongVersion(other.id, plugin, range))
            }
            for (one, another) in [(plugin, other), (other, plugin)]
            where one.conflicts[another.id]?.contains(another.semanticVersion) ?? false {
                problems.append(conflict(one, another))
            }
        }
        if let cycle = cycle(from: plugin, among: others) { problems.append(circular(cycle)) }
        return problems
    }

    /// What a plugin requires that is not there, or in another version.
    static func needs(of plugin: Manifest, among others: [Manifest], disabled: Set<String> = []) -> [Problem] {
        plugin.requires.sorted { $0.key < $1.key }.compactMap { id, range in
            guard let found = others.first(where: { $0.id == id }) else {
                return missing(plugin.id, id, range, isDisabled: disabled.contains(id))
            }
            return range.contains(found.semanticVersion) ? nil : wrongVersion(plugin.id, found, range)
        }
    }

    /// Why a plugin cannot go, by being disabled or removed: those that require it.
    static func dependants(on id: String, among others: [Manifest]) -> [Problem] {
        let names = others.filter { $0.id != id && $0.requires[id] != nil }.map(\.id).sorted()
        guard !names.isEmpty else { return [] }
        let list = names.joined(separator: ", ")
        return [
            Problem(
                Localized(
                    sv: "Tillägget \(id) behövs av \(list).", en: "The plugin \(id) is needed by \(list)."),
                at: Place(context: ["plugin \(id)"]),
                remedy: Localized(
                    sv: "Stäng av eller ta bort \(list) först.", en: "Disable or remove \(list) first."))
        ]
    }

    /// Plugins in an order in which each comes after those it requires, for a bundle of several.
    ///
    /// - Throws: ``Problem`` when some require one another in a circle.
    public static func ordered(_ plugins: [Manifest]) throws(Problem) -> [Manifest] {
        var ordered: [Manifest] = []
        var left = plugins.sorted { $0.id < $1.id }
        while !left.isEmpty {
            let waiting = Set(left.map(\.id))
            guard let next = left.firstIndex(where: { $0.requires.keys.allSatisfy { !waiting.contains($0) } }) else {
                let chain = left.lazy.compactMap { one in cycle(from: one, among: left.filter { $0.id != one.id }) }
                throw circular(chain.first ?? left.map(\.id))
            }
            ordered.append(left.remove(at: next))
        }
        return ordered
    }

    /// A chain of requirements that leads from a plugin back to it.
    private static func cycle(from plugin: Manifest, among others: [Manifest]) -> [String]? {
        let requires = Dictionary(
            (others + [plugin]).map { ($0.id, $0.requires.keys.sorted()) }, uniquingKeysWith: { _, last in last })
        var seen: Set<String> = []
        func chain(_ id: String) -> [String]? {
            for next in requires[id] ?? [] {
                if next == plugin.id { return [id, next] }
                if seen.insert(next).inserted, let rest = chain(next) { return [id] + rest }
            }
            return nil
        }
        return chain(plugin.id)
    }

    private static func missing(_ id: String, _ needed: String, _ range: VersionRange, isDisabled: Bool) -> Problem {
        Problem(
            isDisabled
                ? Localized(
                    sv: "Tillägget \(id) kräver \(needed), som är avstängt.",
                    en: "The plugin \(id) requires \(needed), which is disabled.")
                : Localized(
                    sv: "Tillägget \(id) kräver \(needed) \(range), som inte är installerat.",
                    en: "The plugin \(id) requires \(needed) \(range), which is not installed."),
            at: Place(context: ["plugin \(id)"]),
            remedy: isDisabled
                ? Localized(
                    sv: "Slå på det först: samverk plugin enable \(needed)",
                    en: "Enable it first: samverk plugin enable \(needed)")
                : Localized(
                    sv: "Installera det först: samverk plugin install \(needed)",
                    en: "Install it first: samverk plugin install \(needed)"))
    }

    private static func wrongVersion(_ id: String, _ found: Manifest, _ range: VersionRange) -> Problem {
        Problem(
            Localized(
                sv: "Tillägget \(id) kräver \(found.id) \(range), men det är version \(found.version).",
                en: "The plugin \(id) requires \(found.id) \(range), but it is version \(found.version)."),
            at: Place(context: ["plugin \(id)"]),
            remedy: Localized(
                sv: "Välj versioner som passar ihop.", en: "Choose versions that fit together."))
    }

    private static func conflict(_ one: Manifest, _ another: Manifest) -> Problem {
        Problem(
            Localized(
                sv:
                    "Tillägget \(one.id) \(one.version) kan inte vara på samtidigt som \(another.id) \(another.version).",
                en: "The plugin \(one.id) \(one.version) cannot be enabled beside \(another.id) \(another.version)."),
            at: Place(context: ["plugin \(one.id)"]),
            remedy: Localized(
                sv: "Stäng av det ena: samverk plugin disable \(another.id)",
                en: "Disable one of them: samverk plugin disable \(another.id)"))
    }

    private static func circular(_ chain: [String]) -> Problem {
        let text = chain.joined(separator: " -> ")
        return Problem(
            Localized(
                sv: "Tilläggen kräver varandra i en cirkel: \(text).",
                en: "The plugins require one another in a circle: \(text)."),
            at: Place(context: ["plugin \(chain.first ?? "")"]),
            remedy: Localized(
                sv: "Be utgivaren ta bort ett av kraven.", en: "Ask the publisher to drop one of the requirements."))
    }
}
