// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// What is to be shared: an amount and, where it is known, what every coalition would cost by itself.
///
/// A value game v is held as the cost game c = -v; the shares are turned back at the end, so that every method is
/// defined once. Amounts are öre, or plain numbers.
struct JointCost {
    /// The players, in listed order.
    let players: [String]
    /// c(N): the cost of all together.
    let total: Rational
    /// c(S) by bitmask, bit i for player i; nil when only the total is known, or the players are too many.
    let game: CostGame?
    /// The agreement's cost function, when the costs come from one.
    let function: CostFunction?
    /// Whether it was made from a value game.
    let isValue: Bool

    /// Only an amount.
    init(players: [String], total: Rational, isValue: Bool) {
        self.players = players
        self.total = total
        self.isValue = isValue
        game = nil
        function = nil
    }

    /// A table of coalitions.
    init(players: [String], game: CostGame, function: CostFunction? = nil, isValue: Bool) {
        self.players = players
        self.game = game
        self.function = function
        self.isValue = isValue
        total = game.exact(1 << players.count - 1)
    }

    /// A cost function of more players than a table has room for.
    init(_ function: CostFunction, total: Rational) {
        players = function.names
        self.total = total
        self.function = function
        game = nil
        isValue = false
    }

    /// Number of players.
    var count: Int { players.count }
    /// The coalition of all.
    var grand: Int { 1 << count - 1 }

    /// The names of a coalition's members, joined by `+`.
    func name(_ coalition: Int) -> String {
        players.indices.filter { coalition >> $0 & 1 == 1 }.map { players[$0] }.joined(separator: "+")
    }
}

extension CostGame {
    /// The cost of each player alone.
    var standalone: [Rational] { (0..<players).map { exact(1 << $0) } }

    /// The separable (marginal) cost of each player: c(N) - c(N without i).
    var separable: [Rational] {
        let all = 1 << players - 1
        return (0..<players).map { exact(all) - exact(all ^ 1 << $0) }
    }
}
