// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The words of the reports themselves, in one place.
enum Words {
    static let yes = Localized(sv: "ja", en: "yes")
    static let no = Localized(sv: "nej", en: "no")
    static let and = Localized(sv: " och ", en: " and ")
    static let sum = Localized(sv: "Summa", en: "Total")
    static let coalition = Localized(sv: "Grupp av kommuner", en: "Coalition")
    static let nobody = Localized(sv: "(ingen)", en: "(none)")
    static let percentagePoints = Localized(sv: "%-enheter", en: "pp")
    static let other = Localized(sv: "övrigt", en: "other")
    static let answer = Localized(sv: "Svaret", en: "The answer")
    static let contents = Localized(sv: "Innehåll", en: "Contents")
    static let run = Localized(sv: "Beräkning", en: "Run")
    static let notice = Localized(sv: "Obs", en: "Note")
    static let warning = Localized(sv: "Varning", en: "Warning")
    static let origin = Localized(sv: "Så kom siffrorna till", en: "How the figures came about")
    static let provenance = Localized(sv: "Underlag", en: "Sources and versions")
    static let computedBy = Localized(sv: "Beräknat av", en: "Computed by")
    static let address = Localized(sv: "Adress", en: "Address")
    static let page = Localized(sv: "Sida", en: "Page")
    static let notPrinted = Localized(
        sv: "Tabellen är lång och skrivs inte ut. Den finns i filen på skärmen.",
        en: "The table is long and is not printed. It is in the file on the screen.")
    static let missing = Localized(sv: "uppgift saknas", en: "no value")
    static let noRows = Localized(sv: "Inga rader.", en: "No rows.")
    static let synthetic = Localized(
        sv: "SYNTHETIC – påhittade uppgifter som inte säger något om någon verklig kommun",
        en: "SYNTHETIC – invented data that say nothing about any real municipality")
    static let whatIf = Localized(
        sv: "PRÖVNING – regler som inte är godkända har räknats med",
        en: "WHAT-IF – rules that are not approved have been counted in")
    static let rounded = Localized(
        sv: "Beloppen är avrundade till hela kronor; summan är räknad på öret.",
        en: "Amounts are rounded to whole kronor; totals are exact to the öre.")
    static let roundedPlain = Localized(
        sv: "Beloppen är avrundade till hela kronor.", en: "Amounts are rounded to whole kronor.")
    static let howToAsk = Localized(
        sv: "Varför denna siffra? Klicka på en siffra så visas dess adress, och skriv sedan",
        en: "Why this figure? Click a figure to see its address, then type")
    static let addressWord = Localized(sv: "ADRESS", en: "ADDRESS")
    static let wholeTable = Localized(sv: "Hela tabellen:", en: "The whole table:")

    /// "… and 40 more rows".
    static func moreRows(_ count: Int, _ language: Language) -> String {
        let number = Digits.whole(count, language)
        if language == .swedish { return "… och \(number) \(count == 1 ? "rad" : "rader") till" }
        return "… and \(number) more \(count == 1 ? "row" : "rows")"
    }

    /// ", from 1,234 SEK".
    static func startsFrom(_ value: String, _ language: Language) -> String {
        language == .swedish ? ", utifrån \(value)" : ", from \(value)"
    }

    /// "32 rows".
    static func rows(_ count: Int, _ language: Language) -> String {
        let word = count == 1 ? Localized(sv: "rad", en: "row") : Localized(sv: "rader", en: "rows")
        return Digits.whole(count, language) + Digits.blank + word(language)
    }

    /// The word before a finding that is more than information; nil for information.
    static func label(_ severity: Finding.Severity, _ language: Language) -> String? {
        switch severity {
        case .info: nil
        case .notice: notice(language)
        case .warning: warning(language)
        }
    }
}
