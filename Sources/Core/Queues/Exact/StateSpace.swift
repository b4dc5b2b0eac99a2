// SPDX-License-Identifier: EUPL-1.2

/// The states that desks can come to, numbered in the order in which they are found.
struct StateSpace {
    typealias State = DeskRules.State

    private(set) var states: [State] = []
    private var number: [State: Int] = [:]
    let limit: Int

    /// A space that takes at most so many states.
    init(limit: Int) { self.limit = limit }

    /// The number of a state, which is added if it is new; nil when the space is full.
    mutating func add(_ state: State) -> Int? {
        if let known = number[state] { return known }
        guard states.count < limit else { return nil }
        number[state] = states.count
        states.append(state)
        return states.count - 1
    }

    /// The chain over all states that can be reached from those here; nil when they are too many.
    mutating func chain(_ rules: DeskRules) -> MarkovChain? {
        var flows: [MarkovChain.Flow] = []
        var from = 0
        var full = false
        while from < states.count, !full {
            rules.moves(states[from]) { _, rate, next in
                guard !full, let to = add(next) else {
                    full = true
                    return
                }
                flows.append(.init(from: from, to: to, rate: rate))
            }
            from += 1
        }
        return full ? nil : MarkovChain(count: states.count, flows)
    }
}

extension MarkovChain {
    /// Whether every state leads to state 0.
    var returns: Bool {
        var seen = [Bool](repeating: false, count: count)
        seen[0] = true
        var open = [0]
        var found = 1
        while let state = open.popLast() {
            for i in first[state]..<first[state + 1] where !seen[from[i]] {
                seen[from[i]] = true
                found += 1
                open.append(from[i])
            }
        }
        return found == count
    }
}
