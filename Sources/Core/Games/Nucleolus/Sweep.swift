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
@inline(__always)
private func least(_ costs: UnsafeBufferPointer<Double>, _ sums: UnsafeBufferPointer<Double>, _ factor: Double)
    -> Double
{
    guard costs.count >= 16, let c = costs.baseAddress, let s = sums.baseAddress else { return -.infinity }
    let a = UnsafeRawPointer(c)
    let b = UnsafeRawPointer(s)
    let step = MemoryLayout<SIMD8<Double>>.size
    var first = SIMD8<Double>(repeating: .infinity)
    var second = first
    var offset = 0
    for _ in 0..<costs.count / 16 {
        let one =
            a.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self) * factor
            - b.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
        let two =
            a.loadUnaligned(fromByteOffset: offset + step, as: SIMD8<Double>.self) * factor
            - b.loadUnaligned(fromByteOffset: offset + step, as: SIMD8<Double>.self)
        first = first.replacing(with: one, where: one .< first)
        second = second.replacing(with: two, where: two .< second)
        offset += 2 * step
    }
    return first.replacing(with: second, where: second .< first).min()
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
