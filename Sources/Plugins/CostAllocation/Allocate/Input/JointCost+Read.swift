// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Largest number of players of a game: 2^24 coalitions. Keys alone share among any number.
let mostPlayers = 24
/// Largest amount in öre (2^53) or as a plain number: within it no sum of any method can overflow.
let largestOre = 1 << 53
let largestNumber = 1e100

extension JointCost {
    /// Reads the table of a game: one column `cost`, indexed by coalition.
    ///
    /// - Parameter amount: a cell as an amount, or nil when it is of another kind or too large.
    /// - Throws: ``Problem`` that names the coalition or the number of rows at fault.
    init(game table: Table, isValue: Bool, amount: (Cell) -> A?) throws(Problem) {
        guard let players = table.players, let column = table["cost"] else {
            throw Problem(
                Localized(
                    sv: "Indatat 'game' är inget spel: det ska ha kolumnen cost och attributet players.",
                    en: "The input 'game' is no game: it must have the column cost and the attribute players."))
        }
        try checkPlayers(players)
        guard players.count <= mostPlayers else {
            throw Problem(
                Localized(
                    sv: "\(players.count) parter är för många: högst \(mostPlayers) kan räknas.",
                    en: "\(players.count) parties are too many: at most \(mostPlayers) can be computed."), kind: .limit)
        }
        guard column.count == 1 << players.count else {
            throw Problem(
                Localized(
                    sv: "Ett spel med \(players.count) parter har 2^\(players.count) = \(1 << players.count) rader, "
                        + "men indatat 'game' har \(column.count).",
                    en: "A game of \(players.count) parties has 2^\(players.count) = \(1 << players.count) rows, "
                        + "but the input 'game' has \(column.count)."))
        }
        self.init(players: players, total: .zero, isValue: isValue)
        var costs: [A] = []
        costs.reserveCapacity(column.count)
        for coalition in 0..<column.count {
            guard let cost = amount(column[coalition]) else { throw unreadable(column[coalition], coalition) }
            costs.append(isValue ? -cost : cost)
        }
        guard costs[0] == 0 else {
            throw Problem(
                Localized(
                    sv: "Gruppen utan medlemmar har ett belopp; det ska vara 0.",
                    en: "The coalition without members has an amount; it must be 0."))
        }
        total = costs[grand]
        self.costs = costs
    }

    private func unreadable(_ cell: Cell, _ coalition: Int) -> Problem {
        let whose = coalition == 0 ? "{}" : name(coalition)
        if cell == .null {
            return Problem(
                Localized(sv: "Kostnaden för \(whose) saknas.", en: "The cost of \(whose) is missing."),
                remedy: Localized(
                    sv: "Ett spel har ett belopp för varje grupp.", en: "A game has an amount for every coalition."))
        }
        return Problem(
            Localized(
                sv: "Kostnaden för \(whose), \(cell.plainText), är för stor eller av fel typ.",
                en: "The cost of \(whose), \(cell.plainText), is too large or of the wrong type."),
            remedy: Localized(
                sv: "Med unit=SEK är den pengar, med unit=none ett tal.",
                en: "With unit=SEK it is money, with unit=none a number."))
    }
}

/// Refuses a list of players that is empty or names someone twice.
func checkPlayers(_ players: [String]) throws(Problem) {
    guard !players.isEmpty else {
        throw Problem(
            Localized(sv: "Det finns ingen part att fördela på.", en: "There is no party to allocate to."))
    }
    var seen: Set<String> = []
    for player in players where !seen.insert(player).inserted {
        throw Problem(
            Localized(sv: "Parten '\(player)' står två gånger.", en: "The party '\(player)' stands twice."))
    }
}
