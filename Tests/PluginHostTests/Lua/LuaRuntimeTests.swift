// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// What the author of a plugin in Lua may rely on.
@Suite struct LuaRuntimeTests {
    @Test func tablesGoInAndTablesComeOut() async throws {
        let plugin = try LuaPlugin(
            body: """
                local rows = {}
                for i, person in ipairs(run.inputs.people) do
                  rows[i] = { player = person.player, total = (person.count or 0) * run.parameters.factor, share = i / 4 }
                end
                return { tables = { totals = rows }, findings = { find("sum", { a = 3 }, "notice") } }
                """)
        let output = try await plugin.run(people: LuaPlugin.people())
        let totals = try #require(output["totals"])
        #expect(totals.key == ["player"])
        #expect(totals["total"]?.cells == [.money(Money(ore: 10)), .money(Money(ore: 0))])
        #expect(totals["total"]?.unit == "öre/year")
        #expect(totals["share"]?.cells == [.real(0.25), .real(0.5)])
        #expect(output.findings == [Finding("sum", .notice, ["a": .init(.integer(3))])])
    }

    @Test func theRunTellsMembersDaysAndColumns() async throws {
        let plugin = try LuaPlugin(
            body: """
                assert(run.analysis == "sum" and run.period == "2026" and run.as_of == "2026-11-21", run.period)
                assert(table.concat(run.members, " ") == "1438 1452")
                assert(run.parameters.factor == 2 and run.parameters.word == nil)
                local column = run.columns.people[2]
                assert(column.name == "count" and column.type == "integer" and column.unit == nil)
                assert(run.inputs.people[2].count == nil and #run.inputs.people == 2)
                return { tables = { totals = {} } }
                """)
        #expect(try await plugin.run(people: LuaPlugin.people())["totals"]?.rowCount == 0)
    }

    @Test func aMissingInputIsNil() async throws {
        let plugin = try LuaPlugin(body: "assert(run.inputs.people == nil) return { tables = { totals = {} } }")
        #expect(try await plugin.run()["totals"]?.rowCount == 0)
    }

    @Test func aPackageMayHaveSeveralFiles() async throws {
        let plugin = try LuaPlugin(
            """
            local double = require("lib.double")
            assert(require("lib.double") == double)
            return plugin { analyses = { sum = function(run)
              return { tables = { totals = { { player = "a", total = double(21) } } } }
            end } }
            """, files: ["lib/double.lua": "return function(x) return 2 * x end", "lib/notes.txt": "no code"])
        #expect(try await plugin.run()["totals"]?["total"]?.cells == [.money(Money(ore: 42))])
    }

    @Test func findingsCarryAmountsDaysAndParties() async throws {
        let plugin = try LuaPlugin(
            body: """
                return { tables = { totals = {} }, findings = { find("sum", {
                  a = amount(12300, "öre/year"), b = measure(0.5, "share"), c = party("1438"), d = day("2026-01-02"),
                  e = label("equal"), f = measure(3, "persons"), g = "text", h = true }) } }
                """)
        let arguments = try #require(try await plugin.run().findings.first?.arguments)
        #expect(arguments["a"] == .init(.money(Money(ore: 12300)), unit: "öre/year"))
        #expect(arguments["b"] == .init(.real(0.5), unit: "share"))
        #expect(arguments["c"]?.cell == Party("1438").map { .party($0) })
        #expect(arguments["d"]?.cell == Day("2026-01-02").map { .date($0) })
        #expect(arguments["e"]?.cell == .category("equal"))
        #expect(arguments["f"] == .init(.integer(3), unit: "persons"))
        #expect(arguments["g"]?.cell == .text("text") && arguments["h"]?.cell == .boolean(true))
    }

    @Test func aGameComesBackByCoalition() async throws {
        let plugin = try LuaPlugin(
            """
            return plugin { analyses = { price = function(run)
              return { tables = { costs = game({ "a", "b" }, { { cost = 0 }, { cost = 5 }, { cost = 6 }, { cost = 9 } }) } }
            end } }
            """)
        let costs = try #require(try await plugin.run("price")["costs"])
        #expect(costs.players == ["a", "b"] && costs.keyText(3) == "a+b")
        #expect(costs[3, "cost"] == .money(Money(ore: 9)))
    }

    @Test func rulesAreAskedInTheMiddleOfARun() async throws {
        let plugin = try LuaPlugin(
            body: """
                local rows = {}
                for i, person in ipairs(run.inputs.people) do rows[i] = { player = person.player, default = false, part = i / 2 } end
                local kept = {}
                for i, answer in ipairs(rules("fake/keep@1", rows)) do
                  if answer.value then kept[#kept + 1] = { player = rows[i].player .. " " .. answer.reason, total = 1 } end
                end
                return { tables = { totals = kept } }
                """)
        let asked = Asked()
        let output = try await plugin.run(people: LuaPlugin.people()) { _, rows in
            asked.rows.withLock { $0 = rows }
            return [RuleAnswer(row: 0, value: nil), RuleAnswer(row: 1, value: true, reason: "because")]
        }
        #expect(output["totals"]?["player"]?.cells == [.category("p1 because")])
        let rows = try #require(asked.rows.withLock { $0 })
        #expect(rows["player"]?.type == .category && rows["default"]?.type == .boolean && rows["part"]?.type == .real)
    }

    private final class Asked: Sendable { let rows = Mutex<Table?>(nil) }

    @Test func aPluginTellsHowFarItHasComeAndWhatItDoes() async throws {
        let plugin = try LuaPlugin(
            body: "log('half way') progress(0.5) progress(7) return { tables = { totals = {} } }")
        let heard = Heard()
        _ = try await plugin.run(
            progress: { fraction in heard.words.withLock { $0.append("\(fraction)") } },
            log: { line in heard.words.withLock { $0.append("\(line.level): \(line.text)") } })
        #expect(heard.words.withLock { $0 } == ["info: half way", "0.5", "1.0"])
    }

    private final class Heard: Sendable { let words = Mutex<[String]>([]) }

    @Test func noAnswerOfRulesIsAnAnswerWithoutValue() async throws {
        let plugin = try LuaPlugin(
            body: """
                local answers = rules("fake/keep@1", { { player = "a" }, { player = "b" } })
                assert(#answers == 2 and answers[2].value == nil)
                return { tables = { totals = {} } }
                """)
        _ = try await plugin.run { _, _ in [] }
    }

    @Test func aRuleThatFailsFailsTheRun() async throws {
        let plugin = try LuaPlugin(body: "return pcall(rules, 'fake/keep@1', { { player = 'a' } })")
        #expect(await plugin.failure()?.message.en == "no rules here")
    }

    @Test func aRefusalIsTheInputsFaultInBothLanguages() async throws {
        let plugin = try LuaPlugin(
            body: """
                pcall(refuse, { sv = "Året saknas.", en = "The year is missing.", remedy = { sv = "Ange år.", en = "Give a year." } })
                error("never reached")
                """)
        let problem = try #require(await plugin.failure())
        #expect(problem.kind == .input && problem.message.sv == "Året saknas." && problem.remedy?.en == "Give a year.")
    }

    @Test func theSameRequestGivesTheSameBytesWithChance() async throws {
        let plugin = try LuaPlugin(
            body: "return { tables = { totals = { { player = 'a', total = math.random(1, 1000000) } } } }")
        let first = try await plugin.run()
        #expect(try await plugin.run() == first)
    }

    @Test func theHashIsOfAllFilesAndTheirNames() throws {
        let a = try LuaPlugin("return 1", files: ["b.lua": "return 2"]).loaded.hash()
        #expect(try LuaPlugin("return 1", files: ["b.lua": "return 2"]).loaded.hash() == a)
        #expect(try LuaPlugin("return 1", files: ["b.lua": "return 3"]).loaded.hash() != a)
        #expect(try LuaPlugin("return 1", files: ["c.lua": "return 2"]).loaded.hash() != a)
    }

    /// The size that docs/lua.md names as no matter, under the limits of a rule.
    @Test func allMunicipalitiesTimesTwelveAreNoMatter() async throws {
        let plugin = try LuaPlugin(
            body: """
                local rows = {}
                for i, person in ipairs(run.inputs.people) do rows[i] = { player = person.player, total = i, share = i / 7 } end
                return { tables = { totals = rows } }
                """, limits: #"{"seconds": 20, "fuel": 2000000}"#)
        #expect(try await plugin.run(people: LuaPlugin.people(290 * 12))["totals"]?.rowCount == 3480)
    }
}
