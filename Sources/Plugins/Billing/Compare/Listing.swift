// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// One column of an input by party, in listed order.
struct Listing {
    /// The name of the input, for messages.
    let input: String
    /// The column that is listed.
    let spec: ColumnSpec
    let parties: [String]
    private let cells: [String: Cell]

    /// Lists a column of an input.
    ///
    /// - Throws: ``Problem`` when the input has no rows, lacks the column, or lists a party twice.
    init(_ table: Table, _ input: String, column: String) throws(Problem) {
        guard let players = table["player"], let values = table[column] else {
            throw Problem(
                Localized(
                    sv: "\(input): kolumnerna player och \(column) väntades.",
                    en: "\(input): the columns player and \(column) were expected."),
                remedy: suggestion(for: column, among: table.columnNames))
        }
        guard table.rowCount > 0 else {
            throw Problem(Localized(sv: "\(input) har inga rader.", en: "\(input) has no rows."))
        }
        var parties: [String] = []
        var cells: [String: Cell] = [:]
        for row in 0..<table.rowCount {
            let party = players[row].plainText
            guard cells.updateValue(values[row], forKey: party) == nil else {
                throw Problem(
                    Localized(sv: "\(input): \(party) står två gånger.", en: "\(input): \(party) stands twice."))
            }
            parties.append(party)
        }
        self.input = input
        spec = values.spec
        self.parties = parties
        self.cells = cells
    }

    /// The cell of a party; null when it is not listed.
    subscript(party: String) -> Cell { cells[party] ?? .null }

    /// The parties that are listed here but take no part.
    func others(than parties: [String]) -> [String] {
        let known = Set(parties)
        return self.parties.filter { !known.contains($0) }
    }

    /// An amount for each party.
    ///
    /// - Throws: ``Problem`` that names those without one, or when the column holds no money.
    func amounts(of parties: [String]) throws(Problem) -> [Money] {
        guard spec.type == .money else {
            throw Problem(
                Localized(
                    sv: "\(input): kolumnen \(spec.name) ska vara belopp, men är av typen \(spec.type.rawValue).",
                    en: "\(input): the column \(spec.name) must be money, but is of type \(spec.type.rawValue)."),
                remedy: Localized(
                    sv: "Räkna fördelningen i kronor (unit=SEK).", en: "Compute the allocation in kronor (unit=SEK)."))
        }
        let found = parties.map { self[$0] }
        try refuse(parties, where: { found[$0] == .null }, Localized(sv: "värde saknas för", en: "no value for"))
        return found.map { if case .money(let amount) = $0 { amount } else { .zero } }
    }

    /// A weight for each party, none negative, not all zero.
    ///
    /// - Throws: ``Problem`` that names the parties at fault.
    func weights(of parties: [String]) throws(Problem) -> [Double] {
        let found = parties.map { self[$0].number }
        try refuse(parties, where: { found[$0] == nil }, Localized(sv: "värde saknas för", en: "no value for"))
        let weights = found.map { $0 ?? 0 }
        try refuse(parties, where: { weights[$0] < 0 }, Localized(sv: "negativt värde för", en: "negative value for"))
        guard weights.contains(where: { $0 > 0 }) else {
            throw Problem(
                Localized(
                    sv: "\(input).\(spec.name): alla värden är noll, så det finns inget att fördela efter.",
                    en: "\(input).\(spec.name): all values are zero, so there is nothing to allocate by."))
        }
        return weights
    }

    private func refuse(
        _ parties: [String], where faulty: (Int) -> Bool, _ what: Localized
    ) throws(Problem) {
        let names = parties.indices.filter(faulty).map { parties[$0] }
        guard !names.isEmpty else { return }
        let list = shortList(names)
        throw Problem(
            Localized(
                sv: "\(input).\(spec.name): \(what.sv) \(list).", en: "\(input).\(spec.name): \(what.en) \(list)."),
            remedy: Localized(
                sv: "Rätta \(input) så att varje part har ett värde som inte är negativt.",
                en: "Correct \(input) so that each party has a value that is not negative."))
    }
}

/// The first ten names, and how many more there are.
func shortList(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " + \(names.count - 10)" : "")
}
