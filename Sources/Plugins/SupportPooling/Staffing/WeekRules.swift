// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// What a week is staffed by: the promised service, and what lies between answering and being employed.
struct WeekRules {
    var target: Double
    var answerWithin: Double
    /// Mean patience in seconds; nil when everyone waits (Erlang C).
    var patience: Double?
    var definition: ServiceLevel
    /// Largest share of their time that agents may be busy.
    var occupancyCap: Double
    var leastAgents: Int
    /// Minutes of an interval: 30 or 60.
    var interval: Int
    /// Share of the time at work that does not go to answering: breaks, meetings, training.
    var shrinkage: Double
    /// Share of the idle time between calls that goes to work that can wait.
    var idleUsed: Double
    var hoursPerFTE: Double
    /// Weeks a year that each is on holiday and must be replaced.
    var holidayWeeks: Double
    /// Share of the positions that stands vacant.
    var vacancy: Double

    /// Reads the parameters.
    init(_ given: StaffingParameters) throws(Problem) {
        target = try Service.target(given.real("target") ?? 0.8)
        answerWithin = given["answer_within"]
        definition = ServiceLevel(rawValue: given.definition) ?? .ofOffered
        occupancyCap = given["occupancy_cap"]
        leastAgents = Int(given["least_agents"])
        interval = Int(given["interval_minutes"])
        shrinkage = given["shrinkage"]
        idleUsed = given["idle_used"]
        hoursPerFTE = given["hours_per_fte"]
        holidayWeeks = given["holiday_weeks"]
        vacancy = given["vacancy"]
        patience = given.model == .erlangA ? try Formula.patience(given) : nil
        guard interval == 30 || interval == 60, shrinkage >= 0, shrinkage < 1, vacancy >= 0, vacancy < 1,
            occupancyCap > 0, occupancyCap <= 1, idleUsed >= 0, idleUsed <= 1, holidayWeeks >= 0, holidayWeeks < 52,
            hoursPerFTE > 0, leastAgents >= 0
        else {
            throw Problem(
                Localized(
                    sv: "interval_minutes ska vara 30 eller 60; shrinkage, vacancy och idle_used andelar; "
                        + "occupancy_cap över 0 och högst 1; holiday_weeks under 52; hours_per_fte över 0.",
                    en: "interval_minutes must be 30 or 60; shrinkage, vacancy and idle_used shares; "
                        + "occupancy_cap above 0 and at most 1; holiday_weeks below 52; hours_per_fte above 0."))
        }
    }

    /// The share in time with so many agents in steady state: nought where the queue grows without end.
    func level(agents: Int, load: Double, handleTime: Double) -> Double {
        if load == 0 { return 1 }
        guard agents > 0 else { return 0 }
        if let patience {
            let queue = ImpatientQueue(agents: agents, load: load, handleTime: handleTime, patience: patience)
            return definition.level(queue, within: answerWithin)
        }
        return PatientQueue(agents: agents, load: load, handleTime: handleTime)?.answered(within: answerWithin) ?? 0
    }

    /// How busy so many agents are in steady state; nil without any.
    func occupancy(agents: Int, load: Double, handleTime: Double) -> Double? {
        guard agents > 0 else { return nil }
        guard let patience, load > 0 else { return min(1, load / Double(agents)) }
        return ImpatientQueue(agents: agents, load: load, handleTime: handleTime, patience: patience).occupancy
    }

    /// Agents for one interval: whole, and with the fraction at which a straight line between two whole numbers meets the
    /// target.
    func agents(load: Double, handleTime: Double) -> (whole: Int, exact: Double) {
        guard load > 0 else { return (leastAgents, 0) }
        let whole = leastWhole(from: 1) { level(agents: $0, load: load, handleTime: handleTime) >= target }
        let above = level(agents: whole, load: load, handleTime: handleTime)
        let below = level(agents: whole - 1, load: load, handleTime: handleTime)
        let exact = Double(whole) - (above > below ? (above - target) / (above - below) : 0)
        let busy = load / occupancyCap
        return (max(whole, leastAgents, Int(busy.rounded(.up))), max(exact, busy))
    }

    /// Positions that a week's hours at work take over the year.
    func positions(weekHours: Double) -> Double {
        weekHours * 52 / (hoursPerFTE * (1 - holidayWeeks / 52) * (1 - vacancy))
    }
}
