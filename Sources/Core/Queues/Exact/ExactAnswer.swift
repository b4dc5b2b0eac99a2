// SPDX-License-Identifier: EUPL-1.2

/// What the chain says of a scenario: per stream, per desk, and who answers whose tickets.
public struct ExactAnswer: Sendable {
    /// Per stream of the scenario.
    public var streams: [Stream]
    /// Per desk of the scenario.
    public var desks: [Desk]
    /// `[home desk][answering desk]`: tickets an hour.
    public var flows: [[Double]]
    /// Share of all tickets that was turned away only because the chain cuts an endless queue.
    public var cut: Double
    /// How it was computed.
    public var method: Method

    /// Tickets of one stream.
    public struct Stream: Sendable {
        /// Tickets an hour.
        public var arrivals: Double
        /// Share that has to wait.
        public var waitProbability: Double
        /// Mean wait in minutes of all that were taken or waited, those who hang up among them.
        public var meanWait: Double
        /// Share of all answered within the stream's time; nil where the chain for it has too many states.
        public var answeredInTime: Double?
        /// Share of all that hangs up within the stream's time; nil likewise.
        public var gaveUpInTime: Double?
        /// Share that hangs up.
        public var abandoned: Double
        /// Share turned away because all places were taken.
        public var turnedAway: Double
        /// Share that came to a closed desk and was taken by nobody.
        public var closed: Double
        /// Share answered by another municipality.
        public var foreign: Double

        /// Several streams as one: each share of all their tickets.
        public static func together(_ streams: [Stream]) -> Stream {
            if let only = streams.first, streams.count == 1 { return only }
            let arrivals = streams.reduce(0) { $0 + $1.arrivals }
            func mean(_ value: (Stream) -> Double) -> Double {
                arrivals > 0 ? streams.reduce(0) { $0 + value($1) * $1.arrivals } / arrivals : 0
            }
            func known(_ value: (Stream) -> Double?) -> Double? {
                streams.allSatisfy { value($0) != nil } ? mean { value($0) ?? 0 } : nil
            }
            let met = mean(\.met)
            return Stream(
                arrivals: arrivals, waitProbability: mean(\.waitProbability),
                meanWait: met > 0 ? mean { $0.meanWait * $0.met } / met : 0, answeredInTime: known(\.answeredInTime),
                gaveUpInTime: known(\.gaveUpInTime), abandoned: mean(\.abandoned), turnedAway: mean(\.turnedAway),
                closed: mean(\.closed), foreign: mean(\.foreign))
        }

        /// Share that neither met a closed desk nor a full one.
        public var met: Double { 1 - closed - turnedAway }
        /// Share of those that has to wait; nil without any.
        public var waitProbabilityOfMet: Double? { ratio(waitProbability, met) }
        /// Share of those answered that another municipality answers; nil without any.
        public var foreignOfAnswered: Double? { ratio(foreign, met - abandoned) }

        private func ratio(_ part: Double, _ all: Double) -> Double? { all > 1e-6 ? min(1, part / all) : nil }

        /// The share in time by a definition, of the tickets that did not meet a closed desk; nil where it is not known.
        public func level(_ definition: ServiceLevel) -> Double? {
            guard let answeredInTime, let gaveUpInTime else { return nil }
            let met = 1 - closed
            guard met > 0 else { return nil }
            return definition.level(
                answered: answeredInTime / met, gaveUp: gaveUpInTime / met, abandoned: abandoned / met)
        }
    }

    /// The agents of one desk.
    public struct Desk: Sendable {
        /// Share of the agents' time on duty spent on tickets; nil without agents.
        public var occupancy: Double?
        /// Minutes in which agents whose shift has ended finish their tickets, in all.
        public var pastShift: Double
        /// Own tickets an hour that another desk answers.
        public var given: Double
        /// Others' tickets an hour that it answers.
        public var taken: Double
    }

    /// How an answer was computed.
    public struct Method: Sendable {
        /// States of the chain.
        public var states: Int
        /// Sum of |inflow - outflow| over the sum of outflows; nought for a time that passes.
        public var residual: Double
        /// Rounds of iteration; nought when the equations were eliminated.
        public var rounds: Int
    }

    /// - Parameters:
    ///   - minutes: what the tally covers.
    ///   - arrivals: tickets an hour of each stream.
    init(
        _ desks: ExactDesks, _ tally: ExactTally, _ rules: DeskRules, minutes: Double, arrivals: [Double],
        method: Method
    ) {
        func share(_ part: Double, _ all: Double) -> Double { all > 0 ? part / all : 0 }
        let scenario = desks.compiled.scenario
        flows = scenario.desks.map { _ in scenario.desks.map { _ in 0 } }
        for (c, one) in desks.classes.enumerated() {
            let home = desks.compiled.queues[one.queue].home
            for d in scenario.desks.indices { flows[home][d] += tally.answered[c][d] / minutes * 60 }
        }
        let flows = flows
        // Streams of one class fare alike.
        var streams: [Stream] = []
        for s in scenario.streams.indices {
            let c = desks.classOf[s]
            let all = tally.arrived[c]
            var foreign = 0.0
            for (d, desk) in scenario.desks.enumerated() where desk.municipality != scenario.streams[s].municipality {
                foreign += tally.answered[c][d]
            }
            let inTime = tally.inTime[desks.thresholdOf[s]]
            streams.append(
                Stream(
                    arrivals: arrivals[s], waitProbability: share(tally.waited[c], all),
                    meanWait: share(tally.waiting[c], all - tally.turnedAway[c] - tally.closed[c] - tally.cut[c]),
                    answeredInTime: inTime.map { share($0.answered, all) },
                    gaveUpInTime: inTime.map { share($0.gaveUp, all) }, abandoned: share(tally.abandoned[c], all),
                    turnedAway: share(tally.turnedAway[c], all), closed: share(tally.closed[c], all),
                    foreign: share(foreign, all)))
        }
        self.streams = streams
        self.desks = scenario.desks.indices.map { d in
            var work = 0.0
            for (s, slot) in rules.slots.enumerated() where slot.desk == d { work += tally.working[s] }
            return Desk(
                occupancy: tally.staffed[d] > 0 ? (work - tally.pastShift[d]) / tally.staffed[d] : nil,
                pastShift: tally.pastShift[d],
                given: flows[d].reduce(0, +) - flows[d][d], taken: flows.reduce(0) { $0 + $1[d] } - flows[d][d])
        }
        cut = share(tally.cut.reduce(0, +), tally.arrived.reduce(0, +))
        self.method = method
    }
}
