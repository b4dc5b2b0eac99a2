// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("What a simulated week may be told beyond the registry")
struct SimulatedInputTests {
    private let bench: PluginBench

    init() throws { bench = try PluginBench(Main.self, room: "SupportPooling") }

    private func simulate(
        _ hours: Table, _ inputs: [String: Table] = [:], _ parameters: [String: JSON] = [:]
    ) throws -> AnalysisOutput {
        let given: [String: JSON] = ["weeks": 40, "patience": "none", "day_variation": 0, "foreign_factor": 1]
        return try bench.run(
            "simulate", inputs.merging(["hours": hours]) { $1 }, with: given.merging(parameters) { $1 })
    }

    private func table(_ columns: [(String, ColumnType)], key: [String], _ rows: [[Cell]]) throws -> Table {
        var table = TableBuilder(columns.map { ColumnSpec($0.0, $0.1) }, key: key)
        for row in rows { try table.append(row) }
        return try table.table()
    }

    private func measured(_ rows: [(String, Double, Int)]) throws -> Table {
        try table(
            [("desk", .category), ("category", .category), ("seconds", .real), ("tickets", .integer)],
            key: ["desk", "category", "seconds"],
            rows.map { [.category("A"), .category($0.0), .real($0.1), .integer($0.2)] })
    }

    @Test("measured handle times are drawn as often as they were measured, and replace mean and formula")
    func handleTimes() throws {
        let hours = try deskHours([("A", 6, 600, 3)])
        func busyMinutesPerTicket(_ times: Table) throws -> Double {
            let output = try simulate(hours, ["handle_times": times])
            let tickets = output["service"]?[0, "tickets"].number ?? 0
            // Those who come while it is closed get no answer.
            let answered = tickets * (1 - (output["service"]?[0, "no_answer"].number ?? 0))
            return (output["desks"]?[0, "busy_hours"].number ?? 0) * 60 / answered
        }
        // Three tickets of four take 4 minutes, one takes 20: 8 minutes on average.
        let mean = try busyMinutesPerTicket(measured([("all", 240, 750_000), ("all", 1200, 250_000)]))
        #expect(abs(mean - 8) < 0.3)
        #expect(abs(try busyMinutesPerTicket(measured([("all", 300, 1)])) - 5) < 0.1)
        // Rows of a category that the desk has not are not drawn from: the registry's ten minutes hold.
        #expect(abs(try busyMinutesPerTicket(measured([("printing", 60, 1)])) - 10) < 1)
        let odd = try measured([("all", 60, 99_991), ("all", 120, 99_989)])
        #expect(problem { try simulate(hours, ["handle_times": odd]) }?.message.en.contains("more than 100000") == true)
    }

    @Test("the days of the week share the tickets in the given proportions")
    func weekdays() throws {
        let hours = try deskHours([("A", 6, 600, 2)])
        let even = try simulate(hours)
        let same = try simulate(hours, [:], ["weekdays": ["2", "2", "2", "2", "2"]])
        #expect(even == same)
        let uneven = try simulate(hours, [:], ["weekdays": ["2", "1.5", "1", "0.5", "0"]])
        func figure(_ output: AnalysisOutput, _ column: String) -> Double { output["service"]?[0, column].number ?? 0 }
        #expect(abs(figure(uneven, "tickets") / figure(even, "tickets") - 1) < 0.05)
        #expect(figure(uneven, "mean_wait_s") > 1.5 * figure(even, "mean_wait_s"))
        for wrong in [["1", "1"], ["1", "1", "1", "1", "-1"], ["1", "1", "x", "1", "1"], ["0", "0", "0", "0", "0"]] {
            let list = JSON.array(wrong.map { .string($0) })
            let found = problem { try simulate(hours, [:], ["weekdays": list]) }
            #expect(found?.message.en.contains("five numbers") == true)
        }
        #expect(problem { try simulate(hours, [:], ["monday": 1.2, "weekdays": ["1", "1", "1", "1", "1"]]) } != nil)
    }

    @Test("a language that stands in languages is spoken there only; its tickets go there or nowhere")
    func languages() throws {
        let hours = try deskHours([("A", 6, 300, 4), ("B", 2, 300, 2)], opens: 7, closes: 17)
        let categories = try table(
            [
                ("desk", .category), ("category", .category), ("share", .real), ("handle_time_s", .real),
                ("secrecy", .category), ("sharing", .category), ("language", .category),
            ], key: ["desk", "category"],
            ["A", "B"].flatMap { desk in
                [("plain", 0.75, "sv"), ("finnish", 0.25, "fi")].map {
                    [
                        .category(desk), .category($0.0), .real($0.1), .real(300), .category("no"), .category("yes"),
                        .category($0.2),
                    ]
                }
            })
        func speaks(_ rows: [(String, String)]) throws -> Table {
            try table(
                [("desk", .category), ("language", .category)], key: ["desk", "language"],
                rows.map { [.category($0.0), .category($0.1)] })
        }
        func foreign(_ rows: [(String, String)]) throws -> (share: Double, output: AnalysisOutput) {
            let output = try simulate(
                hours, ["categories": categories, "languages": speaks(rows)], ["sharing": "push"])
            return (output["service"]?[0, "foreign"].number ?? -1, output)
        }
        // A has four agents for half an erlang: without a language of its own nothing would leave it.
        let free = try simulate(hours, ["categories": categories], ["sharing": "push"])
        #expect((free["service"]?[0, "foreign"].number ?? 1) < 0.01)
        #expect(abs(try foreign([("B", "fi")]).share - 0.25) < 0.03)
        #expect(try foreign([("A", "fi"), ("B", "fi")]).output == free)
        let alone = try simulate(
            hours, ["categories": categories, "languages": speaks([("B", "fi")])], ["sharing": "separate"])
        #expect(alone.findings.filter { $0.id == "nobody-can" }.count == 1)
        #expect(problem { try foreign([("C", "fi")]).output }?.message.en.contains("'C'") == true)
    }

    @Test("shifts replace the agents of the hours; nobody answers during the break")
    func shifts() throws {
        let hours = try deskHours([("A", 6, 300, 9)])
        func shift(_ from: Int, _ to: Int, _ pause: (Int, Int)?) throws -> Table {
            try table(
                [
                    ("desk", .category), ("agent", .category), ("weekday", .integer), ("from_minute", .integer),
                    ("to_minute", .integer),
                ], key: ["desk", "agent", "weekday"],
                (1...5).flatMap { day in
                    ["Ann", "Bo"].map {
                        [.category("A"), .category($0), .integer(day), .integer(from), .integer(to)]
                    }
                }
            ).with(pause)
        }
        func onDuty(_ shifts: Table) throws -> [String: Double] {
            let output = try simulate(hours, ["shifts": shifts], ["weeks": 3])
            let day = try #require(output["day"])
            var agents: [String: Double] = [:]
            for row in 0..<day.rowCount { agents[day[row, "time"].plainText] = day[row, "on_duty"].number }
            return agents
        }
        let day = try onDuty(shift(480, 960, (720, 750)))
        #expect(day["11:30"] == 2 && day["12:00"] == 0 && day["12:30"] == 2)
        #expect(try onDuty(shift(480, 960, nil))["12:00"] == 2)
        #expect(problem { try simulate(hours, ["shifts": shift(480, 960, (400, 500))]) } != nil)
        #expect(problem { try simulate(hours, ["shifts": shift(960, 960, nil)]) } != nil)
    }

    @Test("categories of lower number go first, so that they wait less")
    func priorities() throws {
        func wait(_ first: Int, _ second: Int) throws -> Double {
            let categories = try table(
                [
                    ("desk", .category), ("category", .category), ("share", .real), ("handle_time_s", .real),
                    ("secrecy", .category), ("sharing", .category), ("language", .category), ("priority", .integer),
                ], key: ["desk", "category"],
                [
                    [
                        .category("A"), .category("short"), .real(0.7), .real(120), .category("no"), .category("yes"),
                        .category("sv"), .integer(first),
                    ],
                    [
                        .category("A"), .category("long"), .real(0.3), .real(1200), .category("no"), .category("yes"),
                        .category("sv"), .integer(second),
                    ],
                ])
            let output = try simulate(
                deskHours([("A", 6, 440, 1)]), ["categories": categories], ["sharing": "separate", "weeks": 60])
            return output["service"]?[0, "mean_wait_s"].number ?? 0
        }
        // The short ones first: the mean over all is shorter (Cobham 1954; Smith's rule).
        #expect(try wait(1, 2) < 0.9 * wait(2, 1))
    }
}

extension Table {
    /// The same shifts with a break, if there is one.
    fileprivate func with(_ pause: (Int, Int)?) throws -> Table {
        guard let pause else { return self }
        let columns = [("break_from", pause.0), ("break_to", pause.1)].map { name, minute in
            Column(
                ColumnSpec(name, .integer, nullable: true),
                storage: .integers(Array(repeating: minute, count: rowCount)))
        }
        return try Table(self.columns + columns, key: key)
    }
}
