// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension MarkovChain {
    /// A distribution over the states, and how it was found.
    public struct Steady {
        public var shares: [Double]
        /// Sum of |inflow - outflow| over the sum of outflows.
        public var residual: Double
        /// Rounds of iteration; nought when the equations were eliminated.
        public var rounds: Int
    }

    private static let largestEliminated = 500
    private static let mostRounds = 5000
    private static let good = 1e-13

    /// The steady state: by elimination for few states, else by iteration.
    ///
    /// Every state must lead to state 0.
    ///
    /// - Parameter level: a small number for each state, such that flows mostly lead to neighbouring numbers; states of one
    ///   number are corrected together.
    public func steady(level: [Int]) -> Steady {
        if count <= Self.largestEliminated {
            let shares = eliminated()
            return Steady(shares: shares, residual: residual(shares), rounds: 0)
        }
        return iterated(level)
    }

    /// Elimination without subtractions, so that also the rarest state has all its digits.
    ///
    /// - Source: Grassmann, Taksar and Heyman, *Regenerative analysis and steady state distributions* (1985).
    private func eliminated() -> [Double] {
        var q = [Double](repeating: 0, count: count * count)
        for to in 0..<count {
            for i in first[to]..<first[to + 1] { q[from[i] * count + to] += rate[i] }
        }
        for k in stride(from: count - 1, to: 0, by: -1) {
            let out = (0..<k).reduce(0) { $0 + q[k * count + $1] }
            guard out > 0 else { continue }
            for i in 0..<k where q[i * count + k] > 0 {
                let share = q[i * count + k] / out
                q[i * count + k] = share
                for j in 0..<k { q[i * count + j] += share * q[k * count + j] }
            }
        }
        var shares = [Double](repeating: 0, count: count)
        shares[0] = 1
        var total = 1.0
        for k in stride(from: 1, to: count, by: 1) {
            shares[k] = (0..<k).reduce(0) { $0 + shares[$1] * q[$1 * count + k] }
            total += shares[k]
        }
        return shares.map { $0 / total }
    }

    /// Gauss-Seidel sweeps, forwards and backwards, with the levels' totals corrected between them.
    ///
    /// - Source: Koury, McAllister and Stewart, *Iterative methods for computing stationary distributions of nearly
    ///   completely decomposable Markov chains* (1984).
    private func iterated(_ level: [Int]) -> Steady {
        var shares = [Double](repeating: 1 / Double(count), count: count)
        var rounds = 0
        var off = Double.infinity
        while rounds < Self.mostRounds, off > Self.good {
            balance(&shares, level)
            for state in 0..<count where out[state] > 0 { shares[state] = inflow(state, shares) / out[state] }
            for state in (0..<count).reversed() where out[state] > 0 {
                shares[state] = inflow(state, shares) / out[state]
            }
            let total = shares.reduce(0, +)
            for state in 0..<count { shares[state] /= total }
            rounds += 1
            if rounds % 4 == 0 {
                let now = residual(shares)
                // Rounding sets a floor; rounds that gain nothing are the last.
                if now < 1e-11, now > off * 0.99 { break }
                off = now
            }
        }
        return Steady(shares: shares, residual: residual(shares), rounds: rounds)
    }

    /// Gives each level the total that the flows between the levels ask for.
    private func balance(_ shares: inout [Double], _ level: [Int]) {
        let levels = (level.max() ?? 0) + 1
        guard levels > 1 else { return }
        var totals = [Double](repeating: 0, count: levels)
        for state in 0..<count { totals[level[state]] += shares[state] }
        var between = [Double](repeating: 0, count: levels * levels)
        for to in 0..<count {
            for i in first[to]..<first[to + 1] where level[from[i]] != level[to] {
                between[level[from[i]] * levels + level[to]] += shares[from[i]] * rate[i]
            }
        }
        var flows: [Flow] = []
        for a in 0..<levels where totals[a] > 0 {
            for b in 0..<levels where between[a * levels + b] > 0 {
                flows.append(Flow(from: a, to: b, rate: between[a * levels + b] / totals[a]))
            }
        }
        let wanted = MarkovChain(count: levels, flows).eliminated()
        for state in 0..<count where totals[level[state]] > 0 {
            shares[state] *= wanted[level[state]] / totals[level[state]]
        }
    }
}
