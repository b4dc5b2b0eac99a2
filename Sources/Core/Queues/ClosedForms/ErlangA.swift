// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A desk where those who wait hang up when their patience ends (Erlang A, M/M/m+M), in steady state: stable at every
/// load.
///
/// - Source: Palm, *Etude des delais d'attente* (1937); Garnett, Mandelbaum and Reiman, *Designing a call center with
///   impatient customers* (2002); the density of the wait: Baccelli and Hebuterne, *On queues with impatient customers*
///   (1981).
public struct ImpatientQueue: Sendable {
    /// m.
    public let agents: Int
    /// A, in erlang.
    public let load: Double
    /// Mean handle time in seconds.
    public let handleTime: Double
    /// Mean patience in seconds: how long a caller waits, on average, before hanging up.
    public let patience: Double
    /// The share that finds all agents busy.
    public let waitProbability: Double
    /// The natural logarithm of that share, which tells it where it is smaller than any Double.
    public let logWaitProbability: Double
    /// The share that hangs up.
    public let abandoned: Double
    /// How busy the agents are.
    public let occupancy: Double

    /// A desk in steady state.
    ///
    /// - Parameters:
    ///   - agents: at least 1.
    ///   - load: above 0.
    public init(agents: Int, load: Double, handleTime: Double, patience: Double) {
        self.agents = agents
        self.load = load
        self.handleTime = handleTime
        self.patience = patience
        // In units of the handle time: calls arrive at rate A, an agent ends 1, someone who waits gives up at this rate.
        let impatience = handleTime / patience
        func leaving(_ state: Int) -> Double {
            state <= agents ? Double(state) : Double(agents) + Double(state - agents) * impatience
        }
        // From the most likely state outwards, so that nothing overflows and no two large numbers are subtracted.
        let mode =
            load <= Double(agents) ? Int(load) : agents + Int((load - Double(agents)) / impatience)
        var total = 0.0
        var busy = 0.0
        var working = 0.0
        var waiting = 0.0
        func count(_ state: Int, _ weight: Double) {
            total += weight
            working += weight * Double(min(state, agents))
            guard state >= agents else { return }
            busy += weight
            waiting += weight * Double(state - agents)
        }
        var weight = 1.0
        var state = mode
        count(state, weight)
        while state > 0, weight > ImpatientQueue.negligible * total {
            weight *= leaving(state) / load
            state -= 1
            count(state, weight)
        }
        weight = 1
        state = mode
        // Beyond the last agent a tail may be small beside the total and still be all there is of the wait.
        while weight > 0, state < agents || weight * Double(state - agents + 1) > ImpatientQueue.negligible * waiting {
            state += 1
            weight *= load / leaving(state)
            count(state, weight)
        }
        waitProbability = busy / total
        abandoned = impatience * (waiting / total) / load
        occupancy = min(1, working / total / Double(agents))
        logWaitProbability =
            waitProbability > 1e-250
            ? OwnMath.log(waitProbability) : ImpatientQueue.rareWait(agents, load, impatience)
    }

    /// log P(wait) where next to nobody waits: B S, with B of Erlang's loss formula and S = 1 + A/(m + r) + ...
    private static func rareWait(_ agents: Int, _ load: Double, _ impatience: Double) -> Double {
        var term = 1.0
        var sum = 0.0
        var rate = Double(agents)
        while term > 1e-18 * sum {
            sum += term
            rate += impatience
            term *= load / rate
        }
        return ErlangLoss(agents: agents, load: load).logBlocking + OwnMath.log(sum)
    }

    private static let negligible = 1e-18

    /// Mean wait in seconds of all, those who hang up among them: by Little's law the share that hangs up times the
    /// patience.
    public var meanWait: Double { abandoned * patience }

    /// What became of all calls within so many seconds, as shares of them.
    public struct Outcome: Sendable {
        /// Answered.
        public let answered: Double
        /// Hung up.
        public let abandoned: Double
    }

    /// The shares of all calls that are answered, and that hang up, within so many seconds.
    ///
    /// The wait that is offered has the density exp(A (1 - e^(-r v)) / r - m v) on v > 0, up to a factor, where v counts
    /// handle times and r is the rate of giving up; of those with the offer v, e^(-r v) are still there.
    public func within(_ seconds: Double) -> Outcome {
        let (served, longer) = offered(handleTimes: seconds / handleTime)
        return Outcome(
            answered: min(1, (1 - waitProbability) + waitProbability * served),
            abandoned: max(0, waitProbability * (1 - served - OwnMath.exp(-seconds / patience) * longer)))
    }

    /// The share of all calls that is answered within so many seconds.
    public func answered(within seconds: Double) -> Double { within(seconds).answered }

    /// The share of all calls that hangs up within so many seconds.
    public func abandoned(within seconds: Double) -> Double { within(seconds).abandoned }

    /// Of those who find all agents busy, the shares that are answered within so many handle times, and that would have
    /// to wait longer.
    private func offered(handleTimes: Double) -> (served: Double, longer: Double) {
        let rate = handleTime / patience
        let m = Double(agents)
        // The exponent is concave and largest at `top`; all is measured from there, so that no digits cancel.
        let overload = load > m
        let top = overload ? OwnMath.log(load / m) / rate : 0
        let lasting = overload ? m / load : 1
        func exponent(_ d: Double, _ x: Double, _ decay: Double) -> Double {
            overload
                ? m * bend(x, decay) / rate : load * bend(x, decay) / rate + (load - m) * d
        }
        func exponent(_ d: Double) -> Double { exponent(d, rate * d, OwnMath.exp(-rate * d)) }
        /// How far from the top the density has fallen to e^-80 of its height.
        func reach(_ direction: Double) -> Double {
            var step = 1 / m
            while exponent(direction * step) > -80, direction * step > -top { step *= 2 }
            return direction * step
        }
        let start = max(-top, reach(-1))
        let end = reach(1)
        let cut = min(max(handleTimes - top, start), end)
        // Panels that double outwards from the top, since the density may fall at once and then linger; one ends at the cut.
        var ends = [start, 0, cut, end]
        var step = min(1 / m, 1 / rate) / 2
        while step < max(-start, end) {
            ends += [-step, step]
            step *= 2
        }
        ends = ends.filter { $0 >= start && $0 <= end }.sorted()
        var before = (all: 0.0, there: 0.0)
        var after = 0.0
        for (left, right) in zip(ends, ends.dropFirst()) where left < right {
            GaussLegendre.nodes(left, right) { d, weight in
                let decay = OwnMath.exp(-rate * d)
                let density = weight * OwnMath.exp(exponent(d, rate * d, decay))
                if right <= cut {
                    before.all += density
                    before.there += density * decay
                } else {
                    after += density
                }
            }
        }
        return (before.there * lasting / (before.all + after), after / (before.all + after))
    }

    /// 1 - e^(-x) - x, which for small x would lose its digits.
    private func bend(_ x: Double, _ decay: Double) -> Double {
        guard abs(x) < 0.5 else { return 1 - decay - x }
        var term = -x * x / 2
        var sum = 0.0
        var k = 3.0
        while abs(term) > 1e-18 * abs(sum) {
            sum += term
            term *= -x / k
            k += 1
        }
        return sum
    }

    /// The least number of agents for which a desk is good enough; more agents must never be worse.
    public static func leastAgents(
        load: Double, handleTime: Double, patience: Double, where goodEnough: (ImpatientQueue) -> Bool
    ) -> Int {
        func enough(_ agents: Int) -> Bool {
            goodEnough(ImpatientQueue(agents: agents, load: load, handleTime: handleTime, patience: patience))
        }
        return leastWhole(from: 1, enough)
    }
}
