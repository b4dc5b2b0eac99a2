// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// A joint facility shared by n municipalities: a fixed cost, a concave cost of its size, and lines from every member to the best
/// hub. The costs are whole thousands of kronor; a game of n players is a part of every larger one.
///
///     c(S) = F + a (sum of x_i)^0.8 + b min over hubs h of the sum of d(i, h)
public struct JointFacility: Sendable {
    private var sizes: [Double] = []
    private var places: [(x: Double, y: Double)] = []
    private let fixed: Double
    private let line: Double
    private let scale = 4.0

    /// A facility.
    ///
    /// - Parameter strained: costs with which the core is empty for 8 to 16 players.
    public init(players: Int, strained: Bool) {
        fixed = strained ? 6000 : 5000
        line = strained ? 100 : 60
        var random = SplitMix(state: 290)
        for _ in 0..<players {
            sizes.append((3000 * OwnMath.pow(40, random.unit()) + 0.5).rounded(.down))
            let x = 100 * random.unit()
            places.append((x, 100 * random.unit()))
        }
    }

    /// The table, block by block, so that a large game takes no more memory than its table.
    public func game() throws(Problem) -> CostGame {
        let n = sizes.count
        let low = min(n, 12)
        let distances = places.map { hub in
            places.map { ($0.x - hub.x) * ($0.x - hub.x) + ($0.y - hub.y) * ($0.y - hub.y) }.map { $0.squareRoot() }
        }
        let lowSums = ([sizes] + distances).map { subsetSums($0.prefix(low)) }
        let highSums = ([sizes] + distances).map { subsetSums($0.dropFirst(low)) }
        return try CostGame(players: n) { costs in
            for coalition in 1..<1 << n {
                let (block, k) = (coalition >> low, coalition & (1 << low - 1))
                var lines = Double.infinity
                for hub in 0..<n where coalition >> hub & 1 == 1 {
                    lines = min(lines, lowSums[hub + 1][k] + highSums[hub + 1][block])
                }
                let size = OwnMath.pow(lowSums[0][k] + highSums[0][block], 0.8)
                costs[coalition] = (fixed + scale * size + line * lines + 0.5).rounded(.down)
            }
        }
    }
}

private func subsetSums(_ x: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for share in x { sums += sums.map { $0 + share } }
    return sums
}

/// The generator of the game's definition: SplitMix64 (Steele, Lea and Flood 2014).
public struct SplitMix: Sendable {
    private var state: UInt64

    /// A generator that begins from a number.
    public init(state: UInt64) { self.state = state }

    /// A number in 0..<1.
    public mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
}
