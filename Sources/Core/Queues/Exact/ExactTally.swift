// SPDX-License-Identifier: EUPL-1.2

/// What happens to the tickets of each class during a time spent in states: expected numbers, and minutes.
struct ExactTally {
    var arrived: [Double]
    /// Had to wait.
    var waited: [Double]
    var turnedAway: [Double]
    /// Came to a closed desk, and nobody else took it.
    var closed: [Double]
    /// Turned away only because the chain's queue is cut.
    var cut: [Double]
    var abandoned: [Double]
    /// Minutes waited by all together.
    var waiting: [Double]
    /// `[class][desk]`: answered by the desk, at once or later.
    var answered: [[Double]]
    /// Minutes in work, by slot.
    var working: [Double]
    /// Agent minutes, by desk.
    var staffed: [Double]
    /// Minutes in work by agents whose shift has ended, by desk.
    var pastShift: [Double]
    /// Answered within, and hung up within, the time that the class' streams ask for; nil where it was not computed.
    var inTime: [InTime?]

    /// Numbers of tickets, by the time that an answer should take.
    struct InTime {
        var answered: Double
        var gaveUp: Double
    }

    /// Nothing yet.
    init(_ rules: DeskRules, thresholds: Int) {
        let none = [Double](repeating: 0, count: rules.classes.count)
        let desks = rules.compiled.scenario.desks.count
        (arrived, waited, turnedAway, closed, cut, abandoned, waiting) = (none, none, none, none, none, none, none)
        answered = none.map { _ in [Double](repeating: 0, count: desks) }
        working = [Double](repeating: 0, count: rules.slots.count)
        staffed = [Double](repeating: 0, count: desks)
        pastShift = staffed
        inTime = [InTime?](repeating: InTime(answered: 0, gaveUp: 0), count: thresholds)
    }

    /// Adds what happens while a chain is in a state for so many minutes.
    mutating func add(_ state: DeskRules.State, minutes: Double, _ rules: DeskRules) {
        for (slot, there) in state[..<rules.slots.count].enumerated() { working[slot] += minutes * Double(there) }
        for desk in rules.agents.indices {
            pastShift[desk] += minutes * Double(max(0, rules.busy(desk, state) - rules.agents[desk]))
        }
        for c in state[rules.slots.count...] { split(Int(c), minutes, rules) { waiting[$0] += $1 } }
        rules.moves(state) { event, rate, _ in
            let expected = rate * minutes
            switch event {
            case .arrival(let c, let outcome):
                arrived[c] += expected
                switch outcome {
                case .served(let desk): answered[c][desk] += expected
                case .waits: waited[c] += expected
                case .turnedAway: turnedAway[c] += expected
                case .closed: closed[c] += expected
                case .cut: cut[c] += expected
                }
            case .departure(let desk, let place?):
                split(Int(state[place]), expected, rules) { answered[$0][desk] += $1 }
            case .departure: break
            case .abandonment(let place): split(Int(state[place]), expected, rules) { abandoned[$0] += $1 }
            }
        }
    }

    /// Adds tickets of a class that a desk takes as the half hour begins.
    mutating func add(taken waiting: Int, by desk: Int, _ tickets: Double, _ rules: DeskRules) {
        split(waiting, tickets, rules) { answered[$0][desk] += $1 }
    }

    /// Gives each class that waits as this one its part, in proportion to what arrives: they wait in the same states.
    private func split(_ waiting: Int, _ amount: Double, _ rules: DeskRules, _ give: (Int, Double) -> Void) {
        let all = rules.waitsAs.indices.filter { rules.waitsAs[$0] == waiting }
        guard all.count > 1 else { return give(waiting, amount) }
        let arriving = all.reduce(0) { $0 + rules.arrivals[$1] }
        for c in all { give(c, arriving > 0 ? amount * rules.arrivals[c] / arriving : amount / Double(all.count)) }
    }
}
