// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk rule effect`, `explain`, `fixture` and `stubs`.
@Suite("What rules change")
struct RuleEffectTests {
    static let file = "rules/9908-exempelkommun-h/far-delas.lua"

    /// The example's rule is taken away by hand; the two runs must differ by what `effect` says.
    @Test("effect is the difference of two runs")
    func effect() throws {
        let workspace = try Workspaces.copy()
        let effect = try workspace.done("rule", "effect", Self.file, "--format", "json").json()
        let with = try PrintedRun(workspace.done("run", "--format", "json"))
        let moved = try workspace.text(Self.file)
        try FileManager.default.removeItem(atPath: workspace.path + "/" + Self.file)
        let without = try PrintedRun(workspace.done("run", "--format", "json"))
        let figures = try #require(effect["figures"]?.array)
        #expect(effect["answered"] == 2 && effect["nothing"] == .null)
        var checked = 0
        for party in ["9907", "9908", "9909", "9910", "9911"] {
            for (step, table, column) in [("bill", "before_after", "after"), ("split", "allocation", "shapley")] {
                let before = try without.table(step, table).cell(.string(party), column)
                let after = try with.table(step, table).cell(.string(party), column)
                let told = figures.first { $0["figure"]?.string == "\(step)/\(table)[\(party)].\(column)" }
                if before == after {
                    #expect(told == nil)
                } else {
                    #expect(told?["before"] == before && told?["after"] == after, "\(party) \(told?.text ?? "-")")
                    #expect(told?["difference"]?.integer == (after.integer ?? 0) - (before.integer ?? 0))
                    checked += 1
                }
            }
        }
        #expect(checked >= 5)
        // The same text as a draft outside rules/: "with" is the rule added.
        try workspace.write(moved, to: "utkast.lua")
        let draft = try workspace.done("rule", "effect", "utkast.lua", "--for", "Exempelkommun H", "--format", "json")
            .json()
        #expect(draft["figures"] == effect["figures"])
        try workspace.samverk("rule", "effect", "utkast.lua").expect(.usage("--for"))
        // Neither run is kept.
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 3)
    }

    @Test("effect in words, in kronor")
    func words() throws {
        let workspace = Workspaces.example
        let swedish = try workspace.done("rule", "effect", Self.file, "--lang", "sv").output
        #expect(
            swedish.contains("Utan regeln") && swedish.contains("kr/år") && swedish.contains("Regeln svarade på 2 av"))
        let csv = try workspace.done("rule", "effect", Self.file, "--format", "csv").output
        #expect(csv.hasPrefix("figure,party,what,unit,before,after,difference\n"))
        #expect(csv.contains("\nbill/before_after[9908].after,9908,"))
        #expect(try workspace.done("rule", "effect", Self.file, "--format", "md").output.contains("| "))
    }

    /// A rule that changes nothing, by its owner and text, and why.
    static let silent: [(owner: String, rule: String, scenario: String?, why: String)] = [
        (
            "9908-exempelkommun-h",
            "hook = 'support-pooling/may_share@1', from = '2027-02-01', apply = function() return true end", nil,
            "not in force on the day of the scenario (2027-01-01)"
        ),
        (
            "9908-exempelkommun-h",
            "hook = 'support-pooling/may_share@1', to = '2026-02-01', apply = function() return true end", nil,
            "not in force"
        ),
        (
            "9908-exempelkommun-h",
            "hook = 'capability-map/target@1', from = '2026-06-01', apply = function() return 4 end",
            "gemensam-servicedesk", "Choose a scenario that does with --scenario: formagegap, upphandling."
        ),
        (
            "9901-exempelkommun-a", "hook = 'support-pooling/may_share@1', apply = function() return true end", nil,
            "Exempelkommun A is not a member of the scenario"
        ),
        (
            "9909-exempelkommun-i",
            "hook = 'support-pooling/may_share@1', apply = function(t) if t.category == 'none' then return true end end",
            nil, "none fulfilled its conditions"
        ),
        (
            "9907-exempelkommun-g",
            "hook = 'billing/accepts@1', apply = function() return true end", nil, "always what holds anyway"
        ),
        (
            "9908-exempelkommun-h",
            "hook = 'billing/accepts@1', from = '2026-09-01', apply = function() return false end", nil,
            "godtar.lua has a later 'from' and answers instead"
        ),
    ]

    @Test("a rule that changes nothing says why", arguments: silent)
    func silence(owner: String, rule: String, scenario: String?, why: String) throws {
        let workspace = try Workspaces.copy()
        try workspace.write("return rule { \(rule) }", to: "rules/\(owner)/tyst.lua")
        let outcome = try Tool.run(
            ["rule", "effect", "rules/\(owner)/tyst.lua"] + (scenario.map { ["--scenario", $0] } ?? []), in: workspace)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("Nothing changes. ") && outcome.output.contains(why), "\(outcome.output)")
    }

    @Test("a tie and a broken neighbour are told")
    func neighbours() throws {
        let workspace = try Workspaces.copy()
        try workspace.write(try workspace.text(Self.file), to: "rules/9908-exempelkommun-h/tvilling.lua")
        try workspace.samverk("rule", "effect", "rules/9908-exempelkommun-h/tvilling.lua").expect(
            .fault("tvilling.lua", "far-delas.lua"))
        try workspace.write("return", to: "rules/9908-exempelkommun-h/tvilling.lua")
        try workspace.samverk("rule", "effect", Self.file).expect(.fault("tvilling.lua"))
    }

    @Test("explain tells answers and figures of the stored run")
    func explain() throws {
        let workspace = try Workspaces.copy()
        let json = try workspace.done("rule", "explain", Self.file, "--run", "1", "--format", "json").json()
        #expect(json["reproduced"] == true && json["run"] == 1)
        #expect(json["answers"]?.array?.count == 2)
        #expect(
            json["answers"]?.array?.allSatisfy {
                $0["before"] == false && $0["after"] == true && [8, 11].contains($0["line"]?.integer)
            }
                == true)
        let effect = try workspace.done("rule", "effect", Self.file, "--format", "json").json()
        #expect(json["figures"]?.array?.count == effect["figures"]?.array?.count)
        // Each address may be explained, and has the value that is told.
        let figure = try #require(json["figures"]?.array?.first { $0["column"] == "after" && $0["party"] == "9908" })
        #expect(figure["why"]?.string?.contains("sekretessprövad") == true)
        let explained = try workspace.done("explain", try #require(figure["figure"]?.string), "--format", "json").json()
        #expect(explained["value"] == figure["after"])
        #expect(
            try workspace.done("rule", "explain", Self.file, "--run", "1", "--lang", "sv").output.contains(
                "Vad regeln svarade i beräkning 1"))
        // The latest run is of the capabilities, where the rule had no part.
        let other = try workspace.done("rule", "explain", Self.file).output
        #expect(
            other.contains("changed no figure of run 2") && other.contains("No analysis of the scenario asks"),
            "\(other)")
        // When the rule has changed since, the answers are still told, and that the figures cannot be.
        try workspace.write(try workspace.text(Self.file).replacing("health-care", with: "security"), to: Self.file)
        let changed = try workspace.done("rule", "explain", Self.file, "--run", "1").output
        #expect(changed.contains("can no longer be repeated") && changed.contains("bill/before_after"), "\(changed)")
        try workspace.samverk("rule", "explain", Self.file, "--run", "99").expect(.fault("There is no run 99"))
    }

    @Test("a fixture freezes the calls behind a figure, once")
    func fixture() throws {
        let workspace = try Workspaces.copy()
        let figure = "1/bill/before_after[9908].after"
        try workspace.samverk("rule", "fixture", figure).expect(.usage("Several rules", "--rule"))
        try workspace.samverk("rule", "fixture", figure, "--rule", "rules/9911-exempelkommun-k/godtar.lua").expect(
            .usage("had no say"))
        try workspace.samverk("rule", "fixture", "1/game/locked[9909,school].locked").expect(.fault("No rule"))
        try workspace.samverk("rule", "fixture", "1/bill/befor_after[9908].after").expect(.fault("before_after"))
        let beside = "rules/9908-exempelkommun-h/far-delas.tests.yaml"
        let first = try workspace.done("rule", "fixture", figure, "--rule", Self.file)
        #expect(first.output == beside + "\n" && first.errors.hasPrefix("New cases: 2."))
        let text = try workspace.text(beside)
        #expect(text.contains("  args: [{\"category\": \"council\", ") && text.contains("  expect: true\n"))
        #expect(try workspace.done("rule", "fixture", figure, "--rule", Self.file).errors.hasPrefix("New cases: 0."))
        #expect(try workspace.text(beside) == text)
        let tested = try workspace.done("rule", "test", Self.file)
        #expect(tested.output.contains(" right, 0 wrong.") && tested.output.contains("✔ \(figure) (9908) #2"))
        // A case of the rule's own for one of the calls: only the other is new.
        let own = try workspace.text(beside).split(separator: "- name:")
        try workspace.write(own[0] + "- name:" + own[1], to: beside)
        #expect(try workspace.done("rule", "fixture", figure, "--rule", Self.file).errors.hasPrefix("New cases: 1."))
        // A rule that has changed since is not frozen as it was.
        try workspace.write(try workspace.text(Self.file).replacing("return true", with: "return false"), to: Self.file)
        try workspace.samverk("rule", "fixture", figure, "--rule", Self.file).expect(
            .fault(Self.file, "changed since", "samverk run"))
    }

    @Test("a file of cases that cannot be added to stays as it is")
    func fixtureInFlow() throws {
        let workspace = try Workspaces.copy()
        let beside = "rules/9911-exempelkommun-k/godtar.tests.yaml"
        try workspace.write("[{name: ett, args: [1, 2, 0.5], expect: false}]\n", to: beside)
        try Tool.run(
            [
                "rule", "fixture", "1/bill/before_after[9911].accepts", "--rule",
                "rules/9911-exempelkommun-k/godtar.lua",
            ], in: workspace
        )
        .expect(.fault(beside, "lines of their own"))
        #expect(try workspace.text(beside).hasPrefix("[{name: ett"))
    }

    @Test("stubs tell the editor, twice the same, and are no rule")
    func stubs() throws {
        let workspace = try Workspaces.copy()
        try workspace.write(
            "{\"diagnostics.globals\": [\"min\"], \"workspace.library\": [\"eget\"], \"runtime.version\": \"LuaJIT\"}",
            to: ".luarc.json")
        try workspace.done("rule", "stubs")
        let settings = try JSON.read(try workspace.bytes(".luarc.json"), file: "s")
        #expect(settings["diagnostics.globals"] == ["min"] && settings["workspace.library"] == ["eget", ".luals"])
        #expect(settings["runtime.version"] == "Lua 5.4")
        let text = try workspace.text(".luals/samverk.lua")
        #expect(text.hasPrefix("---@meta\n"))
        #expect(text.contains("---@field category \"account\"|\"council\"|\"english\"|"), "the data say what there is")
        try workspace.done("rule", "stubs")
        #expect(try workspace.text(".luals/samverk.lua") == text)
        #expect(!(try workspace.done("check").errors.contains("samverk.lua")))
        #expect(!(try workspace.done("rule", "list", "--format", "csv").output.contains("samverk.lua")))
        // It is Lua, though nobody runs it.
        let loaded = try workspace.samverk("rule", "run", ".luals/samverk.lua")
        #expect(!loaded.errors.contains("syntax"), "\(loaded.errors)")
        try workspace.write("[1]", to: ".luarc.json")
        try workspace.samverk("rule", "stubs").expect(.fault(".luarc.json"))
        #expect(try workspace.text(".luarc.json") == "[1]")
    }
}
