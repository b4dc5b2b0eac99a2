// SPDX-License-Identifier: EUPL-1.2

/// The traffic that finds a desk full and goes on to another: its mean, and how much it varies. It comes in bursts, so
/// Erlang's formulas, which assume Poisson arrivals, understate what it does to the next desk.
///
/// - Source: Wilkinson, *Theories for toll traffic engineering in the USA* (1956), eq. 8 (Riordan).
public struct OverflowTraffic {
    /// In erlang.
    public let mean: Double
    /// Variance of the number that an endless second desk would have in work, in erlang squared.
    public let variance: Double

    /// What flows over from a desk without a queue.
    ///
    /// - Parameters:
    ///   - agents: m >= 0.
    ///   - load: A > 0, in erlang.
    public init(agents: Int, load: Double) {
        let lost = load * ErlangLoss(agents: agents, load: load).blocking
        mean = lost
        variance = lost * (1 - lost + load / (Double(agents) + 1 + lost - load))
    }

    /// Several independent streams together: means and variances add.
    public init(_ streams: [OverflowTraffic]) {
        mean = streams.reduce(0) { $0 + $1.mean }
        variance = streams.reduce(0) { $0 + $1.variance }
    }

    /// Variance over mean: 1 for Poisson arrivals, commonly 1.5 to 5 for overflow.
    public var peakedness: Double { mean > 0 ? variance / mean : 1 }

    /// The share of this traffic that finds a second desk full too, by B(m/z, A/z). An approximation, which has been seen
    /// 10 to 35 per cent too low at small second desks; the exact chain is for those.
    ///
    /// - Source: Fredericks, *Congestion in blocking systems - a simple approximation technique* (1980), after Hayward.
    public func haywardBlocking(agents: Int) -> Double {
        let z = peakedness
        return ErlangLoss(agents: Double(agents) / z, load: mean / z).blocking
    }
}
