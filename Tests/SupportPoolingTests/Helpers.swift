// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkSupportPooling

/// The five small municipalities of the example.
let theFive = ["9907", "9908", "9909", "9910", "9911"]

/// Runs an analysis as the host does, without a process; `rules` stands in for the rules of the municipalities.
func run(
    _ analysis: any Analysis, _ parameters: [String: JSON] = [:], _ inputs: [String: Table] = [:],
    members: [String] = [], rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    let request = RunRequest(
        analysis: analysis.id, parameters: parameters, inputs: inputs, members: members.compactMap { Party($0) },
        asOf: Day(days: 0), period: .year(2026), seed: 0)
    return try analysis.run(AnalysisContext(request, ask: rules))
}

/// The inputs that the host would read for these members of the example (all, when none are named).
func exampleInputs(_ members: [String] = []) throws -> [String: Table] {
    let rows = try ExampleData.rows("desk_municipalities")
    let desks = rows.filter { members.isEmpty || members.contains($0["municipality"] ?? "") }.map { $0["desk"] ?? "" }
    func atDesk(_ row: [String: String]) -> Bool { desks.contains(row["desk"] ?? "") }
    return [
        "hours": try ExampleData.table(
            "desk_hours",
            [
                ColumnSpec("desk", .party), ColumnSpec("hour", .integer),
                ColumnSpec("tickets_per_hour", .real, unit: "tickets/h"), ColumnSpec("handle_time_s", .real, unit: "s"),
                ColumnSpec("agents", .integer, unit: "agents"), ColumnSpec("opens", .integer),
                ColumnSpec("closes", .integer), ColumnSpec("cost_per_agent_hour", .money, unit: "öre/h"),
            ], key: ["desk", "hour"], where: atDesk),
        "municipalities": try ExampleData.table(
            "desk_municipalities",
            [
                ColumnSpec("municipality", .party), ColumnSpec("desk", .party),
                ColumnSpec("ticket_share", .real, unit: "share"), ColumnSpec("it_users", .integer, unit: "persons"),
                ColumnSpec("tickets_per_year", .integer, unit: "tickets/year"),
                ColumnSpec("systems_cost", .money, unit: "öre/year"),
                ColumnSpec("premises_cost", .money, unit: "öre/year"),
                ColumnSpec("cost_today", .money, unit: "öre/year"),
            ], key: ["municipality"], where: { members.isEmpty || members.contains($0["municipality"] ?? "") }),
        "categories": try ExampleData.table(
            "ticket_categories",
            [
                ColumnSpec("desk", .party), ColumnSpec("category", .category),
                ColumnSpec("share", .real, unit: "share"),
                ColumnSpec("handle_time_s", .real, unit: "s"), ColumnSpec("secrecy", .category),
                ColumnSpec("sharing", .category), ColumnSpec("language", .category),
            ], key: ["desk", "category"], where: atDesk),
        "population": try ExampleData.table(
            "municipalities",
            [ColumnSpec("code", .party), ColumnSpec("population", .integer, unit: "persons", nullable: true)],
            key: ["code"], where: { members.isEmpty || members.contains($0["code"] ?? "") }),
    ]
}

/// A desk with the same tickets in every hour from 7 to 16, open 8-16.
func deskHours(
    _ desks: [(id: String, tickets: Double, handleTime: Double, agents: Int)], opens: Int = 8, closes: Int = 16
) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("desk", .category), ColumnSpec("hour", .integer), ColumnSpec("tickets_per_hour", .real),
            ColumnSpec("handle_time_s", .real), ColumnSpec("agents", .integer), ColumnSpec("opens", .integer),
            ColumnSpec("closes", .integer), ColumnSpec("cost_per_agent_hour", .money),
        ], key: ["desk", "hour"])
    for desk in desks {
        for hour in 7...16 {
            try builder.append(
                .category(desk.id), .integer(hour), .real(desk.tickets), .real(desk.handleTime), .integer(desk.agents),
                .integer(opens), .integer(closes), .money(Money(ore: 45_000)))
        }
    }
    return try builder.table()
}

/// A table of so many rows.
func filled(_ columns: [ColumnSpec], key: [String], _ rows: [[Cell]]) throws -> Table {
    var table = TableBuilder(columns, key: key)
    for row in rows { try table.append(row) }
    return try table.table()
}

/// Ticket categories: desk, name, share, may be shared.
func categories(_ rows: [(desk: String, name: String, share: Double, sharing: String)]) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("desk", .category), ColumnSpec("category", .category), ColumnSpec("share", .real),
            ColumnSpec("handle_time_s", .real), ColumnSpec("secrecy", .category), ColumnSpec("sharing", .category),
            ColumnSpec("language", .category),
        ], key: ["desk", "category"])
    for row in rows {
        try builder.append(
            .category(row.desk), .category(row.name), .real(row.share), .real(600), .category("no"),
            .category(row.sharing), .category("sv"))
    }
    return try builder.table()
}

/// The problem that a body throws.
func problem(_ body: () throws -> AnalysisOutput) -> Problem? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Problem
    }
}

extension Table {
    /// The number at a key and column.
    func number(_ key: String, _ column: String) -> Double? { row(keyText: key).flatMap { self[$0, column].number } }
}

extension AnalysisOutput {
    /// A finding's argument as a number.
    func number(_ finding: String, _ argument: String) -> Double? {
        findings.first { $0.id == finding }?.arguments[argument]?.cell.number
    }
}
