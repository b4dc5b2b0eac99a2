// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("A simulated week whose arrivals files give")
struct GivenWeekTests {
    private let bench: PluginBench

    init() throws { bench = try PluginBench(Main.self, room: "SupportPooling") }

    private static let steady: [String: JSON] = ["day_variation": 0, "foreign_factor": 1]

    private func simulate(
        _ hours: Table, _ inputs: [String: Table] = [:], _ parameters: [String: JSON] = [:]
    ) throws -> AnalysisOutput {
        try bench.run(
            "simulate", inputs.merging(["hours": hours]) { $1 },
            with: Self.steady.merging(["weeks": 100]) { $1 }.merging(parameters) { $1 })
    }

    private struct Arrival {
        var desk = "A"
        var weekday: Int
        var minute: Int
        var kind = "telephone"
        var tickets: Double
        var seconds = 300.0
        var agents: Int?
        var due: Double?
    }

    private func arrivals(_ rows: [Arrival]) throws -> Table {
        try filled(
            [
                ColumnSpec("desk", .category), ColumnSpec("weekday", .integer), ColumnSpec("minute", .integer),
                ColumnSpec("kind", .category), ColumnSpec("tickets", .real), ColumnSpec("handle_time_s", .real),
                ColumnSpec("agents", .integer, nullable: true), ColumnSpec("due_hours", .real, nullable: true),
            ], key: ["desk", "weekday", "minute", "kind"],
            rows.map { row in
                [
                    .category(row.desk), .integer(row.weekday), .integer(row.minute), .category(row.kind),
                    .real(row.tickets), .real(row.seconds), row.agents.map(Cell.integer) ?? .null,
                    row.due.map(Cell.real) ?? .null,
                ]
            })
    }

    private func figure(_ output: AnalysisOutput, _ column: String, _ row: Int = 0) -> Double {
        output["service"]?[row, column].number ?? -1
    }

    @Test("rows that say what the hours say change no bit, by the half hour or by the hour")
    func same() throws {
        let hours = try desk("A", hours: [8, 9, 10, 11])
        let plain = try simulate(hours, [:], ["weeks": 20])
        for interval in [30, 60] {
            let rows = (1...5).flatMap { weekday in
                stride(from: 480, to: 720, by: interval).map {
                    Arrival(weekday: weekday, minute: $0, tickets: 8 * Double(interval) / 60, seconds: 540)
                }
            }
            let given = try simulate(
                hours, ["arrivals": arrivals(rows)], ["weeks": 20, "interval_minutes": .integer(interval)])
            #expect(given == plain)
        }
    }

    @Test("as many come in each half hour and on each day as the rows say, and agents as they say")
    func counts() throws {
        // Twice as many each half hour, and on Fridays none.
        let rows = (1...4).flatMap { weekday in
            (0..<4).map {
                Arrival(weekday: weekday, minute: 480 + 30 * $0, tickets: Double(1 << $0), agents: $0 + 1)
            }
        }
        let output = try simulate(desk("A", hours: [8, 9]), ["arrivals": arrivals(rows)], ["weeks": 400])
        #expect(abs(figure(output, "tickets") - 60) < 4 * (60.0 / 400).squareRoot())
        let day = try #require(output["day"])
        for half in 0..<4 {
            // Tickets an hour on a mean day of five.
            let expected = Double(1 << half) * 2 * 4 / 5
            let counted = (day[half, "tickets"].number ?? 0)
            #expect(abs(counted - expected) < 4 * expected / (4 * 400 * Double(1 << half)).squareRoot(), "\(half)")
            // On Fridays the two of the hours.
            #expect(abs((day[half, "on_duty"].number ?? 0) - Double(4 * (half + 1) + 2) / 5) < 1e-9)
        }
    }

    @Test(
        "work that can wait waits for the desk to open; what must be done on site is no work of the desk, and is told")
    func kinds() throws {
        let rows = (1...5).flatMap { weekday in
            [
                Arrival(weekday: weekday, minute: 540, tickets: 4),
                // In the night, due by noon; and due at once.
                Arrival(weekday: weekday, minute: 120, kind: "deferred", tickets: 2, due: 10),
                Arrival(weekday: weekday, minute: 150, kind: "deferred", tickets: 2, due: 1),
                Arrival(weekday: weekday, minute: 540, kind: "on-site", tickets: 3, seconds: 3600),
            ]
        }
        let output = try simulate(
            desk("A", hours: [8, 9, 10, 11], agents: 8), ["arrivals": arrivals(rows)], ["patience": "none"])
        #expect(abs(figure(output, "tickets") - 40) < 4 * (40.0 / 100).squareRoot())
        #expect(figure(output, "no_answer") == 0 && figure(output, "abandoned") == 0)
        // Three of four are in time: those that are due at once wait for the morning.
        #expect(abs(figure(output, "answered_in_time") - 0.75) < 0.02)
        let onsite = output.findings.first { $0.id == "on-site-left-out" }?.arguments
        #expect(onsite?["tickets"]?.cell == .real(15) && onsite?["hours"]?.cell == .real(15))
    }

    @Test("rows at a weekend make a week of seven days; who is named then answers, the others are closed")
    func weekend() throws {
        let two = try desk("A", hours: [8, 9]).rows(and: desk("B", hours: [8, 9]))
        let calls = (1...7).map { Arrival(weekday: $0, minute: 480, tickets: 4) }
        let output = try simulate(two, ["arrivals": arrivals(calls)])
        #expect(output.findings.first { $0.id == "seven-days" }?.arguments["desks"]?.cell == .text("A"))
        #expect(abs(figure(output, "tickets") - 28) < 4 * (28.0 / 100).squareRoot())
        #expect(abs(figure(output, "tickets", 1) - 80) < 4 * (80.0 / 100).squareRoot())
        #expect(output["desks"]?[0, "line_hours"] == .real(28) && output["desks"]?[1, "line_hours"] == .real(20))
        let mail = calls.filter { $0.weekday < 6 } + [Arrival(weekday: 6, minute: 480, kind: "deferred", tickets: 4)]
        let closed = try simulate(two, ["arrivals": arrivals(mail)])
        #expect(closed.findings.contains { $0.id == "weekend-closed" })
        #expect(figure(closed, "no_answer") == 0 && closed["desks"]?[0, "line_hours"] == .real(20))
        let factors = try simulate(two, [:], ["weekdays": ["1", "1", "1", "1", "1", "0.5", "0"]])
        #expect(abs(figure(factors, "tickets") - 88) < 4 * (88.0 / 100).squareRoot())
        #expect(factors["desks"]?[0, "line_hours"] == .real(24))
    }

    @Test("what is wrong in the rows is told, with the likely name")
    func wrong() throws {
        let hours = try desk("Ale", hours: [8, 9])
        func told(_ row: Arrival, _ analysis: String = "simulate") throws -> Problem? {
            problem { try bench.run(analysis, ["hours": hours, "arrivals": arrivals([row])]) }
        }
        let unknown = try told(Arrival(desk: "Alle", weekday: 1, minute: 480, tickets: 1))
        #expect(unknown?.message.en.contains("'Alle'") == true && unknown?.remedy?.en.contains("'Ale'") == true)
        #expect(try told(Arrival(desk: "Ale", weekday: 1, minute: 490, tickets: 1))?.message.en.contains("30") == true)
        let many = try told(Arrival(desk: "Ale", weekday: 1, minute: 480, tickets: 2e6))
        #expect(many?.message.en.contains("1,000,000") == true)
        let agents = try told(Arrival(desk: "Ale", weekday: 1, minute: 480, tickets: 1, agents: 2), "compare")
        #expect(agents?.message.en.contains("agents") == true && agents?.remedy != nil)
        let rows = (0..<48).map { Arrival(desk: "Ale", weekday: 1, minute: $0 * 30, tickets: 1e6, seconds: 1) }
        let endless = problem { try simulate(hours, ["arrivals": arrivals(rows)]) }
        #expect(endless?.kind == .limit && endless?.remedy?.en.contains("weeks=20") == true)
    }
}
