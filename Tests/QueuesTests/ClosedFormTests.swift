// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkQueues

/// Systems whose answer is published as a formula, each simulated on a fixed seed; the 99.9 % interval covers it.
@Suite("The simulator beside closed forms")
struct ClosedFormTests {
    @Test(
        "M/G/1: Pollaczek 1930, Khinchine 1932",
        arguments: [
            SamverkQueues.Duration.constant(9), .lognormal(mean: 9, variation: 1.2), .gamma(mean: 9, variation: 0.5),
            .gamma(mean: 9, variation: 1.5), .hyperexponential(chance: 0.75, mean: 3, otherwise: 27),
            .empirical([3, 3, 5, 8, 12, 23]),
        ])
    func oneServer(_ handle: SamverkQueues.Duration) throws {
        let rate = 0.6 / handle.mean
        let wait = rate * handle.meanSquare / 2 / (1 - 0.6)
        let result = try ServiceScenario.desk(rate, handle, agents: 1, minutes: 400_000).simulated(40)
        expect(result.interval(.meanWait, confidence: 0.999), covers: wait, "\(handle)")
        expect(result.interval(.waitProbability, confidence: 0.999), covers: 0.6, "\(handle)")
    }

    @Test("M/D/c: Crommelin 1932", arguments: [(1, 0.7), (2, 1.5), (5, 4.2)])
    func constantService(_ servers: Int, _ load: Double) throws {
        // The tails of Poisson distributions of means i * load
        var wait = 0.0
        for i in 1...160 {
            let mean = Double(i) * load
            var (term, below) = (_exp(-mean), 0.0)
            for j in 0..<(i * servers) {
                below += term
                term *= mean / Double(j + 1)
            }
            wait += (1 - below) - (1 - below - term) * Double(servers) / load
        }
        let result = try ServiceScenario.desk(load / 9, .constant(9), agents: servers, minutes: 200_000).simulated(40)
        expect(result.interval(.meanWait, confidence: 0.999), covers: 9 * wait, "c = \(servers)")
    }

    @Test(
        "M/G/c/c: the loss is Erlang's whatever the handle time, Sevastyanov 1957",
        arguments: [
            SamverkQueues.Duration.constant(9), .lognormal(mean: 9, variation: 1.5),
            .hyperexponential(chance: 0.9, mean: 4, otherwise: 54),
        ])
    func insensitiveLoss(_ handle: SamverkQueues.Duration) throws {
        let result = try ServiceScenario.desk(0.5, handle, agents: 6, places: 0, minutes: 100_000).simulated()
        expect(result.interval(.noAnswer, confidence: 0.999), covers: Formula.loss(6, 4.5), "\(handle)")
    }

    @Test("two priorities: Cobham 1954", arguments: [1, 4])
    func priorities(_ servers: Int) throws {
        let c = Double(servers)
        let rates = [0.3 * c / 9, 0.5 * c / 9]
        var scenario = ServiceScenario.desks(rates.map { ($0, servers) }, .exponential(mean: 9), minutes: 200_000)
        scenario.streams[1].home = 0
        scenario.streams[1].priority = 1
        let result = try scenario.simulated(40)
        let busyWait = Formula.delay(servers, 0.8 * c) * 9 / c
        expect(result.interval(.meanWait, 0, confidence: 0.999), covers: busyWait / (1 - 0.3), "first")
        expect(result.interval(.meanWait, 1, confidence: 0.999), covers: busyWait / (1 - 0.3) / (1 - 0.8), "second")
    }

    @Test("two priorities with unlike handle times on one server: Cobham 1954")
    func unlikePriorities() throws {
        var scenario = ServiceScenario.desks([(0.1, 1), (0.02, 1)], .constant(3), minutes: 400_000)
        scenario.streams[1].home = 0
        scenario.streams[1].priority = 1
        scenario.streams[1].handle = .exponential(mean: 20)
        let result = try scenario.simulated(40)
        let left = 0.1 * 9 / 2 + 0.02 * 800 / 2
        expect(result.interval(.meanWait, 0, confidence: 0.999), covers: left / 0.7, "first")
        expect(result.interval(.meanWait, 1, confidence: 0.999), covers: left / 0.7 / 0.3, "second")
    }

    @Test("M/M/c/K: finite places, Kleinrock 1975 section 3.5")
    func finitePlaces() throws {
        let (load, servers, most) = (3.6, 4, 9)
        var weight = [1.0]
        for n in 1...most { weight.append(weight[n - 1] * load / Double(min(n, servers))) }
        let sum = weight.reduce(0, +)
        let blocked = weight[most] / sum
        let queue = (servers...most).reduce(0) { $0 + Double($1 - servers) * weight[$1] / sum }
        let result = try ServiceScenario.desk(0.4, .exponential(mean: 9), agents: servers, places: 5, minutes: 100_000)
            .simulated()
        expect(result.interval(.noAnswer, confidence: 0.999), covers: blocked)
        expect(result.interval(.meanWait, confidence: 0.999), covers: queue / (0.4 * (1 - blocked)))
    }

    @Test("M/M/c+D: everyone hangs up after the same time, Barrer 1957")
    func constantPatience() throws {
        // Zeltyn and Mandelbaum 2005, section 2: J, J1 by hand for a constant patience
        let (rate, mu, c, patience) = (0.5, 1 / 9.0, 4, 5.0)
        let drift = rate - Double(c) * mu
        let grown = _exp(drift * patience)
        let whole = (grown - 1) / drift + grown / (Double(c) * mu)
        let e = 1 / Formula.loss(c - 1, rate / mu) / rate
        let abandoned = (1 + (rate - Double(c) * mu) * whole) / (e + whole) / rate
        let result = try ServiceScenario.desk(
            rate, .exponential(mean: 9), agents: c, patience: .constant(patience), minutes: 100_000
        ).simulated()
        expect(result.interval(.abandoned, confidence: 0.999), covers: abandoned)
    }

    @Test("Erlang A: abandonment is mean wait over mean patience, Mandelbaum and Zeltyn 2005", arguments: [3, 20])
    func abandonmentIdentity(_ agents: Int) throws {
        let rate = 1.1 * Double(agents) / 9
        let result = try ServiceScenario.desk(
            rate, .exponential(mean: 9), agents: agents, patience: .exponential(mean: 12), minutes: 50_000
        ).simulated()
        let (gone, offered) = result.parts(.abandoned)
        let waits = result.parts(.meanWait).above.map { $0 / 12 }
        #expect(abs(Interval.difference((gone, offered), (waits, offered), confidence: 0.999).estimate) < 0.003)
    }

    @Test("14 desks that give and take with one handle time wait as seldom as one desk of 58: Erlang 1917")
    func workConserving() throws {
        let scenario = fourteenDesks(.giveAndTake, minutes: 20_000)
        let result = try scenario.simulated(60)
        let load = 45.6555555555555555
        expect(
            result.interval(.waitProbability, confidence: 0.999), covers: Formula.delay(58, load), within: 0.15)
        expect(
            result.interval(.meanWait, confidence: 0.999), covers: 9 * Formula.meanWait(58, load), within: 0.2)
    }
}

/// Model (b): fourteen desks of 58 agents for 45.65 erlang.
func fourteenDesks(_ mode: Sharing.Mode, minutes: Double) -> ServiceScenario {
    let population: [Double] = [
        9800, 4800, 6600, 14600, 9300, 10500, 15200, 9100, 13200, 12800, 59100, 56700, 39600, 12600,
    ]
    let agents = [2, 1, 2, 3, 2, 2, 3, 2, 3, 3, 12, 12, 8, 3]
    return .desks(
        zip(population, agents).map { ($0 / 900 / 60, $1) }, .exponential(mean: 9), minutes: minutes, Sharing(mode))
}

/// e to the power of x, by its series at x / 1024.
private func _exp(_ x: Double) -> Double {
    let small = x / 1024
    var (sum, term) = (1.0, 1.0)
    for n in 1...30 {
        term *= small / Double(n)
        sum += term
    }
    return (0..<10).reduce(sum) { value, _ in value * value }
}
