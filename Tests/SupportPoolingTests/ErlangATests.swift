// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

private func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool { abs(a - b) <= tolerance * abs(b) }

@Suite("Erlang A: those who tire hang up")
struct ErlangATests {
    /// Agents, load, handle time, patience, seconds; then P(wait), P(abandon), P(answered in time), P(gave up in time).
    /// By summing the states and integrating the offered wait with 40 digits (mpmath 1.3).
    private static let known: [(Int, [Double], [Double])] = [
        (
            3, [3.6, 540, 600, 60],
            [0.7096984441468312, 0.28806232329600021, 0.35666558386697915, 0.064298681611179976]
        ),
        (
            10, [10.8, 540, 360, 20],
            [0.58482064222038816, 0.1719889100217844, 0.4658016733151333, 0.030215125977745177]
        ),
        (
            1, [0.5, 300, 60, 20],
            [0.35217268225665063, 0.29565463548669874, 0.66587711956700022, 0.096972308258802127]
        ),
        (
            14, [10, 600, 120, 60],
            [0.10031151656717945, 0.035754096825278541, 0.94696932261951818, 0.02773864407229165]
        ),
        (50, [70, 400, 200, 30], [0.96458606050238598, 0.2871639040608487, 0.1446592044588869, 0.12774741471110048]),
        (
            200, [180, 300, 3000, 10],
            [0.091051443110841438, 0.00041961670909221057, 0.9548937389115159, 0.00021791727421084705]
        ),
        (
            500, [600, 200, 200, 60],
            [0.99998774405766938, 0.16666677850847186, 0.82957496600646503, 0.16661108306612073]
        ),
        (
            5, [0.01, 600, 60, 20],
            [8.2559177588367213e-13, 5.5046789620134719e-13, 0.99999999999928263, 2.1657331448531104e-13]
        ),
        (
            100, [100, 600, 1_000_000, 600],
            [0.97670774547550314, 0.0019076437041783357, 0.21210994027758547, 0.00052892671905849669]
        ),
    ]

    @Test("agrees with sums and integrals of 40 digits", arguments: known)
    func exact(agents: Int, given: [Double], expected: [Double]) {
        let queue = ImpatientQueue(agents: agents, load: given[0], handleTime: given[1], patience: given[2])
        #expect(near(queue.waitProbability, expected[0]))
        #expect(near(queue.abandoned, expected[1]))
        #expect(near(queue.answered(within: given[3]), expected[2]))
        #expect(near(queue.abandoned(within: given[3]), expected[3], 1e-9))
    }

    @Test("with as much patience as handle time, the calls present are Poisson: nobody is lost in the count")
    func poisson() {
        // M/M/m+M with equal rates is M/M/infinity: P(wait) = P(Poisson(A) >= m).
        var tail = 1.0
        var term = OwnMath.exp(-20)
        for k in 0..<24 {
            tail -= term
            term *= 20 / Double(k + 1)
        }
        let queue = ImpatientQueue(agents: 24, load: 20, handleTime: 300, patience: 300)
        #expect(near(queue.waitProbability, tail, 1e-10))
    }

    @Test("with endless patience it is Erlang C, with none Erlang B")
    func limits() throws {
        let patient = ImpatientQueue(agents: 12, load: 9, handleTime: 300, patience: 3e9)
        let erlangC = try #require(PatientQueue(agents: 12, load: 9, handleTime: 300))
        #expect(near(patient.waitProbability, erlangC.waitProbability, 1e-5))
        #expect(near(patient.answered(within: 20), erlangC.answered(within: 20), 1e-5))
        let impatient = ImpatientQueue(agents: 12, load: 9, handleTime: 300, patience: 3e-5)
        #expect(near(impatient.abandoned, erlangB(agents: 12, load: 9), 1e-5))
    }

    @Test("calls in equal calls out: answered and given up make up all, at any load")
    func conservation() {
        var seed = Seed(7)
        for _ in 0..<100 {
            let agents = seed.integer(1...60)
            let queue = ImpatientQueue(
                agents: agents, load: Double.random(in: 0.01...100, using: &seed),
                handleTime: Double.random(in: 10...2000, using: &seed),
                patience: Double.random(in: 10...2000, using: &seed))
            #expect(near(queue.answered(within: 1e7) + queue.abandoned, 1, 1e-11))
            #expect(near(queue.abandoned(within: 1e7), queue.abandoned, 1e-9))
            #expect(near(queue.occupancy, queue.load * (1 - queue.abandoned) / Double(agents), 1e-10))
        }
    }

    @Test("a million agents, twice the load, and hardly any")
    func extremes() {
        let over = ImpatientQueue(agents: 1_000_000, load: 2e6, handleTime: 300, patience: 100)
        // The fluid limit: what the agents cannot take hangs up.
        #expect(near(over.abandoned, 0.5, 1e-5))
        #expect(near(over.waitProbability, 1))
        let idle = ImpatientQueue(agents: 1_000_000, load: 10, handleTime: 300, patience: 100)
        #expect(idle.waitProbability == 0 && idle.abandoned == 0 && idle.answered(within: 20) == 1)
    }

    @Test("more agents answer more in time, by each definition; the least number is the least")
    func least() throws {
        for definition in ServiceLevel.allCases {
            func level(_ agents: Int) -> Double {
                definition.level(
                    ImpatientQueue(agents: agents, load: 33, handleTime: 400, patience: 150), within: 20)
            }
            #expect(stride(from: 20, to: 60, by: 4).allSatisfy { level($0) <= level($0 + 1) })
            let table = try #require(
                try run(
                    Staffing(),
                    [
                        "model": "erlang-a", "load": 33, "handle_time": 400, "patience": 150, "answer_within": 20,
                        "target": 0.8, "definition": .string(definition.rawValue),
                    ])["staffing"])
            let agents = try #require(table[0, "agents"].number.map { Int($0) })
            #expect(level(agents) >= 0.8 && level(agents - 1) < 0.8)
        }
    }

    @Test("no load, no patience, a wild patience: each is answered")
    func edges() throws {
        let quiet = try #require(
            try run(Staffing(), ["model": "erlang-a", "load": 0, "handle_time": 60, "patience": 60, "target": 0.9])[
                "staffing"])
        #expect(quiet[0, "agents"].number == 1 && quiet[0, "service_level"].number == 1)
        let words: [(JSON, String)] = [
            (.null, "before they hang up"), (0, "before they hang up"), (1e12, "ten million times"),
            (1e-9, "ten million times"),
        ]
        for (patience, expected) in words {
            #expect(
                problem {
                    try run(
                        Staffing(),
                        ["model": "erlang-a", "load": 3, "handle_time": 60, "patience": patience, "agents": 3])
                }?.message.en.contains(expected) == true)
        }
    }
}
