// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

/// `samverk sweep`: one scenario with many values.
@Suite("A scenario with several values of its parameters")
struct SweepTests {
    static let grids = [
        "one": ["--grid", "game.home_factor=1.2,1.39,1.5"],
        "two": ["--grid", "game.home_factor=1.39,3", "--grid", "split.methods=shapley;nucleolus,shapley"],
    ]

    @Test("as it is printed", arguments: ["one", "two"], ["sv", "en"])
    func golden(name: String, language: String) throws {
        let grid = try #require(Self.grids[name])
        let outcome = try Tool.run(
            ["sweep", "gemensam-servicedesk", "--lang", language] + grid, in: Workspaces.example)
        #expect(outcome.status == 0, "\(outcome.errors)")
        try Golden.expect(outcome.bytes, equal: "commands/sweep-\(name).\(language).txt")
    }

    @Test("the same bytes every time, in every form", arguments: ["table", "json"])
    func sameBytes(format: String) throws {
        func bytes() throws -> [UInt8] {
            try Workspaces.example.done(
                "sweep", "--grid", "game.home_factor=1.2,1.39,1.5", "--format", format, "--quiet"
            ).bytes
        }
        #expect(try bytes() == bytes())
    }

    @Test("a point is what run --set gives, and nothing is stored unless it is asked for")
    func asRun() throws {
        let workspace = try Workspaces.copy()
        let figure = "bill/totals[agreed].total"
        let swept = try workspace.done(
            "sweep", "--grid", "game.home_factor=1.2,1.5", "--figure", figure, "--figure",
            "1/split/allocation[9907].equal",
            "--format", "json"
        ).json()
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 2)
        let points = try #require(swept["points"]?.array)
        #expect(points.map { $0["parameters"]?["game.home_factor"]?.number } == [1.2, 1.5])
        for point in points {
            let factor = try #require(point["parameters"]?["game.home_factor"]?.plainText)
            let run = try PrintedRun(
                try workspace.done("run", "--set", "game.home_factor=\(factor)", "--format", "json"))
            #expect(
                try point["figures"]?[figure] == run.table("bill", "totals").cell("agreed", "total"), "\(factor)")
            #expect(
                try point["figures"]?["split/allocation[9907].equal"]
                    == run.table("split", "allocation").cell("9907", "equal"))
        }
    }

    @Test("with --record each point is a run, in the order of the points")
    func recorded() throws {
        let workspace = try Workspaces.copy()
        let text = try workspace.done(
            "sweep", "--grid", "game.home_factor=1.2,1.5,1.7", "--record", "--format", "csv", "--quiet"
        ).output
        let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let column = try #require(rows[0].firstIndex(of: "run"))
        #expect(rows.dropFirst().map { $0[column] } == ["3", "4", "5"])
        let compared = try workspace.done("compare", "3", "5", "--format", "json").json()
        #expect(compared["differences"]?.array?.map { $0["what"]?.string } == ["game.home_factor"])
    }

    @Test("a point that fails is told and stops nobody")
    func failingPoint() throws {
        let outcome = try Workspaces.example.samverk(
            "sweep", "--grid", "game.home_factor=0,1.39,abc,6", "--set", "split.methods=shapley", "--format", "csv")
        #expect(outcome.status == 0)
        let rows = outcome.output.split(separator: "\n").map(String.init)
        #expect(rows.count == 5 && rows[0].hasSuffix(",problem"))
        #expect(rows[2].contains("saves") && rows[1].hasPrefix("0,,"))
        #expect(outcome.errors.contains("(game.home_factor=0, step game)"), "\(outcome.errors)")
        #expect(outcome.errors.contains("(game.home_factor=6, step split)"))
        #expect(outcome.errors.contains("4 points of 4 steps each, of which 2"))
        #expect(outcome.messages == 3)
    }

    static let wrong: [([String], Complaint)] = [
        ([], .usage("--grid STEP.KEY=VALUE")), (["--grid"], .usage("--grid")),
        (["--grid", "game.target"], .usage("--grid game.target", "STEP.KEY=VALUE,VALUE")),
        (["--grid", "game.target="], .usage("A value is empty")),
        (["--grid", "gam.target=1"], .usage("'gam'", "Did you mean 'game'?")),
        (["--grid", "game.methods=equal"], .usage("no parameter 'methods'", "Did you mean split.methods?")),
        (["--grid", "game.targt=1"], .usage("Did you mean 'target'?")),
        (["--grid", "game.target=0.8,0.80"], .usage("are the same value")),
        (["--grid", "game.target=0.8", "--grid", "game.target=0.9"], .usage("stands in two --grid")),
        (["--grid", "game.target=0.8", "--set", "game.target=0.9"], .usage("stands in --set too")),
        (["--grid", "game.target=2,3"], .fault("game.target=2", "game.target=3", "from 0 to 1")),
        (["--grid", "game.target=0.8", "--set", "gam.x=1"], .usage("'gam'")),
        (["nosuch", "--grid", "game.target=0.8"], .fault("'nosuch'")),
        (["--grid", "game.target=0.8", "--figure", "x"], .fault("is not the address of a figure")),
        (
            ["--grid", "game.target=0.8", "--figure", "bil/x[1].a"],
            .usage("--figure bil/x[1].a", "Did you mean 'bill'?")
        ),
        (["--grid", "game.target=0.8", "--figure", "bill/x[1].a"], .usage("gives no table 'x'", "before_after")),
        (
            ["--grid", "game.target=0.8", "--figure", "bill/totals[agred].total"],
            .fault("--figure bill/totals[agred].total", "Did you mean 'agreed'?")
        ),
    ]

    @Test("a grid that cannot be run, or nothing to show of it", arguments: wrong)
    func wrongGrid(arguments: [String], complaint: Complaint) throws {
        try Tool.run(["sweep"] + arguments + ["--quiet"], in: Workspaces.example).expect(complaint)
    }

    @Test("a million points are refused at once")
    func tooMany() throws {
        let values = (1...1000).map { "\($0)" }.joined(separator: ",")
        let outcome = try Workspaces.example.samverk(
            "sweep", "--grid", "game.target=\(values)", "--grid", "game.answer_within=\(values)")
        outcome.expect(.usage("1000 × 1000 values make more points than 1000"))
    }

    @Test("a scenario without an answer needs to be told what to follow")
    func noAnswer() throws {
        let workspace = try Workspaces.copy()
        let text = try workspace.text("scenarios/formagegap.yaml").replacing(#/answer: .*\n/#, with: "")
        try workspace.write(text, to: "scenarios/utan.yaml")
        try workspace.samverk("sweep", "utan", "--grid", "gaps.target=2,3").expect(
            .usage("utan.yaml", "--figure STEP/"))
        let figure = "gaps/priorities[evaluate-effects].gap"
        let text2 = try workspace.done("sweep", "utan", "--grid", "gaps.target=2,3", "--figure", figure, "--lang", "sv")
            .output
        #expect(text2.contains("Medelnivåns gap till målet, Utvärdera insatser"), "\(text2)")
    }

    @Test("where nothing moves, that is said")
    func still() throws {
        let outcome = try Workspaces.example.done("sweep", "formagegap", "--grid", "gaps.top=3,5")
        #expect(outcome.output.contains("Nothing of what is followed moves"))
    }
}
