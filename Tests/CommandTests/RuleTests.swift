// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk rule` and rules in a run.
@Suite("Rules")
struct RuleTests {
    static let values: [(String, String, String)] = [
        ("return ...", "[{\"a\": 1}]", "{\"value\":{\"a\":1}}"), ("return ...", "[1.0, 3]", "{\"value\":1.0}"),
        ("return ...", "[3]", "{\"value\":3}"), ("return {}", "[]", "{\"value\":[]}"), ("", "[]", "{\"value\":null}"),
        ("return true, \"därför\"", "[]", "{\"value\":true,\"reason\":\"därför\"}"),
        ("return rule { hook = 'x/y@1', apply = function(a, b) return a + b end }", "[2, 3]", "{\"value\":5}"),
    ]

    @Test("a rule file is run by itself, outside a workspace", arguments: values)
    func value(source: String, arguments: String, output: String) throws {
        let folder = try Folder.with(["r.lua": source])
        #expect(try folder.done("rule", "run", "r.lua", "--args", arguments).output == output + "\n")
    }

    /// A rule, the kind of its end, the line, and the exit status.
    static let ends: [(String, String, Int?, Int32)] = [
        ("return rule {\n  hook = 'x'\n  basis = 1\n}", "syntax", 3, 1), ("while true do end", "instructions", 1, 3),
        ("local s = 'x'\nwhile true do s = s .. s end", "memory", 2, 3),
        ("local function f() return f() + 1 end\nreturn f()", "depth", 1, 3),
        ("\nreturn io.open('/etc/passwd')", "denied", 2, 1), ("\n\nerror('nej')", "runtime", 3, 1),
        ("return {1, 2, a = 3}", "result", nil, 1), ("return function() end", "result", nil, 1),
        ("return 0/0", "result", nil, 1),
    ]

    @Test("a rule that fails says its kind and line in JSON, and in words", arguments: ends)
    func failing(source: String, kind: String, line: Int?, status: Int32) throws {
        let folder = try Folder.with(["r.lua": source])
        let json = try folder.samverk("rule", "run", "r.lua", "--format", "json")
        #expect(json.status == status && json.output == "", "\(json.errors)")
        let error = try JSON.read(Array(json.errors.utf8), file: "stderr")["error"]
        #expect(error?["kind"]?.string == kind)
        #expect(error?["file"]?.string == "r.lua")
        #expect(error?["line"] == line.map(JSON.integer) ?? .null)
        #expect(error?["message"]?.string?.isEmpty == false)
        try folder.samverk("rule", "run", "r.lua").expect(
            Complaint(status: status, says: ["r.lua" + (line.map { ":\($0)" } ?? ""), "What to do"]))
    }

    static let wrong: [([String], Complaint)] = [
        (["r.lua", "--args", "{\"a\": 1}"], .usage("JSON array", "--args '[1")),
        (["r.lua", "--args", "[1,"], .usage("--args:1:4")), (["r.lua", "--args", "[NaN]"], .usage("--args:1:2")),
        (["r.lua", "--args"], .usage("--args")), (["no.lua"], .fault("no.lua", "does not exist")),
        (["."], .fault("folder")), ([], .usage("<file>")),
        (["r.lua", "--hook", "billing/acepts"], .fault("billing/accepts@1")),
        (["r.lua", "--hook", "billing/accepts@1", "--args", "[\"ja\"]"], .fault("r.lua", "boolean", "\"ja\"")),
    ]

    @Test("a wrong call", arguments: wrong)
    func wrongCall(arguments: [String], complaint: Complaint) throws {
        let folder = try Folder.with(["r.lua": "return ..."])
        try Tool.run(["rule", "run"] + arguments, in: folder).expect(complaint)
    }

    /// A rule of 9908 in the place of its own, and how a run is met.
    static let inRun: [(String, String, Complaint)] = [
        ("that never ends", "while true do end", .program("rules/9908-exempelkommun-h/godtar.lua:6", "instructions")),
        ("of the wrong type", "return 'ja'", .fault("rules/9908-exempelkommun-h/godtar.lua", "boolean", "\"ja\"")),
        ("that fails", "return today.x.y", .fault("rules/9908-exempelkommun-h/godtar.lua:6")),
        ("that does not read", "return return", .fault("rules/9908-exempelkommun-h/godtar.lua:6")),
    ]

    @Test("a rule in a run", arguments: inRun)
    func rule(name: String, body: String, complaint: Complaint) throws {
        let workspace = try Workspaces.copy()
        try workspace.write(
            """
            return rule {
              hook = "billing/accepts@1",
              basis = "KF § 1",
              from = "2026-01-01",
              apply = function(today, after, change_share)
                \(body)
              end,
            }
            """, to: "rules/9908-exempelkommun-h/godtar.lua")
        try workspace.samverk("run").expect(complaint)
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 2, "no run is left")
    }

    /// Rules that `rule check` must refuse.
    static let faulty: [(String, String)] = [
        (
            "return rule { hook = \"billing/acepts@1\", basis = \"b\", from = \"2026-01-01\", apply = function() end }",
            "billing/accepts@1"
        ),
        (
            "return rule { hook = \"billing/accepts@1\", basis = \"b\", from = \"2026-13-01\", apply = function() end }",
            "'from'"
        ),
        ("return 1", "rule {"), ("return rule {\n  hook = \n}", ":3"),
    ]

    @Test("rule check tells what is wrong", arguments: faulty)
    func check(source: String, says: String) throws {
        let workspace = try Workspaces.copy()
        try workspace.write(source, to: "rules/9907-exempelkommun-g/r.lua")
        for arguments in [["rule", "check"], ["check"]] {
            let outcome = try Tool.run(arguments, in: workspace)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("rules/9907-exempelkommun-g/r.lua"), "\(outcome.errors)")
            #expect(outcome.errors.contains(says), "\(outcome.errors)")
        }
    }

    @Test("a rule that has its say changes the figure, and a run without it is another run")
    func hasItsSay() throws {
        let workspace = try Workspaces.copy()
        func accepts() throws -> JSON {
            try PrintedRun(workspace.done("run", "--format", "json")).table("bill", "before_after").cell(
                "9910", "accepts")
        }
        #expect(try accepts() == false)
        try workspace.write("", to: "rules/9910-exempelkommun-j/godtar.lua")
        try FileManager.default.removeItem(atPath: workspace.path + "/rules/9910-exempelkommun-j/godtar.lua")
        #expect(try workspace.done("run", "--format", "json").json()["run"] == 3)
    }
}
