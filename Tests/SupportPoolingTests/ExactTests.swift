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

    @Test(
        "where nobody is on duty all hang up, and it is said; a queue without end is named with its desk before the chain"
    )
    func beyond() throws {
        let nobody = try deskHours([("A", 6, 900, 0)])
        let none = try run(Exact(), ["hour": 9, "replications": 20], ["hours": nobody])
        #expect(none.findings.map(\.id).last == "nobody-on-duty")
        let met = try #require(none["service"])
        #expect(abs((met.number("A,shared", "abandoned") ?? 0) - 1) < 1e-9)
        #expect(abs((met.number("A,shared", "mean_wait_s") ?? 0) - 240) < 1e-6)
        #expect(met.number("A,shared", "answered_in_time") == 0 && met.number("A,shared", "foreign") == nil)
        let waiting = problem { try run(Exact(), ["patience": "none"], ["hours": nobody]) }
        #expect(waiting?.message.en == "The queue grows without end at A: load 1.5 erlang, agents 0.")
        let endless = problem {
            try run(
                Exact(), ["hour": 9, "patience": "none"],
                ["hours": deskHours([("A", 40, 900, 2), ("B", 4, 900, 2)])])
        }
        #expect(endless?.message.en == "The queue grows without end: load 11 erlang, agents 4.")
        let alone = problem {
            try run(
                Exact(), ["hour": 9, "patience": "none", "sharing": "separate"],
                ["hours": deskHours([("A", 4, 900, 2), ("B", 8, 900, 2)])])
        }
        #expect(alone?.message.en == "The queue grows without end at B: load 2 erlang, agents 2.")
    }

    @Test("a day's tickets are told for the day, an hour's for the hour")
    func numbers() throws {
        let inputs = ["hours": try deskHours([("A", 6, 900, 2)])]
        let day = try run(Exact(), ["sharing": "separate", "replications": 20], inputs)
        // Ten hours have tickets, of which eight are open.
        #expect(abs((day["service"]?.number("A,shared", "tickets") ?? 0) - 60) < 1e-9)
        #expect(abs((day["service"]?.number("A,shared", "no_answer") ?? 0) - 0.2) < 1e-9)
        let hour = try run(Exact(), ["hour": 9, "sharing": "separate", "replications": 20], inputs)
        #expect(hour["service"]?.number("A,shared", "tickets") == 6)
        // Those who wait are counted of those who meet an open desk, as in the simulation beside.
        for table in [day, hour] {
            let exact = try #require(table["beside"]?.number("A,wait-probability-pct", "exact"))
            #expect(abs((table["service"]?.number("A,shared", "wait_probability") ?? 0) * 100 - exact) < 1e-9)
        }
    }

    @Test("occupancy is of the time on duty; what is finished after the shift is told apart, alike by both engines")
    func pastShift() throws {
        // Six in work or waiting on average when the only agent of a short hour goes home.
        let hours = try deskHours([("A", 12, 1800, 2)], opens: 8, closes: 9)
        var table = TableBuilder(hours.specs, key: hours.key)
        for row in 0..<hours.rowCount {
            var cells = hours.columns.map { $0[row] }
            if hours[row, "hour"].number != 8 { cells[4] = .integer(0) }
            try table.append(cells)
        }
        let inputs = ["hours": try table.table()]
        let exact = try run(Exact(), ["sharing": "separate", "replications": 4000], inputs)
        let occupancy = try #require(exact["desks"]?.number("A", "occupancy"))
        let past = try #require(exact["desks"]?.number("A", "past_shift_hours"))
        #expect(occupancy > 0.7 && occupancy < 1)
        // Two agents with half an hour's work each, nearly always busy when the shift ends.
        #expect(past > 0.8 && past < 1)
        let simulated = try run(
            Simulate(),
            [
                "sharing": "separate", "weeks": 800, "handle_time": "exponential", "day_variation": 0,
            ], inputs)
        let desk = try #require(simulated["desks"])
        #expect(abs((desk.number("A", "occupancy") ?? 0) - occupancy) < 0.01)
        #expect(abs((desk.number("A", "past_shift_hours") ?? 0) / 5 - past) < 0.03)
        let (busy, onDuty) = (desk.number("A", "busy_hours") ?? 9, desk.number("A", "line_hours") ?? 0)
        #expect(busy <= onDuty && onDuty == 10)
    }

    @Test("tickets that take a skill are computed apart and told together with their municipality's others")
    func skills() throws {
        let table = try run(
            Exact(), ["hour": 9, "sharing": "give-and-take", "foreign_factor": 1, "replications": 20],
            [
                "hours": deskHours([("A", 6, 600, 1), ("B", 6, 600, 1)]),
                "categories": categories([("A", "x", 0.5, "yes"), ("A", "y", 0.5, "yes"), ("B", "x", 1, "yes")]),
                "skills": filled(
                    [ColumnSpec("desk", .category), ColumnSpec("skill", .category)], key: ["desk", "skill"],
                    [[.category("A"), .category("s")]]),
                "category_skills": filled(
                    [
                        ColumnSpec("desk", .category), ColumnSpec("category", .category),
                        ColumnSpec("skill", .category),
                    ], key: ["desk", "category", "skill"], [[.category("A"), .category("y"), .category("s")]]),
            ])["service"]
        let service = try #require(table)
        #expect(service.rowCount == 2 && abs((service[0, "tickets"].number ?? 0) - 6) < 1e-9)
        // B may not help with half of A's tickets, so A's callers give up more often than B's.
        #expect((service[0, "abandoned"].number ?? 0) > (service[1, "abandoned"].number ?? 1))
    }

    @Test("categories that are no whole, and a parameter that changes nothing, are told")
    func notes() throws {
        let output = try run(
            Exact(), ["hour": 9, "sharing": "separate", "foreign_factor": 2, "replications": 20],
            ["hours": deskHours([("A", 6, 900, 2)]), "categories": categories([("A", "x", 0.7, "yes")])])
        #expect(output.findings.map(\.id).suffix(2) == ["shares-scaled", "parameter-idle"])
        #expect(output.number("shares-scaled", "sum") == 0.7)
    }
}
