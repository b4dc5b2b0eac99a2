// SPDX-License-Identifier: EUPL-1.2

/// What becomes, within a time, of tickets that have to wait: one of them is followed through the chain, with its place in
/// the queue as part of the state, until it is taken or hangs up.
struct TaggedWait {
    private var space: StateSpace
    private let rules: DeskRules
    private let inOrder: Bool
    private static let gone = 2

    /// - Parameter limit: most states.
    init(_ rules: DeskRules, limit: Int) {
        self.rules = rules
        inOrder = rules.isFirstInFirstOut
        space = StateSpace(limit: limit)
        // Two states in which it is followed no longer: answered, and hung up. No desk has a state so short.
        _ = space.add([])
        _ = space.add([0])
    }

    /// How many of each class are answered, and hang up, within their time; nil when the states are too many.
    ///
    /// - Parameter minutes: spent in each state in which tickets may arrive.
    static func outcomes(
        _ thresholds: [ExactDesks.Threshold], _ rules: DeskRules, _ states: [DeskRules.State], minutes: [Double],
        limit: Int
    ) -> [ExactTally.InTime]? {
        var tagged = TaggedWait(rules, limit: limit)
        var results: [ExactTally.InTime] = []
        var entries: [[(state: Int, number: Double)]] = []
        for threshold in thresholds {
            let c = threshold.ticketClass
            var result = ExactTally.InTime(answered: 0, gaveUp: 0)
            var waiting: [(state: Int, number: Double)] = []
            for (state, spent) in zip(states, minutes) where spent > 0 && rules.arrivals[c] > 0 {
                let number = spent * rules.arrivals[c]
                let (outcome, next) = rules.arrive(c, state)
                if case .served = outcome { result.answered += number }
                guard outcome == .waits, threshold.within > 0 else { continue }
                guard let entry = tagged.add(next, place: rules.place(of: c, in: state)) else { return nil }
                waiting.append((entry, number))
            }
            results.append(result)
            entries.append(waiting)
        }
        guard entries.contains(where: { !$0.isEmpty }) else { return results }
        guard let chain = tagged.explored() else { return nil }
        for (i, threshold) in thresholds.enumerated() where !entries[i].isEmpty {
            var start = [Double](repeating: 0, count: chain.count)
            for entry in entries[i] { start[entry.state] += entry.number }
            let end = chain.run(from: start, time: threshold.within).end
            results[i].answered += end[0]
            results[i].gaveUp += end[1]
        }
        return results
    }

    private mutating func add(_ state: DeskRules.State, place: Int) -> Int? {
        let kept = inOrder ? rules.reduced(state, place: place) : (state, place)
        return space.add(kept.0 + [UInt16(kept.1)])
    }

    private mutating func explored() -> MarkovChain? {
        var flows: [MarkovChain.Flow] = []
        var from = Self.gone
        var full = false
        while from < space.states.count, !full {
            var state = space.states[from]
            let tag = Int(state.removeLast())
            rules.moves(state) { event, rate, next in
                if full { return }
                if inOrder, case .arrival = event { return }
                let to: Int?
                switch event {
                case .departure(_, let place?) where place == tag: to = 0
                case .abandonment(let place) where place == tag: to = 1
                case .departure(_, let place?), .abandonment(let place):
                    to = add(next, place: place < tag ? tag - 1 : tag)
                case .departure: to = add(next, place: tag)
                case .arrival(let c, .waits):
                    to = add(next, place: rules.place(of: c, in: state) <= tag ? tag + 1 : tag)
                case .arrival: to = add(next, place: tag)
                }
                guard let to else {
                    full = true
                    return
                }
                flows.append(.init(from: from, to: to, rate: rate))
            }
            from += 1
        }
        return full ? nil : MarkovChain(count: space.states.count, flows)
    }
}
