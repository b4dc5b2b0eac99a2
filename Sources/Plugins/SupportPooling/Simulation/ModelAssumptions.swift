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
    /// Times as many tickets on each day, Monday first, as on a mean working day: five days or seven.
    var weekdays: [Double]
    /// Minutes of an interval of the input `arrivals`.
    var interval: Int
    /// Callers who may wait at a desk; nil for as many as call.
    var places: Int?
    var variation: Double
    /// Parameters that were given and that another makes idle.
    var unused: [Finding] = []

    /// Reads the parameters.
    init(_ context: AnalysisContext) throws(Problem) {
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
        weekdays = try Self.weekdays(context.list("weekdays"), monday: context.real("monday") ?? 1)
        interval = context.integer("interval_minutes") ?? 30
        places = context.integer("queue_places")
        variation = context.real("handle_variation") ?? 1.2
        unused = Self.unused(context, deferred: deferred)
    }

    /// What was given with another value than its standard and changes nothing beside what else was chosen.
    private static func unused(_ context: AnalysisContext, deferred: Bool) -> [Finding] {
        func idle(_ name: String, _ standard: Double, beside setting: String, _ isIdle: Bool) -> Finding? {
            guard isIdle, let value = context.real(name), value != standard else { return nil }
            return Finding(
                "parameter-idle", .warning, ["name": .init(.text(name)), "setting": .init(.text(setting))])
        }
        let handle = context.text("handle_time") ?? "lognormal"
        return [
            idle("mean_patience", 240, beside: "patience=none", context.text("patience") == "none"),
            idle(
                "handle_variation", 1.2, beside: "handle_time=\(handle)", ["exponential", "constant"].contains(handle)),
            idle("deferred_within", 4, beside: "deferred=false", !deferred),
            idle("correlation", 0.5, beside: "day_variation=0", context.real("day_variation") == 0),
            idle("foreign_factor", 1.1, beside: "sharing=separate", context.text("sharing") == "separate"),
        ].compactMap(\.self)
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

    /// Factors whose mean over Monday to Friday is 1: those given, for five days or seven, or more on Mondays and less on the others.
    private static func weekdays(_ given: [String], monday: Double) throws(Problem) -> [Double] {
        guard !given.isEmpty else { return [monday] + Array(repeating: max(0, (5 - monday) / 4), count: 4) }
        let factors = given.map { Double($0) ?? -1 }
        let sum = factors.prefix(5).reduce(0, +)
        guard factors.count == 5 || factors.count == 7, monday == 1, sum > 0,
            factors.allSatisfy({ $0 >= 0 && $0 <= 1000 })
        else {
            throw Problem(
                Localized(
                    sv:
                        "weekdays ska vara fem tal (måndag till fredag) eller sju (till söndag), 0 till 1000 och inte noll alla "
                        + "vardagar, och ersätter monday.",
                    en:
                        "weekdays must be five numbers (Monday to Friday) or seven (to Sunday), 0 to 1000 and not nought on every "
                        + "working day, and replaces monday."),
                remedy: Localized(
                    sv: "Ange till exempel weekdays=1.4,1.1,0.9,0.9,0.7.",
                    en: "Give for example weekdays=1.4,1.1,0.9,0.9,0.7."))
        }
        return factors.map { $0 * 5 / sum }
    }
}
