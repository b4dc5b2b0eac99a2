// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk rule check`, `test` and `bench` as a writer of rules meets them.
@Suite("Rule tools")
struct RuleToolTests {
    static func rule(_ body: String, _ more: String = "") -> String {
        """
        return rule {
          hook  = "support-pooling/may_share@1",
          basis = "KF § 1",
          from  = "2026-10-02",
          apply = function(ticket, partners)
            \(body)
          end,
          \(more)
        }
        """
    }

    static let file = "rules/9909-exempelkommun-i/r.lua"

    /// The body on line 6, whether it is a problem, and what is said of it.
    static let remarks: [(String, Int32, [String])] = [
        (
            "if ticket.category == \"social services\" then return true end", 1,
            [
                Self.file + ":6:27:", "support-pooling/ticket_categories", "Did you mean 'social-services'?",
                "    if ticket.category == \"social services\" then return true end\n",
                "    " + String(repeating: " ", count: 22) + "^^^^^^^^^^^^^^^^^\n",
            ]
        ),
        ("if ticket.categori == \"school\" then return true end", 1, ["'categori'", "Did you mean 'category'?"]),
        ("return true, anledning", 1, ["'anledning'", "\"anledning\""]),
        ("return \"ja\"", 1, [Self.file + ":6:12:", "boolean"]),
        ("if ticket.category == \"bibliotek\" then return true end", 0, ["warning: ", "There are: account"]),
        ("antal = partners return antal > 3", 0, ["warning: ", "local antal"]),
        ("return partners > 3", 0, []),
    ]

    @Test("check reads the text too", arguments: remarks)
    func check(body: String, status: Int32, says: [String]) throws {
        let workspace = try Workspaces.copy()
        try workspace.write(Self.rule(body), to: Self.file)
        let outcome = try workspace.samverk("rule", "check", Self.file)
        #expect(outcome.status == status, "\(outcome.errors)")
        for said in says { #expect(outcome.errors.contains(said), "\(outcome.errors)") }
        #expect(says.isEmpty == outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(try workspace.samverk("check").status == status)
        let swedish = try workspace.samverk("rule", "check", Self.file, "--lang", "sv")
        #expect(swedish.status == status && swedish.errors.contains("Gör så här: ") == !says.isEmpty)
        let json = try workspace.samverk("rule", "check", Self.file, "--format", "json")
        #expect(json.status == status && json.errors == "")
        let remark = try json.json().array?.first
        #expect((remark == nil) == says.isEmpty)
        #expect(remark == nil || remark?["line"] == 6 && remark?["rule"]?.string == Self.file)
    }

    @Test("outside a workspace the text is read without data")
    func outside() throws {
        let folder = try Folder.with([
            "r.lua": Self.rule("return ticket.category == 'social services' or ticket.secrecy == 'nej'")
        ])
        let outcome = try folder.samverk("rule", "check", "r.lua")
        #expect(
            outcome.status == 1 && !outcome.errors.contains("social-services") && outcome.errors.contains("'nej'"),
            "\(outcome.errors)")
    }

    static let cases = """
        tests = {
            { name = "skolan", args = { { category = "school" }, 4 }, expect = false, reason = "elevuppgifter" },
            { name = "vården", args = { ticket = { category = "health-care" }, partners = 4 } },
            { name = "klockan", args = { { category = "clock" } }, error = "denied" },
          },
        """
    static let body = """
        if ticket.category == "school" then return false, "elevuppgifter" end
            if ticket.category == "clock" then return os.time() > 0 end
        """

    @Test("cases in the rule and in YAML beside it pass")
    func passing() throws {
        let workspace = try Workspaces.copy()
        try workspace.write(Self.rule(Self.body, Self.cases), to: Self.file)
        try workspace.write(
            """
            # Kommentarer går bra.
            - name: skolan igen
              args: [{category: school, secrecy: no, share: 0.25}, 4]
              expect: false
            - args: { ticket: { category: account } }
            """, to: "rules/9909-exempelkommun-i/r.tests.yaml")
        let outcome = try workspace.done("rule", "test", Self.file, "--lang", "sv")
        #expect(outcome.output.hasSuffix("5 testfall: 5 rätt, 0 fel.\n"), "\(outcome.output)")
        #expect(outcome.output.contains("  ✔ skolan igen\n  ✔ fall 5\n"))
        #expect(outcome.errors == "")
        // All rules of the workspace: those without cases are told.
        try workspace.write(Self.rule("return true"), to: "rules/9909-exempelkommun-i/utan.lua")
        let all = try workspace.done("rule", "test")
        #expect(all.output.contains("rules/9909-exempelkommun-i/utan.lua: no cases\n"))
    }

    @Test("a failing case is shown as a difference")
    func failing() throws {
        let workspace = try Workspaces.copy()
        let wrong = """
            tests = {
                { name = "skolan", args = { { category = "school" }, 4 }, expect = true },
                { name = "skälet", args = { { category = "school" }, 4 }, expect = false, reason = "annat" },
                { args = { { category = "clock" }, 4 }, expect = true },
              },
            """
        try workspace.write(Self.rule(Self.body, wrong), to: Self.file)
        let outcome = try workspace.samverk("rule", "test", Self.file)
        #expect(outcome.status == 1)
        #expect(
            outcome.output == """
                \(Self.file)
                  ✘ skolan  (\(Self.file):10)
                      arguments [{"category":"school"},4]
                      expected  true
                      got       false, "elevuppgifter"
                  ✘ skälet  (\(Self.file):11)
                      arguments [{"category":"school"},4]
                      expected  false, "annat"
                      got       false, "elevuppgifter"
                  ✘ case 3  (\(Self.file):12)
                      arguments [{"category":"clock"},4]
                      expected  true
                      got       error: denied, line 7: os is not available to rules

                3 cases: 0 right, 3 wrong.

                """, "\(outcome.output)")
        let json = try workspace.samverk("rule", "test", Self.file, "--format", "json")
        #expect(try json.json().array?.map { $0["passed"] } == [false, false, false])
        #expect(try json.json().array?.last?["error"]?["kind"] == "denied")
        #expect(try workspace.samverk("rule", "test", Self.file, "--format", "csv").status == 1)
    }

    @Test("a rule that runs into a limit ends with 3, one that only answers wrong with 1")
    func limit() throws {
        let workspace = try Workspaces.copy()
        func cases(_ error: String = "") -> String { "tests = { { args = { { category = 'clock' }, 4 }\(error) } }," }
        for (body, status) in [("while true do end", 3), ("return true", 1), ("error('no')", 1)] as [(String, Int32)] {
            try workspace.write(Self.rule(body, cases()), to: Self.file)
            for format in ["table", "json"] {
                #expect(
                    try workspace.samverk("rule", "test", Self.file, "--format", format).status == status, "\(body)")
            }
        }
        try workspace.write(
            Self.rule("while true do end", cases(", error = 'instructions'")), to: Self.file)
        #expect(try workspace.samverk("rule", "test", Self.file).status == 0)
    }

    @Test("a rule for a hook of a plugin that is not here names the plugin and what to do")
    func absentPlugin() throws {
        let workspace = try Workspaces.copy()
        func rule(_ hook: String) throws {
            try workspace.write(
                "return rule { hook = \"\(hook)\", apply = function() return true end }\n", to: Self.file)
        }
        try rule("licence-desk/discount@1")
        let told = ["(licence-desk/discount@1)", "plugin licence-desk is not installed", "plugin install"]
        for verb in [["rule", "check"], ["rule", "test"], ["run", "formagegap"], ["check"]] {
            let outcome = try Tool.run(verb, in: workspace)
            #expect(outcome.status == 1, "\(verb)")
            for text in told { #expect(outcome.errors.contains(text), "\(verb): \(outcome.errors)") }
        }
        try rule("support-poling/may_share@1")
        #expect(try workspace.samverk("rule", "check").errors.contains("Did you mean 'support-pooling/may_share@1'?"))
    }

    /// A field `tests`, or a YAML file, that is no list of cases: line and what is said.
    static let malformed: [(lua: String, yaml: String?, says: [String])] = [
        ("tests = { { args = { function() end } } },", nil, [":8:", "no number, text or table"]),
        (
            "tests = { " + String(repeating: "{", count: 100) + String(repeating: "}", count: 100) + " },", nil,
            [":8:", "30 levels"]
        ),
        ("tests = 3,", nil, ["must be a list"]), ("tests = { 3 },", nil, [":8:", "object"]),
        ("tests = { { expct = true } },", nil, ["'expct'", "'expect'"]),
        ("tests = { { args = { 1, 2, 3 } } },", nil, ["3 values", "ticket, partners"]),
        ("tests = { { args = { { categori = 'x' } } } },", nil, ["'categori'", "'category'"]),
        ("tests = { { args = { tickt = {} } } },", nil, ["'tickt'", "'ticket'"]),
        ("tests = { { args = { 'school' } } },", nil, ["table of fields"]),
        ("tests = { { args = { {}, 'many' } } },", nil, ["partners is integer"]),
        ("tests = { { error = 'denid' } },", nil, ["'denied'"]),
        ("tests = { { error = 'denied', expect = true } },", nil, ["either"]),
        ("", "name: x\n", ["r.tests.yaml", "must be a list"]),
        ("", "- args: [{category: school}, många]\n", ["r.tests.yaml:1:30", "'många'"]),
        ("", "- args: {}\n  expct: ja\n", ["r.tests.yaml:1", "'expct'"]),
        ("", "- expect: kanske\n", ["r.tests.yaml:1:11", "true or false"]),
        ("", "- &a {expect: true}\n- *a\n", ["r.tests.yaml"]), ("", "", ["r.tests.yaml", "empty"]),
        ("", "- [", ["r.tests.yaml:", "YAML"]),
    ]

    @Test("cases that are none are told with their line", arguments: malformed.indices)
    func malformedCases(number: Int) throws {
        let (lua, yaml, says) = Self.malformed[number]
        let folder = try Folder.with(["r.lua": Self.rule("return true", lua)])
        if let yaml { try folder.write(yaml, to: "r.tests.yaml") }
        for verb in ["test", "check"] {
            let outcome = try folder.samverk("rule", verb, "r.lua")
            #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
            for said in says { #expect(outcome.errors.contains(said), "\(verb): \(outcome.errors)") }
            #expect(!outcome.errors.contains("Fatal") && !outcome.errors.contains("Optional("))
        }
    }

    /// Files that are no rules at all.
    static let hostile: [(String, [UInt8])] = [
        ("two megabytes", [UInt8](repeating: UInt8(ascii: "("), count: 2 << 20)),
        ("a quote", Array("return rule { hook = \"x".utf8)),
        ("NUL", Array("return rule {\0 hook = 'a\0b' }".utf8)), ("no UTF-8", [0xFF, 0xFE, 0xFA]),
        ("bytecode", [0x1B] + Array("Lua".utf8)),
        ("nothing", []), ("deep", Array(String(repeating: "{", count: 60_000).utf8)),
        ("endless", Array("while true do end".utf8)),
        ("memory", Array("local s = 'x' while true do s = s .. s end".utf8)),
    ]

    @Test("a hostile file is refused, not followed", arguments: hostile.indices)
    func hostileFiles(number: Int) throws {
        let (name, bytes) = Self.hostile[number]
        let folder = number < 3 ? try Workspaces.copy() : try Folder.new()
        try folder.write(bytes: bytes, to: Self.file)
        for call in [["check"], ["test"], ["bench", "--calls", "3"]] + (number < 3 ? [["explain"], ["effect"]] : []) {
            let outcome = try Tool.run(["rule"] + call + [Self.file], in: folder)
            let isHarmless = call[0] == "bench" && name == "nothing"
            #expect(
                [1, 3].contains(outcome.status) != isHarmless, "\(name), \(call): \(outcome.status) \(outcome.errors)")
            #expect(outcome.errors.utf8.count < 8000)
            for inside in ["Fatal error", "Backtrac", "Optional(", ".swift", "\u{0}", "\u{1B}"] {
                #expect(!outcome.errors.contains(inside))
            }
        }
    }

    @Test("bench tells calls a second and fuel a call")
    func bench() throws {
        let folder = try Folder.with(["r.lua": Self.rule("return partners > 3")])
        let json = try folder.done(
            "rule", "bench", "r.lua", "--args", "[{\"category\": \"school\"}, 4]", "--calls", "2500", "--format", "json"
        ).json()
        #expect(json["calls"] == 2500)
        #expect(json["calls_per_second"]?.number ?? 0 > 0)
        let fuel = try #require(json["fuel_per_call"]?.integer)
        #expect((1...1000).contains(fuel))
        #expect(
            try folder.done("rule", "bench", "r.lua", "--args", "[{}, 4]", "--calls", "10").output.contains(
                "calls a second"))
    }

    static let badBench: [([String], Complaint)] = [
        (["r.lua", "--calls", "0"], .usage("--calls")), (["r.lua", "--args", "{}"], .usage("JSON array")),
        (["no.lua"], .fault("no.lua")), (["r.lua", "--args", "[]"], .fault("r.lua:6", "number with nil")),
        (["loop.lua"], .program("loop.lua", "instructions")),
    ]

    @Test("a bench that cannot be", arguments: badBench)
    func wrongBench(arguments: [String], complaint: Complaint) throws {
        let folder = try Folder.with(["r.lua": Self.rule("return partners > 3"), "loop.lua": "while true do end"])
        try Tool.run(["rule", "bench"] + arguments, in: folder).expect(complaint)
    }
}
