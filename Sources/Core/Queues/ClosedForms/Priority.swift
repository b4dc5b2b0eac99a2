// SPDX-License-Identifier: EUPL-1.2

/// Mean waits at a desk with priorities, the most urgent first, where no one is interrupted; all handle times have one and
/// the same exponential distribution (M/M/m).
///
/// - Source: Cobham, *Priority assignment in waiting line problems* (1954), eq. 3 and its corollary for several servers.
public struct PriorityQueue {
    /// Mean wait of each class in seconds, the most urgent first; nil for a class whose queue grows without end.
    public let meanWaits: [Double?]
    /// The share of all tickets that waits; 1 when the desk has more work than it can do.
    public let waitProbability: Double

    /// - Parameters:
    ///   - agents: m, at least 1.
    ///   - loads: in erlang, the most urgent class first.
    ///   - handleTime: mean, in seconds.
    public init(agents: Int, loads: [Double], handleTime: Double) {
        let m = Double(agents)
        let all = loads.reduce(0, +)
        let busy = PatientQueue(agents: agents, load: all, handleTime: handleTime)?.waitProbability ?? 1
        waitProbability = busy
        var before = 0.0
        meanWaits = loads.map { load in
            let urgent = before
            before += load
            guard before < m else { return nil }
            return busy * handleTime * m / ((m - urgent) * (m - before))
        }
    }
}

/// One agent and any distribution of the handle time (M/G/1), perhaps with classes of priority.
public struct SingleServer {
    /// A class of tickets.
    public struct Class {
        /// In tickets per second.
        public var rate: Double
        /// Mean, in seconds.
        public var handleTime: Double
        /// Standard deviation over mean of the handle time: 1 when exponential, 0 when always the same.
        public var variation: Double

        /// A class.
        public init(rate: Double, handleTime: Double, variation: Double) {
            self.rate = rate
            self.handleTime = handleTime
            self.variation = variation
        }
    }

    /// Mean wait of all in seconds when served in order of arrival: lambda E[S^2] / (2 (1 - rho)); nil at overload.
    ///
    /// - Source: Pollaczek (1930), Khinchine (1932).
    public let meanWait: Double?
    /// Mean wait of each class when the first listed is the most urgent and no one is interrupted.
    ///
    /// - Source: Cobham (1954), eq. 3.
    public let byPriority: [Double?]

    /// - Parameter classes: the most urgent first.
    public init(_ classes: [Class]) {
        let work = classes.reduce(0) { $0 + $1.rate * $1.handleTime }
        let residual = classes.reduce(0) {
            $0 + $1.rate * $1.handleTime * $1.handleTime * (1 + $1.variation * $1.variation) / 2
        }
        meanWait = work < 1 ? residual / (1 - work) : nil
        var before = 0.0
        byPriority = classes.map { one in
            let urgent = before
            before += one.rate * one.handleTime
            guard before < 1, work < 1 else { return nil }
            return residual / ((1 - urgent) * (1 - before))
        }
    }
}

/// Mean wait at a desk of several agents with any variation of arrivals and handle times (G/G/m): Erlang C times the mean
/// of the squared variations. An approximation: exact for one agent with Poisson arrivals, a few per cent off for several
/// agents, more for few agents and heavy tails.
///
/// - Source: Allen, *Probability, Statistics, and Queueing Theory* (2nd ed. 1990), sec. 5.3 (Allen and Cunneen).
public enum AllenCunneen {
    /// - Parameters:
    ///   - queue: the desk with exponential times.
    ///   - arrivals: standard deviation over mean of the times between arrivals; 1 when Poisson.
    ///   - handling: standard deviation over mean of the handle times.
    public static func meanWait(_ queue: PatientQueue, arrivals: Double = 1, handling: Double) -> Double {
        queue.meanWait * (arrivals * arrivals + handling * handling) / 2
    }
}
