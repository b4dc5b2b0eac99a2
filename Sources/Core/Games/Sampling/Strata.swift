// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Observations of marginal costs, by player and place in the order.
///
/// Place k from the front and place k from the back are of one stratum, since an order and its reverse are observed together.
/// The first places, where marginal costs differ most, are a stratum each; further in, k / 8 neighbours are one, so that the
/// table of strata stays near the processor.
struct Strata {
    private struct Cell {
        var count = 0.0
        var sum = 0.0
        var squares = 0.0
    }

    private let players: Int
    /// For each place of an order where the cells of its stratum begin.
    private let rows: [Int]
    /// The part of all places that each stratum holds.
    private let weights: [Double]
    /// Stratum by stratum, in each player by player.
    private var cells: [Cell]
    /// The largest observation of each player, by magnitude.
    private var farthest: [Double]
    /// c(N), as last walked.
    private(set) var total = 0.0

    init(players: Int) {
        self.players = players
        var strata: [Int] = []
        var weights: [Double] = []
        while strata.count < (players + 1) / 2 {
            let first = strata.count
            let width = min(max(1, first / 8), (players + 1) / 2 - first)
            strata += [Int](repeating: weights.count, count: width)
            // the place in the middle is its own counterpart
            let places = 2 * width - (2 * (first + width) > players ? 1 : 0)
            weights.append(Double(places) / Double(players))
        }
        rows = (0..<players).map { strata[min($0, players - 1 - $0)] * players }
        self.weights = weights
        cells = [Cell](repeating: Cell(), count: weights.count * players)
        farthest = [Double](repeating: 0, count: players)
    }

    /// Walks so many orders, each with its reverse.
    mutating func add(_ pairs: Int, of oracle: some CostOracle, _ random: inout OrderSource) {
        let n = players
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * n) { scratch in
            let forwards = UnsafeMutableBufferPointer(rebasing: scratch[0..<n])
            let backwards = UnsafeMutableBufferPointer(rebasing: scratch[n..<2 * n])
            withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * n) { orders in
                let order = UnsafeMutableBufferPointer(rebasing: orders[0..<n])
                let reverse = UnsafeMutableBufferPointer(rebasing: orders[n..<2 * n])
                for _ in 0..<pairs {
                    random.draw(order)
                    for k in 0..<n { reverse[k] = order[n - 1 - k] }
                    oracle.walk(UnsafeBufferPointer(order), into: forwards)
                    oracle.walk(UnsafeBufferPointer(reverse), into: backwards)
                    observe(order, forwards, backwards)
                }
            }
        }
    }

    private mutating func observe(
        _ order: UnsafeMutableBufferPointer<Int>, _ forwards: UnsafeMutableBufferPointer<Double>,
        _ backwards: UnsafeMutableBufferPointer<Double>
    ) {
        let n = players
        total = forwards[n - 1]
        cells.withUnsafeMutableBufferPointer { [rows] cells in
            farthest.withUnsafeMutableBufferPointer { farthest in
                var (last, next) = (0.0, backwards[n - 1])
                for k in 0..<n {
                    let back = n - 1 - k
                    let before = back > 0 ? backwards[back - 1] : 0
                    let mean = (forwards[k] - last + (next - before)) / 2
                    (last, next) = (forwards[k], before)
                    let player = order[k]
                    let cell = rows[k] + player
                    cells[cell].count += 1
                    cells[cell].sum += mean
                    cells[cell].squares += mean * mean
                    if abs(mean) > farthest[player] { farthest[player] = abs(mean) }
                }
            }
        }
    }

    /// Shares that add up to c(N), and half-widths of 95 % intervals; infinite where there is too little to tell.
    ///
    /// To the observations of every player at every place one is imagined that is as far out as any seen of the player, so that what is
    /// rare and not yet seen does not make an interval too narrow (after Agresti and Coull, *Approximate is better than "exact"*, 1998).
    func estimate() -> (shares: [Double], halfWidths: [Double]) {
        let n = players
        var shares = [Double](repeating: 0, count: n)
        var variances = [Double](repeating: 0, count: n)
        for (stratum, weight) in weights.enumerated() {
            for player in 0..<n {
                let cell = cells[stratum * n + player]
                let mean = cell.count > 0 ? cell.sum / cell.count : 0
                shares[player] += weight * mean
                let spread = max(0, cell.squares - cell.sum * mean) + farthest[player] * farthest[player]
                // a single player and the ends of an order leave nothing to chance; other places need two observations
                let certain = stratum == 0 && cell.count > 0
                let variance = certain ? 0 : cell.count > 1 ? spread / (cell.count - 1) / cell.count : .infinity
                variances[player] += weight * weight * variance
            }
        }
        let missing = total - shares.reduce(0, +)
        let all = variances.reduce(0, +)
        for player in 0..<n {
            shares[player] += all > 0 && all.isFinite ? missing * variances[player] / all : missing / Double(n)
        }
        return (shares, variances.map { SampledShapley.quantile * $0.squareRoot() })
    }
}

/// Random orders: the k-th depends on the seed and k only.
struct OrderSource {
    private let players: Int
    private let seed: UInt64
    private var next: UInt64 = 0

    init(players: Int, seed: UInt64) {
        self.players = players
        self.seed = seed
    }

    /// Writes the next order: the shuffle of Fisher and Yates (Durstenfeld 1964).
    mutating func draw(_ order: UnsafeMutableBufferPointer<Int>) {
        var random = CounterRandom(seed: seed, stream: next)
        next += 1
        for k in 0..<players {
            let other = Int(random.next(below: UInt64(k + 1)))
            // the place k is still unwritten
            order[k] = other == k ? k : order[other]
            order[other] = k
        }
    }
}
