// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Erlang's loss formula (M/G/m/m): the share of tickets that find all agents busy when no one waits.
///
/// Its logarithm is kept, because with agents to spare the share is smaller than any Double: 10^-400 is a figure too.
/// The number of agents need not be whole: half an agent is the continued formula, which Hayward's approximation needs.
///
/// - Source: Erlang, *Solution of some problems in the theory of probabilities* (1917); the continued function: Jagers
///   and van Doorn, *On the continued Erlang loss function* (1986).
public struct ErlangLoss {
    /// m, perhaps with a fraction.
    public let agents: Double
    /// A: tickets per hour times handle time in hours, in erlang.
    public let load: Double
    /// The natural logarithm of the share that is turned away; -infinity without load.
    public let logBlocking: Double
    /// The share that is turned away: 0 where it is smaller than any Double, see ``logBlocking``.
    public let blocking: Double

    /// - Parameters:
    ///   - agents: m >= 0, up to millions.
    ///   - load: A >= 0, in erlang.
    public init(agents: Double, load: Double) {
        self.agents = agents
        self.load = load
        if load == 0 {
            blocking = agents == 0 ? 1 : 0
            logBlocking = OwnMath.log(blocking)
            return
        }
        let found = ErlangLoss.found(agents, load)
        // Below the normal numbers a `Double` has few digits left: only the logarithm is told.
        blocking = found.blocking < .leastNormalMagnitude ? 0 : found.blocking
        logBlocking = found.log
    }

    /// The share for a whole number of agents, at least 0.
    public init(agents: Int, load: Double) { self.init(agents: Double(agents), load: load) }

    /// What the agents do, as a share of their time.
    public var occupancy: Double { agents == 0 ? 0 : load * (1 - blocking) / agents }

    /// The logarithm to base ten of the share that is turned away.
    public var log10Blocking: Double { logBlocking / 2.302585092994046 }

    private static func found(_ m: Double, _ load: Double) -> (blocking: Double, log: Double) {
        // The recursion loses at most three roundings a step, so it is for the small; see `erlangB`.
        if m <= 512, m == m.rounded(.down) {
            let share = erlangB(agents: Int(m), load: load)
            if share > 1e-250 { return (share, OwnMath.log(share)) }
        }
        if m >= load || load <= 2 { return fewBlocked(m, load) }
        let inverse = manyBlocked(m, load)
        return (1 / inverse, -OwnMath.log(inverse))
    }

    /// With p the Poisson probability of m: B = p / (1 - p (A/(m+1) + A^2/((m+1)(m+2)) + ...)), of positive terms that
    /// fall from the start.
    private static func fewBlocked(_ m: Double, _ load: Double) -> (blocking: Double, log: Double) {
        var term = 1.0
        var above = 0.0
        var k = m + 1
        repeat {
            term *= load / k
            above += term
            k += 1
        } while term > 1e-18 * above || k < load
        let logPoisson = logPoisson(m, load)
        let rest = 1 - OwnMath.exp(logPoisson) * above
        let log = logPoisson - OwnMath.log(rest)
        return (OwnMath.exp(logPoisson) / rest, log)
    }

    /// 1/B = 1 + m/A + m(m-1)/A^2 + ..., of positive terms that fall from the start as m < A; a fraction is left at the
    /// end, where it counts only if A is small.
    private static func manyBlocked(_ m: Double, _ load: Double) -> Double {
        var sum = 0.0
        var term = 1.0
        var left = m
        while left >= 1, term > 1e-18 * sum {
            sum += term
            term *= left / load
            left -= 1
        }
        return term > 1e-18 * sum ? sum + term * inverseOfFraction(left, load) : sum
    }

    /// 1/B for 0 <= x < 1 and A > 2: e^A A^-x times the upper incomplete gamma function of x + 1, as a continued fraction.
    ///
    /// - Source: Abramowitz and Stegun (1964), 6.5.31, by the method of Lentz (1976).
    private static func inverseOfFraction(_ x: Double, _ load: Double) -> Double {
        let a = x + 1
        var b = load + 1 - a
        // Lentz needs a start that is not nought; load > 2 >= a keeps b above it.
        var c = 1e300
        var d = 1 / b
        var h = d
        for i in 1...10_000 {
            let n = Double(i)
            let an = -n * (n - a)
            b += 2
            d = 1 / (an * d + b)
            c = b + an / c
            let step = c * d
            h *= step
            if abs(step - 1) < 1e-16 { break }
        }
        return load * h
    }
}

/// Erlang's loss formula for few agents by the recursion B_0 = 1, B_k = A B_(k-1) / (k + A B_(k-1)): no factorials, no
/// powers.
///
/// - Parameters:
///   - agents: m >= 0; see ``ErlangLoss`` for many.
///   - load: A, in erlang.
public func erlangB(agents: Int, load: Double) -> Double {
    var blocking = 1.0
    for k in 0..<agents {
        let busy = load * blocking
        blocking = busy / (Double(k + 1) + busy)
    }
    return blocking
}

/// The logarithm of the Poisson probability e^-A A^x / Gamma(x + 1), without the cancellation of its large terms.
///
/// - Source: Loader, *Fast and accurate computation of binomial probabilities* (2000).
/// - Parameters:
///   - x: at least 0, perhaps with a fraction.
///   - mean: A > 0.
func logPoisson(_ x: Double, _ mean: Double) -> Double {
    if x < 16 { return x * OwnMath.log(mean) - mean - OwnMath.lgamma(x + 1) }
    let inverse = 1 / (x * x)
    let stirling =
        (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse * (1 / 1680.0 - inverse / 1188)))) / x
    return -stirling - deviance(x, mean) - 0.5 * (OwnMath.log(x) + 1.8378770664093453)
}

/// x log(x/M) + M - x, to its last digits also where x is near M.
private func deviance(_ x: Double, _ mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * OwnMath.log(x / mean) + mean - x }
    let v = (x - mean) / (x + mean)
    var sum = (x - mean) * v
    var power = 2 * x * v
    for j in 1..<1000 {
        power *= v * v
        let next = sum + power / Double(2 * j + 1)
        if next == sum { break }
        sum = next
    }
    return sum
}
