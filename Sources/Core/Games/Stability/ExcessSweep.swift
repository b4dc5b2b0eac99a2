// SPDX-License-Identifier: EUPL-1.2

/// A pass over the excesses of all coalitions: floating point with a proven bound on its error decides where it can, whole numbers
/// where it cannot.
struct ExcessSweep {
    /// What a pass gathers; excesses are in grains times the denominator of the shares.
    struct Found {
        let top: Int
        var largest: BigInt?
        var worst: [Int] = []
        var best: [(coalition: Int, excess: BigInt)] = []
        var objecting = 0

        init(top: Int) { self.top = top }

        mutating func take(_ coalition: Int, _ excess: BigInt) {
            if excess.signum > 0 {
                objecting += 1
                if top > 0, best.count < top || best.last.map({ excess > $0.excess }) ?? false {
                    insert(coalition, excess)
                }
            }
            if let known = largest, excess < known { return }
            if largest != excess { worst = [] }
            largest = excess
            if worst.count < Excesses.listed { worst.append(coalition) }
        }

        private mutating func insert(_ coalition: Int, _ excess: BigInt) {
            let place = best.firstIndex { $0.excess < excess } ?? best.count
            best.insert((coalition, excess), at: place)
            if best.count > top { best.removeLast() }
        }
    }

    private let game: CostGame
    private let numerators: [BigInt]
    private let narrow: [Int128]?
    private let denominator: BigInt
    private let narrowDenominator: Int128
    /// The shares in grains.
    private let x: [Double]
    /// How far a floating-point excess may be from the true one.
    private let error: Double

    init(_ game: CostGame, _ shares: ExactShares) {
        self.game = game
        numerators = shares.numerators.map { $0 * game.exactGrains }
        denominator = shares.denominator
        let widest = numerators.reduce(0) { max($0, $1.bitWidth) } + 6
        let cost = (BigInt(exactly: game.largest)?.bitWidth ?? 2000) + denominator.bitWidth + 1
        narrow = max(widest, cost) < 126 ? numerators.compactMap(\.int128) : nil
        narrowDenominator = denominator.int128 ?? 1
        x = numerators.map { [denominator] in .quotient($0, denominator) }
        let size = x.reduce(0) { $0 + abs($1) } + game.largest
        error = Double(game.players + 4) * 0x1p-52 * size
    }

    /// What an exact excess is counted in: so many make one unit of the game's costs.
    var unit: BigInt { denominator * game.exactGrains }

    /// x(S) - c(S), exactly.
    func exact(_ coalition: Int) -> BigInt {
        if let narrow {
            var excess = -Int128(game.costs[coalition]) * narrowDenominator
            var rest = coalition
            while rest != 0 {
                excess += narrow[rest.trailingZeroBitCount]
                rest &= rest - 1
            }
            return BigInt(excess)
        }
        var excess = -(game.exactCost(coalition) * denominator)
        for player in numerators.indices where coalition >> player & 1 == 1 { excess += numerators[player] }
        return excess
    }

    /// Shows every coalition that may matter.
    ///
    /// A block of the table is first only counted; it is looked at closer when it holds a coalition that may be listed, or one whose
    /// excess is too near zero to tell its sign.
    func run(_ found: inout Found) {
        let low = min(game.players, 12)
        let lowSums = subsetSums(Array(x.prefix(low)))
        let highSums = subsetSums(Array(x.dropFirst(low)))
        // an excess below this is neither the largest nor listed
        var bar = -Double.infinity
        for (block, high) in highSums.enumerated() {
            let (objecting, doubtful) = counted(block << low, lowSums, high, bar)
            if doubtful == 0 {
                found.objecting += objecting
                continue
            }
            for k in lowSums.indices {
                let coalition = block << low | k
                if coalition == 0 || coalition == game.grand { continue }
                let excess = high + lowSums[k] - game.costs[coalition]
                if excess >= bar {
                    found.take(coalition, exact(coalition))
                    bar = lowest(found)
                } else if excess > error || (excess >= -error && exact(coalition).signum > 0) {
                    found.objecting += 1
                }
            }
        }
    }

    /// How many coalitions of a block surely object, and how many must be looked at.
    private func counted(_ first: Int, _ sums: [Double], _ high: Double, _ bar: Double) -> (Int, Int) {
        game.costs.withUnsafeBufferPointer { costs in
            sums.withUnsafeBufferPointer { sums in
                var objecting = 0
                var doubtful = 0
                for k in 0..<sums.count {
                    let excess = high + sums[k] - costs[first &+ k]
                    objecting &+= excess > error ? 1 : 0
                    doubtful &+= excess >= bar || abs(excess) <= error ? 1 : 0
                }
                return (objecting, doubtful)
            }
        }
    }

    private func lowest(_ found: Found) -> Double {
        guard let largest = found.largest else { return -.infinity }
        var bar = Double.quotient(largest, denominator)
        if found.top > 0 {
            let last =
                found.best.count < found.top ? 0 : found.best.last.map { Double.quotient($0.excess, denominator) }
            bar = min(bar, last ?? 0)
        }
        return bar - 2 * error
    }
}
