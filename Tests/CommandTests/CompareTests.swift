// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

/// `samverk compare`: what differs between two runs.
@Suite("Two runs side by side")
struct CompareTests {
    /// The example with a third run: another factor for those who answer at home.
    static let workspace: Folder = {
        do {
            let folder = try Workspaces.copy()
            try folder.done("run", "--set", "game.home_factor=1.5", "--format", "csv", "--quiet")
            return folder
        } catch {
            Issue.record("The runs cannot be made: \(error)")
            return Folder(path: "/nonexistent")
        }
    }()

    @Test("as it is printed", arguments: ["sv", "en"])
    func golden(language: String) throws {
        let outcome = try Self.workspace.done("compare", "1", "3", "--lang", language)
        try Golden.expect(outcome.bytes, equal: "commands/compare.\(language).txt")
    }

    @Test("in Markdown and CSV all of it")
    func otherForms() throws {
        let page = try Self.workspace.done("compare", "1", "3", "--format", "md").output
        #expect(page.hasPrefix("# Run 3 against run 1: "))
        #expect(page.contains("| parameter | game.home\\_factor | 1.39 | 1.5 |"))
        #expect(page.contains("| Change as a share |  | ") && page.contains("\u{A0}pp | – |"))
        let text = try Self.workspace.done("compare", "1", "3", "--format", "csv").output
        #expect(try Self.workspace.done("compare", "1", "3", "--format", "csv", "--lang", "sv").output == text)
        for name in ["differences", "figures", "only", "findings"] { #expect(text.contains("# compare/\(name)\n")) }
        #expect(text.contains("3/bill/before_after[9907].after,9907,SEK/year,"))
    }

    @Test(
        "the first line says how the headline figure moved", arguments: [("sv", "i stället för"), ("en", "instead of")])
    func headline(language: String, words: String) throws {
        let text = try Self.workspace.done("compare", "1", "3", "--lang", language).output
        let first = try #require(text.split(separator: "\n").first)
        #expect(first.contains(words) && first.contains("%"), "\(first)")
    }

    @Test("every figure that moved has an address that explain takes, and the change it says")
    func addresses() throws {
        let json = try Self.workspace.done("compare", "1", "3", "--format", "json").json()
        let figures = try #require(json["figures"]?.array)
        #expect(figures.count > 50)
        for figure in figures.prefix(5) + figures.suffix(5) {
            let address = try #require(figure["figure"]?.string)
            let explained = try Self.workspace.done("explain", address, "--format", "json").json()
            #expect(explained["value"] == figure["after"])
            let before = address.replacing(#/^3\//#, with: "1/")
            #expect(try Self.workspace.done("explain", before, "--format", "json").json()["value"] == figure["before"])
            if let old = figure["before"]?.integer, let new = figure["after"]?.integer {
                #expect(figure["difference"]?.integer == new - old, "exact, in öre")
            }
        }
        #expect(json["differences"]?.array?.map { $0["what"]?.string } == ["game.home_factor"])
        #expect(json["shared_steps"]?.array?.count == 4)
    }

    @Test("on the terminal the largest changes, with --all every one")
    func bounded() throws {
        let brief = try Self.workspace.done("compare", "1", "3").output
        let all = try Self.workspace.done("compare", "1", "3", "--all").output
        #expect(brief.contains("Show them with --all") && !all.contains("--all"))
        #expect(all.split(separator: "\n").count > 2 * brief.split(separator: "\n").count)
        let addressed = try Self.workspace.done("compare", "1", "3", "--addresses").output
        #expect(addressed.contains("3/bill/before_after[9907].after"))
    }

    @Test("the same twice is the same, and turned round it is turned round")
    func sameAndBack() throws {
        let same = try Self.workspace.done("compare", "1", "1").output
        #expect(same.hasPrefix("Run 1 against run 1: they are the same run."))
        let (there, back) = (
            try Self.workspace.done("compare", "1", "3", "--format", "json").json(),
            try Self.workspace.done("compare", "3", "1", "--format", "json").json()
        )
        func sums(_ json: JSON) -> Int {
            json["figures"]?.array?.compactMap { $0["difference"]?.integer }.reduce(0, +) ?? 0
        }
        #expect(sums(there) != 0 && sums(there) == -sums(back))
        #expect(there["figures"]?.array?.count == back["figures"]?.array?.count)
    }

    @Test("runs of scenarios that share nothing say so")
    func nothingShared() throws {
        let text = try Self.workspace.done("compare", "1", "2").output
        #expect(text.contains("The runs have no step in common"))
        #expect(!text.contains("Figures that move"))
        #expect(try Self.workspace.done("compare", "1", "2", "--format", "csv").output.contains("# compare/figures\n"))
    }

    @Test("runs of two scenarios are compared in what they share")
    func partlyShared() throws {
        let workspace = try Workspaces.copy()
        let text = try workspace.text("scenarios/formagegap.yaml").replacing("target: 3", with: "target: 2")
        try workspace.write(text.replacing(#/  spending:\n.*\n/#, with: ""), to: "scenarios/mindre.yaml")
        try workspace.done("run", "mindre", "--format", "csv", "--quiet")
        let json = try workspace.done("compare", "2", "3", "--format", "json").json()
        #expect(json["shared_steps"] == .array([.string("map"), .string("gaps")]))
        let told = json["differences"]?.array?.compactMap { $0["what"]?.string } ?? []
        #expect(told == ["file", "spending", "gaps.target"])
    }

    @Test("a rule that is edited, one that is new, and data that are imported again are told")
    func causes() throws {
        let workspace = try Workspaces.copy()
        let path = "rules/9910-exempelkommun-j/far-delas.lua"
        try workspace.write(try workspace.text(path) + "-- ändrad\n", to: path)
        let rule =
            #"return rule { hook = "support-pooling/may_share@1", basis = "KS § 1", from = "2026-01-01", apply = function() end }"#
        try workspace.write(rule + "\n", to: "rules/9909-exempelkommun-i/ny.lua")
        let data = try workspace.text("data/municipalities.csv")
        try workspace.write(data.replacing("12600", with: "12700"), to: "ny.csv")
        try workspace.done("import", "municipalities", "ny.csv", "--quiet")
        try workspace.done("run", "--format", "csv", "--quiet")
        let json = try workspace.done("compare", "1", "latest", "--format", "json").json()
        let told = json["differences"]?.array ?? []
        func one(_ what: String) throws -> JSON {
            try #require(told.first { $0["what"]?.string == what }, "\(what): \(told)")
        }
        #expect(try one(path)["before"]?["en"]?.string?.contains("text ") == true)
        #expect(try one("municipalities")["after"]?["sv"]?.string == "version 2")
        #expect(try one("ny.csv")["before"] == .null)
        #expect(told.contains { $0["kind"] == "rule" && $0["before"] == .null }, "\(told)")
    }

    static let wrong: [([String], Complaint)] = [
        (["1", "99"], .fault("There is no run 99", "1, 2, 3", "samverk list runs")),
        (["x", "1"], .usage("'x' is not the number of a run")), (["1"], .usage("<run>")), ([], .usage("<run>")),
        (["1", "2", "3"], .usage("3")), (["1", "-2"], .usage("<run>")), (["0", "1"], .fault("There is no run 0")),
        (["1", "99999999999999999999"], .usage("'99999999999999999999'")),
    ]

    @Test("a run that is none", arguments: wrong)
    func wrongRun(arguments: [String], complaint: Complaint) throws {
        try Tool.run(["compare"] + arguments, in: Self.workspace).expect(complaint)
    }

    @Test("where nothing has been run yet, that is said")
    func noRuns() throws {
        try Workspaces.empty.samverk("compare", "1", "2").expect(.fault("There is no run 1", "samverk run"))
    }
}
