// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

extension Sharing {
    /// The Shapley value of a cost function of more players than a table has room for.
    ///
    /// The value adds up over games (Shapley 1953), so each pool is shared by its own closed form.
    ///
    /// - Throws: ``Problem`` that names the pools without one.
    func closedForm(_ function: CostFunction) throws(Problem) -> [Rational] {
        var shares = [Rational](repeating: .zero, count: function.names.count)
        var without: [String] = []
        for pool in function.pools {
            guard let parts = try pool.measure.shapley() else {
                without.append(pool.name)
                continue
            }
            for i in shares.indices { shares[i] = shares[i] + Rational(pool.amount) * parts[i] }
        }
        guard without.isEmpty else {
            let list = without.map { "'\($0)'" }.joined(separator: ", ")
            throw Problem(
                Localized(
                    sv:
                        "\(joint.count) parter är för många för metoden 'shapley': \(list) i pools har ingen sluten form.",
                    en:
                        "\(joint.count) parties are too many for the method 'shapley': \(list) of pools has no closed form."
                ), kind: .limit,
                remedy: Localized(
                    sv: "Ta shapley-sampled, som skattar samma andelar med en angiven säkerhet.",
                    en: "Take shapley-sampled, which estimates the same shares with a stated certainty."))
        }
        return settled(shares)
    }

    /// The nucleolus of one cost that follows the largest need: a main, a runway. Nil for any other cost function.
    ///
    /// - Source: Littlechild, *A simple expression for the nucleolus in a special case* (1974).
    func airportNucleolus(_ function: CostFunction) -> [Rational]? {
        guard function.pools.count == 1, function.pools[0].amount >= 0,
            case .largest(let x) = function.pools[0].measure, x.allSatisfy(fits)
        else { return nil }
        let parts = Airport(costs: x.map(grains)).nucleolus().inGrains
        return settled(parts.map { Rational(function.pools[0].amount) * $0 })
    }

    /// Shares whose sum is c(N), which is rounded to the öre.
    private func settled(_ shares: [Rational]) -> [Rational] {
        let rest = (joint.total - shares.sum) / Rational(BigInt(max(1, joint.count)))
        return shares.map { $0 + rest }
    }
}

extension Measure {
    /// The Shapley value of q, where it has a closed form; numbers that are not whole are taken to 2^-20.
    func shapley() throws(Problem) -> [Rational]? {
        switch self {
        case .additive(let x): return x.map { Rational($0) }
        case .anyOf(let users):
            let share = Rational(1, over: BigInt(users.count { $0 }))
            return users.map { $0 ? share : .zero }
        case .largest(let x) where !x.allSatisfy(fits), .tree(let x, _) where !x.allSatisfy(fits): return nil
        case .largest(let x): return Airport(costs: x.map(grains)).shapley().inGrains
        case .tree(let lengths, let parents): return try tree(lengths, parents).shapley().inGrains
        case .scale(let x, let exponent): return try ofSum(x) { power($0, exponent) }
        case .steps(let x, let capacity): return try ofSum(x) { wholeSteps($0, capacity) }
        case .hub: return nil
        }
    }

    /// A cost of the sum of whole amounts, when those are small enough to count the coalitions by their sums.
    private func ofSum(_ x: [Double], _ cost: (Double) -> Double) throws(Problem) -> [Rational]? {
        let whole = x.compactMap { Int(exactly: $0) }
        let sum = x.reduce(0, +)
        guard whole.count == x.count, x.count <= SumGame.mostPlayers, sum * Double(x.count * x.count) <= 2e8,
            fits(cost(sum))
        else { return nil }
        return try SumGame(weights: whole) { grains(cost(Double($0))) }.shapley().inGrains
    }

    /// The tree with every node after its parent, each party at home in its own.
    private func tree(_ lengths: [Double], _ parents: [Int?]) throws(Problem) -> TreeNetwork {
        let depths = lengths.indices.map { path(from: $0, parents).count }
        let nodes = lengths.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
        var places = [Int](repeating: 0, count: nodes.count)
        for (place, node) in nodes.enumerated() { places[node] = place }
        return try TreeNetwork(
            parents: nodes.map { parents[$0].map { places[$0] } }, costs: nodes.map { grains(lengths[$0]) },
            homes: places)
    }
}

/// Whether a number in parts of 2^-20 fits in 64 bits.
private func fits(_ number: Double) -> Bool { number <= 0x1p40 }

/// A number in parts of 2^-20.
private func grains(_ number: Double) -> Int { Int((number * 0x1p20).rounded()) }

extension ExactShares {
    /// Shares in parts of 2^-20, as fractions of one.
    fileprivate var inGrains: [Rational] {
        let parts = Rational(1, over: BigInt(1 << 20))
        return fractions.map { $0 * parts }
    }
}
