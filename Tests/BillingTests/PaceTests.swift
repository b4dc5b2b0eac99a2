// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

private func run(_ inputs: [String: Table], _ parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "Billing").run("pace", inputs, with: parameters)
}

private func table(_ columns: [ColumnSpec], _ key: String, _ rows: [[Cell]]) throws -> Table {
    var builder = TableBuilder(columns, key: [key])
    for row in rows { try builder.append(row) }
    return try builder.table()
}

private func backlog(_ rows: [(String, Double, Double)]) throws -> Table {
    try table(
        [
            ColumnSpec("month", .category), ColumnSpec("demand", .real, unit: "h"),
            ColumnSpec("capacity", .real, unit: "h"),
        ],
        "month", rows.map { [.category($0.0), .real($0.1), .real($0.2)] })
}

private func hours(_ rows: [(String, Double, Double, Double?)]) throws -> Table {
    try table(
        [
            ColumnSpec("unit", .category), ColumnSpec("development", .real, unit: "h"),
            ColumnSpec("all", .real, unit: "h"), ColumnSpec("target", .real, unit: "share", nullable: true),
        ], "unit", rows.map { [.category($0.0), .real($0.1), .real($0.2), $0.3.map(Cell.real) ?? .null] })
}

private func areas(_ rows: [(String, Double?, String?, String?, Double)]) throws -> Table {
    func day(_ text: String?) -> Cell { text.flatMap(Day.init).map(Cell.date) ?? .null }
    return try table(
        [
            ColumnSpec("area", .category), ColumnSpec("target", .real, unit: "share", nullable: true),
            ColumnSpec("from", .date, nullable: true), ColumnSpec("by", .date, nullable: true),
            ColumnSpec("achieved", .real, unit: "share"),
        ], "area",
        rows.map { [.category($0.0), $0.1.map(Cell.real) ?? .null, day($0.2), day($0.3), .real($0.4)] })
}

@Suite("billing/pace")
struct PaceTests {
    @Test("backlog(t + 1) = max(0, backlog + demand - capacity), whatever the order of the rows")
    func curve() throws {
        let output = try run(
            ["backlog": try backlog([("2026-02", 50, 100), ("2026-01", 130, 100), ("2026-03", 120, 100)])],
            ["start": 10])
        #expect(output["backlog"]?["backlog"]?.cells == [.real(40), .real(0), .real(20)])
        #expect(output["backlog"]?["frustration"]?.cells == [.real(0.4), .real(0), .real(0.2)])
        #expect(output["backlog"]?["month"]?.cells.first == .category("2026-01"))
    }

    @Test(
        "when it is gone follows from the last months",
        arguments: [
            ([("2025-12", 90.0, 100.0), ("2026-01", 90, 100)], 100.0, "backlog-shrinks", 8),
            ([("2026-01", 100, 100)], 5, "backlog-grows", nil), ([("2026-01", 0, 100)], 100, "no-backlog", nil),
            ([("2026-01", 0, 0)], 1, "backlog-grows", nil),
        ] as [([(String, Double, Double)], Double, String, Int?)])
    func clearing(rows: [(String, Double, Double)], start: Double, finding: String, months: Int?) throws {
        let output = try run(["backlog": try backlog(rows)], ["start": .real(start)])
        let found = try #require(output.finding(finding), "\(output.findings.map(\.id))")
        if let months {
            #expect(found.arguments["months"]?.cell == .integer(months))
            #expect(found.arguments["gone"]?.cell == .text("2026-09"))
        }
    }

    @Test("a unit below its weight is flagged, its own weight before the common one")
    func weights() throws {
        let output = try run([
            "hours": try hours([("a", 150, 1000, nil), ("b", 200, 1000, nil), ("c", 150, 1000, 0.1), ("d", 0, 0, nil)])
        ])
        #expect(
            output["units"]?["below"]?.cells == [.boolean(true), .boolean(false), .boolean(false), .boolean(false)])
        #expect(output["units"]?["lacking"]?.cells.first == .real(50))
        #expect(output["units"]?["share"]?.cells.last == .null)
        #expect(output.finding("below-weight")?.arguments["units"]?.cell == .text("a"))
        #expect(try run(["hours": try hours([("a", 150, 1000, nil)])], ["weight": 0.15]).finding("all-reach") != nil)
    }

    /// The day of the bench is 2026-01-01.
    @Test("the plan is a straight line; without a target the pace is zero")
    func plan() throws {
        let output = try run([
            "areas": try areas([
                ("half", 0.5, "2025-01-01", "2027-01-01", 0.2), ("kept", 0.5, "2025-01-01", "2027-01-01", 0.25),
                ("over", 0.4, "2020-01-01", "2025-01-01", 0.3), ("none", nil, nil, nil, 0.9),
                ("later", 0.4, "2026-06-01", "2027-01-01", 0),
            ])
        ])
        #expect(
            output["areas"]?["planned"]?.cells == [.real(0.25), .real(0.25), .real(0.4), .null, .real(0)])
        #expect(
            output["areas"]?["behind"]?.cells.map { $0 == .boolean(true) } == [true, false, true, true, false])
        #expect(output.finding("no-pace")?.arguments["area"]?.cell == .category("none"))
    }

    @Test("key figures are quotients; governance that stands still is a warning")
    func kpis() throws {
        let kpis = try table(
            [ColumnSpec("kpi", .category), ColumnSpec("above", .real), ColumnSpec("below", .real)], "kpi",
            [[.category("KPI1"), .real(5), .real(50)], [.category("KPI5"), .real(0), .real(12)]])
        let output = try run(["kpis": kpis])
        #expect(output["kpis"]?["value"]?.cells == [.real(0.1), .real(0)])
        #expect(output.finding("governance-stands-still") != nil)
    }

    @Test("what is wrong is said")
    func faults() throws {
        func says(_ inputs: [String: Table]) throws -> String {
            try #require(throws: Problem.self) { try run(inputs) }.message.en
        }
        #expect(try says([:]).contains("nothing to measure"))
        #expect(try says(["backlog": try backlog([("2026-01", 1, 1), ("2026-03", 1, 1)])]).contains("2026-02"))
        #expect(try says(["backlog": try backlog([("jan", 1, 1)])]).contains("a month was expected"))
        #expect(try says(["backlog": try backlog([("2026-01", -1, 1)])]).contains("negative"))
        #expect(try says(["hours": try hours([("a", 2, 1, nil)])]).contains("more than all hours"))
        #expect(try says(["hours": try hours([("a", 1, 2, 1.5)])]).contains("at most 1"))
        #expect(try says(["areas": try areas([("a", 0.5, nil, "2027-01-01", 0)])]).contains("go together"))
        #expect(try says(["areas": try areas([("a", 0.5, "2027-01-01", "2027-01-01", 0)])]).contains("after the start"))
    }
}
