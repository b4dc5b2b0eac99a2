// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a coalition's excess x(S) - c(S) is measured against when excesses are compared.
public enum Weighting: String, Sendable, CaseIterable {
    /// As it is, in money (Schmeidler 1969).
    case ordinary
    /// Divided by the number of members (Grotte 1970).
    case perCapita
    /// Divided by the coalition's cost (Young, Okada and Hashimoto 1982).
    case proportional

    /// What a coalition's excess is divided by, in grains or members.
    func weight(_ coalition: Int, _ game: CostGame) -> Double {
        switch self {
        case .ordinary: 1
        case .perCapita: Double(coalition.nonzeroBitCount)
        case .proportional: game.costs[coalition]
        }
    }

    /// The same, exactly.
    func exactWeight(_ coalition: Int, _ game: CostGame) -> BigInt {
        switch self {
        case .ordinary: 1
        case .perCapita: BigInt(coalition.nonzeroBitCount)
        case .proportional: game.exactCost(coalition)
        }
    }

    /// Refuses a game in which an excess would be divided by nothing or less.
    func check(_ game: CostGame) throws(Problem) {
        guard self == .proportional else { return }
        for coalition in 1..<max(1, game.grand) where game.costs[coalition] <= 0 {
            let cost = game[coalition]
            throw Problem(
                Localized(
                    sv: "Den proportionella nukleolen delar med varje grupps kostnad, och en grupp kostar \(cost).",
                    en: "The proportional nucleolus divides by every coalition's cost, and a coalition costs \(cost)."),
                remedy: Localized(
                    sv: "Ta nucleolus eller per-capita-nucleolus.", en: "Take nucleolus or per-capita-nucleolus."))
        }
    }
}
