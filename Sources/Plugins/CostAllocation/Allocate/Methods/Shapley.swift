// SPDX-License-Identifier: EUPL-1.2

extension JointCost {
    /// The Shapley value: each player's marginal cost, averaged over all orders in which the players may come.
    ///
    /// With w_s = s! (n - 1 - s)! / n! it is, in one pass over the table,
    /// sum over S with i of c(S) (w_(s-1) + w_s) - sum over all S of c(S) w_s. The weights 1 / w_s = n C(n - 1, s)
    /// have the least common multiple lcm(1...n), 2^33 for 24 players, so that the sums are exact in 128 bits.
    ///
    /// - Source: Shapley, *A value for n-person games* (1953); Farhi, *An identity involving the least common
    ///   multiple of binomial coefficients* (2009), for the denominator.
    func shapley(_ costs: [A]) -> Shares<A> {
        let (weights, denominator) = shapleyWeights(count)
        let w = weights.map { A($0) }
        let coefficients = (0...count).map { size in
            (size > 0 ? w[size - 1] : .zero) + (size < count ? w[size] : .zero)
        }
        let with = sumsByPlayer(count) { costs[$0] * coefficients[$0.nonzeroBitCount] }
        // sum over all S of c(S) w_s, by size, so that the pass stays light
        var bySize = [A](repeating: .zero, count: count + 1)
        for (coalition, cost) in costs.enumerated() { bySize[coalition.nonzeroBitCount] += cost }
        let all = sum(w.indices.map { bySize[$0] * w[$0] })
        return Shares(numerators: with.map { $0 - all }, denominator: A(denominator))
    }
}

/// The weights s! (n - 1 - s)! / n! for s in 0..<n as whole numbers over a common denominator.
func shapleyWeights(_ n: Int) -> (weights: [Int], denominator: Int) {
    var binomial = 1
    var inverses: [Int] = []
    for s in 0..<n {
        inverses.append(n * binomial)
        binomial = binomial * (n - 1 - s) / (s + 1)
    }
    let denominator = inverses.reduce(1) { $0 / greatestCommonDivisor($0, $1) * $1 }
    return (inverses.map { denominator / $0 }, denominator)
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

/// For each player the sum of a value over the coalitions it is in, in about 2^n additions instead of n 2^n.
///
/// The table is read in blocks of 2^12 coalitions that share their high players. A block is added elementwise to one
/// block of sums, for the low players, and its total stands for the high ones. Both are then folded: the upper half
/// of a table holds the coalitions of its highest player, and added to the lower half it leaves one player less.
func sumsByPlayer<A: Amount>(_ n: Int, _ value: (Int) -> A) -> [A] {
    let low = min(n, 12)
    var lowSums = [A](repeating: .zero, count: 1 << low)
    var highSums = [A](repeating: .zero, count: 1 << (n - low))
    for block in highSums.indices {
        var total = A.zero
        for k in lowSums.indices {
            let one = value(block << low | k)
            lowSums[k] += one
            total += one
        }
        highSums[block] = total
    }
    return folded(lowSums, low) + folded(highSums, n - low)
}

private func folded<A: Amount>(_ table: [A], _ n: Int) -> [A] {
    var table = table
    var sums = [A](repeating: .zero, count: n)
    for player in (0..<n).reversed() {
        let half = 1 << player
        for k in 0..<half {
            sums[player] += table[half + k]
            table[k] += table[half + k]
        }
    }
    return sums
}
