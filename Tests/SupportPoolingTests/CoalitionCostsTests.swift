// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("coalition-costs: the price of every coalition")
struct CoalitionCostsTests {
    private func costs(_ parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
        try run(
            CoalitionCosts(), parameters, exampleInputs(theFive),
            members: theFive)
    }

    @Test("without locks: 93 line hours alone, 40 together")
    func lineHours() throws {
        let output = try costs(["secrecy": false])
        let hours = try #require(output["line_hours"])
        let alone = theFive.map { hours.number($0, "line_hours") }
        #expect(alone == [23, 17, 19, 19, 15])
        #expect(hours.number("9907+9908+9909+9910+9911", "line_hours") == 40)
        #expect(hours.rowCount == 31)
        #expect(output.number("pool-gain", "alone") == 93 && output.number("pool-gain", "pooled") == 40)
        #expect(output.findings.contains { $0.id == "nothing-locked" })
    }

    @Test("one party, tickets at night, none at all, all locked: each is said in so many words")
    func edges() throws {
        func told(_ desks: [(String, Double)], _ kinds: [(String, String, Double, String)] = []) throws
            -> AnalysisOutput
        {
            var inputs = ["hours": try deskHours(desks.map { ($0.0, $0.1, 600, 1) })]
            if !kinds.isEmpty { inputs["categories"] = try categories(kinds.map { $0 }) }
            return try run(CoalitionCosts(), ["opens": 8, "closes": 12], inputs)
        }
        func parties(_ output: AnalysisOutput, _ id: String) -> String? {
            output.findings.first { $0.id == id }?.arguments["parties"]?.cell.plainText
        }
        let one = try told([("A", 3)])
        #expect(one.findings.map(\.id) == ["one-party", "outside-hours"])
        #expect(one.number("outside-hours", "share") == 0.6 && one["costs"]?.rowCount == 2)
        let quiet = try told([("A", 3), ("B", 0)])
        #expect(parties(quiet, "no-tickets") == "B" && quiet.findings.contains { $0.id == "nothing-to-share" })
        let some = try told(
            [("A", 3), ("B", 3), ("C", 3)],
            [("A", "x", 1, "no"), ("B", "x", 1, "yes"), ("C", "x", 0.4, "yes"), ("C", "y", 0.3, "no")])
        #expect(parties(some, "all-locked") == "A" && !some.findings.contains { $0.id == "nothing-to-share" })
        #expect(abs((some.number("shares-scaled", "sum") ?? 0) - 0.7) < 1e-12)
        let none = try told([("A", 3), ("B", 3)], [("A", "x", 1, "no"), ("B", "x", 1, "no")])
        #expect(parties(none, "all-locked") == "A, B" && none.findings.contains { $0.id == "nothing-to-share" })
        #expect(none.number("locked-share-same", "share") == 1)
    }

    @Test("twenty parties are computed, twenty-one are refused with a way out")
    func most() throws {
        func inputs(_ count: Int) throws -> [String: Table] {
            ["hours": try deskHours((0..<count).map { ("D\($0)", 2, 600, 1) })]
        }
        let refused = problem { try run(CoalitionCosts(), [:], inputs(21)) }
        #expect(refused?.kind == .limit && refused?.remedy?.en.contains("simulate") == true)
        let most = try run(CoalitionCosts(), ["opens": 9, "closes": 10], inputs(20))
        #expect(most["costs"]?.rowCount == 1 << 20 && most["line_hours"]?.rowCount == 21)
    }

    @Test("a desk alone costs its line hours, its systems and its premises, to the öre")
    func alone() throws {
        let costs = try #require(try costs(["home_other_work": 1])["costs"])
        // 23 h x 252 days x 455 kr + 290 000 kr + 72 000 kr
        #expect(costs["cost"]?[0] == .money(.zero))
        #expect(costs["cost"]?[1] == .money(Money(ore: 23 * 252 * 45_500 + 29_000_000 + 7_200_000)))
        #expect(costs.players == theFive)
        // all five, as a program of its own in another language reckoned it
        #expect(costs["cost"]?[31] == .money(Money(ore: 596_513_521)))
        #expect(costs.rowCount == 32)
    }

    @Test("the transition costs each party that shares its part a year, and who stays alone nothing")
    func transition() throws {
        let without = try #require(try costs()["costs"]?["cost"])
        let with = try #require(
            try costs(["transition_cost": 500_000, "transition_years": 4])["costs"]?["cost"])
        for coalition in 1..<32 {
            let members = coalition.nonzeroBitCount
            let added = (with[coalition].number ?? 0) - (without[coalition].number ?? 0)
            #expect(added == (members > 1 ? Double(members) * 12_500_000 : 0))
        }
    }

    @Test("the kinds of cost sum to the cost, which is the cost in the game")
    func kinds() throws {
        let output = try costs()
        let hours = try #require(output["line_hours"])
        let costs = try #require(output["costs"])
        for row in 0..<hours.rowCount {
            let kinds = ["labour", "systems", "premises", "cooperation"].reduce(0) { $0 + (hours[row, $1].number ?? 0) }
            #expect(kinds == hours[row, "cost"].number)
        }
        #expect(hours.number("9907+9908+9909+9910+9911", "cost") == costs["cost"]?[31].number)
    }

    @Test("locked tickets are answered in the same time: someone must be there, who counts unless there is other work")
    func presence() throws {
        let grand = "9907+9908+9909+9910+9911"
        func home(_ other: Double) throws -> (hours: Double, findings: [Finding], cost: Double) {
            let output = try costs(["home_other_work": .real(other)])
            let hours = try #require(output["line_hours"]?.number(grand, "home_hours"))
            return (hours, output.findings, try #require(output["line_hours"]?.number(grand, "cost")))
        }
        let (whole, half, none) = (try home(0), try home(0.5), try home(1))
        // One agent answers the locked tickets of an hour in time, at each of five homes, in each of ten hours.
        #expect(whole.hours == 50 && abs(none.hours - 3.3118345689849287) < 1e-9)
        #expect(abs(half.hours - (whole.hours + none.hours) / 2) < 1e-9)
        let said = try #require(none.findings.first { $0.id == "other-work-at-home" })
        #expect(abs(try #require(said.arguments["hours"]?.cell.number) - (50 - none.hours)) < 1e-9)
        #expect(abs(try #require(said.arguments["cost"]?.cell.number) - (whole.cost - none.cost)) <= 1)
        #expect(!whole.findings.contains { $0.id == "other-work-at-home" })
        #expect(whole.findings.contains { $0.id == "unlocked-costs-less" })
        #expect(none.findings.contains { $0.id == "unlocked-costs-more" })
        #expect(none.findings.first { $0.id == "locked-share" }?.arguments["present"]?.cell == .integer(50))
    }

    @Test("what may never be shared, and what awaits a local rule, stays at home: 12.6 to 13.6 % of the tickets")
    func locks() throws {
        let output = try costs()
        #expect(abs(try #require(output.number("locked-share", "lowest")) - 0.126) < 6e-4)
        #expect(abs(try #require(output.number("locked-share", "highest")) - 0.136) < 6e-4)
        let locked = try #require(output["locked"])
        for row in 0..<locked.rowCount {
            let stays = ["social-services", "health-care", "security", "council"]
            #expect(locked[row, "locked"] == .boolean(stays.contains(locked[row, "category"].plainText)))
            #expect(locked[row, "by_rule"] == .boolean(false))
        }
    }

    @Test("a rule opens a category for its own municipality and no other, and what may never be shared is not asked")
    func mayShare() throws {
        var asked: [String] = []
        let output = try run(
            CoalitionCosts(), [:], exampleInputs(theFive),
            members: theFive
        ) { hook, rows in
            guard hook == "support-pooling/may_share@1" else { return [] }
            #expect(rows["municipality"]?.type == .party)
            return (0..<rows.rowCount).map { row in
                asked.append(rows[row, "ticket.category"].plainText)
                #expect(rows[row, "partners"] == .integer(4))
                let ours = rows[row, "municipality"].plainText == "9908"
                switch (ours, rows[row, "ticket.category"].plainText) {
                case (true, "council"):
                    #expect(rows[row, "default"] == .boolean(false))
                    return RuleAnswer(row: row, value: true, reason: "KF 12", by: "may-share.lua")
                case (true, "print"): return RuleAnswer(row: row, value: false, by: "may-share.lua")
                default: return RuleAnswer(row: row, value: nil)
                }
            }
        }
        #expect(!asked.contains("social-services") && asked.count == 60)
        let locked = try #require(output["locked"])
        func state(_ key: String) -> [Cell] {
            let row = locked.row(keyText: key) ?? 0
            return [locked[row, "locked"], locked[row, "by_rule"], locked[row, "reason"]]
        }
        #expect(state("9908,council") == [.boolean(false), .boolean(true), .text("KF 12")])
        #expect(state("9908,print") == [.boolean(true), .boolean(true), .null])
        #expect(state("9907,council") == [.boolean(true), .boolean(false), .null])
    }

    @Test("two agents kept at home while the own desk is open cost their hours in every coalition")
    func localStaff() throws {
        let plain = try costs(["home_other_work": 1])
        let ruled = try run(
            CoalitionCosts(), ["home_other_work": 1], exampleInputs(theFive),
            members: theFive
        ) { hook, rows in
            guard hook == "support-pooling/least_local_staff@1" else { return [] }
            return (0..<rows.rowCount).map { row in
                RuleAnswer(row: row, value: rows[row, "municipality"].plainText == "9907" ? 2 : nil)
            }
        }
        let grand = "9907+9908+9909+9910+9911"
        let before = try #require(plain["line_hours"]?.number(grand, "home_hours"))
        let after = try #require(ruled["line_hours"]?.number(grand, "home_hours"))
        // 9907 is open 8-17: nine hours of two agents, instead of its locked work
        #expect(after > before + 16 && after < before + 18)
        #expect(ruled.findings.contains { $0.id == "staff-at-home" && $0.arguments["party"]?.cell.plainText == "9907" })
        #expect(ruled["costs"]?["cost"]?[2] == plain["costs"]?["cost"]?[2])
        #expect(try #require(ruled["costs"]?["cost"]?[1].number) >= (plain["costs"]?["cost"]?[1].number ?? 0))
    }

    @Test(
        "an answer of the wrong type names its hook and its rule",
        arguments: ["opening_hours", "may_share", "least_local_staff"].map { "support-pooling/\($0)@1" })
    func wrongAnswer(hook: String) throws {
        let found = problem {
            try run(CoalitionCosts(), [:], exampleInputs(theFive), members: theFive) { asked, rows in
                guard asked == hook else { return [] }
                return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: $0 == 0 ? "maybe" : nil, by: "rule.lua") }
            }
        }
        #expect(found?.message.en.contains(hook) == true)
        #expect(found?.place.file == "rule.lua")
    }

    @Test("the drivers are ready for cost-allocation/allocate")
    func drivers() throws {
        let drivers = try #require(try costs()["drivers"])
        #expect(drivers.number("9907", "population") == 12_600)
        #expect(drivers.number("9907", "tickets") == 7888)
        #expect(drivers.number("9907", "it_users") == 809)
        #expect(try #require(drivers.number("9907", "load")) > 0)
    }

    @Test("a part of a joint desk is its share of the tickets, and costs its own systems")
    func jointDesk() throws {
        let members = ["9912", "9913", "9914"]
        let output = try run(CoalitionCosts(), ["secrecy": false], exampleInputs(members), members: members)
        let all = try exampleInputs(members)["hours"]
        let desk = try run(CoalitionCosts(), ["secrecy": false], ["hours": #require(all)])
        let together = try #require(output["line_hours"]?.number("9912+9913+9914", "line_hours"))
        // the three together are the desk they already share (which alone may have one agent)
        #expect(together >= (desk["line_hours"]?.number("org:gemensam-it", "line_hours") ?? .infinity))
        #expect(output["costs"]?.rowCount == 8)
    }

    @Test("one party, and a party without any ticket, are computed like any other")
    func small() throws {
        let one = try run(CoalitionCosts(), [:], ["hours": deskHours([("A", 2, 900, 2)])])
        #expect(one["costs"]?.rowCount == 2)
        #expect(one.findings.map(\.id) == ["one-party"])
        let idle = try run(CoalitionCosts(), [:], ["hours": deskHours([("A", 0, 0, 0), ("B", 0, 0, 0)])])
        #expect(idle["line_hours"]?["line_hours"]?.numbers == [10, 10, 20])
        #expect(idle.findings.first?.id == "no-pool-gain")
    }

    @Test("categories missing for a desk, too many parties, a target of 1, closed as it opens: a clear problem each")
    func problems() throws {
        var inputs = try exampleInputs(theFive)
        inputs["categories"] = try exampleInputs(["9907"])["categories"]
        let members = theFive
        let found = problem { try run(CoalitionCosts(), [:], inputs, members: members) }
        #expect(found?.message.en.contains("The desk 9908 has no ticket categories") == true)
        #expect(found?.remedy?.en.contains("secrecy=false") == true)
        let many = try ["hours": deskHours((1...21).map { ("D\($0)", 1, 600, 1) })]
        #expect(problem { try run(CoalitionCosts(), [:], many) }?.kind == .limit)
        let good = try exampleInputs(members)
        func words(_ parameters: [String: JSON]) -> String? {
            problem { try run(CoalitionCosts(), parameters, good, members: members) }?.message.en
        }
        #expect(words(["target": 1.0])?.contains("cannot be reached") == true)
        #expect(words(["opens": 17, "closes": 17])?.contains("opens at 17") == true)
    }
}
