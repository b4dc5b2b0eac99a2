// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk explain`: why this figure?
@Suite("Explain walks from a figure to the lines of the files")
struct ExplainTests {
    @Test("what a municipality pays comes from its own lines, through every step, plugin and rule")
    func chain() throws {
        let text = try Workspaces.example.done("explain", "1/bill/before_after[9908].after").output
        for link in [
            "1/bill/before_after[9908].after = ", "step bill: billing/compare 0.1.0", "agreed=shapley",
            "step split: cost-allocation/allocate 0.1.0", "step game: support-pooling/coalition-costs 0.1.0",
            "rules/9908-exempelkommun-h/far-delas.lua:8", "support-pooling/may_share@1", "KF 2026-09-21 § 58",
            "dataset support-pooling/desk_hours", "file data/desk_hours.csv:86-97",
            "file data/desk_municipalities.csv:9", "file data/employees.csv:",
        ] {
            #expect(text.contains(link), "\(link) is not in:\n\(text)")
        }
    }

    @Test("a rule's own answer names its line, what it changed and why")
    func rule() throws {
        let text = try Workspaces.example.done("explain", "1/bill/before_after[9910].accepts").output
        #expect(text.contains("rules/9910-exempelkommun-j/godtar.lua:7"))
        #expect(text.contains("utträdeskostnaden ska redovisas före beslut"))
        #expect(!text.contains("rules/9908-exempelkommun-h/godtar.lua"), "another's answer has no say here")
    }

    @Test("a figure that is no party's names the rules that were asked about just that")
    func nobodys() throws {
        let workspace = try Workspaces.copy()
        try workspace.done("run", "alla-servicedeskar", "--format", "csv")
        func text(_ address: String) throws -> String { try workspace.done("explain", address).output }
        let closed =
            "rules/9901-exempelkommun-a/oppettider.lua:8  support-pooling/opening_hours@1 for 9901: true -> false"
        #expect(try text("desk/hours[17].agents_today").contains(closed))
        #expect(try !text("desk/hours[9].agents_today").contains("oppettider.lua"))
        #expect(try text("2/map/summary[information-security].mean").contains("9902-exempelkommun-b/synlighet.lua"))
        #expect(try !text("2/map/summary[user-support].mean").contains("synlighet.lua"))
    }

    @Test("the lines it names are the lines of the file")
    func lines() throws {
        let workspace = Workspaces.example
        let text = try workspace.done("explain", "1/desk/today[9911].tickets").output
        let found = try #require(text.firstMatch(of: #/data/desk_municipalities\.csv:(\d+)/#))
        let lines = try workspace.text("data/desk_municipalities.csv").split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[try #require(Int(found.1)) - 1].contains("9911"))
    }

    @Test("every figure of a report's table has an address that explain accepts")
    func everyFigure() throws {
        let folder = try Folder.new()
        try folder.done("-C", Workspaces.example.path, "report", "1", "r.html")
        let html = try folder.text("r.html")
        let addresses = html.matches(of: #/ id="(1/bill/totals\[[^"]*)"/#).map { String($0.1) }
        #expect(addresses.count == 9, "three models and three figures: \(addresses.count)")
        for address in addresses {
            let outcome = try Workspaces.example.samverk("explain", address, "--format", "json")
            #expect(outcome.status == 0, "\(address): \(outcome.errors)")
            #expect(try outcome.json()["subject"]?.string == address)
        }
    }

    static let addresses = [
        "1/desk/hours[9].wait_separate_s", "1/game/costs[].cost", "1/game/costs[9907+9911].cost",
        "1/game/line_hours[9907+9908].labour", "1/game/locked[9910,school].locked",
        "1/split/allocation[9907].shapley", "1/split/allocation[9907].proportional:population",
        "1/split/stability[equal].max_excess", "1/bill/totals[overhead].total", "2/map/summary[user-support].mean",
        "2/gaps/priorities[evaluate-effects].rank", "2/spending/shares[9907].hardware", "split/allocation[9907].equal",
    ]

    @Test("keys of every kind: an hour, a coalition, two columns, a method; without a run the latest")
    func kinds() throws {
        for address in ExplainTests.addresses.dropLast() {
            let outcome = try Workspaces.example.samverk("explain", address)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.hasPrefix(address + " = "))
        }
        let latest = try Workspaces.copy()
        try latest.done("run", "--set", "game.secrecy=false", "--format", "csv")
        #expect(try latest.done("explain", "split/allocation[9907].equal").output.hasPrefix("3/split/allocation"))
    }

    static let wrong: [(String, Complaint)] = [
        ("foo", .fault("'foo' is not the address", "RUN/STEP/TABLE[KEY].COLUMN")),
        ("1/bill/before_after[9999].after", .fault("'9999'", "9909")),
        ("1/bill/before_after[9907].aftr", .fault("'aftr'", "Did you mean 'after'?")),
        ("1/bil/before_after[9907].after", .fault("'bil'", "Did you mean 'bill'?")),
        ("1/bill/before_aftr[9907].after", .fault("'before_aftr'", "Did you mean 'before_after'?")),
        ("99/bill/before_after[9907].after", .fault("There is no run 99", "samverk list runs")),
        ("1/bill/before_after[9907", .fault("is not the address")), ("", .fault("is not the address")),
    ]

    @Test("an address that leads nowhere says at which part", arguments: wrong)
    func leadsNowhere(address: String, complaint: Complaint) throws {
        try Workspaces.example.samverk("explain", address).expect(complaint)
    }

    @Test("an explanation stays what it was when the data change afterwards")
    func lasts() throws {
        let workspace = try Workspaces.copy()
        let before = try workspace.done("explain", "1/desk/today[9907].it_users").output
        let data = try workspace.text("data/municipalities.csv")
        try workspace.write(data.replacingOccurrences(of: "12600", with: "12700"), to: "ny.csv")
        try workspace.done("import", "municipalities", "ny.csv")
        #expect(try workspace.done("explain", "1/desk/today[9907].it_users").output == before)
        #expect(try workspace.done("run", "--format", "json").json()["run"] == 3, "new data are a new run")
        let after = try workspace.done("explain", "3/game/drivers[9907].population").output
        #expect(after.contains("file ny.csv:8"), "\(after)")
    }
}
