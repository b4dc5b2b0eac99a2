// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Erlang's loss formula: the share of tickets that find all agents busy when no one waits (M/M/m/m).
///
/// By the recursion B_0 = 1, B_k = A B_(k-1) / (k + A B_(k-1)): no factorials, no powers.
///
/// - Parameters:
///   - agents: m, at least 1.
///   - load: A = tickets per hour times handle time in hours, in erlang.
/// - Source: Erlang, *Solution of some problems in the theory of probabilities* (1917); the recursion: Jagers and
///   van Doorn, *On the continued Erlang loss function* (1986).
func erlangB(agents: Int, load: Double) -> Double {
    var blocking = 1.0
    for k in 0..<agents {
        let busy = load * blocking
        blocking = busy / (Double(k + 1) + busy)
    }
    return blocking
}

/// A desk where everyone waits, first come first served (Erlang C, M/M/m), in steady state.
///
/// - Source: Erlang (1917); Gans, Koole and Mandelbaum, *Telephone call centers* (2003), sec. 4.1.
struct Queue {
    /// m.
    var agents: Int
    /// A, in erlang; less than the agents.
    var load: Double
    /// Mean handle time in seconds.
    var handleTime: Double
    /// C: the share that has to wait.
    var waitProbability: Double

    /// A desk in steady state; nil when the load is not below the agents, since the queue then grows without end.
    init?(agents: Int, load: Double, handleTime: Double) {
        guard Double(agents) > load else { return nil }
        self.init(agents: agents, load: load, handleTime: handleTime, blocking: erlangB(agents: agents, load: load))
    }

    /// The same where B for this load is already known: C = m B / (m - A (1 - B)).
    init(agents: Int, load: Double, handleTime: Double, blocking: Double) {
        self.agents = agents
        self.load = load
        self.handleTime = handleTime
        let m = Double(agents)
        waitProbability = m * blocking / (m - load * (1 - blocking))
    }

    /// Mean wait of all tickets in seconds: C s / (m - A).
    var meanWait: Double { waitProbability * handleTime / (Double(agents) - load) }

    /// The share answered within so many seconds: 1 - C exp(-(m - A) t / s).
    func answered(within seconds: Double) -> Double {
        if load == 0 { return 1 }
        return 1 - waitProbability * OwnMath.exp(-(Double(agents) - load) * seconds / handleTime)
    }

    /// The least number of agents, and at least `least`, for which a desk is good enough; it must be so with enough
    /// agents.
    static func leastAgents(
        load: Double, handleTime: Double, least: Int, where goodEnough: (Queue) -> Bool
    ) -> Int {
        if load == 0 { return least }
        var blocking = 1.0
        var agents = 0
        while true {
            agents += 1
            let busy = load * blocking
            blocking = busy / (Double(agents) + busy)
            guard agents >= least, Double(agents) > load else { continue }
            if goodEnough(Queue(agents: agents, load: load, handleTime: handleTime, blocking: blocking)) {
                return agents
            }
        }
    }

    /// The least number of agents, and at least `least`, that answer a share of the tickets within so many seconds.
    ///
    /// - Parameter target: less than 1: with a finite number of agents someone always waits.
    static func leastAgents(
        load: Double, handleTime: Double, target: Double, within seconds: Double, least: Int
    ) -> Int {
        leastAgents(load: load, handleTime: handleTime, least: least) { queue in
            1 - queue.waitProbability >= target || queue.answered(within: seconds) >= target
        }
    }
}
