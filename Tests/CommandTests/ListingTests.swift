// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

/// The verbs that show what there is.
@Suite("What there is, as a table, CSV, JSON and Markdown")
struct ListingTests {
    static let listings: [[String]] = [
        ["list", "municipalities"], ["list", "organisations"], ["list", "agreements"], ["list", "runs"], ["datasets"],
        ["datasets", "assessments"], ["hooks"], ["analyses"], ["plugin", "list"], ["rule", "list"], ["log"],
        ["show", "agreement", "agr-desk"],
    ]

    @Test("each has rows in every form", arguments: listings)
    func forms(listing: [String]) throws {
        func printed(_ more: String...) throws -> Tool.Outcome {
            let outcome = try Tool.run(listing + more, in: Workspaces.example)
            #expect(outcome.status == 0 && outcome.errors == "", "\(listing): \(outcome.errors)")
            return outcome
        }
        let json = try #require(try printed("--format", "json").json().array)
        #expect(!json.isEmpty)
        let csv = try printed("--format", "csv").output
        #expect(csv.split(separator: "\n").count >= json.count + 1, "\(csv)")
        let names = try #require(json.first?.object?.names)
        #expect(csv.hasPrefix(names.joined(separator: ",") + "\n"))
        #expect(try printed("--format", "md").output.contains("| "))
        for line in try printed().output.split(separator: "\n") {
            #expect(line.count <= 100, "wider than the terminal: \(line)")
        }
    }

    @Test(
        "a narrow and a wide terminal are both respected",
        arguments: [["list", "agreements"], ["datasets"], ["log"], ["rule", "list"], ["analyses"]], [60, 120])
    func widths(listing: [String], width: Int) throws {
        let outcome = try Tool.run(listing, in: Workspaces.example, environment: ["COLUMNS": "\(width)"])
        let widest = outcome.output.split(separator: "\n").map(\.count).max() ?? 0
        #expect(widest <= width)
        #expect(!outcome.output.contains(" \n"), "blanks at the end of a line")
    }

    static let texts: [([String], [String])] = [
        (
            ["hooks", "support-pooling/may_share"],
            ["Scope: local", "Argument 1: ticket", "first-line-only", "boolean"]
        ),
        (["hooks", "billing/accepts@1"], ["change_share"]),
        (["analyses", "cost-allocation/allocate"], ["methods", "shapley", "--input", "game", "allocation"]),
        (["plugin", "info", "billing"], ["billing 0.1.0", "billing/compare", "billing/accepts@1", "30 s"]),
        (["show", "rule", "godtar.lua"], ["billing/accepts@1"]),
        (["show", "run", "2"], ["Run 2", "SYNTHETIC"]),
        (["show", "municipality", "Exempelkommun G"], ["9907", "12,600", "1,029,420,000", "SEK/year", "agr-desk"]),
        (["list", "runs", "--format", "csv"], ["A joint service desk for five small municipalities"]),
        (["check"], ["in order"]), (["--version"], ["0.1.0"]),
    ]

    @Test("what one thing is", arguments: texts)
    func one(arguments: [String], says: [String]) throws {
        let outcome = try Tool.run(arguments, in: Workspaces.example)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for said in says { #expect(outcome.output.contains(said), "'\(said)' is not in \(outcome.output)") }
    }

    static let wrong: [([String], Complaint)] = [
        (["show", "municipality", "9999"], .fault("'9999'", "9909")),
        (["show", "munici", "9907"], .usage("'munici'", "municipality")),
        (["show", "run", "99"], .fault("samverk list runs")), (["show", "run", "x"], .usage("'x'")),
        (["show", "rule", "godta.lua"], .fault("godtar.lua")),
        (["list", "municipalitys"], .fault("Did you mean 'municipalities'?")),
        (["hooks", "billing/acepts"], .fault("billing/accepts@1")),
        (["plugin", "info", "biling"], .fault("Did you mean 'billing'?")),
        (["analyses", "billing/compar"], .fault("Did you mean 'billing/compare'?")),
        (["log", "--limit", "0"], .usage("--limit is at least 1")),
    ]

    @Test("what there is not", arguments: wrong)
    func nothing(arguments: [String], complaint: Complaint) throws {
        try Tool.run(arguments, in: Workspaces.example).expect(complaint)
    }

    @Test(
        "every verb has help with an example",
        arguments: [
            ["init"], ["import"], ["export"], ["datasets"], ["list"], ["show"], ["check"], ["log"], ["plugin", "list"],
            ["plugin", "info"], ["plugin", "install"], ["plugin", "upgrade"], ["plugin", "rollback"],
            ["plugin", "remove"], ["plugin", "enable"], ["plugin", "disable"], ["plugin", "verify"],
            ["plugin", "doctor"], ["plugin", "log"], ["plugin", "trust"], ["plugin", "keys"], ["plugin", "key"],
            ["plugin", "bundle"], ["plugin", "pack"], ["plugin", "new"], ["plugin", "test"], ["rule", "list"],
            ["rule", "check"], ["rule", "run"], ["hooks"], ["analyses"],
            ["analyze"],
            ["run"], ["explain"], ["report"],
        ])
    func help(verb: [String]) throws {
        let outcome = try Tool.run(verb + ["--help"], in: Workspaces.empty)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Example: samverk \(verb.joined(separator: " "))"), "\(outcome.output)")
    }
}
