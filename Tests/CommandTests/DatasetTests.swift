// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk import` and `samverk export`.
@Suite("Files go in whole or not at all, and come out the same")
struct DatasetTests {
    @Test("a dry run says what would change, and changes nothing")
    func dryRun() throws {
        let workspace = try Workspaces.copy()
        let before = try workspace.done("export", "municipalities").output
        try workspace.write("code,name,population\n9907,Exempelkommun G,12601\n9999,Ny kommun,5000\n", to: "m.csv")
        let dry = try workspace.done("import", "municipalities", "m.csv", "--dry-run")
        #expect(dry.output.contains("1 new and 1 changed rows") && dry.output.contains("Nothing has changed"))
        #expect(try workspace.done("export", "municipalities").output == before)
        let wet = try workspace.done("import", "municipalities", "m.csv")
        #expect(wet.output.contains("1 new, 1 changed, 0 unchanged"))
        #expect(try workspace.done("list", "municipalities", "--format", "json").json().array?.count == 15)
        let log = try workspace.done("log", "--limit", "1", "--format", "json").json().array?.first
        #expect(log?["action"] == "import")
        #expect(log?["object"] == "municipalities")
        #expect(log?["who"] == "tester")
    }

    @Test(
        "what is exported can be imported, and then nothing changes",
        arguments: [
            "municipalities", "agreements", "assessments", "tbm/it_costs", "support-pooling/ticket_categories",
        ])
    func roundTrip(dataset: String) throws {
        let workspace = try Workspaces.copy()
        try workspace.done("export", dataset, "ut.csv")
        let text = try workspace.text("ut.csv")
        #expect(!text.contains("\r"))
        let report = try workspace.done("import", dataset, "ut.csv")
        #expect(report.output.contains(" 0 new, 0 changed, "), "\(report.output)")
        #expect(try workspace.done("export", dataset).output == text)
    }

    @Test("a file as Excel saves it: semicolons, decimal commas, blanks in numbers, a mark at the start, CRLF")
    func excel() throws {
        let workspace = try Workspaces.copy()
        try workspace.write(
            "\u{FEFF}Code;Name;Population;Total_Cost\r\n9907;\"Exempel; kommun \"\"G\"\"\";12\u{A0}601;"
                + "1\u{202F}000 000,50\r\n0998;Ny;0;\u{2212}0,00\r\n", to: "excel.csv")
        _ = try workspace.samverk("import", "municipalities", "excel.csv")
        let rows = try workspace.done("list", "municipalities", "--format", "json").json().array ?? []
        let changed = try #require(rows.first { $0["code"] == "9907" })
        #expect(changed["name"] == "Exempel; kommun \"G\"")
        #expect(changed["population"] == 12_601)
        #expect(changed["total_cost"] == 100_000_050)
        let export = try workspace.done("export", "municipalities").output
        #expect(export.contains("9907,\"Exempel; kommun \"\"G\"\"\",,,12601,1000000.50,"), "\(export)")
    }

    @Test("a code of three digits gets its zero, and the user is told")
    func leadingZero() throws {
        let workspace = try Workspaces.copy()
        try workspace.write("code;name\n998;Ny\n", to: "m.csv")
        let outcome = try workspace.done("import", "municipalities", "m.csv")
        #expect(outcome.errors.contains("m.csv:2:1") && outcome.errors.contains("0998"))
        #expect(!(try workspace.samverk("import", "municipalities", "m.csv", "--quiet").errors.contains("0998")))
    }

    @Test("a faulty file is answered with every fault and its place, and nothing of it lands")
    func faulty() throws {
        let workspace = try Workspaces.copy()
        let before = try workspace.done("export", "assessments").output
        try workspace.write(
            """
            respondent,capability,level,visibility
            9901,build-culture,4,shared
            9901,trust,5,shared
            x1,trust,3,shared
            9902,trust,tre,shared
            9903,trust,2,hidden
            9903,,2,shared
            9901,build-culture,1,shared
            """, to: "fel.csv")
        let outcome = try workspace.samverk("import", "assessments", "fel.csv")
        outcome.expect(
            .fault(
                "fel.csv:3:12: level: at most 4", "fel.csv:4:1: respondent: 'x1'", "fel.csv:5:12: level: 'tre'",
                "fel.csv:6:14: visibility: ", "fel.csv:7:6: capability: ", "fel.csv:8:1: The row has the same key"))
        #expect(outcome.messages == 6)
        #expect(try workspace.done("export", "assessments").output == before)
        #expect(try workspace.done("log", "--limit", "1", "--format", "csv").output.contains("billing/employees"))
    }

    @Test("a row that refers to what there is not is told on import and by check")
    func dangling() throws {
        let workspace = try Workspaces.copy()
        try workspace.write(
            "respondent,capability,level,visibility\n9907,nosuch,3,shared\n8888,user-support,2,shared\n", to: "a.csv")
        let told = ["a.csv:2", "'nosuch'", "a.csv:3", "'8888'", "'municipalities'"]
        let imported = try workspace.samverk("import", "assessments", "a.csv")
        let checked = try workspace.samverk("check")
        #expect(imported.status == 0 && checked.status == 1)
        for said in told { #expect(imported.errors.contains(said) && checked.errors.contains(said), "\(said)") }
    }

    @Test("the unit of a money column is the one its file is written in")
    func moneyUnit() throws {
        let listing = try Workspaces.example.done("datasets", "support-pooling/desk_hours").output
        #expect(!listing.contains("öre"), "a file that follows this is a hundred times too dear:\n\(listing)")
    }

    /// A file for `municipalities` and how it is met.
    static let files: [(String, String, Complaint)] = [
        ("a missing column", "code,population\n9907,1\n", .fault("f.csv:1: The column 'name' is missing")),
        ("an unknown column", "code,name,poplation\n9907,G,1\n", .fault("f.csv:1:11", "Did you mean 'population'?")),
        ("an empty file", "", .fault("f.csv: The file is empty", "column names")),
        ("ragged rows", "code,name\n9907,G,1\n9908\n", .fault("f.csv:2", "f.csv:3")),
        ("an open quote", "code,name\n9907,\"G\n9908,H\n", .fault("f.csv:2")),
        ("a column twice", "code,name,name\n9907,G,H\n", .fault("f.csv:1:11", "name")),
        ("an ambiguous number", "code,name,total_cost\n9907,G,\"1.234,50\"\n9908,H,\"1,234\"\n", .fault("f.csv:3")),
        ("three decimals of money", "code,name,total_cost\n9907,G,1.005\n", .fault("f.csv:2:8", "two decimals")),
        ("a negative population", "code,name,population\n9907,G,\u{2212}1\n", .fault("f.csv:2:8", "at least 0")),
        ("no text at all", "\u{0}\u{1}\u{2}\u{0}", .fault("f.csv")),
        ("a workbook", "PK\u{3}\u{4}abc", .fault("workbook", "CSV UTF-8")),
    ]

    @Test("a wrong file", arguments: files)
    func wrongFile(name: String, text: String, complaint: Complaint) throws {
        let folder = try Folder.with(["f.csv": text])
        try folder.samverk("-C", Workspaces.example.path, "import", "municipalities", "f.csv").expect(complaint)
    }

    @Test("bytes that are no UTF-8 are told with their line")
    func latin1() throws {
        let folder = try Folder.new()
        try folder.write(bytes: Array("code,name\n9907,".utf8) + [0xC5] + Array("m\u{E5}l\n".utf8), to: "f.csv")
        try folder.samverk("-C", Workspaces.example.path, "import", "municipalities", "f.csv").expect(
            .fault("f.csv:2", "UTF-8"))
    }

    static let wrongCalls: [([String], Complaint)] = [
        (["import", "municipalites", "data/municipalities.csv"], .fault("Did you mean 'municipalities'?")),
        (["import", "municipalities", "data/municipality.csv"], .fault("data/municipality.csv", "does not exist")),
        (["import", "municipalities", "data"], .fault("data: This is a folder", "Name a file")),
        (["import", "municipalities"], .usage("<file>")),
        (["export", "nonsense"], .fault("'nonsense'", "municipalities")),
        (["export", "municipalities", "nowhere/m.csv"], .fault("nowhere/m.csv", "folder exists")),
        (["datasets", "asessments"], .fault("Did you mean 'assessments'?")),
    ]

    @Test("a wrong call", arguments: wrongCalls)
    func wrongCall(arguments: [String], complaint: Complaint) throws {
        try Tool.run(arguments, in: Workspaces.example).expect(complaint)
    }
}
