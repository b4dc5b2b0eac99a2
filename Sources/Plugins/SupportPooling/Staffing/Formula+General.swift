// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// Classes of priority, and handle times that are not exponential.
extension Formula {
    /// Cobham's waits of classes with priorities.
    func priority() throws(Problem) -> Answer {
        let (handleTime, _) = try times(context)
        let loads = context.list("class_loads").map { Double($0) ?? -1 }
        guard !loads.isEmpty, loads.count <= 50, loads.allSatisfy({ $0 >= 0 && $0 <= 1e6 }),
            let agents = context.integer("agents"), (1...1_100_000).contains(agents)
        else {
            throw Problem(
                Localized(
                    sv: "Modellen priority behöver agents och class_loads: belastningen för varje prioritet, den "
                        + "högsta först.",
                    en: "The model priority needs agents and class_loads: the load of each priority, the most urgent "
                        + "first."),
                remedy: Localized(
                    sv: "Ange till exempel class_loads=0.5,2,1 (erlang) och agents=5.",
                    en: "Give for example class_loads=0.5,2,1 (erlang) and agents=5."))
        }
        let queue = PriorityQueue(agents: agents, loads: loads, handleTime: handleTime)
        let load = loads.reduce(0, +)
        let stable = PatientQueue(agents: agents, load: load, handleTime: handleTime)
        let classes: [[Cell]] = zip(loads, queue.meanWaits).enumerated().map { i, one in
            [.integer(i + 1), .real(one.0), one.1.map(Cell.real) ?? .null]
        }
        return Answer(
            row: [
                .category("priority"), .real(load), .integer(agents), .null, .real(queue.waitProbability),
                stable.map { .real($0.meanWait) } ?? .null, .null, .null, .real(min(1, load / Double(agents))),
            ], classes: classes,
            findings: queue.meanWaits.contains { $0 == nil } ? [Finding("class-grows", .warning)] : [])
    }

    /// One agent with any handle time.
    func oneAgent(_ load: Double) throws(Problem) -> Answer {
        let (handleTime, _) = try times(context)
        let queue = SingleServer([
            .init(rate: load / handleTime, handleTime: handleTime, variation: context.real("variation") ?? 1)
        ])
        guard let wait = queue.meanWait else {
            let text = Cell.real(load).plainText
            throw Problem(
                Localized(
                    sv: "Kön växer utan gräns: belastningen \(text) erlang är inte mindre än en handläggare.",
                    en: "The queue grows without end: the load of \(text) erlang is not below one agent."),
                remedy: Localized(
                    sv: "m-g-1 gäller en ensam handläggare: ange load under 1, eller model=m-g-c med agents.",
                    en: "m-g-1 is for a single agent: give a load below 1, or model=m-g-c with agents."))
        }
        return Answer(row: [
            .category("m-g-1"), .real(load), .integer(1), .null, .real(load), .real(wait), .null, .null, .real(load),
        ])
    }

    /// Several agents with any handle time, approximately.
    func anyHandling(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        let (handleTime, _) = try times(context)
        guard case .agents(let agents) = wanted,
            let queue = PatientQueue(agents: agents, load: load, handleTime: handleTime)
        else { throw unstable(load, context.integer("agents") ?? 0) }
        let wait = AllenCunneen.meanWait(
            queue, arrivals: context.real("arrival_variation") ?? 1, handling: context.real("variation") ?? 1)
        return Answer(
            row: [
                .category("m-g-c"), .real(load), .integer(agents), .null, .real(queue.waitProbability), .real(wait),
                .null,
                .null, .real(load / Double(agents)),
            ], findings: [Finding("approximate-allen-cunneen", .notice)])
    }

    /// Traffic in bursts at a desk without a queue, approximately.
    func peaked(_ load: Double, _ wanted: Wanted) throws(Problem) -> Answer {
        guard case .agents(let agents) = wanted, let peakedness = context.real("peakedness"), peakedness > 0 else {
            throw Problem(
                Localized(
                    sv: "Modellen hayward behöver peakedness: trafikens varians genom dess medelvärde.",
                    en: "The model hayward needs peakedness: the traffic's variance over its mean."),
                remedy: Localized(
                    sv: "Ange till exempel peakedness=2; överströmmande trafik har ofta 1,5 till 5.",
                    en: "Give for example peakedness=2; overflow traffic often has 1.5 to 5."))
        }
        let loss = ErlangLoss(agents: Double(agents) / peakedness, load: load / peakedness)
        return Answer(
            row: [
                .category("hayward"), .real(load), .integer(agents), .real(loss.blocking), .null, .null,
                .real(1 - loss.blocking), .null, .real(load * (1 - loss.blocking) / Double(agents)),
            ], findings: [Finding("approximate-hayward", .notice)])
    }
}
