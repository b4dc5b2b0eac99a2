// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `support-pooling/staffing`: what a number of agents gives, or how many a target takes.
struct Staffing: Analysis {
    let id = "staffing"
    private static let largestLoad = 1e6

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
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
        let wanted = try wanted(context)
        let row =
            switch context.text("model") {
            case "erlang-b": loss(load, wanted)
            case "erlang-a": try impatient(load, wanted, context)
            default: try waiting(load, wanted, context)
            }
        var table = TableBuilder(Self.columns, key: ["model"])
        try table.append(row)
        return AnalysisOutput(["staffing": try table.table()])
    }

    /// Exactly one of agents and target.
    private enum Wanted { case agents(Int), target(Double) }

    private func wanted(_ context: AnalysisContext) throws(Problem) -> Wanted {
        switch (context.integer("agents"), context.real("target")) {
        case (let agents?, nil):
            guard (1...1_100_000).contains(agents) else {
                throw Problem(
                    Localized(
                        sv: "Antalet handläggare ska vara 1 till 1 100 000.",
                        en: "The number of agents must be 1 to 1,100,000."))
            }
            return .agents(agents)
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

    private func loss(_ load: Double, _ wanted: Wanted) -> [Cell] {
        var agents = 1
        switch wanted {
        case .agents(let given): agents = given
        case .target(let target):
            var blocking = load / (1 + load)
            while 1 - blocking < target {
                agents += 1
                blocking = load * blocking / (Double(agents) + load * blocking)
            }
        }
        let blocking = erlangB(agents: agents, load: load)
        return [
            .category("erlang-b"), .real(load), .integer(agents), .real(blocking), .null, .null, .real(1 - blocking),
            .null, .real(load * (1 - blocking) / Double(agents)),
        ]
    }

    private func waiting(_ load: Double, _ wanted: Wanted, _ context: AnalysisContext) throws(Problem) -> [Cell] {
        let (handleTime, seconds) = try times(context)
        var agents = 0
        switch wanted {
        case .agents(let given): agents = given
        case .target(let target):
            agents = Queue.leastAgents(
                load: load, handleTime: handleTime, target: target, within: seconds, least: 1)
        }
        guard let queue = Queue(agents: agents, load: load, handleTime: handleTime) else {
            throw unstable(load, agents)
        }
        return [
            .category("erlang-c"), .real(load), .integer(agents), .null, .real(queue.waitProbability),
            .real(queue.meanWait), .real(queue.answered(within: seconds)), .null, .real(load / Double(agents)),
        ]
    }

    private func impatient(
        _ load: Double, _ wanted: Wanted, _ context: AnalysisContext
    ) throws(Problem) -> [Cell] {
        let (handleTime, seconds) = try times(context)
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
            return [.category("erlang-a"), .real(0), .integer(agents), .null]
                + [0, 0, 1, 0, 0].map(Cell.real)
        }
        let queue = ImpatientQueue(agents: agents, load: load, handleTime: handleTime, patience: patience)
        return [
            .category("erlang-a"), .real(load), .integer(agents), .null, .real(queue.waitProbability),
            .real(queue.meanWait), .real(definition.level(queue, within: seconds)), .real(queue.abandoned),
            .real(queue.occupancy),
        ]
    }

    /// Patience and handle time may differ by this factor.
    private static let longestPatience = 1e7

    private func times(_ context: AnalysisContext) throws(Problem) -> (handle: Double, within: Double) {
        let handleTime = context.real("handle_time") ?? 0
        let seconds = context.real("answer_within") ?? 20
        guard handleTime > 0, seconds >= 0 else {
            throw Problem(
                Localized(
                    sv: "Erlang A och C behöver en handläggningstid större än 0 och answer_within som inte är negativ.",
                    en: "Erlang A and C need a handle time above 0 and an answer_within that is not negative."),
                remedy: Localized(
                    sv: "Ange handle_time i sekunder, till exempel handle_time=600.",
                    en: "Give handle_time in seconds, for example handle_time=600."))
        }
        return (handleTime, seconds)
    }

    private func unstable(_ load: Double, _ agents: Int) -> Problem {
        let text = Cell.real(load).plainText
        return Problem(
            Localized(
                sv: "Kön växer utan gräns: belastningen \(text) erlang är inte mindre än \(agents) handläggare.",
                en: "The queue grows without end: the load of \(text) erlang is not below \(agents) agents."),
            remedy: Localized(
                sv: "Ange minst \(Int(load) + 1) handläggare, eller ett target i stället.",
                en: "Give at least \(Int(load) + 1) agents, or a target instead."))
    }

    private static let columns = [
        ColumnSpec("model", .category), ColumnSpec("load", .real, unit: "erlang"),
        ColumnSpec("agents", .integer, unit: "agents"), ColumnSpec("blocking", .real, unit: "share", nullable: true),
        ColumnSpec("wait_probability", .real, unit: "share", nullable: true),
        ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
        ColumnSpec("service_level", .real, unit: "share", nullable: true),
        ColumnSpec("abandoned", .real, unit: "share", nullable: true), ColumnSpec("occupancy", .real, unit: "share"),
    ]
}
