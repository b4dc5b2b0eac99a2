// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// One run of a scenario: an event loop over flat memory.
///
/// Three sources of events: departures in a heap, the next arrival of each stream in a tournament, and the clock (half hours, shifts,
/// outages). The loop touches no class but this one, no array, no dictionary and no string; its memory depends on desks, streams and
/// those who wait, not on how many have been.
final class Replication {
    /// Most who wait at all desks together; one more is turned away.
    static let mostWaiting = 131_072
    /// Minutes after the horizon in which those who wait are still served.
    static let overtime = 10_080.0

    let plan: CompiledScenario
    let tally: Tally
    let math = QuickMath()
    let desks: UnsafeMutablePointer<DeskState>
    let streams: UnsafeMutablePointer<StreamState>
    let rings: UnsafeMutablePointer<WaitingRing>
    let queues: UnsafeMutablePointer<QueueRank>
    /// Masks: queues with entries; desks that lend an agent now, that are open now; the plan's own, copied flat.
    let nonEmpty: UnsafeMutablePointer<UInt64>
    let lending: UnsafeMutablePointer<UInt64>
    let open: UnsafeMutablePointer<UInt64>
    let helpers: UnsafeMutablePointer<UInt64>
    let ownQueues: UnsafeMutablePointer<UInt64>
    let foreignQueues: UnsafeMutablePointer<UInt64>
    /// How early a home desk asks a helper; nil when no desk has an order.
    let askedAt: UnsafeMutablePointer<Int>?
    let deskCount: Int
    let deskWords: Int
    let queueWords: Int
    let waitsAbroad: Bool
    let heap: UnsafeMutablePointer<DepartureHeap>
    let state: UnsafeMutablePointer<Progress>
    let arrivals: ArrivalTree
    var duty: DutyRoster
    let demand: Demand
    var clockTime = EventTime.clock(0)
    var dutySince = 0.0

    /// What decides between the heads of two queues, and where a queue belongs.
    struct QueueRank {
        let priority: Int
        let home: Int
        /// Places that one of its tickets takes: none where they can wait.
        let place: Int
    }

    /// Makes a replication of a compiled scenario.
    init(_ plan: CompiledScenario, seed: UInt64, replication: Int) {
        self.plan = plan
        let scenario = plan.scenario
        deskCount = scenario.desks.count
        deskWords = plan.deskWords
        queueWords = plan.queueWords
        waitsAbroad = scenario.sharing.mode == .giveAndTake || scenario.sharing.mode == .pool
        tally = Tally(municipalities: scenario.municipalities.count, desks: deskCount)
        let math = math
        desks = flat(
            scenario.desks.map {
                DeskState(places: $0.places ?? Int.max, municipality: $0.municipality, foreignFactor: $0.foreignFactor)
            })
        func key(_ subject: Int, _ purpose: Purpose) -> UInt64 {
            CustomerRandom.key(seed, replication: replication, subject: subject, purpose)
        }
        streams = flat(
            scenario.streams.enumerated().map { s, stream in
                let helped = plan.helpers[s * plan.deskWords..<(s + 1) * plan.deskWords].contains { $0 != 0 }
                return StreamState(
                    arrivalKey: key(s, .arrival), handleKey: key(s, .handle), patienceKey: key(s, .patience),
                    handle: Sampler(stream.handle, math),
                    patience: stream.patience.map { Sampler($0, math) } ?? .never, answerWithin: stream.answerWithin,
                    municipality: stream.municipality, home: stream.home, queue: plan.queueOfStream[s],
                    homeAnswers: plan.homeAnswers[s], isDeferred: stream.isDeferred,
                    isPooled: scenario.sharing.mode == .pool, hasHelpers: helped)
            })
        rings = flat(plan.queues.map { _ in WaitingRing() })
        queues = flat(plan.queues.map { QueueRank(priority: $0.priority, home: $0.home, place: $0.isDeferred ? 0 : 1) })
        nonEmpty = flat([UInt64](repeating: 0, count: plan.queueWords))
        lending = flat([UInt64](repeating: 0, count: plan.deskWords))
        open = flat([UInt64](repeating: 0, count: plan.deskWords))
        helpers = flat(plan.helpers)
        ownQueues = flat(plan.ownQueues)
        foreignQueues = flat(plan.foreignQueues)
        askedAt = plan.askedAt.isEmpty ? nil : flat(plan.askedAt)
        heap = flat([DepartureHeap(capacity: scenario.desks.reduce(0) { $0 + $1.mostAgents })])
        state = flat([Progress()])
        arrivals = ArrivalTree(streams: scenario.streams.count)
        duty = DutyRoster(plan, seed: seed, replication: replication)
        demand = Demand(scenario, seed: seed, replication: replication, math)
    }

    deinit {
        for s in plan.scenario.streams.indices {
            streams[s].handle.deallocate()
            streams[s].patience.deallocate()
        }
        for q in plan.queues.indices { rings[q].deallocate() }
        heap.pointee.deallocate()
        arrivals.deallocate()
        math.deallocate()
        desks.deallocate()
        streams.deallocate()
        rings.deallocate()
        queues.deallocate()
        for mask in [nonEmpty, lending, open, helpers, ownQueues, foreignQueues] { mask.deallocate() }
        askedAt?.deallocate()
        heap.deallocate()
        state.deallocate()
    }

    /// Runs from the start to the end of the horizon, and on until those who wait then are served.
    func run() {
        turnClock()
        for s in plan.scenario.streams.indices { scheduleArrival(s) }
        while true {
            let departure = heap.pointee.first
            let arrival = arrivals.first
            if departure < arrival {
                if departure < clockTime {
                    state.pointee.now = departure.time
                    depart(departure.index)
                    continue
                }
            } else if arrival < clockTime {
                state.pointee.now = arrival.time
                arrive(arrival.index)
                continue
            }
            guard turnClock() else { break }
        }
        countThoseLeft()
    }
}

/// A copy of an array in memory of its own.
func flat<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
    memory.initialize(from: values, count: values.count)
    return memory
}

extension ServiceScenario.Desk {
    /// The most agents that can be on duty at once.
    public var mostAgents: Int {
        switch staff {
        case .profile(let agents): agents.max() ?? 0
        case .roster(let shifts): 2 * shifts.count
        }
    }
}
