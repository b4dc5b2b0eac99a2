// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkQueues
import SamverkTestSupport
import Testing

func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool { abs(a - b) <= tolerance * abs(b) }

@Suite("Erlang B and C: exact, in logarithms, for a million agents")
struct ErlangBTests {
    /// By the incomplete gamma function and by the sum of its inverse, 40 to 60 digits (mpmath 1.3).
    static let known: [(Double, Double, Double, Double)] = [
        (1000, 900, 0.000059298626701462239079, -4.2269553643572063501),
        (1000, 1000, 0.024811917646160407861, -1.6053396689820612607),
        (2000, 1950, 0.0054092044265706455166, -2.2668666052368158327),
        (10000, 9900, 0.0028581267388565864216, -2.54391851705461201),
        (100_000, 99_500, 0.00038144239405902955216, -3.4185710404910529843),
        (100_000, 101_000, 0.010751611284909119055, -1.9685264455431031622),
        (1_000_000, 999_000, 0.00028742137577686792424, -3.5414809361435990086),
        (1_000_000, 1_000_000, 0.00079746030685556101375, -3.0982909244997603832),
        (1_000_000, 1_002_000, 0.0023682897552665094826, -2.6255651636826658941),
        (1_000_000, 998_000, 0.000055094424859434571139, -4.2588923462532155938),
        (600, 300, 7.6229188156524833978e-53, -52.117878705456505234),
        (2000, 1000, 1.5306205776187484791e-170, -169.81513245232487274),
        (1000, 1500, 0.33465106741783371043, -0.47540778541339975657),
    ]

    @Test("agrees with sums of 40 digits to 1e-12, from a thousand agents to a million", arguments: known)
    func exact(agents: Double, load: Double, blocking: Double, log10: Double) {
        let loss = ErlangLoss(agents: agents, load: load)
        #expect(near(loss.blocking, blocking))
        #expect(near(loss.log10Blocking, log10))
    }

    @Test(
        "agents with a fraction: the continued formula",
        arguments: [
            (0.5, 0.3, 0.5107516873292121998), (2.5, 4, 0.53025107689377266884), (7.25, 6, 0.16767951449554075714),
            (0.3, 12, 0.97683700559857309515), (15.7, 20.2, 0.30858428095890436439),
            (3.5, 0.01, 8.5116312899817609962e-9),
            (640.5, 700, 0.096937666144040469725), (120.5, 100, 0.0051653871094273382498),
        ])
    func continued(agents: Double, load: Double, blocking: Double) {
        #expect(near(ErlangLoss(agents: agents, load: load).blocking, blocking))
    }

    @Test(
        "the loads that a lost call in a hundred, and in a thousand, allows",
        arguments: [
            // Erlang B table, as printed in ITU-D Study Group 2, Teletraffic Engineering Handbook (2005), table of B.
            (1, 0.01, 0.0101), (2, 0.01, 0.1526), (5, 0.01, 1.3608), (10, 0.01, 4.4612), (20, 0.01, 12.031),
            (50, 0.01, 37.901), (100, 0.01, 84.064), (10, 0.001, 3.0920), (20, 0.001, 9.4115), (100, 0.001, 75.242),
            (5, 0.02, 1.6571), (20, 0.02, 13.182), (100, 0.02, 87.972),
        ])
    func table(agents: Int, blocking: Double, load: Double) {
        #expect(abs(ErlangLoss(agents: agents, load: load).blocking - blocking) < blocking * 1.1e-3 + 1e-5)
    }

    @Test("where the share is smaller than any number, its logarithm is still right")
    func underflow() {
        let loss = ErlangLoss(agents: 100_000, load: 50_000)
        #expect(loss.blocking == 0)
        // ln P(Poisson(50000) = 100000) by Stirling's formula, which the loss formula approaches here.
        let stirling = 100_000 * OwnMath.log(0.5) + 50_000 - 0.5 * OwnMath.log(2 * 3.141592653589793 * 100_000)
        #expect(near(loss.logBlocking, stirling - 1 / 1.2e6, 1e-9))
        let queue = PatientQueue(agents: 100_000, load: 50_000, handleTime: 300)
        #expect(queue?.waitProbability == 0)
        #expect(near(queue?.logWaitProbability ?? 0, loss.logBlocking + OwnMath.log(2), 1e-12))
        let impatient = ImpatientQueue(agents: 5000, load: 2000, handleTime: 300, patience: 100)
        #expect(impatient.waitProbability == 0 && impatient.logWaitProbability < -745)
        let milder = ImpatientQueue(agents: 300, load: 200, handleTime: 300, patience: 100)
        #expect(near(OwnMath.exp(milder.logWaitProbability), milder.waitProbability, 1e-12))
    }

    @Test("the recursion and the series are one function where both hold")
    func agreement() {
        var random = Seed(5)
        for _ in 0..<300 {
            let agents = random.integer(1...500)
            let load = Double.random(in: 0.01...700, using: &random)
            let series = ErlangLoss(agents: Double(agents) + 1e-13, load: load).blocking
            let recursion = erlangB(agents: agents, load: load)
            if recursion > 1e-300 { #expect(near(series, recursion, 2e-10)) }
        }
    }

    @Test("no agents lose all, no load loses none")
    func edges() {
        #expect(ErlangLoss(agents: 0, load: 3).blocking == 1)
        #expect(
            ErlangLoss(agents: 3, load: 0).blocking == 0 && ErlangLoss(agents: 3, load: 0).logBlocking == -.infinity)
        #expect(ErlangLoss(agents: 0, load: 0).blocking == 1)
        #expect(PatientQueue(agents: 3, load: 3, handleTime: 60) == nil)
        #expect(PatientQueue(agents: 0, load: 0, handleTime: 60) == nil)
        #expect(ErlangLoss(agents: 1, load: 1e-300).blocking > 0)
    }
}

@Suite("Published queues")
struct PublishedQueueTests {
    @Test("Gross and Harris: three oculists, 6 an hour, 20 minutes: 8/9 wait, on average 4/27 h")
    func clinic() throws {
        // Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed. 2008), example 2.2.
        let queue = try #require(PatientQueue(agents: 3, load: 2, handleTime: 1200))
        #expect(near(queue.meanWait, 4 / 27.0 * 3600))
        #expect(near(queue.waitProbability, 4 / 9.0))
    }

    @Test("Hillier and Lieberman: the county hospital with one doctor and with two")
    func hospital() throws {
        // Introduction to Operations Research (9th ed. 2010), sec. 17.6: 2 an hour, 20 minutes.
        let one = try #require(PatientQueue(agents: 1, load: 2 / 3.0, handleTime: 1200))
        let two = try #require(PatientQueue(agents: 2, load: 2 / 3.0, handleTime: 1200))
        #expect(near(one.meanWait, 2 / 3.0 * 3600) && near(two.meanWait, 3600 / 24.0))
        #expect(near(1 - two.answered(within: 3600), OwnMath.exp(-4) / 6))
    }

    @Test("Hillier and Lieberman, table 17.4: three classes of patients, no one interrupted")
    func priorities() {
        for (agents, hours) in [(1, [0.238, 0.325]), (2, [0.029, 0.033, 0.048])] {
            let queue = PriorityQueue(agents: agents, loads: [0.2 / 3, 0.6 / 3, 1.2 / 3], handleTime: 1200)
            for (found, published) in zip(queue.meanWaits, hours) {
                #expect(abs((found ?? -1) / 3600 - published) < 5.01e-4)
            }
        }
    }

    @Test("Garnett, Mandelbaum and Reiman: 48 calls a minute, 50 agents, patience of two minutes")
    func impatience() throws {
        // Designing a call center with impatient customers (2002), table 1: 3.1 % hang up, 3.6 s on average against 20.8.
        let patient = try #require(PatientQueue(agents: 50, load: 48, handleTime: 60))
        let impatient = ImpatientQueue(agents: 50, load: 48, handleTime: 60, patience: 120)
        #expect(abs(patient.meanWait - 20.8) < 0.05 && abs(patient.percentile(0.9) - 58.1) < 0.05)
        #expect(abs(impatient.abandoned - 0.031) < 5e-4 && abs(impatient.meanWait - 3.7) < 0.1)
        #expect(abs(impatient.occupancy - 0.93) < 5e-3)
    }

    @Test("Halfin and Whitt: the share that waits at a beta, and the limit it is")
    func squareRoot() throws {
        #expect(abs(SquareRoot.waitProbability(beta: 1) - 0.22336) < 1e-5)
        #expect(abs(SquareRoot.waitProbability(beta: 0.5) - 0.50454) < 1e-5)
        for beta in [0.1, 0.5, 1, 2] {
            let load = 1e6 - beta * 1e3
            let exact = try #require(PatientQueue(agents: 1_000_000, load: load, handleTime: 1)).waitProbability
            #expect(near(exact, SquareRoot.waitProbability(beta: beta), 3e-3))
            #expect(near(SquareRoot.beta(waitProbability: SquareRoot.waitProbability(beta: beta)), beta, 1e-9))
        }
        for beta in [-1.0, 0.2, 1] {
            let exact = ImpatientQueue(
                agents: 1_000_000, load: 1e6 - beta * 1e3, handleTime: 300, patience: 100)
            #expect(near(exact.waitProbability, SquareRoot.waitProbability(beta: beta, impatience: 3), 3e-3))
        }
    }

    @Test("fourteen desks apart and as one: half of all wait against 5.23 %, 6.57 minutes against 0.0381")
    func fourteen() throws {
        // The model of shared/support-pooling.md: population/900 an hour, nine minutes, 58 agents.
        let people = [9800, 4800, 6600, 14600, 9300, 10500, 15200, 9100, 13200, 12800, 59100, 56700, 39600, 12600]
        let agents = [2, 1, 2, 3, 2, 2, 3, 2, 3, 3, 12, 12, 8, 3]
        var (waits, minutes) = (0.0, 0.0)
        for (people, agents) in zip(people, agents) {
            let queue = try #require(PatientQueue(agents: agents, load: Double(people) / 6000, handleTime: 540))
            waits += Double(people) * queue.waitProbability
            minutes += Double(people) * queue.meanWait / 60
        }
        let all = Double(people.reduce(0, +))
        #expect(abs(waits / all - 0.5088) < 5e-5 && abs(minutes / all - 6.5672) < 5e-5)
        let pool = try #require(PatientQueue(agents: 58, load: 45.65, handleTime: 540))
        #expect(near(all / 6000, 45.65) && abs(pool.waitProbability - 0.05232) < 5e-6)
        #expect(abs(pool.meanWait / 60 - 0.03813) < 5e-6)
        // Two desks of four agents, or four of two, at 80 % save no agent at the same service level.
        for (desks, each) in [(2, 4), (4, 2)] {
            let load = 0.8 * Double(each)
            let level = try #require(PatientQueue(agents: each, load: load, handleTime: 540)).answered(within: 20)
            let together = PatientQueue.leastAgents(
                load: load * Double(desks), handleTime: 540, target: level, within: 20, least: 1)
            #expect(together == desks * each)
        }
    }

    @Test("one agent with any handle time: Pollaczek and Khinchine")
    func singleServer() throws {
        func wait(_ variation: Double) -> Double? {
            SingleServer([.init(rate: 0.8 / 300, handleTime: 300, variation: variation)]).meanWait
        }
        let erlang = try #require(PatientQueue(agents: 1, load: 0.8, handleTime: 300)).meanWait
        #expect(near(try #require(wait(1)), erlang))
        #expect(near(try #require(wait(0)), erlang / 2))
        #expect(SingleServer([.init(rate: 1, handleTime: 1, variation: 1)]).meanWait == nil)
        // van Dijk and van der Sluis, To pool or not to pool in call centers (2008): short and long of fixed length.
        let short = try #require(SingleServer([.init(rate: 5 / 6.0, handleTime: 1, variation: 0)]).meanWait)
        let long = try #require(SingleServer([.init(rate: 1 / 12.0, handleTime: 10, variation: 0)]).meanWait)
        #expect(near((10 * short + long) / 11, 4.5454545454545, 1e-9))
        let pooled = try #require(PatientQueue(agents: 2, load: 5 / 3.0, handleTime: 20 / 11.0))
        // The pool's handle times are 1 or 10, ten to one: squared variation 2.025.
        #expect(abs(AllenCunneen.meanWait(pooled, handling: 2.025.squareRoot()) - 6.15) < 0.2)
    }

    @Test("one agent, classes of their own handle times: Cobham's waits keep the work conserved")
    func conservation() throws {
        let classes: [SingleServer.Class] = [
            .init(rate: 0.001, handleTime: 200, variation: 1.5), .init(rate: 0.0005, handleTime: 600, variation: 0.5),
            .init(rate: 0.0002, handleTime: 900, variation: 2),
        ]
        let queue = SingleServer(classes)
        // Kleinrock (1965): the waits weighed by their work make the wait without priorities.
        let weighed = zip(classes, queue.byPriority).reduce(0) { $0 + $1.0.rate * $1.0.handleTime * ($1.1 ?? .nan) }
        let work = classes.reduce(0) { $0 + $1.rate * $1.handleTime }
        #expect(near(weighed, try #require(queue.meanWait) * work))
        let overloaded = PriorityQueue(agents: 2, loads: [0.5, 1, 1], handleTime: 60)
        #expect(overloaded.waitProbability == 1 && overloaded.meanWaits[2] == nil && overloaded.meanWaits[1] != nil)
    }

    @Test("overflow: Riordan's variance, and Hayward's loss beside the exact one of a shared overflow group")
    func overflow() {
        // One stream of 10 erlang, 8 agents first, 4 after: together they are 12 agents, so the exact loss is known.
        let over = OverflowTraffic(agents: 8, load: 10)
        #expect(over.peakedness > 1 && near(over.mean, 10 * ErlangLoss(agents: 8, load: 10).blocking))
        let exact = 10 * ErlangLoss(agents: 12, load: 10).blocking / over.mean
        #expect(abs(over.haywardBlocking(agents: 4) - exact) < 0.1 * exact)
        let poisson = OverflowTraffic(agents: 0, load: 10)
        #expect(
            near(poisson.peakedness, 1) && near(poisson.haywardBlocking(agents: 4), erlangB(agents: 4, load: 10), 1e-11)
        )
    }
}
