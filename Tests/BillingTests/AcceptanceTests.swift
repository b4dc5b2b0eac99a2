// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

@testable import SamverkBilling

@Suite("billing/compare: before and after, and who would say no")
struct AcceptanceTests {
    @Test("the answer: together they pay less, and each gains")
    func saves() throws {
        let output = try run(["cost": try allocation(["equal": [700, 800]]), "today": try today([1_000, 1_000])])
        let saves = try #require(output.finding("saves")).arguments
        #expect(saves["parties"]?.cell == .integer(2))
        #expect(saves["before"] == .init(.money(Money(ore: 2_000)), unit: "öre/year"))
        #expect(saves["after"] == .init(.money(Money(ore: 1_500)), unit: "öre/year"))
        #expect(saves["saving"] == .init(.money(Money(ore: 500)), unit: "öre"))
        #expect(saves["share"] == .init(.real(0.25), unit: "share"))
        #expect(output.finding("all-gain") != nil)
        #expect(output["before_after"]?["accepts"]?.cells == [.boolean(true), .boolean(true)])
    }

    @Test("costlier together, and one loses most: by default it does not accept")
    func costsMore() throws {
        let output = try run(["cost": try allocation(["equal": [1_600, 900]]), "today": try today([1_000, 1_000])])
        #expect(output.finding("costs-more")?.arguments["increase"]?.cell == .money(Money(ore: 500)))
        let lose = try #require(output.finding("some-lose")).arguments
        #expect(lose["count"]?.cell == .integer(1))
        #expect(lose["party"]?.cell == Party("9901").map(Cell.party))
        #expect(lose["change"]?.cell == .money(Money(ore: 600)))
        #expect(output.finding("not-accepted-cost")?.arguments["change"]?.cell == .money(Money(ore: 600)))
        #expect(output["before_after"]?["accepts"]?.cells == [.boolean(false), .boolean(true)])
        #expect(output["before_after"]?["change_share"]?.cells == [.real(0.6), .real(-0.1)])
    }

    @Test(
        "all equal to today is said in its own words",
        arguments: [([1_000, 1_000], [1_000, 1_000]), ([0, 0], [0, 0])])
    func same(after: [Int], before: [Int]) throws {
        let output = try run(["cost": try allocation(["equal": after]), "today": try today(before)])
        #expect(output.finding("costs-the-same") != nil)
        #expect(output["before_after"]?["accepts"]?.cells == [.boolean(true), .boolean(true)])
        #expect(output.finding("all-gain") != nil)
    }

    @Test("a rule has the last word, either way, and its reason is shown")
    func rules() throws {
        var asked: Table?
        let output = try run(
            ["cost": try allocation(["equal": [900, 1_100]]), "today": try today([1_000, 1_000])],
            rules: { hook, rows in
                #expect(hook == "billing/accepts@1")
                asked = rows
                return [
                    RuleAnswer(row: 0, value: false, reason: "KF beslutar i juni", by: "rules/9901/accepts.lua"),
                    RuleAnswer(row: 1, value: true, reason: "ryms i ramen"),
                ]
            })
        #expect(output["before_after"]?["accepts"]?.cells == [.boolean(false), .boolean(true)])
        #expect(output["before_after"]?["reason"]?.cells == [.text("KF beslutar i juni"), .text("ryms i ramen")])
        #expect(output.findings.filter { $0.id.hasPrefix("not-accepted") }.map(\.id) == ["not-accepted"])
        #expect(asked?.columnNames == ["player", "today", "after", "change_share", "default"])
        #expect(asked?["default"]?.cells == [.boolean(true), .boolean(false)])
        // The answer changes no figure.
        #expect(try output.ore("before_after", "after") == [900, 1_100])
    }

    @Test("a no without a reason to what costs less is said to be unexplained")
    func unexplained() throws {
        let output = try run(
            ["cost": try allocation(["equal": [900]]), "today": try today([1_000])],
            rules: { _, _ in [RuleAnswer(row: 0, value: false)] })
        #expect(output.finding("not-accepted-unexplained") != nil)
    }

    @Test("an answer that is neither true nor false is refused with its rule")
    func wrongAnswer() throws {
        let problem = try #require(throws: Problem.self) {
            try run(
                ["cost": try allocation(["equal": [900]]), "today": try today([1_000])],
                rules: { _, _ in [RuleAnswer(row: 0, value: "yes", by: "accepts.lua")] })
        }
        #expect(problem.place.file == "accepts.lua")
    }

    @Test("who has no known cost today is not asked, and there is no comparison of the whole")
    func unknownToday() throws {
        var asked = 0
        let output = try run(
            ["cost": try allocation(["equal": [900, 900]]), "today": try today([nil, 1_000])],
            rules: { _, rows in
                asked = rows.rowCount
                return [RuleAnswer(row: 0, value: false, reason: "nej")]
            })
        #expect(asked == 1)
        #expect(output["before_after"]?["accepts"]?.cells == [.null, .boolean(false)])
        #expect(output.finding("no-today") != nil)
        #expect(output.finding("saves") == nil)
        #expect(output.finding("some-lose") == nil && output.finding("all-gain") == nil)
    }

    @Test("from nothing today to something has no share")
    func fromNothing() throws {
        let output = try run(["cost": try allocation(["equal": [900, 0]]), "today": try today([0, 0])])
        #expect(output["before_after"]?["change_share"]?.cells == [.null, .null])
        #expect(output.finding("some-lose") != nil)
    }
}
