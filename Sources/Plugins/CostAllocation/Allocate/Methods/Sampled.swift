// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// How exact a sample must be, and how long it may try.
struct SamplingLimits {
    /// The largest half-width of a 95 per cent interval, as a share of the average share.
    let precision: Double
    /// Most orders of arrival.
    let orders: Int
    let seed: UInt64

    /// Reads the parameters.
    init(_ context: AnalysisContext) {
        precision = context.real("precision") ?? 0.02
        orders = context.integer("most_orders") ?? 200_000
        seed = context.request.seed
    }
}

extension Sharing {
    /// The Shapley value estimated from orders of arrival drawn by chance, the same ones for the same seed.
    ///
    /// - Source: Castro, Gómez and Tejada, *Polynomial calculation of the Shapley value based on sampling* (2009).
    func sampled() throws(Problem) -> Outcome {
        let plan = SamplingPlan(seed: sampling.seed, precision: sampling.precision, limit: sampling.orders)
        let sample: SampledShapley
        if let function = joint.function {
            sample = try sampleShapley(FunctionOracle(function: function), plan)
        } else if let game = joint.game {
            sample = try sampleShapley(game, plan)
        } else {
            throw needsGame(.shapleySampled)
        }
        // The estimates in floating point miss the sum by their rounding, and c(N) is rounded to the öre.
        let estimates = sample.shares.map { Rational($0) }
        let rest = (joint.total - estimates.sum) / Rational(BigInt(max(1, joint.count)))
        return Outcome(
            shares: estimates.map { $0 + rest }, halfWidths: sample.halfWidths, orders: sample.orders,
            converged: sample.converged)
    }
}

/// A cost function whose parties join one by one.
private struct FunctionOracle: CostOracle {
    let function: CostFunction

    var players: Int { function.names.count }

    func walk(_ order: UnsafeBufferPointer<Int>, into costs: UnsafeMutableBufferPointer<Double>) {
        var arrivals = function.arrivals
        for (k, player) in order.enumerated() { costs[k] = function.join(player, &arrivals) }
    }
}
