// SPDX-License-Identifier: EUPL-1.2

/// For every player and every size, the sum of the costs of the coalitions of that size that the player is in: all that a
/// semivalue such as Shapley's needs to know of a game.
struct SizeSums<Number: AdditiveArithmetic> {
    /// By player, then by size 0...n.
    var byPlayer: [[Number]]
    /// Over all coalitions, by size.
    var all: [Number]
}

/// One pass over the table, which adds up the costs by size in two ways at once.
///
/// The table is read in blocks of 2^12 coalitions that share their high players. A block is added, entry by entry, to one of a
/// few blocks of sums: the one for its number of high players. And its own 64 rows of 64 entries are added up by their number of
/// players, so that the block is left as one sum a size. The first sums say everything of the low players, the second of the high;
/// both are then folded, player by player.
struct SizeSumPass {
    private let game: CostGame
    /// Low players, and those of them within a row.
    private let low: Int
    private let rowPlayers: Int

    init(_ game: CostGame) {
        self.game = game
        low = min(game.players, 12)
        rowPlayers = min(low, 6)
    }

    /// The most numbers that are added up in floating point before the sums are taken over into another kind of number.
    static func additions(_ players: Int) -> Double {
        let high = max(0, players - 12)
        let half = (1...max(1, high / 2)).reduce(1.0) { $0 * Double(high - $1 + 1) / Double($1) }
        // entries of a block of one size: at most C(12, 6)
        return max(half, 924)
    }

    /// The sums of the costs, or of what a function makes of each.
    ///
    /// - Parameter take: how a sum of ``additions(_:)`` numbers becomes one of another kind.
    func sums<Number: AdditiveArithmetic>(
        _ transform: ((Double) -> Double)? = nil, _ take: (Double) -> Number
    ) -> SizeSums<Number> {
        let high = game.players - low
        let width = 1 << low
        let sizes = high + 1
        // by number of high players, then by the low coalition
        var lowSums = [Double](repeating: 0, count: sizes * width)
        // by number of low players, then by the high coalition
        var highSums = [Double](repeating: 0, count: (low + 1) << high)
        game.costs.withUnsafeBufferPointer { costs in
            lowSums.withUnsafeMutableBufferPointer { lowSums in
                highSums.withUnsafeMutableBufferPointer { highSums in
                    add(costs, lowSums, highSums, transform)
                }
            }
        }
        let lowPart = folded(lowSums.map(take), rows: sizes, players: low)
        let highPart = folded(highSums.map(take), rows: low + 1, players: high)
        return SizeSums(byPlayer: lowPart.byPlayer + highPart.byPlayer, all: lowPart.all)
    }

    private func add(
        _ costs: UnsafeBufferPointer<Double>, _ lowSums: UnsafeMutableBufferPointer<Double>,
        _ highSums: UnsafeMutableBufferPointer<Double>, _ transform: ((Double) -> Double)?
    ) {
        let width = 1 << low
        let row = 1 << rowPlayers
        let high = game.players - low
        let rowSizes = low - rowPlayers + 1
        let scratch = UnsafeMutableBufferPointer<Double>.allocate(capacity: rowSizes * row)
        let changed = UnsafeMutableBufferPointer<Double>.allocate(capacity: transform == nil ? 0 : width)
        defer {
            scratch.deallocate()
            changed.deallocate()
        }
        for block in 0..<1 << high {
            scratch.initialize(repeating: 0)
            var entries = UnsafeBufferPointer(rebasing: costs[block << low..<(block + 1) << low])
            if let transform {
                for k in entries.indices { changed.initializeElement(at: k, to: transform(entries[k])) }
                entries = UnsafeBufferPointer(changed)
            }
            let target = UnsafeMutableBufferPointer(
                rebasing: lowSums[block.nonzeroBitCount << low..<(block.nonzeroBitCount + 1) << low])
            for first in stride(from: 0, to: width, by: row) {
                let size = (first >> rowPlayers).nonzeroBitCount
                let own = UnsafeMutableBufferPointer(rebasing: scratch[size * row..<(size + 1) * row])
                addRow(entries, target, own, first, row)
            }
            for size in 0..<rowSizes {
                for k in 0..<row { highSums[(size + k.nonzeroBitCount) << high | block] += scratch[size * row | k] }
            }
        }
    }

    /// Adds a row of a block to two others.
    @inline(__always)
    private func addRow(
        _ entries: UnsafeBufferPointer<Double>, _ target: UnsafeMutableBufferPointer<Double>,
        _ own: UnsafeMutableBufferPointer<Double>, _ first: Int, _ row: Int
    ) {
        guard row == 64, let from = entries.baseAddress, let to = target.baseAddress, let sum = own.baseAddress else {
            for k in 0..<row {
                target[first + k] += entries[first + k]
                own[k] += entries[first + k]
            }
            return
        }
        let source = UnsafeRawPointer(from + first)
        let one = UnsafeMutableRawPointer(to + first)
        let other = UnsafeMutableRawPointer(sum)
        for offset in stride(from: 0, to: 512, by: 64) {
            let value = source.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
            let a = one.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self) + value
            let b = other.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self) + value
            one.storeBytes(of: a, toByteOffset: offset, as: SIMD8<Double>.self)
            other.storeBytes(of: b, toByteOffset: offset, as: SIMD8<Double>.self)
        }
    }

    /// The sums by player and size of a table with one row for each number of other players.
    ///
    /// The upper half of a row holds the coalitions of its highest player; added to the lower half of the next row, which stands for
    /// one player more, it leaves a table with one player less and one row more.
    private func folded<Number: AdditiveArithmetic>(_ table: [Number], rows: Int, players: Int) -> SizeSums<Number> {
        let n = game.players
        var table = table
        var rows = rows
        var byPlayer = [[Number]](repeating: [Number](repeating: .zero, count: n + 1), count: players)
        for player in (0..<players).reversed() {
            let half = 1 << player
            var next = [Number](repeating: .zero, count: (rows + 1) * half)
            for row in 0..<rows {
                let from = row * 2 * half
                for k in 0..<half {
                    byPlayer[player][row + 1 + k.nonzeroBitCount] += table[from + half + k]
                    next[row * half + k] += table[from + k]
                    next[(row + 1) * half + k] += table[from + half + k]
                }
            }
            table = next
            rows += 1
        }
        return SizeSums(byPlayer: byPlayer, all: table + [Number](repeating: .zero, count: n + 1 - table.count))
    }
}
