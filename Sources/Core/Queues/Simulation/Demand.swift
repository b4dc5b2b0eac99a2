// SPDX-License-Identifier: EUPL-1.2

/// How fast tickets arrive: profiles times the factor of the day times surges.
///
/// A class, since a half hour turns for every stream millions of times: a struct would be copied, and each copy counts references that
/// all threads share.
final class Demand {
    private let horizon: Double
    private let firstHalfHour: Int
    private let factor: ServiceScenario.DayFactor
    private let surges: [ServiceScenario.Surge]
    private let math: QuickMath
    private let commonKey: UInt64
    private let ownKeys: [UInt64]
    /// Whether every half hour is like the next, for each stream.
    private let isConstant: [Bool]
    /// Tickets an hour: `[stream][half hour of the day or week]`.
    private let rates: UnsafeMutablePointer<Double>
    private let period: Int
    /// The factors of the latest days: four for each municipality.
    private let drawn: UnsafeMutablePointer<(day: Int, factor: Double)>

    init(_ scenario: ServiceScenario, seed: UInt64, replication: Int, _ math: QuickMath) {
        horizon = scenario.horizon
        firstHalfHour = scenario.firstWeekday * 48
        factor = scenario.dayFactor
        surges = scenario.surges
        self.math = math
        commonKey = CustomerRandom.key(seed, replication: replication, subject: 0, .dayFactor)
        ownKeys = scenario.municipalities.indices.map {
            CustomerRandom.key(seed, replication: replication, subject: $0 + 1, .dayFactor)
        }
        let steady = scenario.dayFactor.variation == 0 && scenario.surges.isEmpty
        let period = scenario.streams.contains { $0.perHour.count == 336 } ? 336 : 48
        self.period = period
        rates = flat(
            scenario.streams.flatMap { stream in (0..<period).map { stream.perHour[$0 % stream.perHour.count] } })
        drawn = flat(Array(repeating: (day: -1, factor: 1), count: scenario.municipalities.count * 4))
        isConstant = scenario.streams.map { stream in steady && stream.perHour.allSatisfy { $0 == stream.perHour[0] } }
    }

    deinit {
        rates.deallocate()
        drawn.deallocate()
    }

    /// Moves a stream to the next half hour in which anything may arrive, or to the last; false when the horizon is over.
    @inline(never)
    func turn(_ stream: UnsafeMutablePointer<StreamState>, _ s: Int) -> Bool {
        stream.pointee.clock = max(stream.pointee.clock, stream.pointee.halfHourEnds)
        guard stream.pointee.clock < horizon, !(stream.pointee.halfHour >= 0 && isConstant[s]) else { return false }
        var halfHour = stream.pointee.halfHour + 1
        if isConstant[s] {
            stream.pointee.halfHourEnds = horizon
        } else {
            while rates[s * period + (halfHour + firstHalfHour) % period] == 0, Double(halfHour + 1) * 30 < horizon {
                halfHour += 1
            }
            stream.pointee.clock = max(stream.pointee.clock, Double(halfHour) * 30)
            stream.pointee.halfHourEnds = min(horizon, Double(halfHour + 1) * 30)
        }
        stream.pointee.halfHour = halfHour
        let rate = perMinute(stream, s, halfHour)
        stream.pointee.rate = rate
        stream.pointee.inverse = rate > 0 ? 1 / rate : 0
        return true
    }

    private func perMinute(_ stream: UnsafeMutablePointer<StreamState>, _ s: Int, _ halfHour: Int) -> Double {
        var rate = rates[s * period + (halfHour + firstHalfHour) % period]
        guard rate > 0 else { return 0 }
        let municipality = stream.pointee.municipality
        if !surges.isEmpty { rate *= surge(municipality, halfHour) }
        let day = halfHour / 48
        if stream.pointee.day != day {
            stream.pointee.day = day
            stream.pointee.dayFactor = known(municipality, day)
        }
        return rate / 60 * stream.pointee.dayFactor
    }

    /// The factor of a municipality on a day, drawn once for all its streams while they pass that day.
    private func known(_ municipality: Int, _ day: Int) -> Double {
        guard factor.variation > 0 else { return 1 }
        let slot = drawn + (municipality * 4 + day % 4)
        if slot.pointee.day != day { slot.pointee = (day, dayFactor(municipality, day: UInt64(day))) }
        return slot.pointee.factor
    }

    private func surge(_ municipality: Int, _ halfHour: Int) -> Double {
        surges.reduce(1) { factor, surge in
            let hits = surge.halfHours.contains(halfHour) && (surge.municipalities?.contains(municipality) ?? true)
            return hits ? factor * surge.factor : factor
        }
    }

    /// The factor of a municipality on a day: the sum of a part common to all and a part of its own, both gamma of one scale. So the
    /// factor is exactly gamma with mean 1, and two municipalities' factors have exactly the correlation asked for.
    func dayFactor(_ municipality: Int, day: UInt64) -> Double {
        let (variation, correlation) = (factor.variation, factor.correlation)
        guard variation > 0 else { return 1 }
        let shape = 1 / (variation * variation)
        var sum = 0.0
        if correlation > 0 {
            sum += Gamma.draw(shape: shape * correlation, CustomerRandom.bits(commonKey, day), math)
        }
        if correlation < 1 {
            sum += Gamma.draw(shape: shape * (1 - correlation), CustomerRandom.bits(ownKeys[municipality], day), math)
        }
        return sum / shape
    }
}
