// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkQueues

/// Small systems of two and three desks that have no formula: each written down here as a Markov chain, by hand and not by the
/// engine, and solved exactly (Grassmann, Taksar and Heyman 1985).
@Suite("The simulator beside exactly solved chains")
struct ChainTests {
    static let mu = 1 / 9.0

    /// A chain explored from its empty state.
    struct Chain<State: Hashable> {
        var states: [State]
        var p: [Double]

        init(from start: State, _ moves: (State) -> [(Double, State)]) {
            var places = [start: 0]
            states = [start]
            p = []
            var rates: [(Int, Int, Double)] = []
            var i = 0
            while i < states.count {
                for (rate, next) in moves(states[i]) where rate > 0 && next != states[i] {
                    if places[next] == nil {
                        places[next] = states.count
                        states.append(next)
                    }
                    rates.append((i, places[next] ?? 0, rate))
                }
                i += 1
            }
            var matrix = states.map { _ in states.map { _ in 0.0 } }
            for (from, to, rate) in rates { matrix[from][to] += rate }
            p = Formula.stationary(matrix)
        }

        /// The mean of a function of the state.
        func mean(_ value: (State) -> Double) -> Double { zip(states, p).reduce(0) { $0 + $1.1 * value($1.0) } }
    }

    /// Two desks: agents busy and customers waiting at each.
    struct Two: Hashable {
        var busy = [0, 0]
        var waiting = [0, 0]
    }

    /// Two desks with thresholds, exponential patience and finite places.
    private func twoDesks(
        rates: [Double], agents: [Int], keptBack: [Int], places: Int, pull: Bool, patience: Double?
    ) -> Chain<Two> {
        Chain(from: Two()) { state in
            var moves: [(Double, Two)] = []
            for i in 0...1 {
                let j = 1 - i
                var next = state
                if state.busy[i] < agents[i] {
                    next.busy[i] += 1
                } else if agents[j] - state.busy[j] > keptBack[j] {
                    next.busy[j] += 1
                } else if state.waiting[i] < places {
                    next.waiting[i] += 1
                }
                moves.append((rates[i], next))
                if state.busy[i] > 0 {
                    var done = state
                    if state.waiting[i] > 0 {
                        done.waiting[i] -= 1
                    } else if pull && state.waiting[j] > 0 && agents[i] - state.busy[i] + 1 > keptBack[i] {
                        done.waiting[j] -= 1
                    } else {
                        done.busy[i] -= 1
                    }
                    moves.append((Double(state.busy[i]) * Self.mu, done))
                }
                if let patience, state.waiting[i] > 0 {
                    var gone = state
                    gone.waiting[i] -= 1
                    moves.append((Double(state.waiting[i]) / patience, gone))
                }
            }
            return moves
        }
    }

    @Test(
        "overflow and give-and-take with agents kept back, places and patience",
        arguments: [(false, [0, 1], nil), (true, [0, 1], nil), (true, [0, 0], 10.0), (true, [1, 0], 10.0)]
            as [(Bool, [Int], Double?)])
    func thresholds(_ pull: Bool, _ keptBack: [Int], _ patience: Double?) throws {
        let (rates, agents, places) = ([0.2, 0.22], [2, 3], 4)
        let chain = twoDesks(
            rates: rates, agents: agents, keptBack: keptBack, places: places, pull: pull, patience: patience)
        var scenario = ServiceScenario.desks(
            zip(rates, agents).map { ($0, $1) }, .exponential(mean: 9),
            patience: patience.map { .exponential(mean: $0) }, places: places, minutes: 200_000,
            Sharing(pull ? .giveAndTake : .push))
        for d in 0...1 { scenario.desks[d].keptBack = [keptBack[d]] }
        let result = try scenario.simulated()
        for i in 0...1 {
            let j = 1 - i
            let blocked = chain.mean { state in
                let full = state.busy[i] == agents[i] && agents[j] - state.busy[j] <= keptBack[j]
                return full && state.waiting[i] == places ? 1 : 0
            }
            let queue = chain.mean { Double($0.waiting[i]) }
            expect(result.interval(.noAnswer, i, confidence: 0.999), covers: blocked, within: 0.2, "blocked \(i)")
            expect(
                result.interval(.meanWait, i, confidence: 0.999), covers: queue / rates[i] / (1 - blocked), "wait \(i)")
            if let patience {
                expect(
                    result.interval(.abandoned, i, confidence: 0.999), covers: queue / patience / rates[i],
                    "abandoned \(i)")
            }
        }
    }

    @Test("locked tickets go first at home, and only the others are taken by the partner")
    func locked() throws {
        /// Two desks of two agents; at the first, locked and other tickets wait, four in all.
        struct State: Hashable {
            var busy = [0, 0]
            var locked = 0
            var free = [0, 0]
        }
        let (lockedRate, rates) = (0.06, [0.14, 0.1])
        let chain = Chain(from: State()) { state in
            var moves: [(Double, State)] = []
            func move(_ rate: Double, _ change: (inout State) -> Void) {
                var next = state
                change(&next)
                moves.append((rate, next))
            }
            let room = state.locked + state.free[0] < 4
            if state.busy[0] < 2 {
                move(lockedRate) { $0.busy[0] += 1 }
            } else if room {
                move(lockedRate) { $0.locked += 1 }
            }
            for i in 0...1 {
                if state.busy[i] < 2 {
                    move(rates[i]) { $0.busy[i] += 1 }
                } else if state.busy[1 - i] < 2 {
                    move(rates[i]) { $0.busy[1 - i] += 1 }
                } else if i == 0 ? room : state.free[1] < 4 {
                    move(rates[i]) { $0.free[i] += 1 }
                }
                move(Double(state.busy[i]) * Self.mu) { next in
                    if i == 0 && state.locked > 0 {
                        next.locked -= 1
                    } else if state.free[i] > 0 {
                        next.free[i] -= 1
                    } else if state.free[1 - i] > 0 {
                        next.free[1 - i] -= 1
                    } else {
                        next.busy[i] -= 1
                    }
                }
            }
            return moves
        }
        var scenario = ServiceScenario.desks(
            [(rates[0], 2), (rates[1], 2)], .exponential(mean: 9), places: 4, minutes: 200_000, Sharing(.giveAndTake))
        scenario.municipalities.append("locked")
        var stream = scenario.streams[0]
        stream.perHour = [lockedRate * 60]
        stream.mayShare = false
        scenario.streams.append(stream)
        for s in 0...1 { scenario.streams[s].priority = 1 }
        // The owner of the locked tickets is counted by itself, at the desk of the first.
        scenario.streams[2].municipality = 2
        let result = try scenario.simulated()
        let full = chain.mean { $0.busy[0] == 2 && $0.locked + $0.free[0] == 4 ? 1 : 0 }
        expect(result.interval(.noAnswer, 2, confidence: 0.999), covers: full, "blocked")
        expect(
            result.interval(.meanWait, 2, confidence: 0.999),
            covers: chain.mean { Double($0.locked) } / lockedRate / (1 - full),
            "locked")
        let fullOthers = chain.mean { $0.busy == [2, 2] && $0.locked + $0.free[0] == 4 ? 1 : 0 }
        expect(
            result.interval(.meanWait, 0, confidence: 0.999),
            covers: chain.mean { Double($0.free[0]) } / rates[0] / (1 - fullOthers), "others")
    }

    @Test("three desks without places help along a ring, the least loaded first")
    func ring() throws {
        let (rates, agents) = ([0.2, 0.1, 0.3], [1, 2, 3])
        let chain = Chain(from: [0, 0, 0]) { busy in
            (0..<3).flatMap { i -> [(Double, [Int])] in
                var next = busy
                if let desk = Self.taker(i, busy, agents) { next[desk] += 1 }
                var done = busy
                done[i] = max(0, busy[i] - 1)
                return [(rates[i], next), (Double(busy[i]) * Self.mu, done)]
            }
        }
        let result = try ServiceScenario.desks(
            zip(rates, agents).map { ($0, $1) }, .exponential(mean: 9), places: 0, minutes: 100_000,
            Sharing(.push, partners: [[2], [0, 2], [1]])
        ).simulated()
        for i in 0..<3 {
            let blocked = chain.mean { Self.taker(i, $0, agents) == nil ? 1 : 0 }
            let abroad = chain.mean { busy in Self.taker(i, busy, agents).map { $0 == i ? 0 : 1 } ?? 0 }
            expect(result.interval(.noAnswer, i, confidence: 0.999), covers: blocked, "blocked \(i)")
            expect(result.interval(.foreign, i, confidence: 0.999), covers: abroad / (1 - blocked), "abroad \(i)")
        }
    }

    /// Who takes a ticket of a desk when 0 helps 2, 1 helps 0 and 2, and 2 helps 1.
    private static func taker(_ i: Int, _ busy: [Int], _ agents: [Int]) -> Int? {
        if busy[i] < agents[i] { return i }
        let helpers = [[1], [2], [0, 1]][i].filter { busy[$0] < agents[$0] }
        return helpers.min { busy[$0] * agents[$1] < busy[$1] * agents[$0] }
    }

    @Test("others' tickets take longer")
    func foreignFactor() throws {
        /// Own and others' tickets in hand at two desks of two agents, no places.
        struct State: Hashable {
            var own = [0, 0]
            var others = [0, 0]
        }
        let rates = [0.3, 0.1]
        let chain = Chain(from: State()) { state in
            (0...1).flatMap { i -> [(Double, State)] in
                let busy = (0...1).map { state.own[$0] + state.others[$0] }
                var (next, done, back) = (state, state, state)
                if busy[i] < 2 { next.own[i] += 1 } else if busy[1 - i] < 2 { next.others[1 - i] += 1 }
                done.own[i] = max(0, state.own[i] - 1)
                back.others[i] = max(0, state.others[i] - 1)
                return [
                    (rates[i], next), (Double(state.own[i]) * Self.mu, done),
                    (Double(state.others[i]) * Self.mu / 1.5, back),
                ]
            }
        }
        var scenario = ServiceScenario.desks(
            [(0.3, 2), (0.1, 2)], .exponential(mean: 9), places: 0, minutes: 100_000, Sharing(.push))
        for d in 0...1 { scenario.desks[d].foreignFactor = 1.5 }
        let result = try scenario.simulated()
        let blocked = chain.mean { $0.own[0] + $0.others[0] + $0.own[1] + $0.others[1] == 4 ? 1 : 0 }
        for i in 0...1 { expect(result.interval(.noAnswer, i, confidence: 0.999), covers: blocked, "\(i)") }
        let given = result.flows[0 * 2 + 1].minutes / (30 * 90_000)
        #expect(abs(given / chain.mean { Double($0.others[1]) } - 1) < 0.02)
    }
}
