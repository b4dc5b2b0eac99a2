// SPDX-License-Identifier: EUPL-1.2

/// Passes once over all coalitions for one whose excess is larger than its level allows.
///
/// A coalition may exceed the bound of level k only when the levels up to k determine its sum. Floating point with a proven bound
/// on its error rules out nearly all coalitions; the few in doubt are compared exactly.
struct CheckedSweep {
    private let game: CostGame
    private let point: CheckedPoint
    /// The excess of each level over a weight of one, times the point's denominator.
    private let bounds: [Rational]
    /// For each number of levels from none, what is orthogonal to all they determine.
    private let normals: [[[BigInt]]]
    /// The same in 64 bits, where it fits.
    private let narrowNormals: [[[Int]]]?
    private let narrow: NarrowPoint?

    init(_ game: CostGame, _ point: CheckedPoint, _ bounds: [Rational], _ spans: [CheckedSpan]) {
        self.game = game
        self.point = point
        self.bounds = bounds
        normals = spans.map { $0.normals() }
        let short = normals.map { $0.map { $0.compactMap(\.int).filter { $0.magnitude < 1 << 57 } } }
        narrowNormals = short.allSatisfy { $0.allSatisfy { $0.count == game.players } } ? short : nil
        narrow = NarrowPoint(game, point, bounds)
    }

    /// A coalition that disproves the levels, if there is one.
    func objection() -> Int? {
        guard let last = bounds.last else { return nil }
        let n = game.players
        let x = point.numerators.map { Double.quotient($0, point.denominator) }
        let bound = Double.quotient(last.numerator, last.denominator * point.denominator)
        let perMember = point.weighting == .perCapita ? bound : 0
        let perCost = point.weighting == .proportional ? 1 + bound : 1
        let fixed = point.weighting == .ordinary ? bound : 0
        // every number below is at most `size` large, and fewer than 2 n + 8 roundings of 2^-53 of it are made
        let size =
            x.reduce(0) { $0 + abs($1) } + abs(perCost) * game.largest + abs(bound) * Double(n) + game.largest
        let error = Double(2 * n + 8) * 0x1p-52 * size
        let low = min(n, 12)
        let lowSums = subsetSums(Array(x.prefix(low)), -perMember)
        let highSums = subsetSums(Array(x.dropFirst(low)), -perMember)
        for block in highSums.indices {
            let threshold = fixed - highSums[block] - error
            let first = block << low
            var k = 0
            while let next = firstAbove(threshold, lowSums, perCost, first, from: k) {
                let coalition = first | next
                k = next + 1
                if coalition != 0, coalition != game.grand, objects(coalition) { return coalition }
            }
        }
        return nil
    }

    /// The next coalition of a block whose low sum less its cost is not below a threshold.
    private func firstAbove(
        _ threshold: Double, _ sums: [Double], _ factor: Double, _ first: Int, from start: Int
    ) -> Int? {
        game.costs.withUnsafeBufferPointer { costs in
            sums.withUnsafeBufferPointer { sums in
                var k = start
                while k < sums.count {
                    if sums[k] - factor * costs[first + k] >= threshold { return k }
                    k += 1
                }
                return nil
            }
        }
    }

    /// Whether a coalition exceeds a bound and is not determined by the levels up to there, exactly.
    private func objects(_ coalition: Int) -> Bool {
        guard let over = bounds.indices.reversed().first(where: { isWithin(coalition, $0) }) else {
            return !isDetermined(coalition, by: 0)
        }
        return over + 1 < bounds.count && !isDetermined(coalition, by: over + 1)
    }

    /// Whether the excess is at most the bound of a level.
    private func isWithin(_ coalition: Int, _ level: Int) -> Bool {
        if let narrow { return narrow.isWithin(coalition, level) }
        let bound = bounds[level]
        return point.excess(coalition) * bound.denominator <= bound.numerator * point.weight(coalition)
    }

    /// Whether the first so many levels determine what a coalition pays.
    private func isDetermined(_ coalition: Int, by levels: Int) -> Bool {
        if let narrowNormals {
            return narrowNormals[levels].allSatisfy { normal in
                var sum = 0
                for player in normal.indices where coalition >> player & 1 == 1 { sum += normal[player] }
                return sum == 0
            }
        }
        return normals[levels].allSatisfy { normal in
            var sum: BigInt = 0
            for player in normal.indices where coalition >> player & 1 == 1 { sum += normal[player] }
            return sum.signum == 0
        }
    }
}

/// A point and bounds whose comparisons fit in 128 bits.
private struct NarrowPoint {
    private let game: CostGame
    private let weighting: Weighting
    private let numerators: [Int128]
    private let denominator: Int128
    private let bounds: [(numerator: Int128, denominator: Int128)]

    /// The same in 128 bits, or nil when a comparison could overflow.
    init?(_ game: CostGame, _ point: CheckedPoint, _ bounds: [Rational]) {
        guard let costs = BigInt(exactly: game.largest) else { return nil }
        let weight = max(costs.bitWidth, 5)
        let excess =
            max(
                point.numerators.reduce(0) { max($0, $1.bitWidth) } + 5, costs.bitWidth + point.denominator.bitWidth)
            + 1
        guard bounds.allSatisfy({ excess + $0.denominator.bitWidth < 126 && $0.numerator.bitWidth + weight < 126 })
        else { return nil }
        self.game = game
        weighting = point.weighting
        numerators = point.numerators.compactMap(\.int128)
        denominator = point.denominator.int128 ?? 1
        self.bounds = bounds.map { ($0.numerator.int128 ?? 0, $0.denominator.int128 ?? 1) }
    }

    func isWithin(_ coalition: Int, _ level: Int) -> Bool {
        let cost = Int128(game.costs[coalition])
        var excess = -cost * denominator
        var rest = coalition
        while rest != 0 {
            excess += numerators[rest.trailingZeroBitCount]
            rest &= rest - 1
        }
        let weight: Int128 =
            switch weighting {
            case .ordinary: 1
            case .perCapita: Int128(coalition.nonzeroBitCount)
            case .proportional: cost
            }
        return excess * bounds[level].denominator <= bounds[level].numerator * weight
    }
}
