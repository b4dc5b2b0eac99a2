// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How exactly, and with which random numbers, a Shapley value is estimated.
public struct SamplingPlan: Sendable {
    /// The same seed gives the same bytes.
    public var seed: UInt64
    /// The half-width to reach for every player's interval, as a part of the average share c(N) / n.
    public var precision: Double
    /// The most orders of arrival to try.
    public var limit: Int

    /// A plan.
    public init(seed: UInt64, precision: Double = 0.02, limit: Int = 20_000_000) {
        self.seed = seed
        self.precision = precision
        self.limit = limit
    }
}

/// An estimate of the Shapley value.
public struct SampledShapley: Sendable {
    /// The estimated shares, which add up to c(N).
    public let shares: [Double]
    /// For each player half the width of a 95 % confidence interval round the share.
    public let halfWidths: [Double]
    /// How many orders of arrival were tried.
    public let orders: Int
    /// Whether every half-width is within the precision asked for; otherwise the limit was reached.
    public let converged: Bool

    /// Half-widths with which all intervals together hold with 95 %: each at the level 0.95^(1 / n) (Šidák 1967).
    public var jointHalfWidths: [Double] {
        let factor = SampledShapley.jointFactor(shares.count)
        return halfWidths.map { $0 * factor }
    }

    /// The normal quantile of a 95 % interval.
    static let quantile = 1.959963984540054

    /// The quantile of n joint intervals over that of one: by bisection of the normal tail.
    static func jointFactor(_ n: Int) -> Double {
        let outside = 1 - OwnMath.exp(OwnMath.log(0.95) / Double(max(n, 1)))
        var (low, high) = (1.0, 40.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if 2 * normalTail(middle) > outside { low = middle } else { high = middle }
        }
        return low / quantile
    }

    /// The probability that a standard normal number is above z >= 1, by Laplace's continued fraction.
    private static func normalTail(_ z: Double) -> Double {
        var fraction = z
        for k in stride(from: 200, through: 1, by: -1) { fraction = z + Double(k) / fraction }
        return OwnMath.exp(-z * z / 2) / (2 * 3.141592653589793).squareRoot() / fraction
    }
}

/// Estimates the Shapley value from random orders of arrival.
///
/// Every order is walked forwards and backwards (antithetic): who comes early in one comes late in the other. The mean of a player's two
/// marginal costs is one observation, and observations are gathered by the player's place in the order, so that chance in how often
/// a player comes where plays no part (stratified): every place has the same weight, whatever its number of observations. What the shares
/// then miss of c(N) is laid on them in proportion to their variances.
///
/// - Parameters:
///   - oracle: the game.
///   - plan: precision, seed and limit.
///   - progress: told now and then how many orders were walked and the largest half-width so far as a part of the average share.
/// - Throws: ``Problem`` when the game gives a cost that is no number.
/// - Source: Castro, Gómez and Tejada, *Polynomial calculation of the Shapley value based on sampling* (2009), and *Improving
///   polynomial estimation of the Shapley value by stratified random sampling with optimum allocation* (2017); Lomelí et al.,
///   *Antithetic and Monte Carlo kernel estimators for partial rankings* (2019).
public func sampleShapley(
    _ oracle: some CostOracle, _ plan: SamplingPlan, progress: (_ orders: Int, _ widest: Double) -> Void = { _, _ in }
) throws(Problem) -> SampledShapley {
    let n = oracle.players
    guard n > 0 else { return SampledShapley(shares: [], halfWidths: [], orders: 0, converged: true) }
    var observations = Strata(players: n)
    var random = OrderSource(players: n, seed: plan.seed)
    // a hundred observations of every player at every place, before any interval is believed
    let round = n == 1 ? 1 : max(64, min(100 * ((n + 1) / 2), plan.limit / 2))
    var orders = 0
    while true {
        let wanted = max(1, min(round, (plan.limit - orders) / 2))
        observations.add(wanted, of: oracle, &random)
        orders += 2 * wanted
        let total = observations.total
        let estimate = observations.estimate()
        guard total.isFinite, estimate.shares.allSatisfy(\.isFinite) else {
            throw Problem(
                Localized(
                    sv: "Kostnadsfunktionen gav en kostnad som inte är något tal.",
                    en: "The cost function gave a cost that is no number."))
        }
        let widest = estimate.halfWidths.max() ?? 0
        let average = abs(total) / Double(n)
        progress(orders, average > 0 ? widest / average : widest)
        let converged = widest <= plan.precision * average
        if converged || orders + 2 > plan.limit {
            return SampledShapley(
                shares: estimate.shares, halfWidths: estimate.halfWidths, orders: orders, converged: converged)
        }
    }
}
