// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A desk where everyone waits, first come first served (Erlang C, M/M/m), in steady state.
///
/// - Source: Erlang (1917); Gans, Koole and Mandelbaum, *Telephone call centers* (2003), sec. 4.1.
public struct PatientQueue {
    /// m, perhaps with a fraction.
    public let agents: Double
    /// A, in erlang; less than the agents.
    public let load: Double
    /// Mean handle time in seconds.
    public let handleTime: Double
    /// C: the share that has to wait.
    public let waitProbability: Double
    /// The natural logarithm of C, which tells it where it is smaller than any Double.
    public let logWaitProbability: Double

    /// A desk in steady state; nil when the load is not below the agents, since the queue then grows without end.
    public init?(agents: Double, load: Double, handleTime: Double) {
        guard agents > load else { return nil }
        self.init(handleTime, ErlangLoss(agents: agents, load: load))
    }

    /// The same for a whole number of agents.
    public init?(agents: Int, load: Double, handleTime: Double) {
        self.init(agents: Double(agents), load: load, handleTime: handleTime)
    }

    /// From B: C = m B / (m - A (1 - B)).
    private init(_ handleTime: Double, _ loss: ErlangLoss) {
        agents = loss.agents
        load = loss.load
        self.handleTime = handleTime
        let idle = (agents - load) + load * loss.blocking
        waitProbability = agents * loss.blocking / idle
        logWaitProbability = loss.logBlocking + OwnMath.log(agents / idle)
    }

    /// Mean wait of all tickets in seconds: C s / (m - A).
    public var meanWait: Double { waitProbability * handleTime / (agents - load) }

    /// The share answered within so many seconds: 1 - C exp(-(m - A) t / s).
    public func answered(within seconds: Double) -> Double {
        if load == 0 { return 1 }
        return 1 - waitProbability * OwnMath.exp(-(agents - load) * seconds / handleTime)
    }

    /// The wait in seconds that the given share does not exceed: 0 for those who need not wait at all.
    public func percentile(_ share: Double) -> Double {
        guard 1 - share < waitProbability else { return 0 }
        return handleTime / (agents - load) * OwnMath.log(waitProbability / (1 - share))
    }

    /// The least number of agents, and at least `least`, for which a desk is good enough: more agents must never be
    /// worse, and enough of them good enough.
    public static func leastAgents(
        load: Double, handleTime: Double, least: Int, where goodEnough: (PatientQueue) -> Bool
    ) -> Int {
        if load == 0 { return least }
        func enough(_ agents: Int) -> Bool {
            PatientQueue(agents: agents, load: load, handleTime: handleTime).map(goodEnough) ?? false
        }
        return leastWhole(from: max(least, Int(load) + 1), enough)
    }

    /// The least number of agents, and at least `least`, that answer a share of the tickets within so many seconds.
    ///
    /// - Parameter target: less than 1: with a finite number of agents someone always waits.
    public static func leastAgents(
        load: Double, handleTime: Double, target: Double, within seconds: Double, least: Int
    ) -> Int {
        leastAgents(load: load, handleTime: handleTime, least: least) { queue in
            1 - queue.waitProbability >= target || queue.answered(within: seconds) >= target
        }
    }
}

/// The least whole number from `start` on that is enough, where every larger one is: by doubled steps, then by halves.
public func leastWhole(from start: Int, _ enough: (Int) -> Bool) -> Int {
    var low = start - 1
    var step = 1
    while !enough(low + step) {
        low += step
        step *= 2
    }
    var high = low + step
    while high - low > 1 {
        let middle = (low + high) / 2
        if enough(middle) { high = middle } else { low = middle }
    }
    return high
}
