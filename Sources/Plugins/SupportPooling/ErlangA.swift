// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A desk where those who wait hang up when their patience ends (Erlang A, M/M/m+M), in steady state: stable at every
/// load.
///
/// - Source: Palm, *Etude des delais d'attente* (1937); Garnett, Mandelbaum and Reiman, *Designing a call center with
///   impatient customers* (2002); the density of the wait: Baccelli and Hebuterne, *On queues with impatient customers*
///   (1981).
struct ImpatientQueue {
    /// m.
    let agents: Int
    /// A, in erlang.
    let load: Double
    /// Mean handle time in seconds.
    let handleTime: Double
    /// Mean patience in seconds: how long a caller waits, on average, before hanging up.
    let patience: Double
    /// The share that finds all agents busy.
    let waitProbability: Double
    /// The share that hangs up.
    let abandoned: Double
    /// How busy the agents are.
    let occupancy: Double

    /// A desk in steady state.
    ///
    /// - Parameters:
    ///   - agents: at least 1.
    ///   - load: above 0.
    init(agents: Int, load: Double, handleTime: Double, patience: Double) {
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
    }

    private static let negligible = 1e-18

    /// Mean wait in seconds of all, those who hang up among them: by Little's law the share that hangs up times the
    /// patience.
    var meanWait: Double { abandoned * patience }

    /// The share of all calls that is answered within so many seconds.
    func answered(within seconds: Double) -> Double {
        let (served, _) = waited(seconds)
        return min(1, (1 - waitProbability) + waitProbability * served)
    }

    /// The share of all calls that hangs up within so many seconds.
    func abandoned(within seconds: Double) -> Double {
        let (served, longer) = waited(seconds)
        return max(0, waitProbability * (1 - served - OwnMath.exp(-seconds / patience) * longer))
    }

    /// Of those who find all agents busy, the shares that are answered within so many seconds, and that would have to
    /// wait longer.
    ///
    /// The wait that is offered has the density exp(A (1 - e^(-r v)) / r - m v) on v > 0, up to a factor, where v counts
    /// handle times and r is the rate of giving up; of those with the offer v, e^(-r v) are still there.
    private func waited(_ seconds: Double) -> (served: Double, longer: Double) {
        let rate = handleTime / patience
        let m = Double(agents)
        // The exponent is concave and largest at `top`; all is measured from there, so that no digits cancel.
        let overload = load > m
        let top = overload ? OwnMath.log(load / m) / rate : 0
        let lasting = overload ? m / load : 1
        func exponent(_ d: Double) -> Double {
            let x = rate * d
            return overload ? m * bend(x) / rate : load * bend(x) / rate + (load - m) * d
        }
        /// How far from the top the density has fallen to e^-80 of its height.
        func reach(_ direction: Double) -> Double {
            var step = 1 / m
            while exponent(direction * step) > -80, direction * step > -top { step *= 2 }
            return direction * step
        }
        func integral(_ from: Double, _ to: Double, _ f: (Double) -> Double) -> Double {
            guard from < to else { return 0 }
            let panels = 96
            let width = (to - from) / Double(panels)
            return (0..<panels).reduce(0) { sum, panel in
                let left = from + Double(panel) * width
                return sum + GaussLegendre.integral(left, left + width, f)
            }
        }
        let start = max(-top, reach(-1))
        let end = reach(1)
        let cut = min(max(seconds / handleTime - top, start), end)
        func density(_ d: Double) -> Double { OwnMath.exp(exponent(d)) }
        let before = integral(start, cut, density)
        let after = integral(cut, end, density)
        let served = integral(start, cut) { density($0) * lasting * OwnMath.exp(-rate * $0) }
        return (served / (before + after), after / (before + after))
    }

    /// 1 - e^(-x) - x, which for small x would lose its digits.
    private func bend(_ x: Double) -> Double {
        guard abs(x) < 0.5 else { return 1 - OwnMath.exp(-x) - x }
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
    static func leastAgents(
        load: Double, handleTime: Double, patience: Double, where goodEnough: (ImpatientQueue) -> Bool
    ) -> Int {
        func enough(_ agents: Int) -> Bool {
            goodEnough(ImpatientQueue(agents: agents, load: load, handleTime: handleTime, patience: patience))
        }
        var high = max(1, Int(load))
        while !enough(high) { high += max(1, high / 4) }
        var low = 0
        while high - low > 1 {
            let middle = (low + high) / 2
            if enough(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

/// Numerical integration of smooth functions.
enum GaussLegendre {
    /// Half of the nodes on (-1, 1), which lie symmetrically, and their weights (twenty points).
    ///
    /// - Source: Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), table 25.4.
    private static let nodes: [(node: Double, weight: Double)] = [
        (0.076526521133497334, 0.152753387130725851),
        (0.227785851141645078, 0.149172986472603747),
        (0.373706088715419561, 0.142096109318382051),
        (0.510867001950827098, 0.131688638449176627),
        (0.636053680726515025, 0.118194531961518417),
        (0.746331906460150793, 0.101930119817240435),
        (0.839116971822218823, 0.083276741576704749),
        (0.912234428251325906, 0.062672048334109064),
        (0.963971927277913791, 0.040601429800386941),
        (0.993128599185094925, 0.017614007139152118),
    ]

    /// The integral of a function from a to b; exact for polynomials up to degree 39.
    static func integral(_ a: Double, _ b: Double, _ f: (Double) -> Double) -> Double {
        let centre = (a + b) / 2
        let half = (b - a) / 2
        var sum = 0.0
        for (node, weight) in nodes { sum += weight * (f(centre - half * node) + f(centre + half * node)) }
        return sum * half
    }
}
