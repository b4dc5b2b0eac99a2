// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// Numbered weeks on which staffings are tried.
struct Weeks {
    let numbers: Range<Int>
    let seed: UInt64
    let threads: Int

    /// Runs them.
    func run(_ scenario: ServiceScenario) throws -> SimulationResult {
        let simulation = try Simulation(scenario, seed: seed)
        var result = simulation.nothing
        simulation.run(numbers, threads: threads, addingTo: &result)
        return result
    }
}

/// The last of numbered steps at which something holds, where it holds up to some step and not beyond.
struct Steps {
    let most: Int
    /// How near the last step the answer must lie: among very many, 1 % of them will do.
    let stride: Int

    init(upTo most: Int, stride: Int = 1) { (self.most, self.stride) = (most, stride) }

    /// The last step that holds; nil when not even 0 does.
    func last(from guess: Int, _ holds: (Int) throws -> Bool) rethrows -> Int? {
        let yes = try turn(from: guess, holds).holds
        return yes >= 0 ? yes : nil
    }

    /// The last step known to hold (-1 for none) and the first known not to (one beyond the last for none), looked for from a guess in
    /// strides that double and are then halved.
    func turn(from guess: Int, _ holds: (Int) throws -> Bool) rethrows -> (holds: Int, fails: Int) {
        var (yes, no) = (-1, most + 1)
        var (stride, at) = (stride, min(max(0, guess), most))
        let up = try holds(at)
        if up { yes = at } else { no = at }
        // Strides away from the guess until the answer turns.
        while up ? yes < most : no > 0 {
            at = up ? min(most, yes + stride) : max(0, no - stride)
            let isTrue = try holds(at)
            if isTrue { yes = at } else { no = at }
            if isTrue != up { break }
            stride *= 2
        }
        while no - yes > self.stride {
            let middle = (yes + no) / 2
            if try holds(middle) { yes = middle } else { no = middle }
        }
        return (yes, no)
    }
}
