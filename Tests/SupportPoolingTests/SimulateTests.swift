// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

/// The inputs that the host would read for `simulate` and `compare`.
func simulationInputs(_ members: [String] = []) throws -> [String: Table] {
    let rows = try ExampleData.rows("desk_municipalities")
    let here: ([String: String]) -> Bool = { members.isEmpty || members.contains($0["municipality"] ?? "") }
    let desks = rows.filter(here).map { $0["desk"] ?? "" }
    var inputs = try exampleInputs(members).filter { $0.key == "hours" }
    inputs["municipalities"] = try ExampleData.table(
        "desk_municipalities",
        [
            ColumnSpec("municipality", .party), ColumnSpec("desk", .party),
            ColumnSpec("ticket_share", .real, unit: "share"), ColumnSpec("it_users", .integer, unit: "persons"),
            ColumnSpec("tickets_per_year", .integer, unit: "tickets/year"),
            ColumnSpec("phone_share", .real, unit: "share", nullable: true),
            ColumnSpec("patience_s", .real, unit: "s", nullable: true),
            ColumnSpec("answered_within_60s", .real, unit: "share", nullable: true),
            ColumnSpec("abandoned", .real, unit: "share", nullable: true),
        ], key: ["municipality"], where: here)
    inputs["categories"] = try ExampleData.table(
        "ticket_categories",
        [
            ColumnSpec("desk", .party), ColumnSpec("category", .category), ColumnSpec("share", .real, unit: "share"),
            ColumnSpec("handle_time_s", .real, unit: "s"), ColumnSpec("handle_time_cv", .real, nullable: true),
            ColumnSpec("secrecy", .category), ColumnSpec("sharing", .category), ColumnSpec("language", .category),
            ColumnSpec("priority", .integer, nullable: true),
        ], key: ["desk", "category"], where: { desks.contains($0["desk"] ?? "") })
    return inputs
}

@Suite("Simulated weeks")
struct SimulateTests {
    private let bench: PluginBench

    init() throws { bench = try PluginBench(Main.self, room: "SupportPooling") }

    private func simulate(
        _ parameters: [String: JSON] = [:], members: [String] = theFive, inputs: [String: Table]? = nil,
        rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
    ) throws -> AnalysisOutput {
        let given = try inputs ?? simulationInputs(members)
        return try bench.run(
            "simulate", given, with: ["weeks": 20].merging(parameters) { $1 },
            members: members.compactMap { Party($0) }, rules: rules)
    }

    private func mean(_ output: AnalysisOutput, _ column: String) throws -> Double {
        let table = try #require(output["service"])
        let weights = table["tickets"]?.numbers.compactMap { $0 } ?? []
        let values = table[column]?.numbers.map { $0 ?? 0 } ?? []
        return zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }

    @Test("each way of sharing gives what the manifest declares", arguments: Way.allCases)
    func ways(_ way: Way) throws {
        let output = try simulate(["sharing": .string(way.rawValue), "weeks": 3])
        let abroad = try mean(output, "foreign")
        #expect((abroad > 0) == (way != .separate))
    }

    @Test("the answer does not depend on the number of threads, only on the seed and the weeks")
    func threads() throws {
        #expect(try simulate(["threads": 1]) == simulate(["threads": 3]))
    }

    @Test("help makes waits shorter, whoever gives it; a pool or give-and-take most")
    func order() throws {
        let waits = try ["separate", "partners", "give-and-take"].map {
            try mean(simulate(["sharing": .string($0), "weeks": 60]), "mean_wait_s")
        }
        #expect(waits[0] > waits[1] && waits[1] > waits[2])
    }

    @Test("a rule that locks everything leaves each by itself, and says so")
    func locked() throws {
        let lock: (String, Table) throws -> [RuleAnswer] = { hook, rows in
            hook.contains("may_share") ? (0..<rows.rowCount).map { RuleAnswer(row: $0, value: .bool(false)) } : []
        }
        let output = try simulate(rules: lock)
        #expect(try mean(output, "foreign") == 0)
        #expect(output.findings.contains { $0.id == "all-locked" } && !output.findings.contains { $0.id == "locked" })
        let alone = try simulate(["sharing": "separate"])
        #expect(output["service"] == alone["service"])
    }

    @Test("staff kept at home by a rule is not lent")
    func keptBack() throws {
        let keep: (String, Table) throws -> [RuleAnswer] = { hook, rows in
            guard hook.contains("least_local_staff") else { return [] }
            return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: .integer(20)) }
        }
        #expect(try mean(simulate(rules: keep), "foreign") == 0)
    }

    @Test("all fourteen: a joint desk answers the tickets of those it serves as its own")
    func joint() throws {
        let output = try simulate(["sharing": "separate"], members: [])
        let exchange = try #require(output["exchange"])
        for row in 0..<exchange.rowCount {
            let (owner, by) = (exchange[row, "owner"].plainText, exchange[row, "answered_by"].plainText)
            #expect(owner == by || by == "org:gemensam-it")
        }
        #expect(try mean(output, "foreign") == 0)
        // A member of a joint desk alone: the desk is as loaded as it is.
        let rows = try ExampleData.rows("desk_municipalities")
        let one = try #require(rows.first { $0["desk"] == "org:gemensam-it" }?["municipality"])
        let alone = try simulate(["sharing": "separate", "weeks": 60], members: [one])
        let occupancy = alone["desks"]?[0, "occupancy"].number ?? 0
        let desk = try #require(output["desks"])
        let whole = (0..<desk.rowCount).first { desk[$0, "desk"].plainText == "org:gemensam-it" }
        #expect(abs(occupancy - (desk[whole ?? 0, "occupancy"].number ?? 0)) < 0.02)
    }

    @Test("deferred work waits behind the calls and does not give up")
    func deferred() throws {
        let (all, apart) = (try simulate(["weeks": 60]), try simulate(["deferred": true, "weeks": 60]))
        #expect(try mean(apart, "abandoned") < mean(all, "abandoned"))
    }

    @Test("what was asked for and cannot count is told: deferred work, absence of all, an idle parameter, shares")
    func notes() throws {
        let hours = ["hours": try deskHours([("9907", 4, 600, 2), ("9908", 4, 600, 0)])]
        func told(_ parameters: [String: JSON], _ more: [String: Table] = [:]) throws -> AnalysisOutput {
            try simulate(parameters.merging(["weeks": 5]) { $1 }, members: [], inputs: hours.merging(more) { $1 })
        }
        let deferred = try told(["deferred": true])
        #expect(
            deferred.findings.first { $0.id == "phone-share-missing" }?.arguments["parties"]?.cell
                == .text("9907, 9908"))
        let absent = try told(["absence": 1]).findings.filter { $0.severity == .warning }
        #expect(absent.map(\.id) == ["all-absent", "nobody-on-duty"])
        let idle = try told(["patience": "none", "mean_patience": 60, "handle_time": "constant", "deferred_within": 2])
        let names = idle.findings.filter { $0.id == "parameter-idle" }.compactMap { $0.arguments["name"]?.cell }
        #expect(names == [.text("mean_patience"), .text("deferred_within")])
        let shares = try told([:], ["categories": categories([("9907", "x", 0.7, "yes"), ("9908", "x", 1, "yes")])])
        #expect(shares.number("shares-scaled", "sum") == 0.7)
    }

    @Test("an empty day says that there is nothing to compute")
    func empty() throws {
        let hours = try deskHours([("9907", 0, 600, 2), ("9908", 0, 600, 0)])
        let output = try simulate(members: [], inputs: ["hours": hours])
        #expect(output.findings.map(\.id) == ["no-tickets"])
        let nobody = try simulate(
            members: [], inputs: ["hours": deskHours([("9907", 4, 600, 0), ("9908", 4, 600, 2)])])
        #expect(nobody.findings.contains { $0.id == "nobody-on-duty" })
    }

    @Test("more on Mondays: the same tickets a week, longer waits")
    func monday() throws {
        let (even, peak) = (try simulate(["weeks": 100]), try simulate(["monday": 1.6, "weeks": 100]))
        #expect(try mean(peak, "mean_wait_s") > 1.05 * mean(even, "mean_wait_s"))
        let tickets = try [even, peak].map {
            try #require($0["service"]?["tickets"]).numbers.compactMap { $0 }.reduce(0, +)
        }
        #expect(abs(tickets[1] / tickets[0] - 1) < 0.02)
    }
}
