// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// What a plugin in Lua may do wrong, or mean ill by, costs one error that names the plugin and the line.
@Suite struct LuaAttackTests {
    struct Attack: CustomTestStringConvertible {
        let name: String
        let body: String
        /// What the message tells.
        let says: String
        let kind: Problem.Kind
        let line: Int?
        var testDescription: String { name }

        init(_ name: String, _ body: String, _ says: String, _ kind: Problem.Kind = .program, line: Int? = 2) {
            (self.name, self.body, self.says, self.kind, self.line) = (name, body, says, kind, line)
        }
    }

    static let limits = [
        Attack("endless loop", "while true do end", "units of work", .limit),
        Attack("endless loop round pcall", "while true do pcall(error) end", "units of work", .limit),
        Attack("memory bomb", "local t = {} for i = 1, 1e9 do t[i] = { i } end", "too much memory", .limit),
        Attack("text bomb", "return ('x'):rep(1 << 30)", "too much memory", .limit),
        Attack("deep recursion", "local function f() return 1 + f() end return f()", "too deep", .limit),
        Attack(
            "coroutine flood", "local t = {} for i = 1, 1e6 do t[i] = coroutine.create(type) end", "coroutine", .limit),
        Attack(
            "question flood", "while true do pcall(rules, 'fake/keep@1', { { player = 'a' } }) end",
            "asks the rules too much",
            .limit, line: nil),
        Attack("log flood", "while true do log('x') end", "units of work", .limit, line: nil),
    ]

    static let code = [
        Attack("error", "error('no luck')", "no luck"),
        Attack("error with a table", "error({ code = 7 })", "an error that is no text but a table"),
        Attack("error with nil", "error()", "an error that is no text but a nil"),
        Attack("nil called", "undeclared()", "undeclared"),
        Attack("files", "io.open('/etc/passwd')", "io is not available to plugins"),
        Attack("clock", "os.time()", "os is not available to plugins"),
        Attack("code from text", "load('return 1')()", "load is not available to plugins"),
        Attack("a foreign file", "require('/etc/passwd')", "the package has no file /etc/passwd.lua"),
        Attack("a file above", "require('...secret')", "the package has no file"),
        Attack(
            "an unknown parameter", "return run.parameters.faktor",
            "the parameter faktor is not declared; there are: factor, word"),
        Attack(
            "an unknown column", "return run.inputs.people[1].antal",
            "input people has no column antal; there are: player, count"),
        Attack(
            "a hook not declared", "rules('other/hook@1', { { a = 1 } })",
            "calls other/hook@1, which sum has not declared", line: nil),
        Attack("rules without rows", "rules('fake/keep@1', 3)", "a list of rows"),
        Attack("a question with a function", "rules('fake/keep@1', { { a = type } })", "a function", line: nil),
    ]

    static let answers = [
        Attack("nothing", "return nil", "was expected, not nothing"),
        Attack("a text", "return 'totals'", "was expected, not a string"),
        Attack("no tables", "return { tables = 3 }", "was expected, not a number"),
        Attack("another field", "return { tables = {}, charts = {} }", "the field 'charts' is unknown"),
        Attack("a missing table", "return { tables = {} }", "the table 'totals' is missing"),
        Attack(
            "an extra table", "return { tables = { totals = {}, more = {} } }", "the table 'more' is not declared"),
        Attack(
            "no list", "return { tables = { totals = 'all' } }",
            "table totals: a list of rows was expected, not a string"),
        Attack("named rows", "return { tables = { totals = { player = 'a', total = 1 } } }", "has holes or names"),
        Attack(
            "a list with holes", "return { tables = { totals = { [2] = { player = 'a', total = 1 } } } }",
            "has holes or names"),
        Attack(
            "no row", "return { tables = { totals = { 'a' } } }",
            "table totals, row 1: a table was expected, not a string"),
        Attack(
            "columns by number", "return { tables = { totals = { { 'a', 1 } } } }",
            "a row has columns by name, not a number"),
        Attack(
            "a missing column", "return { tables = { totals = { { player = 'a' } } } }",
            "table totals, row 1: the column 'total' is missing"),
        Attack(
            "an extra column", "return { tables = { totals = { { player = 'a', total = 1, tax = 2 } } } }",
            "table totals, row 1: the column 'tax' is not declared"),
        Attack(
            "a wrong type", "return { tables = { totals = { { player = 'a', total = 'much' } } } }",
            "row 1: Column 'total': money was expected, but the value is \"much\""),
        Attack(
            "half an öre", "return { tables = { totals = { { player = 'a', total = 1 / 2 } } } }",
            "Column 'total': money was expected, but the value is 0.5"),
        Attack(
            "a number as a name", "return { tables = { totals = { { player = 1, total = 1 } } } }",
            "Column 'player': category was expected, but the value is 1"),
        Attack(
            "NaN", "return { tables = { totals = { { player = 'a', total = 1, share = 0 / 0 } } } }",
            "row 1: the column 'share': a value was expected, not NaN (0/0)"),
        Attack(
            "infinity", "return { tables = { totals = { { player = 'a', total = 1, share = 1 / 0 } } } }",
            "an infinite number"),
        Attack(
            "a nested value", "return { tables = { totals = { { player = { 'a' }, total = 1 } } } }",
            "the column 'player': a value was expected, not a table"),
        Attack("a table in itself", "local t = { tables = {} } t.tables.totals = t return t", "has holes or names"),
        Attack(
            "a function", "return { tables = { totals = { { player = type, total = 1 } } } }",
            "a value was expected, not a function"),
        Attack(
            "a text that is not UTF-8", "return { tables = { totals = { { player = '\\xff', total = 1 } } } }",
            "a text that is not UTF-8"),
        Attack(
            "two rows with one key", "local r = { player = 'a', total = 1 } return { tables = { totals = { r, r } } }",
            "table totals"),
        Attack(
            "a finding nobody declared", "return { tables = { totals = {} }, findings = { find('other') } }",
            "finding other"),
        Attack("a finding without form", "return { tables = { totals = {} }, findings = { 3 } }", "findings, 1"),
        Attack(
            "a severity nobody knows", "return { tables = { totals = {} }, findings = { find('sum', {}, 'fatal') } }",
            "severity"),
        Attack(
            "findings in themselves",
            "local f = {} f[1] = f return { tables = { totals = {} }, findings = f }", "a table that contains itself"),
        Attack(
            "too large a result",
            "local r = {} for i = 1, 100000 do r[i] = { player = ('x'):rep(60) .. i, total = i } end "
                + "return { tables = { totals = r } }", "more bytes than a result may have"),
    ]

    @Test(arguments: limits + code) func theFaultIsToldWithItsLine(_ attack: Attack) async throws {
        let plugin = try LuaPlugin(
            body: attack.body, limits: #"{"seconds": 20, "fuel": 60000000, "memory_bytes": 20000000}"#)
        let problem = try #require(await plugin.failure(people: LuaPlugin.people(), rules: { _, _ in [] }))
        #expect(problem.message.en.contains(attack.says), "\(problem.message.en)")
        #expect(problem.kind == attack.kind)
        #expect(problem.message.en.contains("fake") && problem.message.sv.contains("fake"))
        if let line = attack.line { #expect(problem.place == Place(file: "main.lua", line: line)) }
    }

    @Test(arguments: answers) func aWrongAnswerIsToldWithItsTableAndRow(_ attack: Attack) async throws {
        let problem = try #require(await LuaPlugin(body: attack.body).failure(people: LuaPlugin.people()))
        #expect(problem.message.en.contains(attack.says), "\(problem.message.en)")
        #expect(problem.kind == attack.kind && problem.message.en.contains("fake"))
    }

    @Test(arguments: [
        ("return", "main.lua must return plugin", nil), ("return 3", "must return plugin", nil),
        ("plugin { analyses = {} }", "must return plugin", nil),
        ("return plugin { analyses = {} }", "there is no analysis sum", nil),
        ("\nreturn plugin {", "unexpected symbol", 2), ("return plugin { sum = 1 }", "was expected", nil),
        ("return plugin { analyses = { sum = 1 } }", "analyses.sum is a number, not a function", nil),
        ("return rule { apply = function() end }", "rule", 1), ("\u{1B}Lua", "compiled code", nil),
        ("local function f() return 1 + f() end f()", "too deep", 1), ("while true do end", "units of work", 1),
        ("require('a')", "the package has no file a.lua", 1), ("require('main')", "main.lua requires itself", nil),
        ("refuse { sv = 'S', en = 'E' }", "only while an analysis runs", nil),
    ]) func aFileThatIsNoPluginIsToldWhenItIsLoaded(_ main: String, _ says: String, _ line: Int?) async throws {
        let plugin = try LuaPlugin(main, limits: #"{"seconds": 20, "fuel": 1000000}"#)
        let problem = try #require(await plugin.failure())
        #expect(problem.message.en.contains(says), "\(problem.message.en)")
        #expect(problem.place.file == "main.lua")
        if let line { #expect(problem.place.line == line) }
    }

    @Test func anErrorInAnotherFileIsToldThere() async throws {
        for (text, line) in [
            ("\nreturn function() error('here') end", 2), ("return function()\n\nwhile true do end end", 3),
        ] {
            let plugin = try LuaPlugin(
                "local f = require('lib.deep') return plugin { analyses = { sum = function() f() return 1 end } }",
                files: ["lib/deep.lua": text], limits: #"{"seconds": 20, "fuel": 1000000}"#)
            #expect(await plugin.failure()?.place == Place(file: "lib/deep.lua", line: line))
        }
        let broken = try LuaPlugin("return require('b')", files: ["b.lua": "x = = 1"])
        #expect(await broken.failure()?.place == Place(file: "b.lua", line: 1))
    }

    @Test func nothingOfOneRunIsLeftForTheNext() async throws {
        let plugin = try LuaPlugin(
            body: "count = (rawget(_G, 'count') or 0) + 1 "
                + "return { tables = { totals = { { player = 'a', total = count } } } }")
        for _ in 1...2 {
            #expect(try await plugin.run()["totals"]?["total"]?.cells == [.money(Money(ore: 1))])
        }
    }

    @Test func aLawOfTheManifestHoldsHereToo() async throws {
        let plugin = try LuaPlugin(
            body: "return { tables = { totals = { { player = 'a', total = 1, share = -0.5 } } } }")
        await #expect(throws: BrokenInvariant.self) { try await plugin.run() }
    }

    @Test func anInputLargerThanTheSandboxTakesIsALimit() async throws {
        let plugin = try LuaPlugin(
            body: "return { tables = { totals = {} } }", limits: #"{"memory_bytes": 5000000}"#)
        let problem = try #require(await plugin.failure(people: LuaPlugin.people(100_000)))
        #expect(problem.kind == .limit && problem.message.en.contains("too much memory"))
    }

    @Test func aMissingOrForeignFileIsTold() async throws {
        let gone = try LuaPlugin(body: "return 1")
        Programs.removeFolder(of: gone.loaded.program)
        #expect(await gone.failure()?.message.en.contains("the file that the plugin is run from is missing") == true)
        let long = try LuaPlugin("return 1", files: [String(repeating: "x", count: 60) + ".lua": ""])
        #expect(await long.failure()?.message.en.contains("more than 59 characters") == true)
    }
}
