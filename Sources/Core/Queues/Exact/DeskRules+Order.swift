// SPDX-License-Identifier: EUPL-1.2

/// Which orders of arrival a state must remember, and what of it may be forgotten.
extension DeskRules {
    /// Two classes are of one group if a desk may take either with the same right, or if a chain of such desks links them.
    static func groups(_ compiled: CompiledScenario, _ classes: [TicketClass]) -> [Int] {
        var group = Array(classes.indices)
        for d in compiled.scenario.desks.indices {
            for masks in [compiled.ownQueues, compiled.foreignQueues] {
                var byPriority: [Int: Int] = [:]
                for (c, one) in classes.enumerated() where has(masks, d, one.queue, compiled.queueWords) {
                    let priority = compiled.queues[one.queue].priority
                    guard let other = byPriority[priority] else {
                        byPriority[priority] = c
                        continue
                    }
                    let (old, new) = (group[c], group[other])
                    for i in group.indices where group[i] == old { group[i] = new }
                }
            }
        }
        return group
    }

    /// In a pool, classes that take the same desks the same time are one in the queue.
    static func alike(
        _ compiled: CompiledScenario, _ classes: [TicketClass], _ slotOf: [[Int]]
    ) -> [Int] {
        let desks = compiled.scenario.desks
        guard compiled.scenario.sharing.mode == .pool, desks.allSatisfy({ $0.places == nil }) else {
            return Array(classes.indices)
        }
        return classes.indices.map { c in
            let queue = compiled.queues[classes[c].queue]
            return classes.indices.first { other in
                let its = compiled.queues[classes[other].queue]
                return its.helpers == queue.helpers && its.priority == queue.priority && slotOf[other] == slotOf[c]
                    && classes[other].impatience == classes[c].impatience
            } ?? c
        }
    }

    static func has(_ masks: [UInt64], _ row: Int, _ bit: Int, _ words: Int) -> Bool {
        masks[row * words + bit / 64] >> UInt64(bit % 64) & 1 == 1
    }

    /// Whether no ticket that arrives later can come before one that waits, nor hold it up.
    var isFirstInFirstOut: Bool {
        guard Set(compiled.queues.map(\.priority)).count <= 1 else { return false }
        switch compiled.scenario.sharing.mode {
        case .separate, .push: return true
        case .giveAndTake: return false
        case .pool: return Set(compiled.queues.map(\.helpers)).count <= 1
        }
    }

    /// What of a state can matter to the ticket at a place, if tickets leave the queue as they came: those behind it do
    /// not, nor do other desks unless agents are pooled.
    func reduced(_ state: State, place: Int) -> (state: State, place: Int) {
        let c = Int(state[place])
        let home = compiled.queues[classes[c].queue].home
        let pooled = compiled.scenario.sharing.mode == .pool
        var kept = State(state[..<slots.count])
        if !pooled { for (s, slot) in slots.enumerated() where slot.desk != home { kept[s] = 0 } }
        for other in state[slots.count...place] where pooled || group[Int(other)] == group[c] { kept.append(other) }
        return (kept, kept.count - 1)
    }
}
