// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A tree of lines that begins at a common source: a coalition costs the lines between the source and its members.
public struct TreeNetwork: Sendable {
    private let parents: [Int?]
    private let costs: [Int]
    /// The nodes where players live, one a player.
    private let homes: [Int]

    /// A tree.
    ///
    /// - Parameters:
    ///   - parents: for each node the node before it, nil when that is the source; a node stands after its parent.
    ///   - costs: for each node the cost of the line to its parent, in whole numbers.
    ///   - homes: for each player its node.
    /// - Throws: ``Problem`` when a node does not exist or stands before its parent.
    public init(parents: [Int?], costs: [Int], homes: [Int]) throws(Problem) {
        guard parents.count == costs.count, homes.allSatisfy({ parents.indices.contains($0) }),
            parents.enumerated().allSatisfy({ node, parent in parent.map { $0 >= 0 && $0 < node } ?? true })
        else {
            throw Problem(
                Localized(
                    sv: "Ledningsnätet är inget träd: en nod saknas eller står före den nod den utgår från.",
                    en: "The network is no tree: a node is missing or stands before the node it begins at."))
        }
        self.parents = parents
        self.costs = costs
        self.homes = homes
    }

    /// The Shapley value: each line is shared equally by all whom it leads to. A line that leads to no one costs nobody anything.
    ///
    /// - Source: Megiddo, *Computational complexity of the game theory approach to cost allocation for a tree* (1978); for the case of one
    ///   path Littlechild and Owen (1973).
    public func shapley() -> ExactShares {
        var users = [Int](repeating: 0, count: parents.count)
        for home in homes { users[home] += 1 }
        for node in parents.indices.reversed() { if let parent = parents[node] { users[parent] += users[node] } }
        // what one user of a node pays from there to the source
        var shares = [Rational](repeating: Rational(0), count: parents.count)
        for node in parents.indices where users[node] > 0 {
            let own = Rational(BigInt(costs[node]), over: BigInt(users[node]))
            shares[node] = own + (parents[node].map { shares[$0] } ?? Rational(0))
        }
        return ExactShares(homes.map { shares[$0] })
    }
}
