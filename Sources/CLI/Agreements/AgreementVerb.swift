// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkRegistry

/// `samverk agreement add|edit|end|approve|key|show|list`.
struct AgreementVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: say(
            "Samverkansavtal: lägg upp, ändra och avsluta dem, och godkänn deras regler.",
            "Cooperation agreements: add, edit and end them, and approve their rules."),
        discussion: exampleCall("samverk agreement show agr-desk"),
        subcommands: [
            AgreementList.self, AgreementShow.self, AgreementAdd.self, AgreementEdit.self, AgreementEnd.self,
            AgreementApprove.self, AgreementKey.self,
        ])
}

extension Workspace {
    /// An agreement of the registry.
    ///
    /// - Throws: ``Problem`` with a suggestion when there is none of this id.
    func agreement(_ id: String) throws -> Agreement {
        let all = try registry.agreements()
        if let agreement = all.first(where: { $0.id == id }) { return agreement }
        throw Problem(
            Localized(sv: "Okänt avtal '\(id)'.", en: "Unknown agreement '\(id)'."),
            remedy: suggestion(for: id, among: all.map(\.id)))
    }

    /// A party by code or name.
    ///
    /// - Throws: ``Problem`` with a suggestion when the registry has none.
    func party(_ text: String) throws -> Party {
        let names = try registry.partyNames()
        if names[text] != nil, let party = Party(text) { return party }
        if let code = names.first(where: { $0.value == text })?.key, let party = Party(code) { return party }
        throw Problem(
            Localized(sv: "Registret har ingen part '\(text)'.", en: "The registry has no party '\(text)'."),
            remedy: suggestion(for: text, among: names.keys.sorted() + names.values.sorted()))
    }
}

/// Days on the command line.
enum GivenDay {
    /// Today, in the calendar of this machine.
    static var today: Day {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        return Day(year: parts.year ?? 1, month: parts.month ?? 1, day: parts.day ?? 1) ?? Day(days: 0)
    }

    /// The day of an option, or today.
    ///
    /// - Parameter mayLieAhead: whether it may be later than today.
    static func read(_ text: String?, _ flag: String, mayLieAhead: Bool) throws(Problem) -> Day {
        guard let text else { return today }
        guard let day = Day(text) else {
            throw Problem(
                Localized(
                    sv: "\(flag) \(text): ett datum som 2026-01-31 väntades.",
                    en: "\(flag) \(text): a date such as 2026-01-31 was expected."), kind: .usage)
        }
        guard mayLieAhead || day <= today else {
            throw Problem(
                Localized(
                    sv: "\(flag) \(text): dagen har inte varit än.", en: "\(flag) \(text): the day is yet to come."),
                kind: .usage)
        }
        return day
    }
}
