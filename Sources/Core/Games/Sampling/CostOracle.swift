// SPDX-License-Identifier: EUPL-1.2

/// A game that is asked for costs instead of being written out, for more players than a table can hold.
public protocol CostOracle: Sendable {
    /// Number of players.
    var players: Int { get }

    /// Writes what the players cost together as they come, one after the other.
    ///
    /// - Parameters:
    ///   - order: all players, each once.
    ///   - costs: `costs[k]` becomes the cost of the first k + 1 players of the order.
    func walk(_ order: UnsafeBufferPointer<Int>, into costs: UnsafeMutableBufferPointer<Double>)
}

/// A runway or a trunk line: a coalition costs what its most demanding member costs alone.
///
/// - Source: Littlechild and Owen, *A simple expression for the Shapley value in a special case* (1973).
public struct AirportOracle: CostOracle {
    private let costs: [Double]

    /// What each player would cost alone.
    public init(costs: [Double]) { self.costs = costs }

    public var players: Int { costs.count }

    public func walk(_ order: UnsafeBufferPointer<Int>, into walked: UnsafeMutableBufferPointer<Double>) {
        costs.withUnsafeBufferPointer { costs in
            var largest = 0.0
            for k in order.indices {
                largest = max(largest, costs[order[k]])
                walked[k] = largest
            }
        }
    }
}

/// A game given by its table.
extension CostGame: CostOracle {
    public func walk(_ order: UnsafeBufferPointer<Int>, into walked: UnsafeMutableBufferPointer<Double>) {
        var coalition = 0
        for k in order.indices {
            coalition |= 1 << order[k]
            walked[k] = self[coalition]
        }
    }
}
