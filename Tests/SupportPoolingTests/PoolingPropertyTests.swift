// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("What pooling always does")
struct PoolingPropertyTests {
    /// Random demand of a few parties over a few hours.
    private func demands(_ parties: Int, handleTimes: [Double], _ random: inout Seed) -> [[LineHours.Demand]] {
        (0..<4).map { _ in
            (0..<parties).map { party in
                let tickets = Double.random(in: 0...30, using: &random)
                return LineHours.Demand(
                    tickets: tickets, load: tickets * handleTimes[party] / 3600, lockedTickets: 0, lockedLoad: 0)
            }
        }
    }

    private func pool(_ demands: [[LineHours.Demand]], target: Double = 0.8, leastShared: Int = 2) -> LineHours {
        LineHours(
            demands, leastHome: demands[0].map { _ in demands.map { _ in 0 } },
            leastShared: leastShared, target: target, within: 60)
    }

    @Test("with equal handle times and nothing locked, two coalitions never need more together than apart")
    func subadditive() {
        var random = Seed(21)
        for _ in 0..<60 {
            let handleTime = Double.random(in: 120...1800, using: &random)
            let target = Double.random(in: 0.5...0.95, using: &random)
            let hours = pool(demands(4, handleTimes: Array(repeating: handleTime, count: 4), &random), target: target)
            for first in 1..<16 {
                for second in 1..<16 where first & second == 0 {
                    #expect(hours.shared[first | second] <= hours.shared[first] + hours.shared[second])
                }
            }
        }
    }

    @Test("more members never need fewer line hours at equal handle times")
    func monotone() {
        var random = Seed(22)
        for _ in 0..<60 {
            let hours = pool(demands(4, handleTimes: Array(repeating: 600, count: 4), &random))
            for coalition in 3..<16 where coalition.nonzeroBitCount > 1 {
                for party in 0..<4 where coalition >> party & 1 == 0 {
                    #expect(hours.shared[coalition | 1 << party] >= hours.shared[coalition])
                }
            }
        }
    }

    @Test("parties in another order only move the answer")
    func relabelling() {
        var random = Seed(23)
        for _ in 0..<30 {
            let demands = demands(4, handleTimes: [300, 600, 900, 1200], &random)
            let order = [2, 0, 3, 1]
            let before = pool(demands)
            let after = pool(demands.map { hour in order.map { hour[$0] } })
            for coalition in 1..<16 {
                let same = order.indices.reduce(0) { $0 | (coalition >> $1 & 1) << order[$1] }
                #expect(after.shared[coalition] == before.shared[same])
            }
        }
    }

    @Test("a stricter target never takes fewer agents, nor does more load")
    func stricter() {
        var random = Seed(24)
        for _ in 0..<200 {
            let load = Double.random(in: 0...40, using: &random)
            let handleTime = Double.random(in: 60...1800, using: &random)
            func agents(_ load: Double, _ target: Double) -> Int {
                PatientQueue.leastAgents(load: load, handleTime: handleTime, target: target, within: 60, least: 1)
            }
            #expect(agents(load, 0.9) >= agents(load, 0.8))
            #expect(agents(load * 1.1, 0.8) >= agents(load, 0.8))
        }
    }
}
