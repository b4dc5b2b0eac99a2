// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

/// A row of `arrivals`: weekday 1-7, minute of the day.
struct Arrival {
    var desk = "A"
    var weekday = 1
    var minute = 480
    var kind = "telephone"
    var tickets = 0.0
    var handleTime = 600.0
    var agents: Int?
    var due: Double?

    static func table(_ rows: [Arrival]) throws -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("desk", .category), ColumnSpec("weekday", .integer), ColumnSpec("minute", .integer),
                ColumnSpec("kind", .category), ColumnSpec("tickets", .real), ColumnSpec("handle_time_s", .real),
                ColumnSpec("agents", .integer, nullable: true), ColumnSpec("due_hours", .real, nullable: true),
            ], key: ["desk", "weekday", "minute", "kind"])
        for row in rows {
            try table.append(
                .category(row.desk), .integer(row.weekday), .integer(row.minute), .category(row.kind),
                .real(row.tickets), .real(row.handleTime), row.agents.map(Cell.integer) ?? .null,
                row.due.map(Cell.real) ?? .null)
        }
        return try table.table()
    }
}

@Suite("staffing: a week, interval by interval")
struct WeekTests {
    private func week(_ rows: [Arrival], _ parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
        try run(Staffing(), parameters, ["arrivals": Arrival.table(rows)])
    }

    @Test("each interval has the least agents of Erlang C, and of Erlang A when those who tire hang up")
    func least() throws {
        for tickets in [0.5, 3, 12, 40] {
            let rows = [Arrival(tickets: tickets)]
            let load = tickets * 600 / 1800
            let patient = PatientQueue.leastAgents(load: load, handleTime: 600, target: 0.8, within: 20, least: 1)
            #expect(try week(rows)["intervals"]?[0, "agents"] == .integer(patient))
            let impatient = ImpatientQueue.leastAgents(load: load, handleTime: 600, patience: 180) {
                $0.answered(within: 20) >= 0.8
            }
            let found = try week(rows, ["model": "erlang-a", "patience": 180])
            #expect(found["intervals"]?[0, "agents"] == .integer(impatient))
            let exact = try #require(found["intervals"]?[0, "agents_exact"].number)
            #expect(exact > Double(impatient - 1) && exact <= Double(impatient))
        }
    }

    @Test("hours with fractions, whole and rostered are told apart, and so are positions and people")
    func hours() throws {
        let rows = (0..<20).map { Arrival(minute: 480 + 30 * $0, tickets: 3) }
        let output = try week(rows, ["shrinkage": 0.3, "holiday_weeks": 5, "vacancy": 0.1, "hours_per_fte": 1980])
        let found = try #require(output["week"])
        #expect(found.number("A", "line_hours") == 30)
        // Three agents at 0.7: five people of whom 0.7 answer are 3.5, so 4.29 is rounded up to five, for ten hours.
        #expect(found.number("A", "rostered_hours") == 50)
        let exact = try #require(found.number("A", "line_hours_exact"))
        #expect(exact > 20 && exact < 30)
        #expect(abs(try #require(found.number("A", "rostered_hours_exact")) - exact / 0.7) < 1e-9)
        let positions = 50 * 52.0 / (1980 * (1 - 5 / 52.0) * 0.9)
        #expect(abs(try #require(found.number("A", "positions")) - positions) < 1e-12)
        #expect(found.number("A", "people") == 2)
    }

    @Test("a cap on occupancy and a least number add agents where the target asks for fewer")
    func caps() throws {
        let rows = [Arrival(tickets: 300), Arrival(minute: 510, tickets: 0)]
        let agents = try #require(try week(rows)["intervals"]?["agents"]?.numbers)
        #expect(agents[1] == 1 && (agents[0] ?? 0) > 100)
        let capped = try #require(
            try week(rows, ["occupancy_cap": 0.85, "least_agents": 2])["intervals"]?["agents"]?.numbers)
        #expect(capped == [118, 2])
    }

    @Test("desks apart against one pool, at the same service, in whole agents and in fractions")
    func pooled() throws {
        let rows = (0..<14).flatMap { desk in
            (0..<4).map { Arrival(desk: "D\(desk)", minute: 480 + 30 * $0, tickets: 1) }
        }
        let output = try week(rows)
        let found = try #require(output["week"])
        #expect(found.rowCount == 15 && found.number("D0", "line_hours") == 2 * 2)
        #expect(output.number("week-pooled", "apart") == 56)
        let pooled = try #require(output.number("week-pooled", "pooled"))
        #expect(pooled == found.number("together", "line_hours") && pooled < 20)
        #expect(try #require(output.number("week-pooled", "exact_apart")) < 56)
        #expect(output["intervals"]?.number("together,1,480", "calls") == 14)
    }

    @Test("an overloaded interval has no level by itself; what it leaves is carried on, also past midnight")
    func backlog() throws {
        let rows = [
            Arrival(minute: 1380, tickets: 4, agents: 2), Arrival(minute: 1410, tickets: 9, agents: 2),
            Arrival(weekday: 2, minute: 0, tickets: 4, agents: 2),
            Arrival(weekday: 2, minute: 30, tickets: 4, agents: 2),
        ]
        let output = try week(rows)
        let found = try #require(output["intervals"])
        #expect(found[1, "service_level"] == .null && found[1, "carried_level"] != .null)
        #expect(try #require(found[1, "waiting_at_end"].number) > 2)
        let (alone, carried) = (found[2, "service_level"].number, found[2, "carried_level"].number)
        #expect(try #require(carried) < (alone ?? 0) - 0.2)
        #expect(output.findings.contains { $0.id == "backlog" && $0.arguments["weekday"]?.cell == .integer(2) })
        #expect(output.number("interval-overloaded", "count") == 1)
    }

    @Test("what can wait fills the time between calls, the earliest due first; the rest takes its own hours")
    func deferred() throws {
        // One agent, no calls, half of the time: a quarter of an hour in each of two half hours.
        let rows = [
            Arrival(minute: 480, agents: 1), Arrival(minute: 510, agents: 1),
            Arrival(minute: 480, kind: "deferred", tickets: 1, handleTime: 1800, due: 8),
            Arrival(minute: 510, kind: "deferred", tickets: 1, handleTime: 1800, due: 0.5),
            Arrival(minute: 480, kind: "on-site", tickets: 2, handleTime: 3600),
        ]
        let output = try week(rows, ["idle_used": 0.5, "shrinkage": 0])
        let found = try #require(output["week"])
        #expect(found.number("A", "deferred_hours") == 1 && found.number("A", "deferred_in_idle") == 0.5)
        #expect(found.number("A", "onsite_hours") == 2)
        // One line hour, half an hour of the deferred, two on site.
        #expect(found.number("A", "rostered_hours") == 3.5)
        #expect(try week(rows, ["shrinkage": 0])["week"]?.number("A", "deferred_in_idle") == 0)
    }

    @Test("no rows, a desk that nobody calls, 290 desks: each is computed and says what it means")
    func edges() throws {
        #expect(try week([]).findings.map(\.id) == ["empty-week"])
        let quiet = try week([Arrival(tickets: 0)])
        #expect(quiet["intervals"]?[0, "agents"] == .integer(1) && quiet["week"]?.number("A", "line_hours_exact") == 0)
        let none = try week([Arrival(tickets: 2, agents: 0)])
        #expect(none["intervals"]?[0, "service_level"] == .null && none["intervals"]?[0, "occupancy"] == .null)
        let many = try week((0..<290).map { Arrival(desk: "D\($0)", tickets: 1) })
        #expect(many["week"]?.rowCount == 291 && many.findings.contains { $0.id == "not-carried" })
    }

    @Test("a wrong kind, weekday, minute, model or interval: one clear problem each")
    func problems() throws {
        func words(_ rows: [Arrival], _ parameters: [String: JSON] = [:]) -> String? {
            problem { try week(rows, parameters) }?.message.en
        }
        #expect(words([Arrival(kind: "fax")])?.contains("kind 'fax' is unknown") == true)
        #expect(words([Arrival(weekday: 8)])?.contains("weekday: a whole number from 1 to 7 was expected") == true)
        #expect(words([Arrival(minute: 487)])?.contains("multiple of 30") == true)
        #expect(words([Arrival()], ["model": "erlang-b"])?.contains("not by erlang-b") == true)
        #expect(words([Arrival()], ["interval_minutes": 45])?.contains("30 or 60") == true)
        #expect(words([Arrival()], ["model": "erlang-a"])?.contains("before they hang up") == true)
    }
}

@Suite("staffing: the other formulas")
struct OtherFormulaTests {
    private func output(_ parameters: [String: JSON]) throws -> AnalysisOutput { try run(Staffing(), parameters) }

    @Test("priorities: Cobham's waits by class, and a warning for classes whose queue grows")
    func priority() throws {
        let found = try output([
            "model": "priority", "agents": 2, "handle_time": 1200,
            "class_loads": ["0.06666666666666667", "0.2", "0.4"],
        ])
        // Hillier and Lieberman (2010), table 17.4: 0.029, 0.033 and 0.048 h.
        let waits = try #require(found["classes"]?["mean_wait_s"]?.numbers).map { ($0 ?? 0) / 3600 }
        for (wait, published) in zip(waits, [0.029, 0.033, 0.048]) { #expect(abs(wait - published) < 5e-4) }
        let over = try output(["model": "priority", "agents": 1, "handle_time": 60, "class_loads": ["0.5", "0.6"]])
        #expect(over["classes"]?["mean_wait_s"]?[1] == .null && over.findings.map(\.id) == ["class-grows"])
        #expect(
            problem { try output(["model": "priority", "handle_time": 60]) }?.message.en.contains("class_loads") == true
        )
    }

    @Test("the approximations say that they are, and meet the exact where they must")
    func approximations() throws {
        let exact = try output(["load": 400, "handle_time": 300, "target": 0.8])
        let root = try output(["model": "square-root", "load": 400, "handle_time": 300, "target": 0.8])
        #expect(root.findings.map(\.id) == ["approximate-square-root"])
        let gap = (exact["staffing"]?[0, "agents"].number ?? 0) - (root["staffing"]?[0, "agents"].number ?? 9)
        #expect(abs(gap) <= 1)
        let cunneen = try output(["model": "m-g-c", "load": 4, "agents": 5, "handle_time": 300, "variation": 1])
        #expect(cunneen.findings.map(\.id) == ["approximate-allen-cunneen"])
        let erlang = try #require(PatientQueue(agents: 5, load: 4, handleTime: 300)).meanWait
        #expect(abs((cunneen["staffing"]?[0, "mean_wait_s"].number ?? 0) - erlang) < 1e-9)
        let hayward = try output(["model": "hayward", "load": 6, "agents": 10, "peakedness": 2])
        #expect(hayward.findings.map(\.id) == ["approximate-hayward"])
        #expect((hayward["staffing"]?[0, "blocking"].number ?? 0) > erlangB(agents: 10, load: 6))
        let one = try output(["model": "m-g-1", "load": 0.8, "handle_time": 300, "variation": 0])
        #expect(abs((one["staffing"]?[0, "mean_wait_s"].number ?? 0) - 600) < 1e-9)
        #expect(problem { try output(["model": "m-g-c", "load": 4, "target": 0.8, "handle_time": 60]) } != nil)
        #expect(
            problem { try output(["model": "m-g-1", "load": 1.2, "handle_time": 60]) }?.message.en.contains("grows")
                == true)
    }

    @Test("a share smaller than any number is told by its exponent")
    func tiny() throws {
        let loss = try output(["model": "erlang-b", "load": 50_000, "agents": 100_000])
        #expect(loss["staffing"]?[0, "blocking"].number == 0)
        let exponent = try #require(loss.number("blocking-tiny", "exponent"))
        #expect(exponent < -8000 && exponent > -9000)
        #expect(
            try output(["load": 50_000, "agents": 100_000, "handle_time": 60]).findings.map(\.id) == ["waiting-tiny"])
    }
}
