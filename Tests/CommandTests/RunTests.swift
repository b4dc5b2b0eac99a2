// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// `samverk run` and `samverk report`: the same bytes every time.
@Suite("Two runs give the same bytes")
struct RunTests {
    static let scenarios = ["gemensam-servicedesk", "formagegap"]

    @Test("in every form, with the same run number", arguments: scenarios, ["json", "csv", "md"])
    func sameBytes(scenario: String, format: String) throws {
        let first = try Workspaces.example.done("run", scenario, "--format", format)
        let again = try Workspaces.example.done("run", scenario, "--format", format, "--no-cache")
        #expect(!first.bytes.isEmpty)
        #expect(first.bytes == again.bytes)
        if format == "json" {
            #expect(try first.json()["run"]?.integer == 1 + (RunTests.scenarios.firstIndex(of: scenario) ?? 9))
        }
    }

    @Test("and so does the HTML report, which needs nothing else", arguments: scenarios)
    func sameReport(scenario: String) throws {
        let folder = try Folder.new()
        for name in ["a.html", "b.html"] {
            try folder.done("-C", Workspaces.example.path, "run", scenario, "--report", name, "--format", "csv")
        }
        let report = try folder.bytes("a.html")
        #expect(report == (try folder.bytes("b.html")))
        let text = String(decoding: report, as: UTF8.self)
        for needle in ["<!doctype html>", "<svg", "SYNTHETIC", "</html>"] {
            #expect(text.lowercased().contains(needle.lowercased()))
        }
        for foreign in ["<script", "src=\"http", "href=\"http", "@import", Folder.repository, folder.path] {
            #expect(!text.contains(foreign), "the report has \(foreign)")
        }
    }

    @Test("a new workspace computes the same, and gives the same numbers")
    func anotherWorkspace() throws {
        let folder = try Folder.new()
        try folder.done("init", "--example", "fyrbodal", "--quiet")
        for scenario in RunTests.scenarios {
            let here = try folder.done("run", scenario, "--format", "json")
            #expect(here.bytes == (try Workspaces.example.done("run", scenario, "--format", "json").bytes))
        }
    }

    @Test("the scenario's own file names the same run as its name does")
    func byFile() throws {
        let workspace = try Workspaces.copy()
        let outside = try Folder.new()
        for path in [workspace.path + "/scenarios/formagegap.yaml", "./scenarios/formagegap.yaml"] {
            let outcome = try workspace.done("run", path, "--format", "json")
            #expect(try outcome.json()["run"]?.integer == 2, "\(path)")
        }
        let outcome = try outside.done(
            "-C", workspace.path, "run", workspace.path + "/scenarios/formagegap.yaml", "--format", "json")
        #expect(try outcome.json()["run"]?.integer == 2)
        #expect(!outcome.output.contains(workspace.path))
    }

    @Test("another parameter is another run; going back gives the old number")
    func otherParameter() throws {
        let workspace = try Workspaces.copy()
        func number(_ arguments: String...) throws -> Int? {
            try Tool.run(["run", "--format", "json"] + arguments, in: workspace).json()["run"]?.integer
        }
        #expect(try number() == 1)
        #expect(try number("--set", "game.secrecy=false") == 3)
        #expect(try number() == 1)
        #expect(try number("--set", "game.secrecy=false") == 3)
        let runs = try workspace.done("list", "runs", "--format", "json").json().array
        #expect(runs?.count == 3)
    }

    @Test("many at once give one run, and each the same bytes")
    func atOnce() async throws {
        let workspace = try Workspaces.copy()
        let outputs = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try workspace.done("run", "--set", "game.opens=8", "--format", "json").bytes
                }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(outputs.count == 1)
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 3)
    }

    @Test("a report can be made of an earlier run, and of the latest")
    func laterReport() throws {
        let workspace = Workspaces.example
        let folder = try Folder.new()
        try folder.done("-C", workspace.path, "run", "--report", "run.html", "--format", "csv")
        try folder.done("-C", workspace.path, "report", "1", "one.html")
        #expect(try folder.bytes("one.html") == (try folder.bytes("run.html")))
        #expect(
            try workspace.done("show", "run", "1", "--format", "md").bytes
                == workspace.done("run", "--format", "md").bytes)
    }

    @Test("a report that cannot be written is told before anything is printed")
    func reportFolder() throws {
        try Workspaces.example.samverk("run", "--report", "nowhere/x.html").expect(.fault("nowhere/x.html"))
    }
}

/// What `run` and `analyze` print, held by files that are read in review.
@Suite("Golden output")
struct GoldenOutputTests {
    @Test("both scenarios in Markdown", arguments: RunTests.scenarios, ["sv", "en"])
    func markdown(scenario: String, language: String) throws {
        let outcome = try Workspaces.example.done("run", scenario, "--format", "md", "--lang", language)
        try Golden.expect(GoldenOutputTests.normal(outcome.output), equal: "commands/\(scenario).\(language).md")
    }

    @Test("a small game in JSON")
    func game() throws {
        let folder = try Folder.with([
            "game.csv": "coalition,cost\nA,100\nB,200\nC,300.10\nA+B,250\nA+C,350\nB+C,400\nA+B+C,500.01\n",
            "drivers.csv": "player,users\nA,10\nB,20\nC,40\n",
        ])
        let outcome = try folder.done(
            "analyze", "cost-allocation/allocate", "--input", "game=game.csv", "--input", "drivers=drivers.csv",
            "--with", "methods=equal,proportional:users,shapley,scrb", "--format", "json")
        try Golden.expect(GoldenOutputTests.normal(outcome.output), equal: "commands/small-game.json")
    }

    /// Programs are built anew, their hashes with them; the files of a test are the same bytes always.
    private static func normal(_ text: String) -> [UInt8] {
        Array(text.replacing(#/(sha256"?:? "?)[0-9a-f]+/#) { "\($0.1)..." }.utf8)
    }
}
