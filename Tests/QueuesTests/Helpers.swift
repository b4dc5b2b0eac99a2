// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport
import Testing

@testable import SamverkQueues

extension ServiceScenario {
    /// One desk, one stream, rates a minute; a tenth of the time is warm-up.
    static func desk(
        _ perMinute: Double, _ handle: SamverkQueues.Duration, agents: Int, patience: SamverkQueues.Duration? = nil,
        places: Int? = nil, within: Double = 1, minutes: Double = 20_000
    ) -> ServiceScenario {
        desks([(perMinute, agents)], handle, patience: patience, places: places, within: within, minutes: minutes)
    }

    /// Desks of one municipality each, with one stream each.
    static func desks(
        _ desks: [(perMinute: Double, agents: Int)], _ handle: SamverkQueues.Duration,
        patience: SamverkQueues.Duration? = nil, places: Int? = nil, within: Double = 1, minutes: Double = 20_000,
        _ sharing: Sharing = .separate
    ) -> ServiceScenario {
        let names = desks.indices.map { "M\($0)" }
        var scenario = ServiceScenario(
            municipalities: names,
            desks: desks.enumerated().map {
                var desk = Desk(names[$0.offset], municipality: $0.offset, staff: .profile([$0.element.agents]))
                desk.places = places
                return desk
            },
            streams: desks.enumerated().map {
                var stream = Stream(
                    names[$0.offset], municipality: $0.offset, home: $0.offset,
                    perHour: [$0.element.perMinute * 60], handle: handle, patience: patience)
                stream.answerWithin = within
                return stream
            })
        scenario.sharing = sharing
        scenario.horizon = minutes
        scenario.warmUp = minutes / 10
        return scenario
    }

    /// The result of so many replications.
    func simulated(_ replications: Int = 30, seed: UInt64 = 20_261_121, threads: Int = 1) throws -> SimulationResult {
        try Simulation(self, seed: seed).run(replications, threads: threads)
    }
}

/// Expects that a 99.9 % interval covers a value, and is narrow enough to mean something.
func expect(
    _ interval: Interval, covers value: Double, within share: Double = 0.1, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(
        interval.covers(value), "\(what) \(interval.estimate) ± \(interval.halfWidth), exact \(value)",
        sourceLocation: sourceLocation)
    #expect(
        interval.halfWidth <= share * abs(value) + 1e-12, "\(what): ± \(interval.halfWidth) of \(value) says little",
        sourceLocation: sourceLocation)
}

/// Formulas written from the textbook, slowly; no code of the plugin.
enum Formula {
    /// Erlang's loss: the share that finds c servers busy (Erlang 1917).
    static func loss(_ servers: Int, _ load: Double) -> Double {
        (1...servers).reduce(1.0) { load * $0 / (Double($1) + load * $0) }
    }

    /// Erlang's delay: the share that waits at c servers (Erlang 1917).
    static func delay(_ servers: Int, _ load: Double) -> Double {
        let b = loss(servers, load)
        return b / (1 - load / Double(servers) * (1 - b))
    }

    /// Mean wait of M/M/c, in handle times.
    static func meanWait(_ servers: Int, _ load: Double) -> Double {
        delay(servers, load) / (Double(servers) - load)
    }

    /// The stationary distribution of a chain by elimination without subtractions (Grassmann, Taksar and Heyman 1985).
    static func stationary(_ rates: [[Double]]) -> [Double] {
        var a = rates
        let n = a.count
        for k in stride(from: n - 1, to: 0, by: -1) {
            let out = a[k][..<k].reduce(0, +)
            for i in 0..<k { a[i][k] /= out }
            for i in 0..<k where a[i][k] > 0 { for j in 0..<k { a[i][j] += a[i][k] * a[k][j] } }
        }
        var p = [1.0]
        for k in 1..<n { p.append((0..<k).reduce(0) { $0 + p[$1] * a[$1][k] }) }
        let sum = p.reduce(0, +)
        return p.map { $0 / sum }
    }
}
