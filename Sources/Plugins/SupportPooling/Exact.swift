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
            return try tables(exactly, nil, nil, [Finding("no-tickets", .warning)] + exactly.leftOut + model.notes)
        }
        let compiled = try CompiledScenario(scenario)
        let unstaffed = scenario.desks.filter { $0.mostAgents == 0 }
        if hour != nil || unstaffed.count == scenario.desks.count { try refuseEndless(compiled) }
        let exact = try ExactDesks(compiled, mostStates: context.integer("most_states") ?? 20_000)
        let day = hour == nil ? try exact.day() : nil
        let answer = try day?.all ?? exact.steady()
        var twin = exactly.twin
        if hour != nil { (twin.horizon, twin.warmUp) = (10_080, 1440) }
        let result = try Simulation(twin, seed: UInt64(bitPattern: Int64(context.request.seed))).run(
            context.integer("replications") ?? 1000, threads: 2)
        let beside = BesideSimulation(answer, result, of: scenario)
        let empty = unstaffed.map { desk in
            Finding("nobody-on-duty", .warning, ["desk": .init(Simulate.name(desk.name))])
        }
        return try tables(
            exactly, answer, day, findings(answer, beside) + empty + exactly.leftOut + model.notes, beside)
    }

    /// Says where a queue grows for ever before a chain is built that could not hold it: at a desk, by the tickets that it alone
    /// may answer, or at all together.
    private func refuseEndless(_ compiled: CompiledScenario) throws(Problem) {
        let scenario = compiled.scenario
        guard scenario.streams.allSatisfy({ $0.patience == nil }) else { return }
        func load(_ streams: [Int]) -> Double {
            streams.reduce(0) { $0 + (scenario.streams[$1].perHour.max() ?? 0) / 60 * scenario.streams[$1].handle.mean }
        }
        func isAlone(_ s: Int) -> Bool {
            !compiled.helpers[s * compiled.deskWords..<(s + 1) * compiled.deskWords].contains { $0 != 0 }
        }
        for (d, desk) in scenario.desks.enumerated() where desk.open.contains(true) && desk.places == nil {
            let own = load(scenario.streams.indices.filter { scenario.streams[$0].home == d && isAlone($0) })
            if own > 0, own >= Double(desk.mostAgents) { throw endless(own, desk.mostAgents, at: desk.name) }
        }
        let (all, agents) = (load(Array(scenario.streams.indices)), scenario.desks.reduce(0) { $0 + $1.mostAgents })
        guard all >= Double(agents), scenario.desks.allSatisfy({ $0.open.contains(true) && $0.places == nil }) else {
            return
        }
        throw endless(all, agents, at: nil)
    }

    private func endless(_ load: Double, _ agents: Int, at desk: String?) -> Problem {
        let text = Cell.real(load).plainText
        let place = desk.map { Localized(sv: " vid \($0)", en: " at \($0)") } ?? Localized(sv: "", en: "")
        return Problem(
            Localized(
                sv: "Kön växer utan gräns\(place.sv): belastning \(text) erlang, handläggare \(agents).",
                en: "The queue grows without end\(place.en): load \(text) erlang, agents \(agents)."),
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
        let tables = ExactTables(scenario: exactly.scenario, begins: exactly.begins, isDay: day != nil)
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
