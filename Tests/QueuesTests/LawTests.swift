// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkQueues

@Suite("Laws that every simulation keeps")
struct LawTests {
    /// Fourteen desks with all that a scenario can have.
    static func everything(_ mode: Sharing.Mode = .giveAndTake, days: Int = 7) -> ServiceScenario {
        var scenario = fourteenDesks(mode, minutes: Double(days) * 1440)
        scenario.warmUp = 0
        scenario.dayFactor = .init(variation: 0.3, correlation: 0.4)
        scenario.surges = [
            .init(halfHours: 18..<20, factor: 2), .init(halfHours: 60..<62, factor: 3, municipalities: [10]),
        ]
        for d in scenario.desks.indices {
            guard case .profile(let agents) = scenario.desks[d].staff else { continue }
            let count = agents[0]
            scenario.desks[d].skills = d % 3 == 0 ? 0b01 : 0b11
            scenario.desks[d].open = (0..<48).map { (14..<36).contains($0) }
            scenario.desks[d].foreignFactor = 1.2
            scenario.desks[d].absence = 0.08
            scenario.desks[d].keptBack = (0..<48).map { $0 < 24 && count > 2 ? 1 : 0 }
            if d % 2 == 0 {
                scenario.desks[d].staff = .profile(
                    (0..<336).map { $0 / 48 < 5 && (14..<36).contains($0 % 48) ? count : 0 })
            } else {
                scenario.desks[d].staff = .roster(
                    (0..<count).map { agent in
                        .init(
                            from: 420 + Double(agent % 3) * 15, to: 1080,
                            breaks: [690 + Double(agent) * 20..<720 + Double(agent) * 20])
                    })
            }
        }
        scenario.desks[3].outages = [600..<780]
        scenario.desks[5].places = 4
        scenario.streams = scenario.streams.flatMap { stream -> [ServiceScenario.Stream] in
            var (locked, hard, plain) = (stream, stream, stream)
            plain.perHour = (0..<48).map { (14..<36).contains($0) ? stream.perHour[0] * 0.7 : 0.1 }
            plain.handle = .lognormal(mean: 8, variation: 1.3)
            plain.patience = .exponential(mean: 10)
            plain.priority = 1
            hard.perHour = (0..<336).map { $0 / 48 < 5 ? stream.perHour[0] * 0.2 : 0.05 }
            hard.handle = .gamma(mean: 20, variation: 0.8)
            hard.needs = 0b10
            hard.priority = 1
            hard.patience = .lognormal(mean: 15, variation: 0.5)
            locked.perHour = [stream.perHour[0] * 0.1]
            locked.mayShare = false
            locked.patience = .constant(8)
            return [plain, hard, locked]
        }
        return scenario
    }

    @Test("every ticket is accounted for, in every half hour and municipality", arguments: Sharing.Mode.allCases)
    func conservation(_ mode: Sharing.Mode) throws {
        let result = try Self.everything(mode).simulated(6)
        #expect(result.cells.allSatisfy { $0.balances })
        #expect(result.total.balances && result.total.offered > 10_000)
        let flows = result.flows.reduce(0) { $0 + $1.tickets }
        #expect(flows == result.total.answered)
        let abroad = (0..<14).reduce(0) { sum, m in
            sum + (0..<14).reduce(0) { $0 + (m == $1 ? 0 : result.flows[m * 14 + $1].tickets) }
        }
        #expect(abroad == result.total.foreign)
        #expect((abroad == 0) == (mode == .separate))
        let minutes = result.flows.reduce(0) { $0 + $1.minutes }
        #expect(abs(minutes - result.total.handled) < 1e-6 * minutes)
    }

    @Test("Little's law: agents busy are tickets answered a minute times handle time")
    func little() throws {
        let scenario = fourteenDesks(.push, minutes: 50_000)
        let result = try scenario.simulated(20)
        let busy = result.busy.reduce(0, +) / 20 / 45_000
        #expect(abs(busy / 45.6555 - 1) < 0.01)
        let onDuty = result.onDuty.reduce(0, +) / 20 / 45_000
        #expect(abs(onDuty - 58) < 1e-6)
    }

    @Test("one thread or several, the same bits; a longer run begins with a shorter one")
    func threads() throws {
        let scenario = Self.everything()
        let one = try scenario.simulated(9)
        #expect(try scenario.simulated(9, threads: 2) == one)
        #expect(try scenario.simulated(9, threads: 5) == one)
        let simulation = try Simulation(scenario, seed: 20_261_121)
        var grown = simulation.run(4)
        var told: [Int] = []
        simulation.run(4..<9, threads: 2, addingTo: &grown) { told.append($0) }
        #expect(grown == one && told == [1, 2, 3, 4, 5])
        #expect(try scenario.simulated(9, seed: 1) != one)
    }

    @Test("all bits of a full output, debug or release, on every machine")
    func golden() throws {
        let (week, pool) = (try Self.everything().simulated(5), try Self.everything(.pool, days: 3).simulated(3))
        #expect(week.fingerprint == 13_247_964_963_657_034_947)
        #expect(pool.fingerprint == 3_921_495_496_743_924_747)
    }

    @Test("two ways of routing meet the same customers")
    func commonRandomNumbers() throws {
        let results = try Sharing.Mode.allCases.map { try fourteenDesks($0, minutes: 20_000).simulated(20) }
        for result in results {
            for m in 0..<14 { #expect(result.counts(m).offered == results[0].counts(m).offered) }
        }
        // The difference is known better than by independent runs.
        let (push, take) = (results[1], results[2])
        let paired = push.difference(.waitProbability, from: take).halfWidth
        let (one, two) = (push.interval(.waitProbability).halfWidth, take.interval(.waitProbability).halfWidth)
        #expect(paired < 0.7 * (one * one + two * two).squareRoot())
    }

    @Test("intervals cover the truth about as often as they say")
    func coverage() throws {
        let exact = 9 * Formula.meanWait(3, 1.8)
        let scenario = ServiceScenario.desk(0.2, .exponential(mean: 9), agents: 3, minutes: 10_000)
        let hits = try (0..<200).filter {
            try scenario.simulated(20, seed: UInt64($0)).interval(.meanWait).covers(exact)
        }
        #expect((175...200).contains(hits.count))
    }

    @Test("quantiles from the histogram are within one part in a hundred")
    func quantiles() throws {
        // M/M/1: the wait of all exceeds t with chance rho e^-(mu - lambda) t
        let result = try ServiceScenario.desk(0.07, .exponential(mean: 9), agents: 1, minutes: 1_000_000).simulated(20)
        let load = 0.63
        for share in [0.5, 0.9, 0.99] {
            let exact = 24.324324324324323 * _log(load / (1 - share))
            #expect(abs((result.wait(share) ?? 0) / exact - 1) < 0.03, "\(share)")
        }
        #expect(abs(result.waitedLonger(10) - load * 0.6629) < 0.01)
        for bin in 1..<WaitHistogram.bins - 1 {
            let middle = WaitHistogram.middle(bin)
            #expect(WaitHistogram.bin(middle) == bin)
            #expect(WaitHistogram.bin(middle * 1.0081) > bin && WaitHistogram.bin(middle / 1.0081) < bin)
        }
    }
}

private func _log(_ x: Double) -> Double {
    let math = QuickMath()
    defer { math.deallocate() }
    return math.log(x)
}
