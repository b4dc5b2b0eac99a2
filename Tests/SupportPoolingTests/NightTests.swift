// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

/// A desk with the same tickets in each of some hours, staffed and open in them.
func desk(_ id: String, hours: [Int], agents: Int = 2, tickets: Double = 8) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("desk", .category), ColumnSpec("hour", .integer), ColumnSpec("tickets_per_hour", .real),
            ColumnSpec("handle_time_s", .real), ColumnSpec("agents", .integer), ColumnSpec("opens", .integer),
            ColumnSpec("closes", .integer), ColumnSpec("cost_per_agent_hour", .money),
        ], key: ["desk", "hour"])
    for hour in hours {
        try builder.append(
            .category(id), .integer(hour), .real(tickets), .real(540), .integer(agents), .integer(hours[0]),
            .integer((hours.last ?? 0) + 1), .money(Money(ore: 45_000)))
    }
    return try builder.table()
}

/// Six hours of the night, and the same six hours 14 hours earlier.
private let (night, day) = ([22, 23, 0, 1, 2, 3], [8, 9, 10, 11, 12, 13])

@Suite("Desks that are open over midnight")
struct NightTests {
    private let bench: PluginBench

    init() throws { bench = try PluginBench(Main.self, room: "SupportPooling") }

    private func expectEqual(_ one: Table?, _ other: Table?, but columns: Set<String> = []) throws {
        let (one, other) = (try #require(one), try #require(other))
        #expect(one.rowCount == other.rowCount)
        for column in one.columnNames where !columns.contains(column) {
            for row in 0..<one.rowCount {
                let (a, b) = (one[row, column], other[row, column])
                if let x = a.number, let y = b.number {
                    #expect(abs(x - y) <= 1e-7 * max(1, abs(x)), "\(column) \(row)")
                } else {
                    #expect(a == b, "\(column) \(row)")
                }
            }
        }
    }

    @Test("a simulated night is the same desk by day, hour for hour and customer for customer")
    func simulated() throws {
        func simulate(_ hours: [Int], _ further: [String: Table] = [:]) throws -> AnalysisOutput {
            try bench.run(
                "simulate", ["hours": desk("A", hours: hours)].merging(further) { $1 },
                with: ["weeks": 20, "day_variation": 0])
        }
        let (dark, light) = (try simulate(night), try simulate(day))
        for table in ["service", "desks", "waits", "exchange"] { try expectEqual(dark[table], light[table]) }
        #expect(dark["service"]?[0, "no_answer"].number == 0)
        let until = dark.findings.first { $0.id == "over-midnight" }?.arguments["until"]?.cell
        #expect(until == .integer(4) && !light.findings.contains { $0.id == "over-midnight" })
        // The night's half hours come in the order of the clock.
        let (first, last) = (dark["day"]?.row(keyText: "00:00"), light["day"]?.row(keyText: "10:00"))
        #expect(dark["day"]?[first ?? -1, "tickets"] == light["day"]?[last ?? -1, "tickets"])
    }

    @Test("a night's shifts end the next morning, breaks and all")
    func shifts() throws {
        func shifts(_ from: Int, _ to: Int, _ pause: (Int, Int)) throws -> Table {
            var table = TableBuilder(
                [ColumnSpec("desk", .category), ColumnSpec("agent", .category)]
                    + ["weekday", "from_minute", "to_minute", "break_from", "break_to"].map { ColumnSpec($0, .integer) },
                key: ["desk", "agent", "weekday"])
            for agent in ["Ann", "Bo"] {
                for weekday in 1...5 {
                    try table.append(
                        .category("A"), .category(agent), .integer(weekday), .integer(from), .integer(to),
                        .integer(pause.0), .integer(pause.1))
                }
            }
            return try table.table()
        }
        func simulate(_ hours: [Int], _ shifts: Table) throws -> AnalysisOutput {
            try bench.run(
                "simulate", ["hours": desk("A", hours: hours), "shifts": shifts],
                with: ["weeks": 20, "day_variation": 0])
        }
        let dark = try simulate(night, shifts(1320, 240, (60, 90)))
        let light = try simulate(day, shifts(480, 840, (660, 690)))
        for table in ["service", "desks"] { try expectEqual(dark[table], light[table]) }
        // Both rest at once, and it is said.
        let times = dark.findings.first { $0.id == "open-unstaffed" }?.arguments["times"]?.cell
        #expect(times == .text("01:00-01:30"))
    }

    @Test("the chain's night is its day; so is the shared desk's in pooled and coalition-costs")
    func computed() throws {
        for hours in [night, day] {
            let output = try bench.run(
                "exact", ["hours": desk("A", hours: hours)], with: ["replications": 200])
            #expect(output.findings.map(\.id) == ["simplified", "chain", "engines-agree"])
        }
        func exact(_ hours: [Int]) throws -> AnalysisOutput {
            try bench.run("exact", ["hours": desk("A", hours: hours)], with: ["replications": 20])
        }
        let (dark, light) = (try exact(night), try exact(day))
        try expectEqual(dark["service"], light["service"])
        #expect(dark["half_hours"]?[0, "half_hour"].plainText == "22:00")
        try expectEqual(dark["half_hours"], light["half_hours"], but: ["half_hour"])
        func priced(_ hours: [Int]) throws -> AnalysisOutput {
            let two = try desk("A", hours: hours).rows(and: desk("B", hours: hours, agents: 1, tickets: 3))
            return try bench.run(
                "coalition-costs", ["hours": two],
                with: ["opens": .integer(hours[0]), "closes": .integer(hours[0] == 22 ? 4 : 14)])
        }
        let (costs, byDay) = (try priced(night), try priced(day))
        for table in ["costs", "line_hours", "standalone"] { #expect(costs[table] == byDay[table], "\(table)") }
        func pooled(_ hours: [Int]) throws -> AnalysisOutput {
            try bench.run(
                "pooled", ["hours": desk("A", hours: hours)],
                with: ["opens": .integer(hours[0]), "closes": .integer(hours[0] == 22 ? 4 : 14)])
        }
        #expect(try pooled(night)["today"] == pooled(day)["today"])
        #expect(try pooled(night).number("hours-today", "pooled") == pooled(day).number("hours-today", "pooled"))
    }

    @Test("compare tells from when until when someone answers, over midnight too")
    func compared() throws {
        let two = try desk("A", hours: night).rows(and: desk("B", hours: day))
        let output = try bench.run("compare", ["hours": two], with: ["weeks": 40, "precision": 1])
        let table = try #require(output["municipalities"])
        #expect(table[0, "answers_from"] == .text("22:00") && table[0, "answers_until"] == .text("04:00"))
        #expect(table[1, "answers_from"] == .text("08:00") && table[1, "answers_until"] == .text("14:00"))
        // Five nights and five days of two agents.
        #expect(table[0, "line_hours"] == .real(60) && table[1, "line_hours"] == .real(60))
        #expect(output.findings.contains { $0.id == "over-midnight" })
    }

    @Test("the rule on opening hours is told a night's hours as open, and may make it longer")
    func rule() throws {
        var told: [String] = []
        let output = try bench.run("pooled", ["hours": desk("A", hours: night + [4, 5])]) { hook, rows in
            guard hook.contains("opening_hours") else { return [] }
            for row in 0..<rows.rowCount where rows[row, "default"] == .boolean(true) {
                told.append(rows[row, "hour"].plainText)
            }
            return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: .bool(rows[$0, "hour"] != .integer(5))) }
        }
        #expect(told.sorted() == ["0", "1", "2", "22", "23", "3", "4", "5"])
        let after = output.findings.first { $0.id == "own-opening-hours" }?.arguments
        #expect(after?["after"]?.cell == .text("22-5") && after?["before"]?.cell == .text("22-6"))
    }
}

extension Table {
    /// The rows of both.
    func rows(and other: Table) throws -> Table {
        var builder = TableBuilder(specs, key: key)
        for table in [self, other] {
            for row in 0..<table.rowCount { try builder.append(columnNames.map { table[row, $0] }) }
        }
        return try builder.table()
    }
}
