// SPDX-License-Identifier: EUPL-1.2

/// What is to be shared: an amount and, where it is known, what every coalition would cost by itself.
///
/// A value game v is held as the cost game c = -v; the shares are turned back at the end, so that every method is
/// defined once.
struct JointCost<A: Amount> {
    /// The players, in listed order.
    var players: [String]
    /// c(N): the cost of all together.
    var total: A
    /// c(S) by bitmask, bit i for player i; nil when only the total is known.
    var costs: [A]?
    /// Whether it was made from a value game.
    var isValue = false

    /// The size of its largest amount, which tolerances are relative to.
    var scale: A { (costs ?? [total]).reduce(.zero) { max($0, $1 < 0 ? -$1 : $1) } }
    /// Number of players.
    var count: Int { players.count }
    /// The coalition of all.
    var grand: Int { 1 << count - 1 }

    /// The names of a coalition's members, joined by `+`.
    func name(_ coalition: Int) -> String {
        players.indices.filter { coalition >> $0 & 1 == 1 }.map { players[$0] }.joined(separator: "+")
    }

    /// The cost of each player alone.
    func standalone(_ costs: [A]) -> [A] { players.indices.map { costs[1 << $0] } }

    /// The separable (marginal) cost of each player: c(N) - c(N without i).
    func separable(_ costs: [A]) -> [A] { players.indices.map { costs[grand] - costs[grand ^ 1 << $0] } }
}

/// A sum of amounts, in order.
func sum<A: Amount>(_ amounts: some Sequence<A>) -> A { amounts.reduce(.zero, +) }
