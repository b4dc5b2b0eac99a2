// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// What the text of a rule gives away before it is run.
@Suite struct LintTests {
    /// The body of `apply = function(ticket, partners)` on line 3, and what is found: line, check, a word of the message.
    struct Row: Sendable, CustomTestStringConvertible {
        var body: String
        var result = ColumnType.boolean
        var finds: [String] = []
        var testDescription: String { body }

        init(_ body: String, _ result: ColumnType = .boolean, _ finds: String...) {
            self.body = body
            self.result = result
            self.finds = finds
        }
    }

    static let values: [Row] = [
        Row("if ticket.category == 'school' then return true end"),
        Row(
            "if ticket.category == 'social services' then return true end", .boolean,
            "3:23 problem unknown-value: Did you mean 'social-services'?"),
        Row(
            "if 'schol' ~= ticket.category then return true end", .boolean,
            "3:4 problem unknown-value: Did you mean 'school'?"),
        Row(
            "if ticket.category == 'library' then return true end", .boolean,
            "3:23 warning unknown-value: There are: school, social-services."),
        Row(
            "if ticket.secrecy == 'none' then return true end", .boolean,
            "3:22 problem unknown-value: There are: no, partly, yes."),
        Row(
            "if ticket.secrecy == 'secret' then return true end", .boolean,
            "3:22 problem unknown-value: There are: no, partly, yes."),
        Row(
            "local c = ticket.category if c == 'schol' then return true end", .boolean,
            "3:35 problem unknown-value: Did you mean 'school'?"),
        Row("local c = ticket.category c = c .. 'x' if c == 'schoolx' then return true end"),
        Row(
            "local t = ticket if t['category'] == 'schol' then return true end", .boolean,
            "3:38 problem unknown-value: Did you mean 'school'?"),
        Row(
            "local own = { school = true, ['social service'] = true } return own[ticket.category]", .boolean,
            "3:31 problem unknown-value: Did you mean 'social-services'?"),
        Row("return ({ school = true })[ticket.category]"),
        Row(
            "for _, c in ipairs({ 'school', 'schoool' }) do if ticket.category == c then return true end end", .boolean,
            "3:32 problem unknown-value: Did you mean 'school'?"),
        Row("if ticket.language == 'klingon' then return true end"),
        Row("if (ticket).category == ('schol') then return true end"),
    ]

    static let fields: [Row] = [
        Row(
            "if ticket.categori == 'school' then return true end", .boolean,
            "3:4 problem unknown-field: Did you mean 'category'?"),
        Row("if ticket['secret'] then return true end", .boolean, "3:4 problem unknown-field: Did you mean 'secrecy'?"),
        Row("return partners.count > 3", .boolean, "3:8 problem unknown-field: Write just partners."),
        Row("return ticket.category:len() > 3"),
        Row(
            "local field = 'categori' return ticket[field] == 'x'", .boolean,
            "3:33 problem unknown-field: Did you mean 'category'?"),
    ]

    static let types: [Row] = [
        Row("return partners == '4'", .boolean, "3:20 problem wrong-type: -"),
        Row("return ticket.urgent == 'yes'", .boolean, "3:25 problem wrong-type: -"),
        Row("return ticket.category == 3", .boolean, "3:27 problem wrong-type: There are: school, social-services."),
        Row("return ticket.category == true", .boolean, "3:27 problem wrong-type: There are: school, social-services."),
        Row("return ticket.category ~= nil"),
        Row(
            "return ticket.price > 1000.50", .boolean,
            "3:23 warning fractional-money: If you mean kronor: money(\"1000.50\")."),
        Row("return ticket.price > money('1000.50')"),
        Row("return ticket.share > 0.5"),
    ]

    static let names: [Row] = [
        Row("return tickt.category == 'school'", .boolean, "3:8 problem undeclared-global: Did you mean 'ticket'?"),
        Row(
            "count = 3 return count > partners", .boolean,
            "3:1 warning undeclared-global: Put local before it: local count = ..."),
        Row("local count = 3 count = 4 return count > partners"),
        Row(
            "return school == ticket.category", .boolean,
            "3:8 problem undeclared-global: If it is a text it needs quotes: \"school\"."),
        Row(
            "print(ticket.category) return true", .boolean,
            "3:1 problem unavailable: A rule may only compute: no files, no clock, no printing."),
        Row(
            "return os.time() > 3", .boolean,
            "3:8 problem unavailable: A rule may only compute: no files, no clock, no printing."),
        Row("return math.random() > 0.5", .boolean, "3:8 problem unavailable: "),
        Row(
            "return math.sin(1) > 0.5", .boolean,
            "3:8 problem unavailable: Did you mean 'min'?"
        ),
        Row("return string.uper(ticket.category) == 'X'", .boolean, "3:8 problem unavailable: Did you mean 'upper'?"),
        Row("for i = 1, 3 do if i == partners then return true end end"),
        Row(
            "for i, c in ipairs({}) do end return i", .boolean,
            "3:38 problem undeclared-global: If it is a text it needs quotes: \"i\"."),
        Row("local function f(n) if n > 0 then return f(n - 1) end return true end return f(partners)"),
        Row(
            "local f = function(n) return f(n) end return true", .boolean,
            "3:30 problem undeclared-global: If it is a text it needs quotes: \"f\"."),
        Row("local t <const> = { a = 1, b = { c = 2 } } goto done ::done:: return t.a == t.b.c"),
        Row("repeat local done = true until done return true"),
    ]

    static let money: [Row] = [
        Row(
            "return ticket.price / 2, 'half'", .money,
            "3:8 problem fractional-money: Round last: round(x), or divide by //. A sum is split with largest_remainder."
        ),
        Row("return ticket.price // 2", .money), Row("return round(ticket.price / 2)", .money),
        Row("return math.floor(ticket.price * 0.5)", .money), Row("return ticket.price * 2 // 3", .money),
        Row("return ticket.price * 0.75", .money, "3:23 problem fractional-money: Round last"),
        Row("return ticket.price * ticket.share", .money, "3:23 problem fractional-money: Round last"),
        Row("local half = ticket.price / 2 return half", .money, "3:14 problem fractional-money: Round last"),
        Row("local half = ticket.price / 2 half = round(half) return half", .money),
        Row(
            "local function part(x) return x / 2 end return part(ticket.price)", .money,
            "3:31 problem fractional-money: Round last"),
        Row(
            "local cap = partners > 3 and ticket.price / 2 or 0 return cap", .money,
            "3:30 problem fractional-money: Round last"),
        Row("return math.max(ticket.price, 0.0)", .money),
        Row("return share(1, 3)", .money, "3:8 problem fractional-money: Round last"),
        Row("return partners / 2", .integer, "3:8 problem fractional-money: Round: round(x), or divide by //."),
        Row("return ticket.price / 2", .real),
        Row("local x = x / 2 return x", .real, "3:11 problem undeclared-global: If it"),
        Row("local n = 1 n = n + n return n", .money), Row("return 0x1E", .money),
        Row("return 1e3", .money, "3:8 problem fractional-money: Round"),
    ]

    static let answers: [Row] = [
        Row("return 'ja'", .boolean, "3:8 problem wrong-answer: Read: samverk hooks desk/ask"),
        Row("return -1", .integer, "3:8 problem wrong-answer: Read: samverk hooks desk/ask"),
        Row("return nil"), Row("return", .boolean, "2:19 warning no-answer: Write return"),
        Row("return true, 'because'"), Row("return 7", .integer),
        Row(
            "local x = ticket.category", .boolean, "2:19 warning no-answer: Write return, then the answer and a reason."
        ),
        Row("local function f() return true end", .boolean, "2:19 warning no-answer: Write return"),
    ]

    @Test(arguments: values + fields + types + names + money + answers)
    func aLineIsRead(_ row: Row) throws {
        let found = try Self.findings(
            "return rule { hook = 'desk/ask@1',\n  apply = function(ticket, partners)\n\(row.body)\nend }", row.result)
        try #require(found.count == row.finds.count, "\(found)")
        for (found, expected) in zip(found, row.finds) { #expect(found.hasPrefix(expected), "\(found)") }
    }

    @Test(arguments: [
        ("(ticket, partners, today)", "2:19 problem parameters: The hook gives: function(ticket, partners)."),
        ("(partners, ticket)", "2:19 problem parameters: The hook gives: function(ticket, partners)."),
        ("(ticket)", nil), ("()", nil), ("(...)", nil), ("(t, p)", nil), ("(_, partners)", nil),
    ])
    func parametersAreThoseOfTheHook(_ list: String, _ expected: String?) throws {
        let found = try Self.findings("return rule { hook = 'desk/ask@1',\n  apply = function\(list) return true end }")
        #expect(found.first == expected)
    }

    @Test func chanceIsThereWhereTheHookAllowsIt() {
        var hook = Self.hook(.boolean)
        hook.allowsChance = true
        let source = Array("return rule { apply = function() return math.random() > 0.5 end }".utf8)
        let file = RuleFile(path: "r.lua", owner: .nobody, source: source)
        #expect(RuleLint.findings(in: file, hook: hook, values: hook.values) == [])
    }

    @Test func parametersMayHaveOtherNames() throws {
        let found = try Self.findings(
            "local function decide(t, n) return t.category == 'schol' or n > 3 end\nreturn rule({ apply = decide })")
        #expect(found == ["1:50 problem unknown-value: Did you mean 'school'?"])
    }

    @Test func whatTheSandboxHasIsWhatTheListSays() async throws {
        let worker = try World.worker()
        let names =
            SandboxLibrary.functions.map { ($0.name, "function") } + SandboxLibrary.constants.map { ($0.name, $0.type) }
            + SandboxLibrary.libraries.map { ($0, "table") }
        for (name, type) in names {
            let given = try await Self.run("return math.type(\(name)) or type(\(name))", worker)
            let expected: Set<String> = type == "number" ? ["number", "float"] : [type]
            #expect(given.string.map(expected.contains) == true, "\(name): \(given)")
        }
        let all = try await Self.run(
            "local t = {} for k, v in pairs(_G) do t[#t + 1] = k if type(v) == 'table' and k ~= '_G' then for m in pairs(v) do t[#t + 1] = k .. '.' .. m end end end return t",
            worker)
        let found = Set((all.array ?? []).compactMap(\.string))
        #expect(found.subtracting(SandboxLibrary.globals).filter { !$0.contains(".") } == [])
        for name in SandboxLibrary.absent {
            let error = await #expect(throws: ScriptError.self) { try await Self.run("return type(\(name))", worker) }
            #expect(error?.kind == .denied, "\(name)")
        }
    }

    /// Texts that have broken readers before: each is read to its end, or not at all, and at once.
    static let hostile: [(String, [UInt8])] = [
        ("two megabytes", [UInt8](repeating: UInt8(ascii: "("), count: 2 << 20)), ("nothing", []),
        ("a quote", Array("return rule { apply = function() return \"".utf8)), ("an escape", Array("x = '\\".utf8)),
        ("NUL", [0, 0, 0] + Array("return 1\0'".utf8)),
        ("no UTF-8", [0xFF, 0xFE, 0x80] + Array("x = '\\u{D800}'".utf8)),
        ("brackets", Array(String(repeating: "{", count: 60_000).utf8)),
        ("long brackets", Array(("[" + String(repeating: "=", count: 60_000)).utf8)),
        ("a comment", Array("--[==[ ]=] ]] ".utf8)),
        ("calls", Array(("f" + String(repeating: "()", count: 30_000)).utf8)),
        ("a sum", Array(("return 1" + String(repeating: "+1", count: 30_000)).utf8)),
        ("minus", Array(("return " + String(repeating: "- ", count: 30_000) + "1").utf8)),
        ("functions", Array(String(repeating: "function f() ", count: 5000).utf8)),
        ("names", Array((0..<12_000).map { "a\($0) " }.joined().utf8)),
        (
            "globals",
            Array("return rule { apply = function(ticket) return ".utf8)
                + Array((0..<8000).map { "a\($0)" }.joined(separator: "+").utf8) + Array(" end }".utf8)
        ),
        ("locals", Array((0..<5000).map { "local a\($0)=a\(max(0, $0 - 1)) " }.joined().utf8)),
        (
            "doubling",
            Array(
                ("return rule { apply = function(ticket) local x = ticket.price / 2 "
                    + (0..<3000).map { _ in "x=x+x " }.joined()
                    + (0..<50).map { _ in "if x then return x end " }.joined() + " end }").utf8)
        ),
    ]

    @Test(arguments: hostile.indices) func hostileTextsEnd(_ number: Int) {
        let (name, bytes) = Self.hostile[number]
        let hook = Self.hook(.money)
        let file = RuleFile(path: "r.lua", owner: .nobody, source: bytes)
        #expect(RuleLint.findings(in: file, hook: hook, values: hook.values).count <= 50, "\(name)")
    }

    /// Words of rules in any order; among three thousand texts a reader's every way out is tried.
    @Test(arguments: 0..<30) func anyWordsAreReadToTheirEnd(_ number: Int) {
        var seed = Seed(UInt64(number))
        let words =
            LuaToken.keywords.sorted() + [
                "ticket", ".category", "'school'", "rule", "apply", "=", "==", "{", "}", "(", ")", ",", "[", "]", "..",
                "/", "1", "0.5", "::", ":", "...", "\n", "--", "[[",
            ]
        let hook = Self.hook(.money)
        for _ in 0..<100 {
            let text = (0..<seed.integer(1...60)).map { _ in seed.pick(words) + " " }.joined() + seed.hostileText()
            let file = RuleFile(path: "r.lua", owner: .nobody, source: Array(text.utf8))
            let findings = RuleLint.findings(in: file, hook: hook, values: hook.values)
            #expect(findings.allSatisfy { $0.place.line ?? 0 > 0 && $0.place.column ?? 0 > 0 })
            let tree = LuaParser.tree(of: Array(text.utf8))
            #expect(tree.nodes.allSatisfy { $0.range.upperBound <= text.utf8.count })
        }
    }

    static func findings(_ source: String, _ result: ColumnType = .boolean) throws -> [String] {
        let hook = hook(result)
        var values = hook.values
        values[0].allowed = ["school", "social-services"]
        values[0].dataset = "desk/categories"
        let file = RuleFile(path: "r.lua", owner: .nobody, source: Array(source.utf8))
        return RuleLint.findings(in: file, hook: hook, values: values).map {
            "\($0.place.line ?? 0):\($0.place.column ?? 0) \($0.severity.rawValue) \($0.check.rawValue): \($0.remedy?.en ?? "-")"
        }
    }

    static func hook(_ result: ColumnType) -> Hook {
        func field(_ name: String, _ type: ColumnType, _ allowed: [String] = []) -> DatasetColumn {
            DatasetColumn(ColumnSpec(name, type), title: "", allowed: allowed)
        }
        var hook = World.hook("desk/ask", type: result, minimum: result == .boolean ? nil : 0, maximum: nil)
        hook.arguments[0].fields = [
            field("category", .category), field("secrecy", .category, ["no", "partly", "yes"]),
            field("language", .category), field("share", .real), field("price", .money), field("urgent", .boolean),
        ]
        hook.arguments[1].name = "partners"
        return hook
    }

    static func run(_ source: String, _ worker: String) async throws -> JSON {
        try await ScriptWorker.with(worker) { worker in
            let script = try await worker.load(Array(source.utf8), file: "a.lua", mustBeRule: false)
            return try await worker.call(script, [[]])[0].get().value
        }
    }
}
