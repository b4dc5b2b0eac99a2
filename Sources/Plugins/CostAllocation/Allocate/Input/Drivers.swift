// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The drivers (Swedish: *fördelningsnycklar*) of the parties: one number a party and driver.
struct Drivers {
    private let table: Table
    private let rows: [String: Int]
    /// The name of the input they stand in, for messages.
    private let input: String

    /// The parties, in listed order.
    let players: [String]

    /// Reads the input `drivers`, or `parties`.
    init(_ table: Table, input: String = "drivers") throws(Problem) {
        guard let column = table["player"] else {
            throw Problem(
                Localized(
                    sv: "Indatat '\(input)' saknar kolumnen player.",
                    en: "The input '\(input)' lacks the column player.")
            )
        }
        self.table = table
        self.input = input
        players = column.cells.map(\.plainText)
        rows = Dictionary(players.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// The weight of each player by a driver: finite, not negative, not all zero.
    ///
    /// - Throws: ``Problem`` that names what is missing or wrong: nothing may silently drop out of the sum.
    func weights(_ driver: String, of players: [String]) throws(Problem) -> [Double] {
        let weights = try amounts(driver, of: players)
        guard weights.contains(where: { $0 > 0 }) else {
            throw Problem(
                Localized(
                    sv: "Fördelningsnyckeln '\(driver)' är 0 för alla parter: den säger inte hur kostnaden ska delas.",
                    en: "The driver '\(driver)' is 0 for every party: it does not say how to share the cost."),
                remedy: Localized(sv: "Välj en annan nyckel eller equal.", en: "Take another driver or equal."))
        }
        return weights
    }

    /// The amount of each player by a driver: finite and not negative, perhaps all zero.
    ///
    /// - Throws: ``Problem`` that names what is missing or wrong.
    func amounts(_ driver: String, of players: [String]) throws(Problem) -> [Double] {
        let names = table.columnNames.filter { !["player", "parent"].contains($0) }
        guard names.contains(driver), let column = table[driver] else {
            throw Problem(
                Localized(
                    sv: "Fördelningsnyckeln '\(driver)' finns inte i indatat '\(input)'.",
                    en: "The driver '\(driver)' is not in the input '\(input)'."),
                remedy: suggestion(for: driver, among: names))
        }
        var amounts: [Double] = []
        for player in players {
            guard let row = rows[player] else {
                throw Problem(
                    Localized(
                        sv: "Parten '\(player)' saknas i indatat '\(input)'.",
                        en: "The party '\(player)' is missing in the input '\(input)'."),
                    remedy: suggestion(for: player, among: self.players))
            }
            amounts.append(try amount(column[row], driver, player))
        }
        return amounts
    }

    private func amount(_ cell: Cell, _ driver: String, _ player: String) throws(Problem) -> Double {
        guard let number = cell.number, number.isFinite else {
            throw Problem(
                Localized(
                    sv: "Fördelningsnyckeln '\(driver)' saknar ett tal för '\(player)'.",
                    en: "The driver '\(driver)' has no number for '\(player)'."),
                remedy: Localized(
                    sv: "Fyll i värdet; skriv 0 om parten inte ska betala något.",
                    en: "Fill in the value; write 0 if the party is to pay nothing."))
        }
        guard number >= 0 else {
            throw Problem(
                Localized(
                    sv: "Fördelningsnyckeln '\(driver)' är negativ för '\(player)' (\(cell.plainText)).",
                    en: "The driver '\(driver)' is negative for '\(player)' (\(cell.plainText))."),
                remedy: Localized(sv: "En nyckel är 0 eller större.", en: "A driver is 0 or more."))
        }
        return number
    }
}
