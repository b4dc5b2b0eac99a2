// SPDX-License-Identifier: EUPL-1.2

/// Passes over all coalitions and finds those that a point violates most.
struct Sweep {
    let game: CostGame
    let weighting: Weighting

    /// The coalitions S outside the settled span with the least c(S) - x(S) - t w(S), below -tolerance, least first.
    ///
    /// A block of the table is first reduced to its minimum, eight numbers at a time; only a block that holds a violated
    /// coalition is looked at closer.
    func violated(
        _ x: [Double], _ t: Double, outside settled: NullVector, limit: Int, tolerance: Double
    ) -> [Int] {
        let n = game.players
        let low = min(n, 10)
        let lowSums = subsetSums(Array(x.prefix(low)), weighting == .perCapita ? t : 0)
        let lowNull = nullSums(Array(settled.vector.prefix(low)))
        let factor = weighting == .proportional ? 1 - t : 1
        var found = Worst(limit: limit, threshold: -tolerance)
        game.costs.withUnsafeBufferPointer { costs in
            lowSums.withUnsafeBufferPointer { sums in
                for block in 0..<1 << (n - low) {
                    var high = weighting == .ordinary ? t : 0
                    var null: UInt64 = 0
                    var rest = block
                    while rest != 0 {
                        let player = low + rest.trailingZeroBitCount
                        high += x[player] + (weighting == .perCapita ? t : 0)
                        null = Field.add(null, settled.vector[player])
                        rest &= rest - 1
                    }
                    let row = UnsafeBufferPointer(rebasing: costs[block << low..<(block + 1) << low])
                    guard least(row, sums, factor) - high < found.threshold else { continue }
                    for k in row.indices {
                        let slack = row[k] * factor - sums[k] - high
                        guard slack < found.threshold else { continue }
                        let coalition = block << low | k
                        // the null vector is zero on the coalition of all and on none
                        guard Field.add(lowNull[k], null) != 0 else { continue }
                        found.insert(coalition, slack)
                    }
                }
            }
        }
        return found.sorted()
    }
}

/// The least factor * costs[k] - sums[k], or less.
///
/// Eight running minima, written out: the compiler makes vectors of them, which it does not of Swift's own vector types here.
@inline(__always)
private func least(_ costs: UnsafeBufferPointer<Double>, _ sums: UnsafeBufferPointer<Double>, _ factor: Double)
    -> Double
{
    guard costs.count >= 8, let c = costs.baseAddress, let s = sums.baseAddress else { return -.infinity }
    var (a0, a1, a2, a3) = (Double.infinity, Double.infinity, Double.infinity, Double.infinity)
    var (b0, b1, b2, b3) = (a0, a1, a2, a3)
    var k = 0
    while k < costs.count {
        let u0 = c[k] * factor - s[k]
        let u1 = c[k &+ 1] * factor - s[k &+ 1]
        let u2 = c[k &+ 2] * factor - s[k &+ 2]
        let u3 = c[k &+ 3] * factor - s[k &+ 3]
        let v0 = c[k &+ 4] * factor - s[k &+ 4]
        let v1 = c[k &+ 5] * factor - s[k &+ 5]
        let v2 = c[k &+ 6] * factor - s[k &+ 6]
        let v3 = c[k &+ 7] * factor - s[k &+ 7]
        a0 = u0 < a0 ? u0 : a0
        a1 = u1 < a1 ? u1 : a1
        a2 = u2 < a2 ? u2 : a2
        a3 = u3 < a3 ? u3 : a3
        b0 = v0 < b0 ? v0 : b0
        b1 = v1 < b1 ? v1 : b1
        b2 = v2 < b2 ? v2 : b2
        b3 = v3 < b3 ? v3 : b3
        k &+= 8
    }
    return min(min(min(a0, a1), min(a2, a3)), min(min(b0, b1), min(b2, b3)))
}

/// The coalitions with the least slack so far, a few more than are wanted.
private struct Worst {
    let limit: Int
    var threshold: Double
    private var all: [(slack: Double, coalition: Int)] = []

    init(limit: Int, threshold: Double) {
        self.limit = limit
        self.threshold = threshold
    }

    mutating func insert(_ coalition: Int, _ slack: Double) {
        all.append((slack, coalition))
        guard all.count >= 4 * limit else { return }
        trim()
        threshold = all.last.map { min(threshold, $0.slack) } ?? threshold
    }

    private mutating func trim() {
        all.sort { ($0.slack, $0.coalition) < ($1.slack, $1.coalition) }
        all.removeLast(max(0, all.count - limit))
    }

    mutating func sorted() -> [Int] {
        trim()
        return all.map(\.coalition)
    }
}

/// x(S) + each |S| for every coalition S of a few players, by bitmask.
func subsetSums(_ x: [Double], _ each: Double = 0) -> [Double] {
    var sums = [Double](repeating: 0, count: 1 << x.count)
    for (player, share) in x.enumerated() {
        for k in 0..<1 << player { sums[1 << player | k] = sums[k] + (share + each) }
    }
    return sums
}

private func nullSums(_ z: [UInt64]) -> [UInt64] {
    var sums = [UInt64](repeating: 0, count: 1 << z.count)
    for (player, share) in z.enumerated() {
        for k in 0..<1 << player { sums[1 << player | k] = Field.add(sums[k], share) }
    }
    return sums
}
