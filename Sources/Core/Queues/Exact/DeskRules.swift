// SPDX-License-Identifier: EUPL-1.2

/// What desks do in one half hour, as the moves of a chain. The same words as ``Sharing``, with exponential times.
///
/// A state is a row of numbers: how many tickets of each rate are in work at each desk, then the classes of the waiting
/// tickets. Where two classes compete for one agent their order of arrival is part of the state, else it is not.
struct DeskRules {
    typealias State = [UInt16]

    /// Tickets that are alike: where they wait, whose they are, how fast they are answered and how patient they are.
    struct TicketClass: Hashable {
        var queue: Int
        var municipality: Int
        /// Minutes.
        var handle: Double
        /// Hanging up while waiting, per minute.
        var impatience: Double
    }

    /// A desk's tickets in work that end at one rate.
    struct Slot: Hashable {
        var desk: Int
        /// Minutes.
        var handle: Double
    }

    let compiled: CompiledScenario
    let classes: [TicketClass]
    let slots: [Slot]
    /// `[class][desk]`: the slot in which a desk works on it.
    let slotOf: [[Int]]
    /// Classes with the same number compete for agents, by order of arrival.
    let group: [Int]
    /// The class as which each class waits: one for all that fare alike, whose order then need not be known.
    let waitsAs: [Int]
    /// Most tickets that may wait at all desks together: where the endless queue is cut.
    let mostWaiting: Int

    /// Set for each half hour: agents, those not lent, open desks, and arrivals a minute of each class.
    var agents: [Int] = []
    var keptBack: [Int] = []
    var open: [Bool] = []
    var arrivals: [Double] = []

    /// What one move is: who did what.
    enum Event: Equatable {
        case arrival(TicketClassIndex, Outcome)
        /// A ticket was answered; perhaps the desk took the one at that place in the queue.
        case departure(desk: Int, next: Int?)
        case abandonment(at: Int)
    }

    typealias TicketClassIndex = Int

    /// What became of an arrival.
    enum Outcome: Equatable {
        case served(by: Int)
        case waits
        /// The desk is closed, and nobody else takes it.
        case closed
        /// All places at the desk are taken.
        case turnedAway
        /// The queue of the chain is cut here; no desk would have turned it away.
        case cut
    }

    /// The rules of a scenario whose handle times and patience are exponential.
    init(_ compiled: CompiledScenario, classes: [TicketClass], mostWaiting: Int) {
        self.compiled = compiled
        self.classes = classes
        self.mostWaiting = mostWaiting
        let desks = compiled.scenario.desks
        var slots: [Slot] = []
        slotOf = classes.map { one in
            desks.enumerated().map { d, desk in
                let factor = desk.municipality == one.municipality ? 1 : desk.foreignFactor
                let slot = Slot(desk: d, handle: one.handle * factor)
                if let known = slots.firstIndex(of: slot) { return known }
                slots.append(slot)
                return slots.count - 1
            }
        }
        self.slots = slots
        group = DeskRules.groups(compiled, classes)
        waitsAs = DeskRules.alike(compiled, classes, slotOf)
    }

    /// Nobody in work, nobody waiting.
    var empty: State { State(repeating: 0, count: slots.count) }

    /// Tickets in work at a desk.
    func busy(_ desk: Int, _ state: State) -> Int {
        var sum = 0
        for (s, slot) in slots.enumerated() where slot.desk == desk { sum += Int(state[s]) }
        return sum
    }

    private func idle(_ desk: Int, _ state: State) -> Int { agents[desk] - busy(desk, state) }

    /// Waiting tickets.
    func waiting(_ state: State) -> Int { state.count - slots.count }

    /// The desk that answers an arrival at once; nil when none can.
    private func server(_ c: Int, _ state: State) -> Int? {
        let queue = compiled.queues[classes[c].queue]
        let home = queue.home
        let pool = compiled.scenario.sharing.mode == .pool
        if !pool, open[home], queue.homeAnswers, idle(home, state) > 0 { return home }
        var best: (desk: Int, rank: Int, busy: Int, agents: Int)?
        let desks = agents.count
        for step in 0..<desks {
            let d = (home + step) % desks
            guard queue.helpers[d / 64] >> UInt64(d % 64) & 1 == 1 else { continue }
            let idle = idle(d, state)
            guard idle > keptBack[d] else { continue }
            let busy = agents[d] - idle
            let rank = compiled.askedAt.isEmpty ? 0 : compiled.askedAt[home * desks + d]
            if let known = best,
                rank > known.rank || (rank == known.rank && busy * known.agents >= known.busy * agents[d])
            {
                continue
            }
            best = (d, rank, busy, agents[d])
        }
        return best?.desk
    }

    /// The place in the queue of the ticket that a desk takes when an agent has nothing to do.
    func next(_ desk: Int, _ state: State) -> Int? {
        let idle = idle(desk, state)
        guard idle > 0, waiting(state) > 0 else { return nil }
        return first(compiled.ownQueues, desk, state)
            ?? (idle > keptBack[desk] ? first(compiled.foreignQueues, desk, state) : nil)
    }

    private func first(_ masks: [UInt64], _ desk: Int, _ state: State) -> Int? {
        var best: (place: Int, priority: Int)?
        for place in slots.count..<state.count {
            let c = Int(state[place])
            let queue = classes[c].queue
            guard DeskRules.has(masks, desk, queue, compiled.queueWords) else { continue }
            let priority = compiled.queues[queue].priority
            if let known = best, known.priority <= priority { continue }
            best = (place, priority)
        }
        return best?.place
    }

    /// The state with the ticket at a place taken by a desk.
    func taken(_ place: Int, by desk: Int, _ state: State) -> State {
        var next = state
        next[slotOf[Int(state[place])][desk]] += 1
        next.remove(at: place)
        return next
    }

    /// The place at which a new ticket of a class waits: behind all of its group.
    func place(of c: Int, in state: State) -> Int {
        var place = state.count
        while place > slots.count, group[Int(state[place - 1])] > group[waitsAs[c]] { place -= 1 }
        return place
    }

    /// All moves out of a state, with their rates per minute.
    func moves(_ state: State, _ visit: (_ event: Event, _ rate: Double, _ next: State) -> Void) {
        for c in classes.indices where arrivals[c] > 0 {
            let (outcome, next) = arrive(c, state)
            visit(.arrival(c, outcome), arrivals[c], next)
        }
        for (s, slot) in slots.enumerated() where state[s] > 0 {
            var after = state
            after[s] -= 1
            let place = next(slot.desk, after)
            if let place { after = taken(place, by: slot.desk, after) }
            visit(.departure(desk: slot.desk, next: place), Double(state[s]) / slot.handle, after)
        }
        for place in slots.count..<state.count {
            let impatience = classes[Int(state[place])].impatience
            guard impatience > 0 else { continue }
            var after = state
            after.remove(at: place)
            visit(.abandonment(at: place), impatience, after)
        }
    }

    /// What becomes of an arrival.
    func arrive(_ c: Int, _ state: State) -> (Outcome, State) {
        var next = state
        if let desk = server(c, state) {
            next[slotOf[c][desk]] += 1
            return (.served(by: desk), next)
        }
        let queue = compiled.queues[classes[c].queue]
        let home = queue.home
        if !open[home] {
            let mode = compiled.scenario.sharing.mode
            let abroad = open.indices.contains { open[$0] && queue.helpers[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
            guard mode == .giveAndTake || mode == .pool, abroad else { return (.closed, state) }
        }
        if let places = compiled.scenario.desks[home].places {
            let there = state[slots.count...].count { compiled.queues[classes[Int($0)].queue].home == home }
            if there >= places { return (.turnedAway, state) }
        }
        guard waiting(state) < mostWaiting else { return (.cut, state) }
        next.insert(UInt16(waitsAs[c]), at: place(of: c, in: state))
        return (.waits, next)
    }

    /// The state when agents have come, or the rules have changed: idle desks take what waits for them, in order of index.
    ///
    /// - Parameter visit: told the class and the desk of each ticket taken.
    func settled(_ state: State, _ visit: (TicketClassIndex, Int) -> Void = { _, _ in }) -> State {
        var state = state
        for desk in agents.indices {
            while let place = next(desk, state) {
                visit(Int(state[place]), desk)
                state = taken(place, by: desk, state)
            }
        }
        return state
    }
}
