// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("pooled: separate desks against one pool")
struct PooledTests {
    @Test("nine o'clock at all twelve desks: 25 agents apart and 333 s, 16 together for no longer wait")
    func nineOClock() throws {
        let hours = try #require(try run(Pooled(), [:], exampleInputs())["hours"])
        #expect(hours.number("9", "agents_today") == 25)
        #expect(abs(try #require(hours.number("9", "wait_separate_s")) - 333.377) < 5e-4)
        #expect(hours.number("9", "agents_same_wait") == 16)
        #expect(abs(try #require(hours.number("9", "tickets")) - 82) < 1e-9)
        #expect(abs(try #require(hours.number("9", "load")) - 14.2317) < 5e-5)
        let load = try #require(hours.number("9", "load"))
        func wait(_ agents: Int) -> Double {
            PatientQueue(agents: agents, load: load, handleTime: 3600 * load / 82)?.meanWait ?? 0
        }
        #expect(abs(wait(15) - 636.0) < 0.05 && abs(wait(16) - 196.3) < 0.05)
    }

    @Test("the five today: 73.7 % in time while open, 21.7 % while closed, 47 line hours, 6 715 180 kr, 25 377 tickets")
    func today() throws {
        let output = try run(Pooled(), [:], exampleInputs(theFive), members: theFive)
        #expect(abs(try #require(output.number("answered-today", "share")) - 0.73735) < 5e-6)
        #expect(abs(try #require(output.number("closed-today", "share")) - 0.2174777) < 5e-8)
        #expect(output.number("hours-today", "hours") == 47)
        let today = try #require(output["today"])
        #expect(today["player"]?.cells.map(\.plainText) == theFive)
        #expect(today["cost"]?.numbers.reduce(0) { $0 + ($1 ?? 0) } == 671_518_000)
        #expect(today["tickets"]?.numbers.reduce(0) { $0 + ($1 ?? 0) } == 25_377)
        #expect(today["agent_hours"]?.numbers.reduce(0) { $0 + ($1 ?? 0) } == 47)
        for (code, share) in zip(theFive, [0.8128, 0.7036, 0.6899, 0.6590, 0.7807]) {
            #expect(abs(try #require(today.number(code, "answered_in_time")) - share) < 5e-5)
        }
        #expect(output["usage"]?.number("9907", "quantity") == 7888)
    }

    @Test("members are listed as the scenario lists them, and the pool answers sooner with the same agents")
    func sooner() throws {
        let order = ["9911", "9907"]
        let output = try run(Pooled(), [:], exampleInputs(order), members: order)
        #expect(output["today"]?["player"]?.cells.map(\.plainText) == order)
        let hours = try #require(output["hours"])
        for row in 0..<hours.rowCount {
            guard hours[row, "desks_open"] == .integer(2), let apart = hours[row, "wait_separate_s"].number else {
                continue
            }
            #expect(try #require(hours[row, "wait_pooled_s"].number) < apart)
        }
    }

    @Test("an overloaded desk has no wait to state, and is named")
    func overloaded() throws {
        let output = try run(Pooled(), [:], ["hours": deskHours([("A", 10, 900, 2), ("B", 2, 900, 2)])])
        let hours = try #require(output["hours"])
        #expect(hours.number("9", "desks_overloaded") == 1)
        #expect(hours.number("9", "wait_separate_s") == nil)
        #expect(hours.number("9", "agents_same_wait") == nil)
        #expect(hours.number("9", "wait_pooled_s") != nil)
        #expect(output.findings.contains { $0.id == "overloaded" && $0.arguments["desks"]?.cell == .text("A") })
        #expect(output["today"]?.number("A", "answered_in_time") == 0)
    }

    @Test("hours of which the same is to be said are told together, and a desk without agents apart")
    func spans() throws {
        let output = try run(
            Pooled(), [:], ["hours": deskHours([("A", 10, 900, 2), ("B", 2, 900, 0), ("C", 2, 900, 2)])])
        let told = output.findings.filter { $0.severity == .warning }.map {
            "\($0.id) \($0.arguments["desks"]?.cell.plainText ?? "") \($0.arguments["hours"]?.cell.plainText ?? "")"
        }
        #expect(told == ["overloaded A 7-17", "nobody-on-duty B 8-16"])
    }

    @Test("one desk needs as many agents for today's wait as it has, and is told that there is nothing to pool")
    func one() throws {
        for tickets in [1.0, 3, 5, 7, 11] {
            let output = try run(Pooled(), [:], ["hours": deskHours([("A", tickets, 600, 3)])])
            #expect(output["hours"]?.number("9", "agents_same_wait") == 3, "\(tickets)")
            #expect(output.findings.contains { $0.id == "one-desk" })
        }
    }

    @Test("tickets outside the shared desk's hours are told as a share")
    func outside() throws {
        let output = try run(
            Pooled(), ["opens": 9, "closes": 12], ["hours": deskHours([("A", 4, 600, 2), ("B", 4, 600, 2)])])
        #expect(output.number("outside-hours", "share") == 0.7)
        #expect(output["hours"]?.number("8", "agents_for_target") == nil)
    }

    @Test("without the municipalities' part every desk is a party, at the cost of its line hours")
    func desksOnly() throws {
        let output = try run(Pooled(), [:], ["hours": deskHours([("A", 2, 900, 2)])])
        #expect(output["today"]?["cost"]?[0] == .money(Money(ore: 20 * 45_000 * 252)))
        #expect(output["today"]?.number("A", "tickets") == 5040)
    }

    @Test("hours without tickets and closed desks need no special care")
    func idle() throws {
        let output = try run(Pooled(), [:], ["hours": deskHours([("A", 0, 0, 1), ("B", 0, 600, 0)])])
        let hours = try #require(output["hours"])
        #expect(hours.number("9", "wait_separate_s") == nil)
        #expect(hours.number("9", "wait_pooled_s") == 0)
        #expect(hours.number("9", "agents_for_target") == 2)
        #expect(output["today"]?.number("A", "answered_in_time") == nil)
    }

    @Test("a desk that opens and closes at one hour, no hours, a target of 1: one clear problem each")
    func problems() throws {
        let inputs = try ["hours": deskHours([("A", 2, 900, 2)])]
        func words(_ parameters: [String: JSON], _ inputs: [String: Table], _ members: [String] = []) -> String? {
            problem { try run(Pooled(), parameters, inputs, members: members) }?.message.en
        }
        #expect(words(["opens": 9, "closes": 9], inputs) == "The shared desk opens at 9 and closes at 9.")
        let wrong = try ["hours": deskHours([("A", 2, 900, 2)], opens: 16, closes: 16)]
        #expect(words([:], wrong) == "The desk A opens at 16 and closes at 16.")
        #expect(words([:], try ["hours": deskHours([])])?.contains("no hours") == true)
        #expect(words(["target": 1], inputs)?.contains("cannot be reached") == true)
        #expect(words([:], [:])?.contains("'hours' is missing") == true)
        #expect(words([:], try exampleInputs(theFive), ["9907", "9901"])?.contains("9901 has no service desk") == true)
    }
}
