// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// The models that scripts/bench measures.
enum Models {
    /// M/M/8 with handle time 9 minutes and so large a part of the capacity used.
    static func oneDesk(customers: Int, load: Double = 0.85) -> ServiceScenario {
        let perHour = load * 8 / 9 * 60
        var scenario = ServiceScenario(
            municipalities: ["A"],
            desks: [ServiceScenario.Desk("A", municipality: 0, staff: .profile([8]))],
            streams: [
                ServiceScenario.Stream(
                    "A", municipality: 0, home: 0, perHour: [perHour], handle: .exponential(mean: 9))
            ])
        scenario.horizon = Double(customers) / perHour * 60
        return scenario
    }

    /// The same desk with patience, a skill, a demand that changes by half hour and agents with shifts and breaks.
    static func oneDeskInFull(customers: Int) -> ServiceScenario {
        var scenario = oneDesk(customers: customers)
        let perHour = scenario.streams[0].perHour[0]
        scenario.streams[0].perHour = (0..<48).map { perHour * (1 + 0.1 * Double($0 % 3 - 1)) }
        scenario.streams[0].patience = .exponential(mean: 20)
        scenario.streams[0].needs = 0b101
        scenario.desks[0].skills = 0b111
        scenario.desks[0].staff = .roster(shifts(8))
        return scenario
    }

    /// Agents round the clock: three shifts a day for each, with a break that another covers.
    private static func shifts(_ agents: Int) -> [ServiceScenario.Shift] {
        var shifts: [ServiceScenario.Shift] = []
        let week = Set(0...6)
        for _ in 0..<agents {
            for from in [0.0, 480, 960] {
                let pause = from + 240..<from + 270
                shifts.append(ServiceScenario.Shift(weekdays: week, from: from, to: from + 480, breaks: [pause]))
                shifts.append(ServiceScenario.Shift(weekdays: week, from: pause.lowerBound, to: pause.upperBound))
            }
        }
        return shifts
    }

    /// Model (b): fourteen desks of 58 agents for 45.65 erlang.
    static func fourteenDesks(customers: Int, _ mode: Sharing.Mode) -> ServiceScenario {
        let population: [Double] = [
            9800, 4800, 6600, 14600, 9300, 10500, 15200, 9100, 13200, 12800, 59100, 56700, 39600, 12600,
        ]
        let agents = [2, 1, 2, 3, 2, 2, 3, 2, 3, 3, 12, 12, 8, 3]
        let names = population.indices.map { "M\($0)" }
        var scenario = ServiceScenario(
            municipalities: names,
            desks: agents.enumerated().map {
                ServiceScenario.Desk(names[$0.offset], municipality: $0.offset, staff: .profile([$0.element]))
            },
            streams: population.enumerated().map {
                ServiceScenario.Stream(
                    names[$0.offset], municipality: $0.offset, home: $0.offset, perHour: [$0.element / 900],
                    handle: .exponential(mean: 9))
            })
        scenario.sharing = Sharing(mode)
        scenario.horizon = Double(customers) / (population.reduce(0, +) / 900) * 60
        return scenario
    }

    /// The same with all that a scenario can have: patience, skills, two priorities, locked tickets, shifts with breaks, opening hours,
    /// absences, a day factor, thresholds and a slower hand with others' tickets.
    static func fourteenDesksInFull(customers: Int, handle: Duration = .exponential(mean: 9)) -> ServiceScenario {
        var scenario = fourteenDesks(customers: customers, .giveAndTake)
        var streams: [ServiceScenario.Stream] = []
        for (d, stream) in scenario.streams.enumerated() {
            guard case .profile(let agents) = scenario.desks[d].staff else { continue }
            scenario.desks[d].staff = .roster(shifts(agents[0]))
            scenario.desks[d].skills = 0b11
            scenario.desks[d].foreignFactor = 1.1
            scenario.desks[d].keptBack = (0..<48).map { $0 < 40 && agents[0] > 2 ? 1 : 0 }
            scenario.desks[d].open = (0..<48).map { $0 != 47 }
            scenario.desks[d].absence = 0.02
            for (share, priority) in [(0.8, 1), (0.2, 0)] {
                var part = stream
                part.perHour = (0..<48).map { stream.perHour[0] * share * (1 + 0.1 * Double($0 % 3 - 1)) }
                part.patience = .exponential(mean: 20)
                part.handle = handle
                part.priority = priority
                part.needs = 1
                part.mayShare = priority == 1
                streams.append(part)
            }
        }
        scenario.streams = streams
        scenario.dayFactor = ServiceScenario.DayFactor(variation: 0.1, correlation: 0.5)
        return scenario
    }
}
