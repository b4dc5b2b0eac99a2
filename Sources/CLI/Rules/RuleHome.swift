// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// Where the rules of a municipality or an agreement lie.
struct RuleHome {
    let owner: RuleOwner
    /// What the owner is called.
    let name: String
    /// `rules/9908-exempelkommun-h`, or `rules/agreements/agr-desk`.
    let folder: String

    /// The home that a code, a name or an agreement's id means, for rules that answer a hook.
    ///
    /// - Throws: ``Problem`` with a suggestion when there is none, or when the hook is not theirs to answer.
    init(_ given: String, for hook: Hook, _ workspace: Workspace) throws {
        let parties = try workspace.registry.partyNames()
        let agreements = try workspace.registry.agreements()
        let code = parties[given] == nil ? parties.first { $0.value.lowercased() == given.lowercased() }?.key : given
        let agreement = agreements.first { [$0.id, $0.title.sv, $0.title.en].contains(given) }
        // An agreement may open a hook of its own to the parties.
        let isOpened = try AgreementBook(workspace.registry).openedHooks.contains(where: hook.isNamed)
        if hook.scope == .local || (agreement == nil && code != nil && isOpened) {
            guard let code, let party = Party(code) else {
                throw RuleHome.unknown(
                    given, hook, agreement == nil ? nil : Localized(sv: "Ett avtal", en: "An agreement"),
                    parties.flatMap { [$0.key, $0.value] })
            }
            owner = .party(party)
            name = parties[code] ?? code
            folder =
                RuleHome.folder(of: owner, workspace) ?? "rules/\(code)" + (code.contains(":") ? "" : "-\(slug(name))")
        } else {
            guard let agreement else {
                throw RuleHome.unknown(
                    given, hook, code == nil ? nil : Localized(sv: "En kommun", en: "A municipality"),
                    agreements.map(\.id))
            }
            owner = .agreement(agreement.id)
            name = agreement.title.sv
            folder = "rules/agreements/\(agreement.id)"
        }
    }

    private static func unknown(_ given: String, _ hook: Hook, _ found: Localized?, _ known: [String]) -> Problem {
        let who =
            hook.scope == .local
            ? Localized(sv: "varje kommun för sig", en: "each municipality by itself")
            : Localized(sv: "ett avtals parter tillsammans", en: "the parties of an agreement together")
        let message =
            found.map {
                Localized(
                    sv: "\($0.sv) kan inte svara på \(hook.reference): den besvaras av \(who.sv).",
                    en: "\($0.en) cannot answer \(hook.reference): it is answered by \(who.en).")
            }
            ?? (hook.scope == .local
                ? Localized(sv: "Okänd kommun '\(given)'.", en: "Unknown municipality '\(given)'.")
                : Localized(sv: "Okänt avtal '\(given)'.", en: "Unknown agreement '\(given)'."))
        return Problem(message, kind: .usage, remedy: suggestion(for: given, among: known.sorted()))
    }

    /// The folder that is there already.
    private static func folder(of owner: RuleOwner, _ workspace: Workspace) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: workspace.root + "/rules")) ?? []
        return names.sorted().first { RuleOwner(path: $0 + "/x.lua") == owner }.map { "rules/" + $0 }
    }
}

/// A text as a name of a file: small letters a-z, digits and hyphens.
func slug(_ text: String) -> String {
    let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.joined(separator: "-").lowercased()
}
