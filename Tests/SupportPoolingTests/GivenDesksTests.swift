// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("A simulated week as files give it: outages, skills and places, and what must be said")
struct GivenDesksTests {
    private let bench: PluginBench

    init() throws { bench = try PluginBench(Main.self, room: "SupportPooling") }

    private func simulate(
        _ hours: Table, _ inputs: [String: Table] = [:], _ parameters: [String: JSON] = [:]
    ) throws -> AnalysisOutput {
        let given: [String: JSON] = ["day_variation": 0, "foreign_factor": 1, "weeks": 100]
        return try bench.run(
            "simulate", inputs.merging(["hours": hours]) { $1 }, with: given.merging(parameters) { $1 })
    }

    private func figure(_ output: AnalysisOutput, _ column: String, _ row: Int = 0) -> Double {
        output["service"]?[row, column].number ?? -1
    }

    private func outages(_ rows: [(String, Int, Int, Int)]) throws -> Table {
        try filled(
            [
                ColumnSpec("desk", .category), ColumnSpec("weekday", .integer), ColumnSpec("from_minute", .integer),
                ColumnSpec("to_minute", .integer),
            ], key: ["desk", "weekday", "from_minute"],
            rows.map { [.category($0.0), .integer($0.1), .integer($0.2), .integer($0.3)] })
    }

    @Test("the chain without agents agrees with the simulated outage")
    func chain() throws {
        let two = try desk("A", hours: [8, 9, 10, 11]).rows(and: desk("B", hours: [8, 9, 10, 11], agents: 1))
        let out = try outages([("A", 3, 540, 600)])
        let output = try bench.run(
            "exact", ["hours": two, "outages": out], with: ["weekday": 3, "replications": 1500])
        let beside = try #require(output["beside"])
        #expect(beside.rowCount >= 10)
        for row in 0..<beside.rowCount {
            let (gap, width) = (beside[row, "gap"].number ?? 1, beside[row, "half_width"].number ?? 0)
            #expect(abs(gap) <= width + 1e-9, "\(beside.keyText(row)) \(gap) \(width)")
        }
        let usual = try bench.run("exact", ["hours": two, "outages": out], with: ["replications": 20])
        func wait(_ output: AnalysisOutput) -> Double { output["service"]?[0, "mean_wait_s"].number ?? 0 }
        #expect(wait(output) > 1.5 * wait(usual))
        #expect(
            try bench.run("exact", ["hours": two], with: ["replications": 20])["service"] == usual["service"])
        let odd = problem {
            try bench.run("exact", ["hours": two, "outages": outages([("A", 1, 541, 600)])], with: [:])
        }
        #expect(odd?.message.en.contains("half hours") == true)
    }

    @Test("what an outage did is told against the same weeks without it, at the desk and at the others")
    func told() throws {
        let two = try desk("A", hours: [8, 9, 10, 11]).rows(and: desk("B", hours: [8, 9, 10, 11], agents: 1))
        let usual = try simulate(two)
        let output = try simulate(two, ["outages": outages([("A", 2, 480, 600), ("A", 2, 540, 660)])])
        // Overlapping rows are one outage of three hours, with two agents.
        #expect(abs((output.number("outage", "hours") ?? 0) - 6) < 1e-9)
        for (row, id) in [(0, "outage"), (1, "outage-others")] {
            let more =
                figure(output, "abandoned", row) * figure(output, "tickets", row)
                - figure(usual, "abandoned", row) * figure(usual, "tickets", row)
            #expect(abs((output.number(id, "abandoned") ?? 0) - more) < 1e-6)
            let longer = figure(output, "mean_wait_s", row) - figure(usual, "mean_wait_s", row)
            #expect(abs((output.number(id, "wait") ?? 0) - longer) < 1e-6)
            #expect(more > (output.number(id, "margin") ?? more))
        }
        let idle = try simulate(two, ["outages": outages([("A", 2, 0, 300)])])
        #expect(idle.findings.contains { $0.id == "outage-idle" } && idle["service"] == usual["service"])
        let week = try simulate(two, ["outages": outages((1...7).map { ("A", $0, 0, 1440) })])
        #expect(week["desks"]?[0, "line_hours"] == .real(0) && week.number("outage", "hours") == 40)
        #expect(problem { try simulate(two, ["outages": outages([("C", 2, 0, 300)])]) }?.remedy != nil)
        #expect(problem { try simulate(two, ["outages": outages([("A", 2, 300, 300)])]) }?.remedy != nil)
    }

    private func names(_ columns: [String], _ rows: [[String]]) throws -> Table {
        try filled(columns.map { ColumnSpec($0, .category) }, key: columns, rows.map { $0.map(Cell.category) })
    }

    private func categories() throws -> Table {
        try filled(
            [
                ColumnSpec("desk", .category), ColumnSpec("category", .category), ColumnSpec("share", .real),
                ColumnSpec("handle_time_s", .real), ColumnSpec("secrecy", .category),
                ColumnSpec("sharing", .category), ColumnSpec("language", .category),
            ], key: ["desk", "category"],
            ["A", "B"].flatMap { desk in
                [("plain", 0.75, "sv"), ("network", 0.25, "fi")].map {
                    [
                        .category(desk), .category($0.0), .real($0.1), .real(300), .category("no"), .category("yes"),
                        .category($0.2),
                    ]
                }
            })
    }

    @Test("a skill is to a ticket what a language is: who has it answers, nobody else")
    func skills() throws {
        let two = try desk("A", hours: [8, 9], agents: 6).rows(and: desk("B", hours: [8, 9], agents: 6))
        let has = try names(["desk", "skill"], [["B", "routers"]])
        let takes = try names(["desk", "category", "skill"], [["all", "network", "routers"]])
        let given = try ["categories": categories(), "skills": has, "category_skills": takes]
        let output = try simulate(two, given)
        #expect(abs(figure(output, "foreign") - 0.25) < 0.03)
        let speaks = try ["categories": categories(), "languages": names(["desk", "language"], [["B", "fi"]])]
        #expect(try simulate(two, speaks)["service"] == output["service"])
        let alone = try simulate(two, given, ["sharing": "separate"])
        #expect(alone.findings.filter { $0.id == "nobody-can" }.count == 1)
        // Of one desk's tickets alone.
        let ownNeed = try names(["desk", "category", "skill"], [["B", "network", "routers"]])
        let own = try simulate(two, given.merging(["category_skills": ownNeed]) { $1 })
        #expect(figure(own, "foreign") < 0.01)
        for (wrong, likely) in [
            (["all", "netwrk", "routers"], "network"), (["all", "network", "router"], "routers"),
            (["C", "network", "routers"], "A"),
        ] {
            let needs = try names(["desk", "category", "skill"], [wrong])
            let found = problem { try simulate(two, given.merging(["category_skills": needs]) { $1 }) }
            #expect(found?.remedy?.en.contains(likely) == true, "\(wrong)")
        }
    }

    @Test("64 languages and skills together can be computed, 65 not")
    func most() throws {
        let one = try desk("A", hours: [8, 9])
        func told(_ skills: Int) throws -> Problem? {
            let speaks = try names(["desk", "language"], (0..<32).map { ["A", "l\($0)"] })
            let has = try names(["desk", "skill"], (0..<skills).map { ["A", "l\($0)"] })
            return problem { try simulate(one, ["languages": speaks, "skills": has], ["weeks": 3]) }
        }
        #expect(try told(32) == nil)
        #expect(try told(33)?.kind == .limit)
    }

    @Test(
        "a finite queue turns away what the formula of M/M/c/K says, in the chain and in the simulation",
        arguments: [0, 2])
    func places(_ places: Int) throws {
        let always = try desk("A", hours: Array(0..<24), agents: 3, tickets: 20)
        let given: [String: JSON] = ["sharing": "separate", "patience": "none", "queue_places": .integer(places)]
        // Erlang 1917: shares in proportion to a^n / n!, and beyond the agents each a/c of the one before.
        let load = 20.0 * 540 / 3600
        var weights = [1.0]
        for n in 1...3 + places { weights.append(weights[n - 1] * load / Double(min(n, 3))) }
        let blocked = (weights.last ?? 0) / weights.reduce(0, +)
        let exact = try bench.run(
            "exact", ["hours": always], with: given.merging(["hour": 9, "replications": 20]) { $1 })
        #expect(abs((exact["service"]?.number("A,shared", "busy_tone") ?? 0) - blocked) < 1e-9)
        let output = try simulate(always, [:], given.merging(["handle_time": "exponential"]) { $1 })
        #expect(abs(figure(output, "busy_tone") - blocked) < 0.006)
        #expect(figure(output, "no_answer") == figure(output, "busy_tone") && figure(output, "abandoned") == 0)
        #expect(output.findings.contains { $0.id == "busy-tone" })
    }

    @Test(
        "nobody there, nobody who may help and nothing shared are said, in simulate and in compare",
        arguments: ["simulate", "compare"])
    func conditions(_ analysis: String) throws {
        func told(_ hours: Table, lock: Bool = false, _ inputs: [String: Table] = [:]) throws -> [String] {
            let few: [String: JSON] = analysis == "compare" ? ["weeks": 20, "precision": 1] : ["weeks": 20]
            return try bench.run(analysis, inputs.merging(["hours": hours]) { $1 }, with: few) { hook, rows in
                lock && hook.contains("may_share")
                    ? (0..<rows.rowCount).map { RuleAnswer(row: $0, value: .bool(false)) } : []
            }.findings.map(\.id)
        }
        let one = try desk("A", hours: [8, 9])
        #expect(try told(one).contains("no-partner"))
        let two = try one.rows(and: desk("B", hours: [8, 9]))
        #expect(try !told(two).contains("no-partner"))
        let locked = try told(two, lock: true, ["categories": categories()])
        #expect(locked.contains("all-locked") && !locked.contains("no-partner"))
        let nobody = try told(one.rows(and: desk("B", hours: [8, 9], agents: 0)))
        #expect(nobody.contains("nobody-on-duty") && !nobody.contains("open-unstaffed"))
        let lunch = try desk("A", hours: [8]).rows(and: deskHours([("B", 1, 300, 2)]))
        #expect(try !told(lunch).contains("open-unstaffed"))
        let crowd = try (0..<12).map { try desk("D\($0)", hours: [8], agents: 0) }
        let many = try told(crowd.dropFirst().reduce(crowd[0]) { try $0.rows(and: $1) })
        #expect(many.filter { $0 == "nobody-on-duty" }.count == 10 && many.contains("and-more"))
    }
}
