// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// Classes of priority, and handle times that are not exponential.
extension Formula {
    /// Cobham's waits of classes with priorities.
    func priority() throws(Problem) -> Answer {
        let loads = try classLoads()
        let agents = try agents()
        let (handleTime, _) = try times()
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
            findings: queue.meanWaits.firstIndex(of: nil).map { first in
                [
                    Finding(
                        "class-grows", .warning,
                        [
                            "class": .init(.integer(first + 1)), "load": .init(.real(load), unit: "erlang"),
                            "agents": .init(.integer(agents)),
                        ])
                ]
            } ?? [])
    }

    /// The load of each priority, the most urgent first.
    private func classLoads() throws(Problem) -> [Double] {
        let written = given.context.list("class_loads")
        let remedy = Localized(
            sv: "Ange till exempel class_loads=0.5,2,1 (erlang) och agents=5.",
            en: "Give for example class_loads=0.5,2,1 (erlang) and agents=5.")
        guard (1...50).contains(written.count) else {
            throw Problem(
                Localized(
                    sv: "Modellen priority behöver class_loads: belastningen för 1 till 50 prioriteter, den högsta "
                        + "först.",
                    en: "The model priority needs class_loads: the load of 1 to 50 priorities, the most urgent "
                        + "first."), remedy: remedy)
        }
        var loads: [Double] = []
        for (i, text) in written.enumerated() {
            guard let load = Double(text), load >= 0, load <= 1e6 else {
                throw Problem(
                    Localized(
                        sv:
                            "class_loads, prioritet \(i + 1): '\(text)' är inte ett tal från 0 till 1 000 000 (erlang).",
                        en: "class_loads, priority \(i + 1): '\(text)' is not a number from 0 to 1,000,000 (erlang)."),
                    remedy: remedy)
            }
            loads.append(load)
        }
        return loads
    }

    /// One agent with any handle time.
    func oneAgent(_ load: Double) throws(Problem) -> Answer {
        let (handleTime, _) = try times()
        let queue = SingleServer([
            .init(rate: load / handleTime, handleTime: handleTime, variation: given["variation"])
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
    func anyHandling(_ load: Double, _ agents: Int) throws(Problem) -> Answer {
        let (handleTime, _) = try times()
        guard let queue = PatientQueue(agents: agents, load: load, handleTime: handleTime) else {
            throw unstable(load, agents)
        }
        let wait = AllenCunneen.meanWait(
            queue, arrivals: given["arrival_variation"], handling: given["variation"])
        return Answer(
            row: [
                .category("m-g-c"), .real(load), .integer(agents), .null, .real(queue.waitProbability), .real(wait),
                .null,
                .null, .real(load / Double(agents)),
            ], findings: [Finding("approximate-allen-cunneen", .notice)])
    }

    /// Traffic in bursts at a desk without a queue, approximately.
    func peaked(_ load: Double, _ agents: Int) throws(Problem) -> Answer {
        guard let peakedness = given.real("peakedness"), peakedness > 0 else {
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
