// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// `support-pooling/exact`: a working day at a few desks (or one hour of it, as if it lasted for ever) as a Markov chain, with
/// the simulation of the same scenario beside it.
struct Exact: Analysis {
    let id = "exact"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let model = try ModelledDesks(context, ModelAssumptions(exactly: context))
        let way = Way(rawValue: context.text("sharing") ?? "") ?? .giveAndTake
        let hour = context.integer("hour")
        let exactly = try ExactScenario(
            model, way, hour: hour, weekday: context.integer("weekday") ?? 1)
        let scenario = exactly.scenario
        guard scenario.streams.contains(where: { $0.perHour.contains { $0 > 0 } }) else {
            return try tables(exactly, nil, nil, [Finding("no-tickets", .warning)] + exactly.leftOut)
        }
        let isStaffed = scenario.desks.contains {
            if case .profile(let agents) = $0.staff { agents.contains { $0 > 0 } } else { true }
        }
        guard isStaffed else { return try tables(exactly, nil, nil, [Finding("nobody-on-duty", .warning)]) }
        if hour != nil { try refuseEndless(scenario) }
        let exact = try ExactDesks(CompiledScenario(scenario), mostStates: context.integer("most_states") ?? 20_000)
        let day = hour == nil ? try exact.day() : nil
        let answer = try day?.all ?? exact.steady()
        var twin = exactly.twin
        if hour != nil { (twin.horizon, twin.warmUp) = (10_080, 1440) }
        let result = try Simulation(twin, seed: UInt64(bitPattern: Int64(context.request.seed))).run(
            context.integer("replications") ?? 1000, threads: 2)
        let beside = BesideSimulation(answer, result, of: scenario)
        return try tables(exactly, answer, day, findings(answer, beside) + exactly.leftOut, beside)
    }

    /// Says that a queue grows for ever before a chain is built that could not hold it.
    private func refuseEndless(_ scenario: ServiceScenario) throws(Problem) {
        guard scenario.streams.allSatisfy({ $0.patience == nil }) else { return }
        let load = scenario.streams.reduce(0) { $0 + $1.perHour[0] / 60 * $1.handle.mean }
        let agents = scenario.desks.reduce(0) { sum, desk in
            if case .profile(let agents) = desk.staff { sum + agents[0] } else { sum }
        }
        guard load >= Double(agents), scenario.desks.allSatisfy({ $0.open[0] && $0.places == nil }) else { return }
        let text = Cell.real(load).plainText
        throw Problem(
            Localized(
                sv: "Kön växer utan gräns: belastning \(text) erlang, handläggare \(agents).",
                en: "The queue grows without end: load \(text) erlang, agents \(agents)."),
            remedy: Localized(
                sv: "Ange fler handläggare, eller patience=exponential.",
                en: "Give more agents, or patience=exponential."))
    }

    private func findings(_ answer: ExactAnswer, _ beside: BesideSimulation) -> [Finding] {
        let outside = beside.rows.filter { !$0.simulated.covers($0.exact) && abs($0.gap) > 1e-9 }.count
        var method: [String: Finding.Argument] = [
            "states": .init(.integer(answer.method.states)), "cut": .init(.real(answer.cut), unit: "share"),
        ]
        let eliminated = answer.method.rounds == 0
        if !eliminated { method["residual"] = .init(.real(answer.method.residual)) }
        return [
            Finding("simplified", .notice), Finding(eliminated ? "chain" : "chain-iterated", .info, method),
            Finding(
                outside == 0 ? "engines-agree" : "engines-differ", outside == 0 ? .info : .notice,
                ["rows": .init(.integer(beside.rows.count)), "outside": .init(.integer(outside))]
                    .filter { outside > 0 || $0.key == "rows" }),
        ]
    }

    private func tables(
        _ exactly: ExactScenario, _ answer: ExactAnswer?, _ day: ExactDesks.Day?, _ findings: [Finding],
        _ beside: BesideSimulation? = nil
    ) throws -> AnalysisOutput {
        let tables = ExactTables(scenario: exactly.scenario, begins: exactly.begins)
        return AnalysisOutput(
            [
                "service": try tables.service(answer), "desks": try tables.desks(answer),
                "half_hours": try tables.halfHours(day), "beside": try tables.beside(beside),
            ], findings: findings)
    }
}

extension ModelAssumptions {
    /// What the chain can hold: exponential times, every day alike, everyone at work.
    init(exactly context: AnalysisContext) throws(Problem) {
        try self.init(context)
        handle = "exponential"
        patience = context.text("patience") == "none" ? "none" : "exponential"
        (deferred, absence, weekdays) = (false, 0, Array(repeating: 1, count: 5))
        dayFactor = ServiceScenario.DayFactor()
    }
}
