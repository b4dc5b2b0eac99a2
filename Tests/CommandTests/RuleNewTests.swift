// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk rule new`: questions in, a rule that works out.
@Suite("New rules")
struct RuleNewTests {
    /// A rule for every hook that any plugin declares, made by options alone: it is in order, and its cases pass.
    @Test("every hook yields a rule that passes check and test")
    func everyHook() throws {
        let hooks = try Workspaces.example.done("hooks", "--format", "json").json().array ?? []
        #expect(hooks.count >= 7)
        for listed in hooks {
            let name = try #require(listed["hook"]?.string)
            let workspace = try Workspaces.copy()
            let hook = try workspace.done("hooks", name, "--format", "json").json()
            let result = try #require(hook["result"])
            let owner = hook["scope"] == "local" ? "9907" : "agr-desk"
            var paths: [String] = []
            for (day, conditions) in try Self.conditions(of: hook).enumerated() {
                let said = ["--answer", Self.answer(result, hook), "--reason", "\"skäl\" \\ 1", "--basis", "KF § 1"]
                let from = ["--from", "2026-01-\(day < 9 ? "0" : "")\(day + 1)"]
                let options = conditions.flatMap { ["--where", $0] } + said + from
                let made = try Tool.run(["rule", "new", name, "--for", owner] + options, in: workspace)
                #expect(made.status == 0, "\(name) \(options): \(made.errors)")
                paths.append(made.output.trimmingCharacters(in: .newlines))
            }
            let check = try Tool.run(["rule", "check"] + paths, in: workspace)
            #expect(check.status == 0 && check.errors == "", "\(name): \(check.errors)")
            let test = try Tool.run(["rule", "test", "--format", "json"] + paths, in: workspace)
            #expect(test.status == 0, "\(test.output) \(test.errors)")
            #expect(try test.json().array?.count ?? 0 >= 2 * paths.count - 1, "\(name)")
        }
    }

    /// No condition, and one on each value that the hook hands over.
    static func conditions(of hook: JSON) throws -> [[String]] {
        var conditions: [[String]] = [[]]
        for argument in hook["arguments"]?.array ?? [] {
            let name = try #require(argument["name"]?.string)
            let fields = argument["fields"]?.array ?? []
            let values =
                fields.isEmpty ? [(name, argument)] : fields.map { ("\(name).\($0["name"]?.string ?? "")", $0) }
            for (path, value) in values {
                switch value["type"]?.string {
                case "integer", "real": conditions += [["\(path)=3"], ["\(path)<=2"], ["\(path)>1", "\(path)<9"]]
                case "money": conditions += [["\(path)>=1250,50"], ["\(path)!=0"]]
                case "boolean": conditions.append(["\(path)=ja"])
                case "date": conditions.append(["\(path)>2026-01-31"])
                case "party": conditions.append(["\(path)=9908"])
                default: conditions += [["\(path)=1"], ["\(path)!=1"]]
                }
            }
        }
        return conditions
    }

    static func answer(_ result: JSON, _ hook: JSON) -> String {
        switch result["type"]?.string {
        case "boolean": "nej"
        case "category", "text": result["allowed"]?.array?.first?.string ?? "x"
        case "date": "2026-01-31"
        case "party": "9908"
        default: Cell.real(hook["minimum"]?.number ?? 1).plainText
        }
    }

    @Test("questions are answered line by line")
    func piped() throws {
        let workspace = try Workspaces.copy()
        let made = try Tool.run(
            ["rule", "new", "support-pooling/may_share", "--for", "exempelkommun g", "--lang", "sv"], in: workspace,
            input: "1\nschool, 2\n\n2027-01-01\nKF 2026-11-23 § 70\nja\nprövad \"väl\"\n")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output == "rules/9907-exempelkommun-g/may-share-school-council.lua\n")
        #expect(made.errors.contains("10  school  Skolans system och elevdatorer"))
        let text = try workspace.text("rules/9907-exempelkommun-g/may-share-school-council.lua")
        for line in [
            "-- Får ärendet besvaras av en gemensam servicedesk?", "  from  = \"2027-01-01\",",
            "  basis = \"KF 2026-11-23 § 70\",",
            "    if (ticket.category == \"school\" or ticket.category == \"council\") then",
            "      return true, \"prövad \\\"väl\\\"\"",
        ] { #expect(text.contains(line), "\(text)") }
    }

    @Test("a rule without conditions speaks to every row; amounts are asked in kronor")
    func everyRow() throws {
        let workspace = try Workspaces.copy()
        let made = try Tool.run(
            ["rule", "new", "billing/accepts", "--for", "9907", "--lang", "en"], in: workspace,
            input: "today<=1250,50\n\n\n\nyes\n\n")
        #expect(made.status == 0, "\(made.errors)")
        let path = made.output.trimmingCharacters(in: .newlines)
        #expect(path == "rules/9907-exempelkommun-g/accepts.lua")
        #expect(try workspace.text(path).contains("today <= money(\"1250.50\")"))
        #expect(try workspace.text(path).contains("-- basis"))
    }

    @Test("a file that is there is never touched")
    func neverOverwrites() throws {
        let workspace = try Workspaces.copy()
        let before = try workspace.text("rules/9908-exempelkommun-h/godtar.lua")
        let call = ["rule", "new", "billing/accepts", "--for", "9908", "--answer", "nej", "--from", "2026-10-02"]
        try Tool.run(call + ["--name", "godtar"], in: workspace).expect(.usage("godtar.lua", "--name"))
        #expect(try workspace.text("rules/9908-exempelkommun-h/godtar.lua") == before)
        for name in ["accepts", "accepts-2", "accepts-3"] {
            let made = try Tool.run(call, in: workspace)
            #expect(made.output == "rules/9908-exempelkommun-h/\(name).lua\n")
            // What the owner's other rule on the same hook means is told.
            #expect(made.errors.contains("instead of all of rules/9908-exempelkommun-h/godtar.lua"), "\(made.errors)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/rules/9908-exempelkommun-h")
        #expect(names.allSatisfy { $0.hasSuffix(".lua") })
    }

    static let wrong: [([String], String?, Complaint)] = [
        (["billing/acepts", "--for", "9908"], nil, .fault("billing/accepts@1")),
        (["billing/accepts", "--for", "Exempelkomun H", "--answer", "ja"], nil, .usage("Exempelkommun H")),
        (["billing/accepts", "--for", "agr-desk", "--answer", "ja"], nil, .usage("each municipality by itself")),
        (["capability-map/importance", "--for", "9908", "--answer", "3"], nil, .usage("the parties of an agreement")),
        (["billing/accepts", "--for", "9908", "--answer", "kanske"], nil, .usage("--answer", "boolean", "yes or no")),
        (["support-pooling/least_local_staff", "--for", "9908", "--answer", "21"], nil, .usage("<= 20")),
        (
            ["support-pooling/may_share", "--for", "9908", "--answer", "ja", "--where", "category=skool"], nil,
            .usage("--where", "'school'")
        ),
        (
            ["support-pooling/may_share", "--for", "9908", "--answer", "ja", "--where", "categoy=school"], nil,
            .usage("'category'")
        ),
        (
            ["support-pooling/may_share", "--for", "9908", "--answer", "ja", "--where", "category<school"], nil,
            .usage("no order")
        ),
        (
            ["support-pooling/may_share", "--for", "9908", "--answer", "ja", "--where", "partners=två"], nil,
            .usage("whole number")
        ),
        (
            ["billing/accepts", "--for", "9908", "--answer", "ja", "--where", "today>5", "--where", "today<4"], nil,
            .fault("No row", "today")
        ),
        (
            ["billing/accepts", "--for", "9908", "--answer", "ja", "--from", "2026-02-30"], nil,
            .usage("--from", "2026-01-31")
        ),
        (["billing/accepts", "--for", "9908", "--answer", "ja", "--name", "///"], nil, .usage("--name")),
        (["billing/accepts"], nil, .usage("--for")),
    ]

    @Test("a wrong call", arguments: wrong)
    func wrongCall(arguments: [String], input: String?, complaint: Complaint) throws {
        try Tool.run(["rule", "new"] + arguments, in: Workspaces.example, input: input).expect(complaint)
    }

    /// A wrong answer that is piped in, or none at all, ends the command.
    static let wrongLines: [(String, Int32, String)] = [
        ("categori\n", 1, "'category'"), ("1\nskool\n", 1, "'school'"), ("\n\nKF\nkanske\n", 1, "yes or no"),
        ("", 2, "--where"),
        ("\nigår\n", 1, "2026-01-31"), ("\n\n\n", 2, "--answer"),
    ]

    @Test("a wrong line", arguments: wrongLines)
    func wrongLine(input: String, status: Int32, says: String) throws {
        let made = try Tool.run(
            ["rule", "new", "support-pooling/may_share", "--for", "9908"], in: Workspaces.example, input: input)
        #expect(made.status == status && made.output == "", "\(made.errors)")
        #expect(made.errors.contains(says), "\(made.errors)")
    }
}
