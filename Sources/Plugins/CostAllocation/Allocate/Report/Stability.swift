// SPDX-License-Identifier: EUPL-1.2

/// Whether an allocation holds together: the largest excess x(S) - c(S) over the coalitions, neither empty nor all,
/// and the coalitions that have it. A coalition with a positive excess pays more than it would cost by itself, so it
/// has an objection; without any the allocation is in the core.
///
/// Computed on the unrounded shares: rounding may leave a core of one point by an öre.
///
/// - Source: Gillies, *Solutions to general non-zero-sum games* (1959), for the core.
struct Stability<A: Amount> {
    /// The largest excess times the shares' denominator; nil for a single player, who has no one to leave.
    var excess: A?
    /// The coalitions with the largest excess, by bitmask, at most ``listed``.
    var worst: [Int]
    /// Whether no coalition has an objection.
    var inCore: Bool
    /// The players who pay less than alone.
    var gainers: Int

    /// Most coalitions that are named.
    static var listed: Int { 12 }

    /// Tests every coalition.
    init(_ shares: Shares<A>, in joint: JointCost<A>, costs: [A]) {
        let x = shares.numerators
        let denominator = shares.denominator
        let slack = A.tolerance(at: joint.scale * denominator)
        gainers = joint.players.indices.count { x[$0] < costs[1 << $0] * denominator - slack }
        worst = []
        let low = min(joint.count, 12)
        let lowSums = subsetSums(Array(x.prefix(low)))
        let highSums = subsetSums(Array(x.dropFirst(low)))
        for (block, high) in highSums.enumerated() {
            for k in lowSums.indices {
                let coalition = block << low | k
                if coalition == 0 || coalition == joint.grand { continue }
                let one = high + lowSums[k] - costs[coalition] * denominator
                if let best = excess, one < best - slack { continue }
                if excess.map({ one > $0 + slack }) ?? true { worst = [] }
                excess = max(excess ?? one, one)
                if worst.count < Self.listed { worst.append(coalition) }
            }
        }
        inCore = excess.map { $0 <= slack } ?? true
    }
}

/// x(S) for every S of a few players, by bitmask.
private func subsetSums<A: Amount>(_ x: [A]) -> [A] {
    var sums = [A](repeating: .zero, count: 1 << x.count)
    for coalition in sums.indices.dropFirst() {
        sums[coalition] = sums[coalition & (coalition - 1)] + x[coalition.trailingZeroBitCount]
    }
    return sums
}
