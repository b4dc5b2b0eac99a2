// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkGames

/// Largest amount as a plain number.
let largestNumber = 1e100

extension JointCost {
    /// Reads the table of a game: one column `cost`, indexed by coalition.
    ///
    /// - Throws: ``Problem`` that names the coalition or the number of rows at fault.
    init(game table: Table, isValue: Bool, isMoney: Bool) throws(Problem) {
        guard let players = table.players, let column = table["cost"] else {
            throw Problem(
                Localized(
                    sv: "Indatat 'game' är inget spel: det ska ha kolumnen cost och attributet players.",
                    en: "The input 'game' is no game: it must have the column cost and the attribute players."))
        }
        try checkPlayers(players)
        guard players.count <= CostGame.mostPlayers else { throw tooManyToTable(players.count) }
        guard column.count == 1 << players.count else {
            throw Problem(
                Localized(
                    sv: "Ett spel med \(players.count) parter har 2^\(players.count) = \(1 << players.count) rader, "
                        + "men indatat 'game' har \(column.count).",
                    en: "A game of \(players.count) parties has 2^\(players.count) = \(1 << players.count) rows, "
                        + "but the input 'game' has \(column.count)."))
        }
        if let row = column.present?.firstIndex(of: false) {
            throw Problem(
                Localized(
                    sv: "Kostnaden för \(table.keyText(row)) saknas.",
                    en: "The cost of \(table.keyText(row)) is missing."),
                remedy: Localized(
                    sv: "Ett spel har ett belopp för varje grupp.", en: "A game has an amount for every coalition."))
        }
        let game: CostGame
        switch column.storage {
        case .integers(let amounts):
            try checkAmounts(table, amounts.firstIndex { $0.magnitude > largestOre })
            game = try CostGame(players: players.count) { costs in
                for (coalition, amount) in amounts.enumerated() {
                    costs[coalition] = Double(isValue ? -amount : amount)
                }
            }
        case .reals(let numbers) where !isMoney:
            try checkAmounts(table, numbers.firstIndex { !($0.magnitude <= largestNumber) })
            game = try CostGame(isValue ? numbers.map { -$0 } : numbers)
        default:
            throw Problem(
                Localized(
                    sv: "Indatat 'game': kolumnen cost har fel typ.", en: "The input 'game': cost has the wrong type."),
                remedy: Localized(
                    sv: "Med unit=SEK är den pengar, med unit=none ett tal.",
                    en: "With unit=SEK it is money, with unit=none a number."))
        }
        self.init(players: players, game: game, isValue: isValue)
    }

    /// The costs of an agreement's cost function: a table when the players are few enough.
    ///
    /// - Throws: ``Problem`` when a coalition costs too much.
    init(_ function: CostFunction, isMoney: Bool) throws(Problem) {
        func rounded(_ cost: Double) -> Double { isMoney ? (cost + 0.5).rounded(.down) : cost }
        guard function.names.count <= mostTabled else {
            let total = rounded(function.total)
            guard total.magnitude <= Double(largestOre) else { throw tooDear(function.names) }
            self.init(function, total: Rational(total))
            return
        }
        let costs = function.table.map(rounded)
        guard costs.allSatisfy({ $0.magnitude <= Double(largestOre) }) else { throw tooDear(function.names) }
        self.init(players: function.names, game: try CostGame(costs), function: function, isValue: false)
    }
}

private func checkAmounts(_ table: Table, _ row: Int?) throws(Problem) {
    guard let row else { return }
    throw Problem(
        Localized(
            sv: "Kostnaden för \(table.keyText(row)), \(table[row, "cost"].plainText), är för stor.",
            en: "The cost of \(table.keyText(row)), \(table[row, "cost"].plainText), is too large."))
}

private func tooDear(_ players: [String]) -> Problem {
    Problem(
        Localized(
            sv: "Kostnaden enligt pools blir för stor för att räkna med.",
            en: "The cost by pools becomes too large to reckon with."))
}

/// The problem that a game has more players than a table of it can have.
private func tooManyToTable(_ count: Int) -> Problem {
    Problem(
        Localized(
            sv: "\(count) parter är för många: ett spel har högst \(CostGame.mostPlayers).",
            en: "\(count) parties are too many: a game has at most \(CostGame.mostPlayers)."), kind: .limit,
        remedy: Localized(
            sv: "Ge avtalets kostnader som pools och parties och ta shapley-sampled, eller dela efter en nyckel.",
            en: "Give the agreement's costs as pools and parties and take shapley-sampled, or share by a key."))
}

/// The problem that something needs every coalition's cost, and pools and parties have too many parties for that.
///
/// - Parameter what: the method or analysis.
func tooManyForPools(_ what: String, _ count: Int) -> Problem {
    Problem(
        Localized(
            sv: "\(what) räknar igenom alla grupper, och med pools och parties går det för högst \(mostTabled) parter; "
                + "här är de \(count).",
            en: "\(what) goes through all coalitions, and with pools and parties it can for at most \(mostTabled) "
                + "parties; here are \(count)."), kind: .limit,
        remedy: Localized(
            sv:
                "Fler parter klarar allocate med shapley-sampled, med shapley när varje pool har en sluten form, och med "
                + "nycklarna equal, proportional och composite.",
            en: "More parties are possible by allocate with shapley-sampled, with shapley when every pool has a closed "
                + "form, and with the keys equal, proportional and composite."))
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
