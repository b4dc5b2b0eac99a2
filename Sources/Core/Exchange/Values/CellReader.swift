// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Why a text is no value of its column, and what to do about it.
struct CellFault: Error {
    var message: Localized
    var remedy: Localized?
}

/// Reads the texts of one column as cells.
struct CellReader {
    let column: DatasetColumn
    /// Whether commas separate the fields of the file.
    let commaSeparates: Bool

    /// A text as a cell; nothing is null.
    ///
    /// - Throws: ``CellFault`` when it has another type, is out of bounds, or a value is required.
    func cell(_ text: String) throws(CellFault) -> Cell {
        let cell = try value(text)
        guard let fault = column.fault(in: cell) else { return cell }
        guard cell != .null else {
            throw CellFault(message: fault, remedy: Localized(sv: "Fyll i fältet.", en: "Fill in the field."))
        }
        let shown = Text.shown(text)
        throw CellFault(
            message: Localized(sv: "\(fault.sv), men där står \(shown)", en: "\(fault.en), but there stands \(shown)"),
            remedy: column.allowed.isEmpty ? nil : suggestion(for: text, among: column.allowed))
    }

    private func value(_ text: String) throws(CellFault) -> Cell {
        if text.isEmpty { return .null }
        if column.spec.type == .text { return .text(Formula.rearmed(text)) }
        let text = NumberText.trimmed(text)
        if text.isEmpty { return .null }
        switch column.spec.type {
        case .text, .category: return .category(Formula.rearmed(text))
        case .integer: return try integer(text)
        case .real: return try real(text)
        case .money: return try money(text)
        case .boolean: return try boolean(text)
        case .date: return try date(text)
        case .party: return try party(text)
        }
    }

    private func integer(_ text: String) throws(CellFault) -> Cell {
        if let value = Int(text) { return .integer(value) }
        guard let number = NumberText(text, commaSeparates: commaSeparates), number.isWhole else {
            throw wrong(text, Localized(sv: "inget heltal", en: "no whole number"), Self.writeWhole)
        }
        guard number.decimals.utf8.count != 3 else { throw ambiguous(text) }
        guard let value = Int((number.negative ? "-" : "") + number.whole) else { throw tooLarge(text) }
        return .integer(value)
    }

    private func real(_ text: String) throws(CellFault) -> Cell {
        if QuickText.isPlain(text), let value = Double(text), value.isFinite { return .real(value == 0 ? 0 : value) }
        let percent = column.spec.unit == "share" && text.hasSuffix("%")
        let text = percent ? NumberText.trimmed(String(text.dropLast())) : text
        guard let number = NumberText(text, commaSeparates: commaSeparates), !percent || number.exponent.isEmpty else {
            throw wrong(
                text, Localized(sv: "inget tal", en: "no number"),
                Localized(sv: "Skriv till exempel 12.5 eller 12,5.", en: "Write for example 12.5 or 12,5."))
        }
        guard !number.ambiguous else { throw ambiguous(text) }
        guard let value = Double(number.plain + (percent ? "e-2" : "")), value.isFinite else { throw tooLarge(text) }
        return .real(value == 0 ? 0 : value)
    }

    private func money(_ text: String) throws(CellFault) -> Cell {
        if let value = QuickText.money(text) { return .money(value) }
        var text = text
        for currency in ["kr", "SEK"] where text.hasSuffix(currency) {
            text = NumberText.trimmed(String(text.dropLast(currency.count)))
        }
        guard let number = NumberText(text, commaSeparates: commaSeparates), number.exponent.isEmpty else {
            throw wrong(
                text, Localized(sv: "inget belopp", en: "no amount of money"),
                Localized(sv: "Skriv kronor, till exempel 1234.50.", en: "Write kronor, for example 1234.50."))
        }
        guard number.decimals.utf8.count <= 2 else {
            throw wrong(
                text, Localized(sv: "inget belopp med högst två decimaler", en: "no amount of at most two decimals"),
                Localized(
                    sv: "Skriv hela ören, och tusental med blanksteg: 1 234,50.",
                    en: "Write whole öre, and thousands with a blank: 1 234.50."))
        }
        guard let value = Money(kronor: number.plain) else { throw tooLarge(text) }
        return .money(value)
    }

    private func boolean(_ text: String) throws(CellFault) -> Cell {
        switch text.lowercased() {
        case "true", "yes", "ja", "1", "sant": return .boolean(true)
        case "false", "no", "nej", "0", "falskt": return .boolean(false)
        default:
            throw wrong(
                text, Localized(sv: "varken ja eller nej", en: "neither yes nor no"),
                Localized(sv: "Skriv ja eller nej.", en: "Write yes or no."))
        }
    }

    private func date(_ text: String) throws(CellFault) -> Cell {
        guard let day = QuickText.day(text) else {
            if let number = Int(text), (20_000...80_000).contains(number) {
                // Excel counts days from 1899-12-30; 25569 of them lie before 1970-01-01.
                let meant = Day(days: number - 25_569).description
                throw wrong(
                    text,
                    Localized(sv: "ett dagnummer från Excel, inget datum", en: "a day number of Excel's, no date"),
                    Localized(
                        sv: "Ge kolumnen datumformat (ÅÅÅÅ-MM-DD) i kalkylprogrammet; \(text) är där \(meant).",
                        en: "Format the column as a date (YYYY-MM-DD) in the spreadsheet; \(text) is \(meant) there."))
            }
            throw wrong(
                text, Localized(sv: "inget datum", en: "no date"),
                Localized(sv: "Skriv år-månad-dag: 2026-01-31.", en: "Write year-month-day: 2026-01-31."))
        }
        return .date(day)
    }

    private func party(_ text: String) throws(CellFault) -> Cell {
        let text = isShortCode(text) ? "0" + text : text
        guard let party = Party(text) else {
            throw wrong(
                text, Localized(sv: "ingen partkod", en: "no party code"),
                Localized(
                    sv: "Skriv en kommunkod med fyra siffror eller org: och ett kortnamn.",
                    en: "Write a municipality code of four digits, or org: and a short name."))
        }
        return .party(party)
    }

    /// Whether a municipality's code has lost its leading zero, as Excel takes it: `114` for `0114`.
    func isShortCode(_ text: String) -> Bool {
        column.spec.type == .party && text.utf8.count == 3
            && text.utf8.allSatisfy { (Byte.zero...Byte.nine).contains($0) }
    }

    private static let writeWhole = Localized(
        sv: "Skriv bara siffror, utan decimaler.", en: "Write digits only, no decimals.")

    private func wrong(_ text: String, _ what: Localized, _ remedy: Localized) -> CellFault {
        let shown = Text.shown(text)
        return CellFault(
            message: Localized(sv: "\(shown) är \(what.sv)", en: "\(shown) is \(what.en)"), remedy: remedy)
    }

    private func tooLarge(_ text: String) -> CellFault {
        let shown = Text.shown(text)
        return CellFault(message: Localized(sv: "\(shown) är för stort", en: "\(shown) is too large"))
    }

    private func ambiguous(_ text: String) -> CellFault {
        let shown = Text.shown(text)
        return CellFault(
            message: Localized(
                sv: "\(shown) kan läsas på två sätt: med tusental eller med decimaler",
                en: "\(shown) can be read in two ways: with thousands or with decimals"),
            remedy: Localized(
                sv: "Skriv tusental med blanksteg eller inget, och decimaler efter en punkt.",
                en: "Write thousands with a blank or nothing, and decimals after a point."))
    }
}
