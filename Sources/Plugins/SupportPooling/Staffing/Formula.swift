// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// One queueing formula: what a number of agents gives, or how many a target takes.
struct Formula {
    let given: StaffingParameters
    private static let largestLoad = 1e6

    /// The row of the table `staffing`, the rows of `classes`, and what is to be said of them.
    struct Answer {
        var row: [Cell]
        var classes: [[Cell]] = []
        var findings: [Finding] = []
    }

    /// Reads the parameters and applies the formula they name.
    func answer() throws(Problem) -> Answer {
        if given.model == .priority { return try priority() }
        guard let load = given.real("load") else {
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
        return switch given.model {
        case .erlangB: loss(load, try wanted())
        case .erlangA: try impatient(load, try wanted())
        case .squareRoot: try squareRoot(load, try wanted())
        case .anyHandling: try anyHandling(load, try agents())
        case .hayward: try peaked(load, try agents())
        case .oneAgent: try oneAgent(load)
        case .erlangC, .priority: try waiting(load, try wanted())
        }
    }

    /// Exactly one of agents and target.
    enum Wanted { case agents(Int), target(Double) }

    private func wanted() throws(Problem) -> Wanted {
        switch (given.context.integer("agents"), given.real("target")) {
        case (.some, nil): return .agents(try agents())
        case (nil, let target?): return .target(try Service.target(target))
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

    /// The number of agents, of a model that starts from it.
    func agents() throws(Problem) -> Int {
        guard let agents = given.context.integer("agents"), (1...1_100_000).contains(agents) else {
            throw Problem(
                Localized(
                    sv: "Modellen \(given.model.rawValue) behöver antalet handläggare (agents), 1 till 1 100 000.",
                    en: "The model \(given.model.rawValue) needs the number of agents, 1 to 1,100,000."),
                remedy: Localized(sv: "Ange till exempel agents=5.", en: "Give for example agents=5."))
        }
        return agents
    }

    /// A share above nought that no number can hold.
    private func tiny(_ what: String, _ share: Double, _ log: Double) -> [Finding] {
        guard log.isFinite, share == 0 else { return [] }
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
            ], findings: tiny("blocking-tiny", loss.blocking, loss.logBlocking))
    }

    private func waiting(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        let (handleTime, seconds) = try times()
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
            ], findings: tiny("waiting-tiny", queue.waitProbability, queue.logWaitProbability))
    }

    private func impatient(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        let (handleTime, seconds) = try times()
        let patience = try Self.comparable(try Self.patience(given), handleTime)
        let definition = ServiceLevel(rawValue: given.definition) ?? .ofOffered
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
            ], findings: tiny("waiting-tiny", queue.waitProbability, queue.logWaitProbability))
    }

    /// The mean patience in seconds, which Erlang A cannot do without.
    static func patience(_ given: StaffingParameters) throws(Problem) -> Double {
        guard let patience = given.real("patience"), patience > 0 else {
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
        let (handleTime, seconds) = try times()
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
    private static let longestPatience = 1e7

    /// A patience that is neither endless nor nothing beside the handle time.
    @discardableResult
    static func comparable(_ patience: Double, _ handleTime: Double) throws(Problem) -> Double {
        let ratio = patience / handleTime
        guard ratio <= longestPatience, ratio >= 1 / longestPatience else {
            let (a, b) = (Cell.real(patience).plainText, Cell.real(handleTime).plainText)
            throw Problem(
                Localized(
                    sv: "Tålamodet \(a) s och handläggningstiden \(b) s skiljer sig mer än tio miljoner gånger.",
                    en: "The patience of \(a) s and the handle time of \(b) s differ more than ten million times."),
                remedy: ratio > 1
                    ? Localized(
                        sv: "Lägger ingen på gäller model=erlang-c.",
                        en: "Where nobody hangs up, model=erlang-c holds.")
                    : Localized(
                        sv: "Väntar ingen gäller model=erlang-b.", en: "Where nobody waits, model=erlang-b holds."))
        }
        return patience
    }

    func times() throws(Problem) -> (handle: Double, within: Double) {
        let handleTime = given["handle_time"]
        let seconds = given["answer_within"]
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
            remedy: given.model.reads.contains("target")
                ? Localized(
                    sv: "Ange minst \(Int(load) + 1) handläggare, eller ett target i stället.",
                    en: "Give at least \(Int(load) + 1) agents, or a target instead.")
                : Localized(
                    sv: "Ange minst \(Int(load) + 1) handläggare.", en: "Give at least \(Int(load) + 1) agents."))
    }
}
