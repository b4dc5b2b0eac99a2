// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension Manifest {
    /// Why its analyses cannot read and ask what they declare: datasets and columns that are not there, hooks that nobody
    /// has. Its own were checked when `plugin.json` was read.
    ///
    /// - Parameters:
    ///   - known: the datasets of the workspace.
    ///   - others: the plugins that are enabled, but not it.
    func foreignFaults(_ known: [DatasetSchema], beside others: [Manifest]) -> [Problem] {
        var problems: [Problem] = []
        for analysis in analyses {
            for (port, read) in analysis.reads {
                let found = unreadable(read, known).map { $0.inside("\(id)/\(analysis.id), input \(port), read") }
                problems += found.map { [$0] } ?? []
            }
        }
        for hook in foreignHooks {
            guard let owner = owner(of: hook), requires[owner] != nil else {
                problems.append(unrequired(hook))
                continue
            }
            // One that is not here or not enabled is told as a requirement.
            guard let other = others.first(where: { $0.id == owner }) else { continue }
            let hooks = other.hooks.map(\.reference)
            guard !hooks.contains(hook) else { continue }
            problems.append(
                Problem(
                    Localized(
                        sv: "Tillägget \(owner) \(other.version) har ingen regelpunkt '\(hook.shownSafely)'.",
                        en: "The plugin \(owner) \(other.version) has no hook '\(hook.shownSafely)'."),
                    at: Place(context: ["plugin \(id)"]), remedy: suggestion(for: hook, among: hooks)))
        }
        return problems
    }

    /// What is wrong with a read's columns, where the dataset is among those known or its own; nil when nothing is.
    func columnFault(_ read: ReadSpec, _ known: [DatasetSchema]) -> Problem? {
        let name = read.fullName(known, and: datasets)
        return (datasets + known).first { $0.id == name }.flatMap { read.unknownColumn(in: $0) }
    }

    private func unreadable(_ read: ReadSpec, _ known: [DatasetSchema]) -> Problem? {
        let all = (datasets + known).map(\.id)
        guard !all.contains(read.fullName(known, and: datasets)) else { return columnFault(read, known) }
        let name = read.dataset.shownSafely
        let message = Localized(
            sv: "Arbetsmappen har ingen datamängd '\(name)'.", en: "The workspace has no dataset '\(name)'.")
        guard let owner = owner(of: read.dataset), !all.contains(where: { $0.hasPrefix(owner + "/") }) else {
            return Problem(message, remedy: suggestion(for: read.dataset, among: Set(all).sorted()))
        }
        return Problem(
            message,
            remedy: Localized(
                sv: "Installera tillägget \(owner) först, eller be utgivaren rätta plugin.json.",
                en: "Install the plugin \(owner) first, or ask the publisher to correct plugin.json."))
    }

    private func unrequired(_ hook: String) -> Problem {
        let owner = owner(of: hook) ?? ""
        let name = hook.shownSafely
        return Problem(
            Localized(
                sv: "Tillägget \(id) frågar regelpunkten '\(name)' hos ett tillägg som det inte kräver.",
                en: "The plugin \(id) asks the hook '\(name)' of a plugin that it does not require."),
            at: Place(context: ["plugin \(id)"]),
            remedy: Localized(
                sv: "Be utgivaren skriva \"requires\": {\"\(owner)\": ...} i plugin.json.",
                en: "Ask the publisher to write \"requires\": {\"\(owner)\": ...} in plugin.json."))
    }

    /// The plugin that a full name of a dataset or hook starts with.
    private func owner(of name: String) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && Manifest.isID(String(parts[0])) ? String(parts[0]) : nil
    }
}
