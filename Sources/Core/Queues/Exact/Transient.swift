// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension MarkovChain {
    /// What a chain does during a time.
    public struct Course {
        /// The distribution at the end.
        public var end: [Double]
        /// The time spent in each state, in the unit of time of the rates.
        public var spent: [Double]
    }

    /// Lets the chain run for a time from a distribution, by uniformisation: jumps at one common rate, whose number is
    /// Poisson; what is left out of the Poisson weights is below 1e-13.
    ///
    /// - Source: Jensen (1953); Fox and Glynn, *Computing Poisson probabilities* (1988).
    public func run(from start: [Double], time: Double) -> Course {
        let fastest = out.max() ?? 0
        var spent = [Double](repeating: 0, count: count)
        guard fastest > 0, time > 0 else {
            for state in 0..<count { spent[state] = start[state] * max(0, time) }
            return Course(end: start, spent: spent)
        }
        // In pieces, so that no weight underflows before the jumps are done.
        let pieces = max(1, Int((fastest * time / 300).rounded(.up)))
        let piece = time / Double(pieces)
        let weights = MarkovChain.jumps(mean: fastest * piece)
        var now = start
        for _ in 0..<pieces {
            var jumped = now
            var end = [Double](repeating: 0, count: count)
            var left = 1.0
            for (k, weight) in weights.enumerated() {
                if k > 0 { jumped = jump(jumped, fastest) }
                left = max(0, left - weight)
                for state in 0..<count {
                    end[state] += weight * jumped[state]
                    spent[state] += left / fastest * jumped[state]
                }
            }
            now = end
        }
        return Course(end: now, spent: spent)
    }

    private func jump(_ shares: [Double], _ fastest: Double) -> [Double] {
        var next = [Double](repeating: 0, count: count)
        for state in 0..<count {
            next[state] = shares[state] * (1 - out[state] / fastest) + inflow(state, shares) / fastest
        }
        return next
    }

    /// The Poisson probabilities of 0, 1, 2 ... jumps, until all but 1e-14 is there.
    private static func jumps(mean: Double) -> [Double] {
        var weights: [Double] = []
        var sum = 0.0
        var k = 0.0
        while sum < 1 - 1e-14, k < mean + 40 + 12 * mean.squareRoot() {
            weights.append(OwnMath.exp(logPoisson(k, mean)))
            sum += weights[weights.count - 1]
            k += 1
        }
        return weights.map { $0 / sum }
    }
}
