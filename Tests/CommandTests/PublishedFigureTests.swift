// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// The figures that the study published and that the example must give (Examples/fyrbodal/README.md), through the
/// command.
@Suite("Published figures")
struct PublishedFigureTests {
    /// Runs a scenario of the example.
    private func run(_ arguments: String...) throws -> PrintedRun {
        try PrintedRun(Tool.run(["run"] + arguments + ["--format", "json"], in: Workspaces.example))
    }

    static let means: [(capability: String, mean: Double)] = [
        ("set-digital-goals", 1.80), ("evaluate-effects", 1.53), ("secure-resources", 1.87),
        ("formal-cooperation", 1.93), ("advise-leadership", 2.73), ("decommission", 1.47),
        ("technical-environment", 2.67), ("user-support", 2.67), ("reliable-operations", 3.00),
        ("flexible-work", 2.67),
    ]

    @Test("ten mean maturities, the others strictly between, and 36 capabilities with a level 4")
    func maturity() throws {
        let summary = try run("formagegap").table("map", "summary")
        for (capability, mean) in PublishedFigureTests.means {
            #expect((try summary.number(.string(capability), "mean") * 100).rounded() / 100 == mean, "\(capability)")
        }
        let named = Set(PublishedFigureTests.means.map { JSON.string($0.capability) })
        let others = zip(try summary.column("capability"), try summary.column("mean"))
            .filter { !named.contains($0.0) }.compactMap(\.1.number)
        #expect(others.count == 45)
        #expect(others.allSatisfy { 1.93 < $0 && $0 < 2.67 })
        #expect(try summary.column("level_4").count { ($0.integer ?? 0) > 0 } == 36)
    }

    @Test("IT costs 1.20 % of the whole, at most 2.17 %, there 40 % of it hardware; 11 of 12 below the average")
    func spending() throws {
        let summary = try run("formagegap").table("spending", "summary")
        func percent(_ measure: JSON) throws -> Double {
            (try summary.number(measure, "share") * 10_000).rounded() / 100
        }
        #expect(try percent("mean-unweighted") == 1.20)
        #expect(try percent("mean-weighted") == 1.20)
        #expect(try percent("highest") == 2.17)
        #expect(try percent("hardware-of-highest") == 40)
        #expect(try percent("hardware-mean") == 23)
        #expect(try summary.number("below-research", "count") == 11)
        #expect(try summary.number("below-fyrbodal", "count") == 11)
    }

    @Test("25 agents at twelve desks at 09-10 give the wait of 333 s that 16 give in one pool")
    func allDesks() throws {
        let folder = try Workspaces.copy()
        try folder.write(
            """
            title: Alla tolv servicedeskar
            period: 2027
            steps:
              desk:
                analysis: support-pooling/pooled
            """, to: "scenarios/alla.yaml")
        let hours = try PrintedRun(try folder.done("run", "alla", "--format", "json")).table("desk", "hours")
        #expect(try hours.number(9, "desks_open") == 12)
        #expect(try hours.number(9, "agents_today") == 25)
        #expect(try hours.number(9, "wait_separate_s").rounded() == 333)
        #expect(try hours.number(9, "agents_same_wait") == 16)
    }

    @Test("five desks alone need 93 line hours a day for the target, one pool without locks 40; today they staff 47")
    func lineHours() throws {
        let run = try PrintedRun(
            Workspaces.copy().done("run", "--set", "game.secrecy=false", "--format", "json"))
        #expect(try run.table("game", "standalone").sum("hours_alone") == 93)
        #expect(try run.table("game", "line_hours").number("9907+9908+9909+9910+9911", "line_hours") == 40)
        #expect(try run.table("desk", "today").sum("agent_hours") == 47)
    }

    @Test("today the five pay 6 715 180 kr for 25 377 tickets; 73.7 % are answered in time, 21.7 % meet a closed desk")
    func today() throws {
        let run = try run()
        #expect(try run.table("desk", "today").sum("cost") == 671_518_000)
        #expect(try run.table("desk", "today").sum("tickets") == 25_377)
        #expect(try run.table("bill", "before_after").sum("today") == 671_518_000)
        #expect((try run.argument("desk", "answered-today", "share") * 1000).rounded() == 737)
        #expect((try run.argument("desk", "closed-today", "share") * 1000).rounded() == 217)
    }

    @Test("every way to share sums to the cost of all, to the öre")
    func sums() throws {
        let run = try run()
        let shares = try run.table("split", "allocation")
        let total = try #require(try run.table("game", "costs").column("cost").last?.number)
        #expect(shares.columns.count == 6)
        for method in shares.columns.dropFirst() { #expect(try shares.sum(method) == total, "\(method)") }
        let bills = try run.table("bill", "bills")
        #expect(try bills.sum("agreed") == total)
        #expect(try bills.sum("overhead") == total)
        #expect(try bills.sum("internal_billing") == total + run.table("bill", "models").sum("markup"))
        let change = try run.table("bill", "before_after")
        #expect(try change.sum("after") - change.sum("today") == change.sum("change"))
    }
}
