// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The desks of a scenario as a Markov chain: what the simulation estimates, computed.
///
/// Handle times and patience are taken to be exponential with the scenario's means. What else the chain cannot hold (a day
/// factor, absence, shifts, outages) is refused by name.
public struct ExactDesks {
    /// The scenario.
    public let compiled: CompiledScenario
    /// Most states that are tried.
    public let mostStates: Int

    let classes: [DeskRules.TicketClass]
    /// The class of each stream.
    let classOf: [Int]
    /// The classes and times for which "answered in time" is asked, and which of them each stream asks for.
    let thresholds: [Threshold]
    let thresholdOf: [Int]

    struct Threshold: Hashable {
        var ticketClass: Int
        /// Minutes.
        var within: Double
    }

    /// - Throws: a problem of kind limit that names what the chain cannot hold.
    public init(_ compiled: CompiledScenario, mostStates: Int = 100_000) throws(Problem) {
        let faults = ExactDesks.beyond(compiled)
        guard faults.isEmpty else {
            throw Problem(
                Localized(
                    sv: "Scenariot går inte att räkna exakt: \(faults.map(\.sv).joined(separator: "; ")).",
                    en: "The scenario cannot be computed exactly: \(faults.map(\.en).joined(separator: "; "))."),
                kind: .limit,
                remedy: Localized(
                    sv: "Simulera det, eller ta bort det som nämns.", en: "Simulate it, or take away what is named."))
        }
        self.compiled = compiled
        self.mostStates = mostStates
        var classes: [DeskRules.TicketClass] = []
        var classOf: [Int] = []
        var thresholds: [Threshold] = []
        var thresholdOf: [Int] = []
        for (s, stream) in compiled.scenario.streams.enumerated() {
            let one = DeskRules.TicketClass(
                queue: compiled.queueOfStream[s], municipality: stream.municipality, handle: stream.handle.mean,
                impatience: stream.patience.map { 1 / $0.mean } ?? 0)
            if !classes.contains(one) { classes.append(one) }
            let c = classes.firstIndex(of: one) ?? 0
            classOf.append(c)
            let threshold = Threshold(ticketClass: c, within: stream.answerWithin)
            if !thresholds.contains(threshold) { thresholds.append(threshold) }
            thresholdOf.append(thresholds.firstIndex(of: threshold) ?? 0)
        }
        self.classes = classes
        self.classOf = classOf
        self.thresholds = thresholds
        self.thresholdOf = thresholdOf
    }

    /// Whether handle times or patience are of another kind than exponential, so that the chain is a twin with equal means.
    public var isTwin: Bool {
        func exponential(_ duration: Duration?) -> Bool {
            switch duration {
            case nil, .exponential: true
            default: false
            }
        }
        return !compiled.scenario.streams.allSatisfy { exponential($0.handle) && exponential($0.patience) }
    }

    /// What in a scenario no chain of ours can hold.
    static func beyond(_ compiled: CompiledScenario) -> [Localized] {
        let scenario = compiled.scenario
        var faults: [Localized] = []
        func fault(_ isThere: Bool, _ sv: String, _ en: String) {
            if isThere { faults.append(Localized(sv: sv, en: en)) }
        }
        fault(
            scenario.dayFactor.variation > 0, "efterfrågan varierar från dag till dag",
            "demand varies from day to "
                + "day")
        fault(
            scenario.desks.contains { $0.absence > 0 || !$0.outages.isEmpty }, "frånvaro eller avbrott",
            "absence or outages")
        fault(
            scenario.desks.contains { if case .roster = $0.staff { true } else { false } },
            "arbetspass per "
                + "handläggare",
            "shifts of single agents")
        fault(scenario.streams.contains(where: \.isDeferred), "ärenden som kan vänta", "work that can wait")
        fault(!compiled.unanswerable.isEmpty, "ärenden som ingen kan besvara", "tickets that nobody can answer")
        fault(
            scenario.streams.contains { $0.handle.mean <= 0 || ($0.patience?.mean ?? 1) <= 0 },
            "handläggningstid eller tålamod 0", "a handle time or patience of 0")
        fault(scenario.desks.count > 64, "fler än 64 deskar", "more than 64 desks")
        return faults
    }

    /// The rules at a half hour counted from the start of the horizon.
    func rules(at halfHour: Int, mostWaiting: Int) -> DeskRules {
        var rules = DeskRules(compiled, classes: classes, mostWaiting: mostWaiting)
        set(&rules, at: halfHour)
        return rules
    }

    /// Gives the rules the staff and the arrivals of a half hour.
    func set(_ rules: inout DeskRules, at halfHour: Int) {
        let scenario = compiled.scenario
        rules.agents = scenario.desks.map { desk in
            if case .profile(let agents) = desk.staff { compiled.at(agents, halfHour) } else { 0 }
        }
        // In a pool no ticket is foreign, so nothing is kept back.
        rules.keptBack = scenario.desks.map { scenario.sharing.mode == .pool ? 0 : compiled.at($0.keptBack, halfHour) }
        rules.open = scenario.desks.map { compiled.at($0.open, halfHour) }
        rules.arrivals = [Double](repeating: 0, count: classes.count)
        for (s, perHour) in arrivals(at: halfHour).enumerated() { rules.arrivals[classOf[s]] += perHour / 60 }
    }

    /// Tickets an hour of each stream, whether its desk is open or not.
    func arrivals(at halfHour: Int) -> [Double] {
        let scenario = compiled.scenario
        return scenario.streams.map { stream in
            var perHour = compiled.at(stream.perHour, halfHour)
            for surge in scenario.surges where surge.halfHours.contains(halfHour) {
                if surge.municipalities?.contains(stream.municipality) ?? true { perHour *= surge.factor }
            }
            return perHour
        }
    }
}
