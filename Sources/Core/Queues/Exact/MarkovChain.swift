// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A Markov chain in continuous time over finitely many states, as the flows into each state.
public struct MarkovChain {
    /// A flow from one state to another, per unit of time.
    public struct Flow {
        public var from: Int
        public var to: Int
        public var rate: Double

        /// A flow; one from a state to itself is none.
        public init(from: Int, to: Int, rate: Double) {
            self.from = from
            self.to = to
            self.rate = rate
        }
    }

    /// Number of states.
    public let count: Int
    /// Total flow out of each state.
    public let out: [Double]
    /// The flows into state s are those with index `first[s]..<first[s + 1]`.
    let first: [Int]
    let from: [Int]
    let rate: [Double]

    /// A chain of so many states; flows of rate nought, and from a state to itself, are left out.
    public init(count: Int, _ flows: [Flow]) {
        var first = [Int](repeating: 0, count: count + 1)
        var out = [Double](repeating: 0, count: count)
        for flow in flows where flow.from != flow.to && flow.rate > 0 {
            first[flow.to + 1] += 1
            out[flow.from] += flow.rate
        }
        for state in 0..<count { first[state + 1] += first[state] }
        var next = first
        var from = [Int](repeating: 0, count: first[count])
        var rate = [Double](repeating: 0, count: first[count])
        for flow in flows where flow.from != flow.to && flow.rate > 0 {
            from[next[flow.to]] = flow.from
            rate[next[flow.to]] = flow.rate
            next[flow.to] += 1
        }
        self.count = count
        self.out = out
        self.first = first
        self.from = from
        self.rate = rate
    }

    /// How far a distribution is from being steady: the sum of |inflow - outflow| over the sum of outflows.
    public func residual(_ shares: [Double]) -> Double {
        var off = 0.0
        var all = 0.0
        for state in 0..<count {
            let outflow = shares[state] * out[state]
            off += abs(inflow(state, shares) - outflow)
            all += outflow
        }
        return all > 0 ? off / all : 0
    }

    /// What flows into a state.
    func inflow(_ state: Int, _ shares: [Double]) -> Double {
        var sum = 0.0
        for i in first[state]..<first[state + 1] { sum += shares[from[i]] * rate[i] }
        return sum
    }
}
