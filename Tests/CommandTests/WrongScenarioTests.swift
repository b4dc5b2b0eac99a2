// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// Scenarios with one fault each.
@Suite("A wrong scenario is told with file, line, column and remedy, before anything runs")
struct WrongScenarioTests {
    static let desk = "steps:\n  d:\n    analysis: support-pooling/pooled\n"

    /// What stands after the title and the period (so its first line is line 3), and how it is met.
    static let scenarios: [(String, String, Complaint)] = [
        (
            "a cycle",
            """
            steps:
              a:
                analysis: cost-allocation/allocate
                with: { drivers: b.allocation, unit: none }
              b:
                analysis: cost-allocation/allocate
                with: { drivers: a.allocation, unit: none }
            """, .fault("s.yaml:4:3", "circle: a <- b <- a", "somewhere else")
        ),
        (
            "an unknown analysis", "steps:\n  a:\n    analysis: cost-allocation/allocat\n",
            .fault("s.yaml:5:15", "Did you mean 'cost-allocation/allocate'?")
        ),
        (
            "an unknown plugin", "steps:\n  a:\n    analysis: cost-alocation/allocate\n",
            .fault("s.yaml:5:15", "Did you mean 'cost-allocation/allocate'?")
        ),
        (
            "a misspelt parameter", "steps:\n  a:\n    analysis: capability-map/gaps\n    with: { targt: 3 }\n",
            .fault("s.yaml:6:", "'targt'", "Did you mean 'target'?")
        ),
        (
            "a parameter of another type",
            "steps:\n  a:\n    analysis: capability-map/gaps\n    with: { target: three }\n",
            .fault("s.yaml:6:21", "'target'", "'three'")
        ),
        (
            "a parameter out of bounds", "steps:\n  a:\n    analysis: capability-map/gaps\n    with: { target: 9 }\n",
            .fault("s.yaml:6:21", "'target'", "'9'", "4")
        ),
        (
            "a misspelt step", desk + "  a:\n    analysis: billing/compare\n    with: { today: e.today }\n",
            .fault("s.yaml:8:", "'e'", "There are: ")
        ),
        (
            "a misspelt table", desk + "  a:\n    analysis: billing/compare\n    with: { usage: d.usge }\n",
            .fault("s.yaml:", "'usge'", "Did you mean 'usage'?")
        ),
        (
            "a table of another shape",
            desk + "  a:\n    analysis: cost-allocation/allocate\n    with: { game: d.today }\n",
            .fault("s.yaml:", "d.today does not suit the input 'game'", "What to do")
        ),
        (
            "a table without a column", desk + "  a:\n    analysis: billing/compare\n    with: { cost: d.hours }\n",
            .fault("s.yaml:", "d.hours does not suit the input 'cost'", "'player'", "What to do")
        ),
        ("an unknown municipality", "members: [9907, 9999]\n" + desk, .fault("s.yaml:3:17", "'9999'", "9909")),
        ("a misspelt name", "members: [Exempelkommun Gg]\n" + desk, .fault("s.yaml:3:11", "'Exempelkommun G'")),
        ("a member twice", "members: [9907, 9907]\n" + desk, .fault("s.yaml:3:17", "9907")),
        ("an unknown agreement", "agreement: agr-dsk\n" + desk, .fault("s.yaml:3:12", "Did you mean 'agr-desk'?")),
        ("an unknown finding", "answer: d.nosuch\n" + desk, .fault("s.yaml:3:9", "d.same-wait")),
        ("an unknown word for approvals", "approvals: maybe\n" + desk, .fault("s.yaml:3:12", "required, what-if")),
        ("a field nobody knows", "step:\n  d: {}\n", .fault("s.yaml:3:1", "Did you mean 'steps'?")),
        (
            "a field of a step nobody knows", "steps:\n  d: {analysis: tbm/cost-share, wth: {}}\n",
            .fault("s.yaml:4:33", "Did you mean 'with'?")
        ),
        ("no steps", "steps: {}\n", .fault("s.yaml:3:8", "no steps")),
        ("a step without analysis", "steps:\n  d: {}\n", .fault("s.yaml:4:3", "'analysis'")),
        ("a step's name", "steps:\n  D D: {analysis: tbm/cost-share}\n", .fault("s.yaml:4:3", "a-z")),
        ("a tab", "steps:\n\td: {analysis: tbm/cost-share}\n", .fault("s.yaml:4:1", "What to do")),
        ("a key twice", desk + "  d: {analysis: tbm/cost-share}\n", .fault("s.yaml:", "twice", "d")),
        ("an alias", "answer: &a d.same-wait\n" + desk + "  e: *a\n", .fault("s.yaml:", "alias")),
        ("a tag", "steps:\n  d: !!python/object {analysis: tbm/cost-share}\n", .fault("s.yaml:4:")),
        ("two documents", desk + "---\nsteps: {}\n", .fault("s.yaml:6:1")),
        ("an open bracket", "steps:\n  d: {analysis: tbm/cost-share\n", .fault("s.yaml:5:1", "What to do")),
    ]

    @Test("one fault", arguments: scenarios)
    func fault(name: String, text: String, complaint: Complaint) throws {
        let folder = try Folder.with(["s.yaml": "title: T\nperiod: 2027\n" + text])
        try folder.samverk("-C", Workspaces.example.path, "run", "s.yaml").expect(complaint)
    }

    /// Whole files.
    static let files: [(String, [UInt8], Complaint)] = [
        ("empty", [], .fault("s.yaml", "empty")),
        ("a list", Array("- a\n- b\n".utf8), .fault("s.yaml:1:1", "name: value")),
        ("a sentence", Array("hej\n".utf8), .fault("s.yaml:1:1")),
        ("no title", Array("period: 2027\nsteps: {}\n".utf8), .fault("s.yaml", "'title'", "What to do")),
        ("no period", Array("title: T\n\(desk)".utf8), .fault("s.yaml", "'period'", "What to do")),
        ("a wrong period", Array("title: T\nperiod: soon\n\(desk)".utf8), .fault("s.yaml:2:9", "2026-01")),
        ("a wrong date", Array("title: T\nperiod: 2027\nasOf: 2026-02-30\n\(desk)".utf8), .fault("s.yaml:3:7")),
        ("no UTF-8", Array("title: ".utf8) + [0xE5] + Array("\nperiod: 2027\n\(desk)".utf8), .fault("s.yaml", "UTF-8")),
    ]

    @Test("a whole file", arguments: files)
    func file(name: String, bytes: [UInt8], complaint: Complaint) throws {
        let folder = try Folder.new()
        try folder.write(bytes: bytes, to: "s.yaml")
        try folder.samverk("-C", Workspaces.example.path, "run", "s.yaml").expect(complaint)
    }

    @Test("several faults are told at once")
    func several() throws {
        let folder = try Folder.with([
            "s.yaml": """
            title: T
            period: 2027
            steps:
              a: {analysis: tbm/cost-shar}
              b: {analysis: capability-map/gaps, with: {targt: 1}}
            """
        ])
        let outcome = try folder.samverk("-C", Workspaces.example.path, "run", "s.yaml")
        outcome.expect(.fault("s.yaml:4:", "s.yaml:5:", "Did you mean 'tbm/cost-share'?", "Did you mean 'target'?"))
    }

    @Test("a wrong scenario is found by check as well, and leaves no run")
    func check() throws {
        let workspace = try Workspaces.copy()
        try workspace.write(
            "title: T\nperiod: 2027\nsteps:\n  a:\n    analysis: tbm/cost-shar\n", to: "scenarios/fel.yaml")
        let outcome = try workspace.samverk("check")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("scenarios/fel.yaml:5:15"))
        _ = try workspace.samverk("run", "fel")
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 2)
    }
}
