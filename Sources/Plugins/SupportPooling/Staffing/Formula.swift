// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// One queueing formula: what a number of agents gives, or how many a target takes.
struct Formula {
    let context: AnalysisContext
    private static let largestLoad = 1e6

    /// The row of the table `staffing`, the rows of `classes`, and what is to be said of them.
    struct Answer {
        var row: [Cell]
        var classes: [[Cell]] = []
        var findings: [Finding] = []
    }

    /// Reads the parameters and applies the formula they name.
    func answer() throws(Problem) -> Answer {
        let model = context.text("model") ?? "erlang-c"
        if model == "priority" { return try priority() }
        guard let load = context.real("load") else {
            throw Problem(
                Localized(sv: "Belastningen (load) saknas.", en: "The load is missing."),
                remedy: Localized(
                    sv: "Ange load i erlang: ärenden i timmen gånger handläggningstid i timmar.",
                    en: "Give load in erlang: tickets per hour times handle time in hours."))
        }
        guard load >= 0, load <= Self.largestLoad else {
            throw Problem(
                Localized(
                    sv: "Belastningen ska vara mellan 0 och 1 000 000 erlang.",
                    en: "The load must be between 0 and 1,000,000 erlang."))
        }
        if model == "m-g-1" { return try oneAgent(load) }
        let wanted = try wanted(model)
        return switch model {
        case "erlang-b": loss(load, wanted)
        case "erlang-a": try impatient(load, wanted)
        case "square-root": try squareRoot(load, wanted)
        case "m-g-c": try anyHandling(load, wanted)
        case "hayward": try peaked(load, wanted)
        default: try waiting(load, wanted)
        }
    }

    /// Exactly one of agents and target.
    enum Wanted { case agents(Int), target(Double) }

    private func wanted(_ model: String) throws(Problem) -> Wanted {
        switch (context.integer("agents"), context.real("target")) {
        case (let agents?, nil):
            guard (1...1_100_000).contains(agents) else {
                throw Problem(
                    Localized(
                        sv: "Antalet handläggare ska vara 1 till 1 100 000.",
                        en: "The number of agents must be 1 to 1,100,000."))
            }
            return .agents(agents)
        case (nil, let target?):
            guard !["m-g-c", "hayward"].contains(model) else {
                throw Problem(
                    Localized(
                        sv: "Modellen \(model) räknar från ett antal handläggare, inte från ett mål.",
                        en: "The model \(model) starts from a number of agents, not from a target."),
                    remedy: Localized(sv: "Ange agents i stället för target.", en: "Give agents instead of target."))
            }
            return .target(try Service.target(target))
        case (nil, nil):
            throw Problem(
                Localized(sv: "Varken agents eller target är angivet.", en: "Neither agents nor target is given."),
                remedy: Localized(
                    sv: "Ange agents=ANTAL för att se vad de ger, eller target=0.8 för att få minsta antal.",
                    en: "Give agents=N to see what they give, or target=0.8 for the least number."))
        case (_?, _?):
            throw Problem(
                Localized(sv: "Både agents och target är angivna.", en: "Both agents and target are given."),
                remedy: Localized(sv: "Stryk det ena.", en: "Leave one of them out."))
        }
    }

    /// A share so small that it is printed as nought.
    private func tiny(_ what: String, _ log: Double) -> [Finding] {
        guard log.isFinite, log < -690 else { return [] }
        return [Finding(what, .notice, ["exponent": .init(.real(log / 2.302585092994046))])]
    }

    private func loss(_ load: Double, _ wanted: Wanted) -> Answer {
        var agents = 1
        switch wanted {
        case .agents(let given): agents = given
        case .target(let target):
            agents = leastWhole(from: 1) { 1 - ErlangLoss(agents: $0, load: load).blocking >= target }
        }
        let loss = ErlangLoss(agents: agents, load: load)
        return Answer(
            row: [
                .category("erlang-b"), .real(load), .integer(agents), .real(loss.blocking), .null, .null,
                .real(1 - loss.blocking), .null, .real(loss.occupancy),
            ], findings: tiny("blocking-tiny", loss.logBlocking))
    }

    private func waiting(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        let (handleTime, seconds) = try times(context)
        var agents = 0
        switch wanted {
        case .agents(let given): agents = given
        case .target(let target):
            agents = PatientQueue.leastAgents(
                load: load, handleTime: handleTime, target: target, within: seconds, least: 1)
        }
        guard let queue = PatientQueue(agents: agents, load: load, handleTime: handleTime) else {
            throw unstable(load, agents)
        }
        return Answer(
            row: [
                .category("erlang-c"), .real(load), .integer(agents), .null, .real(queue.waitProbability),
                .real(queue.meanWait), .real(queue.answered(within: seconds)), .null, .real(load / Double(agents)),
            ], findings: tiny("waiting-tiny", queue.logWaitProbability))
    }

    private func impatient(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        let (handleTime, seconds) = try times(context)
        let patience = try patience(handleTime)
        let definition = ServiceLevel(rawValue: context.text("definition") ?? "") ?? .ofOffered
        var agents = 1
        switch wanted {
        case .agents(let given): agents = given
        case .target(let target) where load > 0:
            agents = ImpatientQueue.leastAgents(load: load, handleTime: handleTime, patience: patience) { queue in
                definition.level(queue, within: seconds) >= target
            }
        case .target: break
        }
        guard load > 0 else {
            return Answer(
                row: [.category("erlang-a"), .real(0), .integer(agents), .null] + [0, 0, 1, 0, 0].map(Cell.real))
        }
        let queue = ImpatientQueue(agents: agents, load: load, handleTime: handleTime, patience: patience)
        return Answer(
            row: [
                .category("erlang-a"), .real(load), .integer(agents), .null, .real(queue.waitProbability),
                .real(queue.meanWait), .real(definition.level(queue, within: seconds)), .real(queue.abandoned),
                .real(queue.occupancy),
            ], findings: tiny("waiting-tiny", queue.logWaitProbability))
    }

    private func patience(_ handleTime: Double) throws(Problem) -> Double {
        guard let patience = context.real("patience"), patience > 0, patience <= Self.longestPatience * handleTime,
            handleTime <= Self.longestPatience * patience
        else {
            throw Problem(
                Localized(
                    sv: "Erlang A behöver hur länge de som ringer i medeltal väntar innan de lägger på (patience).",
                    en: "Erlang A needs how long callers wait, on average, before they hang up (patience)."),
                remedy: Localized(
                    sv: "Ange patience i sekunder, större än 0, till exempel patience=120.",
                    en: "Give patience in seconds, above 0, for example patience=120."))
        }
        return patience
    }

    private func squareRoot(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        let (handleTime, seconds) = try times(context)
        guard load > 0 else { return try waiting(load, wanted) }
        func level(_ agents: Int) -> (wait: Double, spare: Double, level: Double) {
            let spare = Double(agents) - load
            let wait = SquareRoot.waitProbability(beta: spare / load.squareRoot())
            return (wait, spare, 1 - wait * OwnMath.exp(-spare * seconds / handleTime))
        }
        var agents = 0
        switch wanted {
        case .agents(let given): agents = given
        case .target(let target): agents = leastWhole(from: Int(load) + 1) { level($0).level >= target }
        }
        guard Double(agents) > load else { throw unstable(load, agents) }
        let found = level(agents)
        return Answer(
            row: [
                .category("square-root"), .real(load), .integer(agents), .null, .real(found.wait),
                .real(found.wait * handleTime / found.spare), .real(found.level), .null, .real(load / Double(agents)),
            ], findings: [Finding("approximate-square-root", .notice)])
    }

    /// Patience and handle time may differ by this factor.
    static let longestPatience = 1e7

    func times(_ context: AnalysisContext) throws(Problem) -> (handle: Double, within: Double) {
        let handleTime = context.real("handle_time") ?? 0
        let seconds = context.real("answer_within") ?? 20
        guard handleTime > 0, seconds >= 0 else {
            throw Problem(
                Localized(
                    sv: "Modellen behöver en handläggningstid större än 0 och answer_within som inte är negativ.",
                    en: "The model needs a handle time above 0 and an answer_within that is not negative."),
                remedy: Localized(
                    sv: "Ange handle_time i sekunder, till exempel handle_time=600.",
                    en: "Give handle_time in seconds, for example handle_time=600."))
        }
        return (handleTime, seconds)
    }

    func unstable(_ load: Double, _ agents: Int) -> Problem {
        let text = Cell.real(load).plainText
        return Problem(
            Localized(
                sv: "Kön växer utan gräns: belastningen \(text) erlang är inte mindre än \(agents) handläggare.",
                en: "The queue grows without end: the load of \(text) erlang is not below \(agents) agents."),
            remedy: Localized(
                sv: "Ange minst \(Int(load) + 1) handläggare, eller ett target i stället.",
                en: "Give at least \(Int(load) + 1) agents, or a target instead."))
    }
}
