// SPDX-License-Identifier: EUPL-1.2

/// A runway or a trunk line of which everyone uses a first part: a coalition costs what its most demanding member costs alone.
public struct Airport: Sendable {
    private let costs: [Int]
    /// Players, the least demanding first.
    private let order: [Int]

    /// - Parameter costs: what each player would cost alone, in whole numbers not below zero.
    public init(costs: [Int]) {
        self.costs = costs
        order = costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    }

    /// The Shapley value: each stretch is shared equally by all who use it.
    ///
    /// - Source: Littlechild and Owen, *A simple expression for the Shapley value in a special case* (1973), eq. 2.
    public func shapley() -> ExactShares {
        var shares = [Rational](repeating: Rational(0), count: costs.count)
        var share = Rational(0)
        var paid = 0
        for (k, player) in order.enumerated() {
            if costs[player] > paid {
                share = share + Rational(BigInt(costs[player] - paid), over: BigInt(order.count - k))
            }
            paid = max(paid, costs[player])
            shares[player] = share
        }
        return ExactShares(shares)
    }

    /// The nucleolus: the first i players, those for whom c_i / (i + 1) is least, pay that each; the rest share what is left in the same
    /// way, and the last pays the remainder.
    ///
    /// - Source: Littlechild, *A simple expression for the nucleolus in a special case* (1974); the form is that of Potters and
    ///   Sudhölter, *Airport problems and consistent allocation rules* (1999).
    public func nucleolus() -> ExactShares {
        var shares = [Rational](repeating: Rational(0), count: costs.count)
        var settled = 0
        var paid = Rational(0)
        while settled + 1 < order.count {
            var least: Rational?
            var last = settled
            for i in settled..<order.count - 1 {
                let left = Rational(BigInt(costs[order[i]])) - paid
                let share = left * Rational(1, over: BigInt(i - settled + 2))
                if least.map({ share <= $0 }) ?? true { (least, last) = (share, i) }
            }
            for i in settled...last { shares[order[i]] = least ?? Rational(0) }
            paid = paid + (least ?? Rational(0)) * Rational(BigInt(last - settled + 1))
            settled = last + 1
        }
        if let player = order.last { shares[player] = Rational(BigInt(costs[player])) - paid }
        return ExactShares(shares)
    }
}
