// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("exact: a few desks as a chain")
struct ExactAnalysisTests {
    @Test("an hour at one desk whose tickets all may be shared is Erlang A")
    func erlangA() throws {
        let output = try run(
            Exact(), ["hour": 9, "sharing": "separate", "mean_patience": 240, "answer_within": 60, "replications": 50],
            ["hours": deskHours([("A", 6, 900, 2)])])
        let queue = ImpatientQueue(agents: 2, load: 1.5, handleTime: 900, patience: 240)
        let service = try #require(output["service"])
        #expect(abs((service.number("A,shared", "abandoned") ?? 0) - queue.abandoned) < 1e-9)
        #expect(abs((service.number("A,shared", "mean_wait_s") ?? 0) - queue.meanWait) < 1e-6)
        let level = ServiceLevel.withoutShortAbandons.level(queue, within: 60)
        #expect(abs((service.number("A,shared", "answered_in_time") ?? 0) - level) < 1e-8)
        #expect(output.findings.map(\.id) == ["simplified", "chain", "engines-agree"])
        #expect(output["half_hours"]?.rowCount == 0)
    }

    @Test("a day at two desks of the example that give and take: both engines agree, and tickets flow both ways")
    func example() throws {
        let members = ["9910", "9911"]
        let output = try run(
            Exact(), ["foreign_factor": 1, "replications": 400],
            exampleInputs(members).filter { $0.key != "population" },
            members: members)
        let beside = try #require(output["beside"])
        #expect(beside.rowCount >= 10)
        for row in 0..<beside.rowCount {
            let gap = abs(try #require(beside[row, "gap"].number))
            #expect(gap <= 1.3 * (beside[row, "half_width"].number ?? 0) + 0.1, "\(beside.keyText(row))")
        }
        #expect(output["service"]?.rowCount == 4)
        #expect(output["service"]?.number("9910,locked", "foreign") == 0)
        #expect(try #require(output["service"]?.number("9910,shared", "foreign")) > 0)
        #expect(try #require(output["desks"]?.number("9910", "taken")) > 0)
        #expect((output["half_hours"]?.rowCount ?? 0) > 20)
    }

    @Test("too many desks, no tickets: said, not hung")
    func limits() throws {
        let inputs = try exampleInputs(theFive).filter { $0.key != "population" }
        let found = problem { try run(Exact(), ["most_states": 500], inputs, members: theFive) }
        #expect(found?.kind == .limit && found?.remedy?.en == "Simulate the scenario.")
        let none = try run(Exact(), [:], ["hours": deskHours([("A", 0, 0, 1)])])
        #expect(none.findings.map(\.id) == ["no-tickets"] && none["service"]?.rowCount == 0)
    }

    @Test("nobody on duty is a warning, not a fault of a table; a queue without end is named before the chain")
    func beyond() throws {
        let none = try run(Exact(), [:], ["hours": deskHours([("A", 6, 900, 0)])])
        #expect(none.findings.map(\.id) == ["nobody-on-duty"] && none["beside"]?.rowCount == 0)
        let endless = problem {
            try run(Exact(), ["hour": 9, "patience": "none"], ["hours": deskHours([("A", 40, 900, 2)])])
        }
        #expect(endless?.message.en == "The queue grows without end: load 10 erlang, agents 2.")
    }
}
