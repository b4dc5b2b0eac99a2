// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// What a simulated week assumes beyond the registry's figures.
struct ModelAssumptions {
    var handle: String
    var patience: String
    /// Seconds that a customer waits on average, where the registry does not say.
    var patienceSeconds: Double
    var answerWithin: Double
    var deferred: Bool
    var deferredWithin: Double
    var foreignFactor: Double
    var absence: Double
    var dayFactor: ServiceScenario.DayFactor
    /// Times as many tickets on Mondays as on a mean day.
    var monday: Double
    var variation: Double

    /// Reads the parameters.
    init(_ context: AnalysisContext) {
        handle = context.text("handle_time") ?? "lognormal"
        patience = context.text("patience") ?? "exponential"
        patienceSeconds = context.real("mean_patience") ?? 240
        answerWithin = context.real("answer_within") ?? 60
        deferred = context.flag("deferred")
        deferredWithin = (context.real("deferred_within") ?? 4) * 3600
        foreignFactor = context.real("foreign_factor") ?? 1.1
        absence = context.real("absence") ?? 0
        dayFactor = ServiceScenario.DayFactor(
            variation: context.real("day_variation") ?? 0.1, correlation: context.real("correlation") ?? 0.5)
        monday = context.real("monday") ?? 1
        variation = context.real("handle_variation") ?? 1.2
    }

    /// The handle time of a mean (in minutes) and coefficient of variation, by the distribution chosen.
    func handle(mean: Double, variation: Double?) -> Duration {
        let cv = min(20, max(0.05, variation ?? self.variation))
        switch handle {
        case "exponential": return .exponential(mean: mean)
        case "constant": return .constant(mean)
        case "gamma": return .gamma(mean: mean, variation: cv)
        case "hyperexponential": return hyperexponential(mean, cv)
        default: return .lognormal(mean: mean, variation: cv)
        }
    }

    /// Two exponentials with balanced means; below a variation of 1 there are none, and it is one exponential.
    ///
    /// - Source: Tijms, *Stochastic Models* (1994), appendix B.
    private func hyperexponential(_ mean: Double, _ cv: Double) -> Duration {
        guard cv > 1 else { return .exponential(mean: mean) }
        let chance = (1 + ((cv * cv - 1) / (cv * cv + 1)).squareRoot()) / 2
        return .hyperexponential(chance: chance, mean: mean / (2 * chance), otherwise: mean / (2 * (1 - chance)))
    }

    /// How long a caller waits; nil for ever.
    func patience(_ seconds: Double?) -> Duration? {
        let mean = (seconds ?? patienceSeconds) / 60
        switch patience {
        case "none": return nil
        case "lognormal": return .lognormal(mean: mean, variation: 1)
        case "constant": return .constant(mean)
        default: return .exponential(mean: mean)
        }
    }

    /// A day's profile of half hours as a week's, with more on Mondays and nothing at weekends.
    func week(_ day: [Double]) -> [Double] {
        guard monday != 1 else { return day }
        let others = (5 - monday) / 4
        return (0..<336).map { $0 / 48 == 0 ? day[$0 % 48] * monday : $0 / 48 < 5 ? day[$0 % 48] * max(0, others) : 0 }
    }
}
