// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkGames

/// What each player pays today, exactly, in the order of the players.
///
/// - Throws: ``Problem`` when a player is missing or listed without an amount: a comparison with a part would mislead.
func todaysCosts(_ table: Table, of players: [String]) throws(Problem) -> [Rational] {
    let listed = table["player"]?.cells.map(\.plainText) ?? []
    var today: [Rational] = []
    for player in players {
        guard let row = listed.firstIndex(of: player) else {
            throw Problem(
                Localized(
                    sv: "Parten '\(player)' saknas i indatat 'today'.",
                    en: "The party '\(player)' is missing in the input 'today'."),
                remedy: suggestion(for: player, among: listed))
        }
        switch table[row, "cost"] {
        case .money(let money) where money.ore.magnitude <= largestOre: today.append(Rational(money))
        case .real(let number) where number.magnitude <= largestNumber: today.append(Rational(number))
        case .integer(let number): today.append(Rational(BigInt(number)))
        default:
            throw Problem(
                Localized(
                    sv: "today: '\(player)' saknar ett belopp, eller det är för stort.",
                    en: "today: '\(player)' has no amount, or it is too large."))
        }
    }
    return today
}
