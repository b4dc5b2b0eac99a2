// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// `samverk run` with and without what it has kept from earlier runs.
@Suite("A run from the cache is the run")
struct CacheTests {
    static let scenarios = [
        "alla-servicedeskar", "formagegap", "debiteringsmodell", "servicedesk-simulering", "upphandling",
        "samverkansplan", "gemensam-servicedesk",
    ]

    @Test(
        "every scenario of the example gives the same bytes and number, the same report and chain", arguments: scenarios
    )
    func sameBytes(scenario: String) throws {
        let workspace = try Folder.new()
        try workspace.done("init", "--example", "fyrbodal", "--quiet")
        func run(_ name: String, _ more: String...) throws -> (output: [UInt8], report: [UInt8], said: String) {
            let outcome = try Tool.run(
                ["run", scenario, "--format", "json", "--report", name] + more, in: workspace, limit: 300)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return (outcome.bytes, try workspace.bytes(name), outcome.errors)
        }
        let fresh = try run("fresh.html", "--no-cache")
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/cache/steps"))
        let cold = try run("cold.html")
        let warm = try run("warm.html")
        #expect(warm.said.contains("No step had to be computed") && !cold.said.contains("had to be"))
        for other in [cold, warm] { #expect(other.output == fresh.output && other.report == fresh.report) }
        // An identical content keeps its number, so one run means equal bytes: chains, interventions, notices and all.
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 1)
    }

    @Test("a rule that is edited makes its steps run, and is named")
    func editedRule() throws {
        let workspace = try Folder.new()
        try workspace.done("init", "--example", "fyrbodal", "--quiet")
        try workspace.done("run", "--quiet")
        let rule = workspace.path + "/rules/9908-exempelkommun-h/far-delas.lua"
        let text = try String(contentsOfFile: rule, encoding: .utf8)
        try (text + "-- a remark\n").write(toFile: rule, atomically: true, encoding: .utf8)
        let english = try workspace.done("run", "--format", "csv")
        #expect(
            english.errors
                == "Unchanged steps: desk, split, bill. Computed anew: game (the rule rules/9908-exempelkommun-h/far-delas.lua).\n"
        )
        let swedish = try workspace.done(
            "run", "--format", "csv", "--set", "split.methods=equal,shapley", "--lang", "sv")
        #expect(
            swedish.errors
                == "Oförändrade steg: desk, game. Omräknade: split (parametern methods), bill (indata cost).\n")
        #expect(try workspace.done("run", "--quiet", "--format", "csv").errors == "")
    }

    @Test("a damaged cache is told of by check, and harms no run")
    func damaged() throws {
        let workspace = try Folder.new()
        try workspace.done("init", "--example", "fyrbodal", "--quiet")
        let first = try workspace.done("run", "formagegap", "--format", "json")
        let folder = workspace.path + "/cache/steps/"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        for name in names { try Data("x".utf8).write(to: URL(filePath: folder + name)) }
        let check = try Tool.run(["check"], in: workspace)
        #expect(check.status == 1 && check.output.contains("✘ The cache: \(names.count) faults"))
        #expect(check.errors.contains("cache/steps/" + names[0]))
        #expect(try workspace.done("run", "formagegap", "--format", "json").bytes == first.bytes)
        #expect(try Tool.run(["check"], in: workspace).output.contains("✔ The cache: in order"))
        try FileManager.default.removeItem(atPath: workspace.path + "/cache")
        #expect(try workspace.done("run", "formagegap", "--format", "json").bytes == first.bytes)
    }

    @Test("many at once, with and without, give one run")
    func atOnce() async throws {
        let workspace = try Folder.new()
        try workspace.done("init", "--example", "fyrbodal", "--quiet")
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for i in 0..<6 {
                let more = i % 3 == 0 ? ["--no-cache"] : []
                group.addTask {
                    try Tool.run(["run", "formagegap", "--format", "json"] + more, in: workspace).bytes
                }
            }
            let outputs = try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            #expect(outputs.count == 1)
        }
    }

    @Test("analyze neither reads nor writes it")
    func analyze() throws {
        let workspace = try Folder.new()
        try workspace.done("init", "--example", "fyrbodal", "--quiet")
        try Data("coalition,cost\nA,10\nB,20\nA+B,25\n".utf8).write(to: URL(filePath: workspace.path + "/game.csv"))
        try workspace.done("analyze", "cost-allocation/allocate", "--input", "game=game.csv")
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/cache/steps"))
    }

    @Test("git ignores it")
    func ignored() throws {
        let workspace = try Folder.new()
        try workspace.done("init", "--example", "fyrbodal", "--quiet")
        let lines = try String(contentsOfFile: workspace.path + "/.gitignore", encoding: .utf8)
        #expect(lines.split(separator: "\n").contains("cache/"))
    }
}
