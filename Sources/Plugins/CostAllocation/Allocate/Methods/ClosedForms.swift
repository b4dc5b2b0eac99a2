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
        var shares = [Double](repeating: 0, count: function.names.count)
        var without: [String] = []
        for pool in function.pools {
            guard let parts = pool.measure.shapley else {
                without.append(pool.name)
                continue
            }
            for i in shares.indices { shares[i] += pool.amount * parts[i] }
        }
        guard without.isEmpty else {
            let list = without.map { "'\($0)'" }.joined(separator: ", ")
            throw Problem(
                Localized(
                    sv: "\(joint.count) parter är för många för metoden 'shapley': \(list) i pools har ingen sluten form.",
                    en: "\(joint.count) parties are too many for the method 'shapley': \(list) of pools has no closed form."
                ), kind: .limit,
                remedy: Localized(
                    sv: "Ta shapley-sampled, som skattar samma andelar med en angiven säkerhet.",
                    en: "Take shapley-sampled, which estimates the same shares with a stated certainty."))
        }
        let exact = shares.map { Rational($0) }
        let rest = (joint.total - exact.sum) / Rational(BigInt(max(1, joint.count)))
        return exact.map { $0 + rest }
    }
}

extension Measure {
    /// The Shapley value of q, where it has a closed form.
    var shapley: [Double]? {
        switch self {
        case .additive(let x): return x
        case .anyOf(let users):
            let count = Double(users.count { $0 })
            return users.map { $0 ? 1 / count : 0 }
        case .largest(let x): return airportShapley(costs: x)
        case .tree(let lengths, let parents): return treeShapley(parents: parents, costs: lengths)
        case .scale, .steps, .hub: return nil
        }
    }
}
