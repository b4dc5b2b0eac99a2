// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkQueues

@Suite("Scenarios at the edge")
struct EdgeTests {
    private func day(_ change: (inout ServiceScenario) -> Void) throws -> SimulationResult {
        var scenario = ServiceScenario.desks(
            [(0.2, 2), (0.2, 2)], .exponential(mean: 9), patience: .exponential(mean: 10), minutes: 1440,
            Sharing(.giveAndTake))
        scenario.warmUp = 0
        change(&scenario)
        return try scenario.simulated(5)
    }

    @Test("no agents: everyone hangs up, or is left waiting when nobody ever does")
    func nobody() throws {
        let empty = try day { for d in 0...1 { $0.desks[d].staff = .profile([0]) } }
        #expect(empty.total.answered == 0 && empty.total.abandoned == empty.total.offered)
        let patient = try day {
            for d in 0...1 {
                $0.desks[d].staff = .profile([0])
                $0.streams[d].patience = nil
            }
        }
        #expect(patient.total.left == patient.total.offered && patient.total.offered > 1000)
    }

    @Test("a load above capacity: the queue grows until the day is over, and all are served in overtime or left")
    func overload() throws {
        let result = try day {
            for d in 0...1 {
                $0.streams[d].perHour = [240]
                $0.streams[d].patience = nil
            }
        }
        #expect(result.total.balances && result.total.left > 0 && (result.total.meanWaitAnswered ?? 0) > 500)
    }

    @Test("an empty day: no tickets, no figures, no crash")
    func empty() throws {
        let result = try day { for d in 0...1 { $0.streams[d].perHour = [0] } }
        #expect(result.total == ServiceCounts())
        #expect(result.total.serviceLevel == nil && result.wait(0.9) == nil && result.total.meanWait == nil)
        #expect(result.interval(.meanWait).halfWidth == .infinity)
        let streamless = try day { $0.streams = [] }
        #expect(streamless.total == ServiceCounts() && streamless.onDuty.reduce(0, +) == 5 * 4 * 1440)
    }

    @Test("opening hours over midnight: open 22 to 6, staffed by a shift that ends the next day")
    func midnight() throws {
        let result = try day {
            $0.horizon = 3 * 1440
            $0.sharing = .separate
            for d in 0...1 {
                $0.desks[d].open = (0..<48).map { $0 >= 44 || $0 < 12 }
                $0.desks[d].staff = .roster([
                    .init(weekdays: Set(0...6), from: 1320, to: 1800, breaks: [1430..<1450]),
                    .init(weekdays: Set(0...6), from: 1320, to: 1800),
                ])
            }
        }
        for slot in 0..<48 {
            let counts = (0...1).reduce(into: ServiceCounts()) { $0 += result.cells[$1 * 48 + slot] }
            let isOpen = slot >= 44 || slot < 12
            #expect((counts.closed == counts.offered) != isOpen, "half hour \(slot)")
            let staffed = result.onDuty[slot] / 5
            // Three evenings; two mornings, since no shift began the day before the first.
            let nights = slot >= 44 ? 3.0 : 2
            let pause = slot == 47 ? 10.0 : slot == 0 ? 10 : 0
            #expect(abs(staffed - (isOpen ? nights * (60 - pause) : 0)) < 1e-6, "half hour \(slot)")
        }
    }

    @Test("a closed desk's tickets are taken by an open partner, or nobody's")
    func closed() throws {
        let shared = try day { $0.desks[0].open = [false] }
        #expect(shared.counts(0).closed == 0 && shared.counts(0).foreign > 0)
        let alone = try day {
            $0.desks[0].open = [false]
            $0.sharing = .separate
        }
        #expect(alone.counts(0).closed == alone.counts(0).offered && alone.counts(1).closed == 0)
    }

    @Test("a desk without a partner answers its own, as if alone")
    func lonely() throws {
        let result = try day { $0.sharing = Sharing(.giveAndTake, partners: [[], []]) }
        let alone = try day { $0.sharing = .separate }
        #expect(result == alone)
    }

    @Test("everything locked: sharing changes nothing")
    func allLocked() throws {
        for mode in [Sharing.Mode.push, .giveAndTake, .pool] {
            let locked = try day {
                $0.sharing = Sharing(mode)
                for s in 0...1 { $0.streams[s].mayShare = false }
            }
            let alone = try day { $0.sharing = .separate }
            #expect(locked == alone, "\(mode)")
        }
    }

    @Test("a ticket that no agent has the skill for is named, and waits in vain")
    func skill() throws {
        var scenario = ServiceScenario.desks(
            [(0.2, 2), (0.2, 2)], .exponential(mean: 9), minutes: 1440, Sharing(.push))
        scenario.streams[0].needs = 0b100
        #expect(try CompiledScenario(scenario).unanswerable == [0])
        scenario.desks[1].skills = 0b100
        let plan = try CompiledScenario(scenario)
        #expect(plan.unanswerable.isEmpty && !plan.homeAnswers[0])
    }

    @Test("a desk out for three hours: its tickets wait or go abroad, and its agents come back")
    func outage() throws {
        let result = try day {
            $0.desks[0].outages = [600..<780]
            $0.sharing = .separate
        }
        let out = (20..<26).reduce(0.0) { $0 + result.onDuty[$1] }
        #expect(out == 0 && result.onDuty[19] == 300 && result.onDuty[26] == 300)
        let hit = (20..<26).reduce(into: ServiceCounts()) { $0 += result.cells[$1] }
        #expect((hit.abandonment ?? 0) > 0.8)
    }

    @Test("work that can wait waits for its desk to open, and takes no caller's place")
    func deferred() throws {
        func result(_ isDeferred: Bool) throws -> SimulationResult {
            try day {
                $0.sharing = .separate
                $0.desks[0].open = (0..<48).map { $0 >= 16 && $0 < 34 }
                $0.desks[0].staff = .profile((0..<48).map { $0 >= 16 && $0 < 34 ? 4 : 0 })
                $0.desks[0].places = 0
                $0.streams[0].patience = nil
                $0.streams[0].isDeferred = isDeferred
            }
        }
        let (calls, later) = (try result(false), try result(true))
        #expect(calls.counts(0).closed > 0 && calls.counts(0).blocked > 0 && calls.counts(0).waited == 0)
        // The same customers: all are answered, at the latest the day after.
        #expect(later.counts(0).offered == calls.counts(0).offered)
        #expect(later.counts(0).answered == later.counts(0).offered && later.total.balances)
        // Who comes at midnight waits eight hours.
        #expect((later.cells[0].meanWait ?? 0) > 450)
        #expect(later.counts(1) == calls.counts(1))
        // Callers have the places for themselves.
        let both = try day {
            $0.sharing = .separate
            $0.desks[0].places = 1
            var more = $0.streams[0]
            (more.isDeferred, more.patience, more.priority) = (true, nil, 10)
            more.perHour = [30]
            $0.streams.append(more)
        }
        #expect(both.total.balances && both.counts(0).blocked > 0)
        #expect(both.counts(0).blocked < both.counts(0).offered / 4)
    }

    @Test("290 desks help each other, and each is found by its number")
    func many() throws {
        let desks = (0..<290).map { (0.02 + 0.0004 * Double($0), 1 + $0 / 60) }
        var scenario = ServiceScenario.desks(
            desks, .exponential(mean: 9), patience: .exponential(mean: 10), minutes: 1440, Sharing(.giveAndTake))
        scenario.warmUp = 0
        let plan = try CompiledScenario(scenario)
        #expect(plan.deskWords == 5 && plan.queueWords == 5)
        let result = try scenario.simulated(2)
        #expect(result.total.balances && result.total.offered > 30_000)
        let alone = try ServiceScenario.desks(
            desks, .exponential(mean: 9), patience: .exponential(mean: 10), minutes: 1440
        ).simulated(2)
        #expect((result.total.meanWait ?? 1) < 0.1 * (alone.total.meanWait ?? 0))
        // Only the next desk helps: across the words of the masks, too.
        scenario.sharing = .chain(290)
        let chain = try scenario.simulated(2)
        for owner in 0..<290 {
            for helper in 0..<290 where chain.flows[owner * 290 + helper].tickets > 0 {
                #expect([0, 1, 289].contains((owner - helper + 290) % 290))
            }
        }
        #expect(chain.flows[63 * 290 + 64].tickets > 0 && chain.flows[289 * 290].tickets > 0)
    }

    @Test("agents sick by the day: as many absent as the chance says, and all day")
    func absence() throws {
        let result = try day {
            $0.horizon = 400 * 1440
            $0.desks[0].staff = .profile([10])
            $0.desks[0].absence = 0.08
        }
        let onDuty = result.onDuty[0..<48].reduce(0, +) / 5 / 400 / 1440
        #expect(abs(onDuty - 9.2) < 0.06)
    }

    @Test("what is wrong is told, all of it, with its place")
    func faults() {
        var scenario = ServiceScenario.desks([(0.2, 2), (0.2, 2)], .exponential(mean: -1))
        scenario.desks[0].municipality = 7
        scenario.desks[1].open = []
        scenario.desks[1].absence = .nan
        scenario.streams[1].home = -1
        scenario.streams[1].perHour = [.infinity]
        scenario.sharing = Sharing(.push, partners: [[5], []])
        scenario.horizon = .nan
        scenario.dayFactor.correlation = 2
        let told = #expect(throws: Problems.self) { _ = try CompiledScenario(scenario) }
        #expect(told?.all.count == 10, "\(told?.all.map(\.message.en) ?? [])")
        for problem in told?.all ?? [] { #expect(problem.message.sv != problem.message.en) }
    }
}
