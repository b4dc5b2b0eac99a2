// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What an agreement costs any group of its parties: c(S) = sum over the pools of amount x q(S), and nothing for no
/// one.
///
/// The pools are added in listed order in double precision; money is then rounded once a coalition, half up, to the
/// öre.
struct CostFunction: Sendable {
    /// A pool: what it is called, its amount (in öre, or plain), and what it follows.
    struct Pool: Sendable {
        var name: String
        var amount: Double
        var measure: Measure
    }

    /// The parties, in listed order.
    var names: [String]
    var pools: [Pool]

    /// c(S) for every coalition, by bitmask, not rounded. For at most ``mostTabled`` parties.
    var table: [Double] {
        var table = [Double](repeating: 0, count: 1 << names.count)
        for pool in pools { pool.measure.add(pool.amount, to: &table) }
        table[0] = 0
        return table
    }

    /// c(N), not rounded.
    var total: Double {
        var order = arrivals
        var cost = 0.0
        for player in names.indices { cost = join(player, &order) }
        return cost
    }

    /// c({i}) for every party, not rounded.
    var alone: [Double] {
        let own = pools.map { pool in pool.measure.alone.map { pool.amount * $0 } }
        return names.indices.map { player in own.reduce(0) { $0 + $1[player] } }
    }

    /// No one has come yet, in each pool.
    var arrivals: [Arrivals] { pools.map { Arrivals($0.measure, count: names.count) } }

    /// The cost of all that have come when one more joins.
    func join(_ player: Int, _ arrivals: inout [Arrivals]) -> Double {
        var cost = 0.0
        for i in pools.indices { cost += pools[i].amount * arrivals[i].join(player) }
        return cost
    }
}

/// Largest number of parties of a cost function whose coalitions are tabled.
let mostTabled = 20
