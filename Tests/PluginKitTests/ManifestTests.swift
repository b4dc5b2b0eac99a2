// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// `plugin.json` is read strictly: a slip of the pen is an error that says where it is.
@Suite struct ManifestTests {
    @Test func everythingAManifestMaySay() throws {
        let manifest = try Manifest(JSON.read(Self.complete), file: "plugin.json")
        #expect(manifest.id == "desk-sharing")
        #expect(manifest.limits.seconds == 30 && manifest.limits.memoryBytes == 1 << 28)
        #expect(manifest.runtime.entry == ["SamverkDeskSharing"])
        #expect(manifest.datasets.map(\.id) == ["desk-sharing/desks"])
        #expect(manifest.datasets[0]["agents"]?.maximum == 99)
        let hook = try #require(manifest.hooks.first)
        #expect(hook.reference == "desk-sharing/may_share@1")
        #expect(hook.arguments[0].fields.map(\.spec.name) == ["category"])
        #expect(hook.combine == .override && hook.previous == nil)
        let analysis = try #require(manifest.analysis("compare"))
        #expect(analysis.parameters[0].defaultValue == 0.8)
        #expect(analysis.input("desks")?.read?.filters[0].from == "members")
        #expect(analysis.input("desks")?.read?.columns[1].aggregate == .sum)
        #expect(analysis.output("shares")?.columnsFrom == "methods")
        #expect(analysis.output("shares")?.others?.resolve(["unit": "SEK"]) == .money)
        #expect(analysis.output("shares")?.others?.resolve(["unit": "none"]) == .real)
        #expect(analysis.charts[0].kind == .groupedBars)
        #expect(analysis.findings[0].sentence.sv == "Vinsten är {amount}.")
    }

    @Test func theLeastAManifestMustSay() throws {
        let manifest = try Manifest(JSON.read(Self.least), file: "plugin.json")
        #expect(manifest.analyses.isEmpty && manifest.hooks.isEmpty && manifest.datasets.isEmpty)
        #expect(manifest.limits.seconds == 60 && manifest.limits.memoryBytes == 1 << 30)
        #expect(manifest.requires.isEmpty && manifest.conflicts.isEmpty && manifest.features.isEmpty)
        #expect(manifest.files == nil && manifest.runtime.platforms.isEmpty)
    }

    @Test func whatAPackageSaysOfItself() throws {
        let hash = String(repeating: "0f", count: 32)
        var json = try #require(JSON.read(Self.least).object)
        json["requires"] = ["tbm": "^0.1"]
        json["conflicts"] = ["old-desk": "<2.0"]
        json["features"] = ["rules"]
        json["files"] = [["path": "lib/a.py", "size": 3, "sha256": .string(hash), "executable": true]]
        json["runtime"] = ["kind": "lua", "entry": ["main.lua"], "platforms": ["linux-x86_64"]]
        let manifest = try Manifest(.object(json), file: "plugin.json")
        #expect(manifest.requires["tbm"]?.contains(Version(0, 1, 7)) == true)
        #expect(manifest.conflicts["old-desk"]?.contains(Version(2, 0, 0)) == false)
        #expect(manifest.files == [PackageFile(path: "lib/a.py", size: 3, sha256: hash, executable: true)])
        #expect(manifest.files?[0].json == json["files"]?.array?[0])
        #expect(manifest.runtime.kind == .lua && manifest.features == ["rules"])
    }

    @Test(
        "A field that must be there is named",
        arguments: ["schema", "id", "version", "api", "title", "summary", "publisher", "licence", "runtime"])
    func missing(_ field: String) throws {
        let problem = try fault { $0[field] = nil }
        #expect(problem?.message.en.contains("the field '\(field)' is missing") == true)
        #expect(problem?.place.file == "folder/plugin.json")
    }

    @Test(
        "An unknown field is named, with a suggestion",
        arguments: [("analysis", "analyses"), ("dataset", "datasets"), ("license", "licence"), ("hook", "hooks")])
    func unknown(_ field: String, _ meant: String) throws {
        let problem = try fault { $0[field] = [] }
        #expect(problem?.message.en.contains("unknown field '\(field)'") == true)
        #expect(problem?.remedy?.en == "Did you mean '\(meant)'?")
    }

    @Test(
        "A value of the wrong kind is named",
        arguments: [
            ("schema", 2, "schema 1"), ("schema", "1", "'schema'"), ("id", "Bad Id", "Bad Id"), ("id", "", "id ''"),
            ("version", 1, "'version'"),
            ("version", "1.0", "1.0"), ("version", "v1.0.0", "v1.0.0"), ("title", ["sv": "x"], "'en' is missing"),
            ("title", ["sv": "x", "en": "y", "de": "z"], "'de'"),
            ("runtime", ["kind": "process"], "'entry' is missing"),
            ("runtime", ["kind": "process", "entry": []], "entry"),
            ("runtime", ["kind": "process", "entry": "x"], "'entry'"),
            ("limits", ["seconds": "60"], "'seconds'"), ("limits", ["second": 60], "'second'"),
            ("limits", [], "limits"),
            ("limits", ["seconds": 0], "seconds"), ("hooks", [:], "'hooks'"),
            ("limits", ["seconds": 3601], "3600"), ("limits", ["memory_bytes": 17_179_869_185], "17179869184"),
            ("runtime", ["kind": "wasm", "entry": ["x"]], "'wasm'"),
            ("runtime", ["kind": "lua", "entry": ["main.lua", "x"]], "a single file"),
            ("runtime", ["kind": "process", "entry": ["x"], "platforms": ["linux"]], "'linux'"),
            ("api", "1.0", "'1.0'"), ("requires", ["tbm": "latest"], "'latest'"), ("requires", ["tbm": 1], "tbm"),
            ("requires", ["T": "*"], "'T'"), ("requires", ["least": "*"], "names itself"),
            ("conflicts", ["least": "*"], "names itself"),
            ("files", [["path": "../x", "size": 1, "sha256": "00"]], "'../x'"),
            ("files", [["path": "plugin.json", "size": 1, "sha256": "00"]], "'plugin.json'"),
            ("files", [["path": "a.py", "size": -1, "sha256": .string(String(repeating: "0", count: 64))]], "a.py"),
            ("files", [["path": "a.py", "size": 1, "sha256": "00"]], "a.py"),
            (
                "files",
                [
                    ["path": "a.py", "size": 1, "sha256": .string(String(repeating: "0", count: 64))],
                    ["path": "A.py", "size": 1, "sha256": .string(String(repeating: "0", count: 64))],
                ], "'a.py' stands twice"
            ),
        ] as [(String, JSON, String)])
    func wrong(_ field: String, _ value: JSON, _ named: String) throws {
        let problem = try fault { $0[field] = value }
        #expect(problem?.message.en.contains(named) == true, "\(problem?.message.en ?? "")")
    }

    @Test(
        "So it is deep inside",
        arguments: [
            (#""type": "real", "unit""#, #""type": "reel", "unit""#, "real"),
            (#""minimum": 0"#, #""minimum": "0""#, nil),
            (#""aggregate": "sum""#, #""aggregate": "sums""#, "sum"),
            (#""scope": "local""#, #""scope": "locale""#, "local"),
            (#""lineage": "key""#, #""lineage": "keys""#, "key"),
            (#""kind": "grouped-bars""#, #""kind": "grouped-bar""#, "grouped-bars"),
            (#""if": "unit=SEK""#, #""if": "unit""#, nil), (#""key": ["desk"]"#, #""key": ["dsk"]"#, "desk"),
            (#""required": true"#, #""required": "yes""#, nil), (#""from": "members""#, #""from": 5"#, nil),
            (#""id": "compare""#, #""id": "com pare""#, nil), (#""name": "target""#, #""nmae": "target""#, nil),
        ] as [(String, String, String?)])
    func deepInside(_ good: String, _ bad: String, _ meant: String?) throws {
        let parts = Self.complete.split(separator: good, maxSplits: 1)
        try #require(parts.count == 2)
        let text = parts.joined(separator: bad)
        let problem = #expect(throws: Problem.self) { try Manifest(JSON.read(text), file: "plugin.json") }
        if let meant { #expect(problem?.remedy?.en.contains("'\(meant)'") == true, "\(problem?.text(.english) ?? "")") }
    }

    @Test(
        "What is read and asked of the plugin itself is declared",
        arguments: [
            (
                #""dataset": "desks", "columns": [{"name": "desk"}"#, "desk-sharing/desk", "desk",
                "no dataset 'desk-sharing/desk'", "desk-sharing/desks"
            ),
            (
                #""dataset": "desks", "columns": [{"name": "desk"}"#, "desk-sharing/desks", "dsk", "no column 'dsk'",
                "desk"
            ),
        ])
    func ownReads(_ was: String, _ dataset: String, _ column: String, _ says: String, _ meant: String) throws {
        let text = Self.complete.replacing(
            was, with: #""dataset": "\#(dataset)", "columns": [{"name": "desk", "from": "\#(column)"}"#)
        try #require(text != Self.complete)
        let problem = #expect(throws: Problem.self) { try Manifest(JSON.read(text), file: "plugin.json") }
        #expect(problem?.message.en.contains(says) == true && problem?.remedy?.en.contains("'\(meant)'") == true)
        #expect(problem?.place.file == "plugin.json")
    }

    @Test(
        "A hook of the plugin's own is declared",
        arguments: ["desk-sharing/may_shre@1", "desk-sharing/may_share@2", "may_share@1"])
    func ownHooks(_ hook: String) throws {
        let text = Self.complete.replacing(#"["desk-sharing/may_share@1"]"#, with: "[\"\(hook)\"]")
        let problem = #expect(throws: Problem.self) { try Manifest(JSON.read(text), file: "plugin.json") }
        #expect(problem?.message.en.contains("no hook '\(hook)'") == true)
        #expect(problem?.remedy?.en.contains("desk-sharing/may_share@1") == true)
    }

    @Test("A name stands once", arguments: ["datasets", "hooks", "analyses"])
    func twice(_ list: String) throws {
        var object = try #require(try JSON.read(Self.complete).object)
        let first = try #require(object[list]?.array?.first)
        object[list] = [first, first]
        let json = JSON.object(object)
        let problem = #expect(throws: Problem.self) { try Manifest(json, file: "plugin.json") }
        #expect(problem?.message.en.contains("stands twice") == true)
    }

    private func fault(_ change: (inout JSONObject) -> Void) throws -> Problem? {
        var object = try #require(try JSON.read(Self.least).object)
        change(&object)
        let json = JSON.object(object)
        return #expect(throws: Problem.self) { try Manifest(json, file: "folder/plugin.json") }
    }

    static let least = """
        {"schema": 1, "id": "least", "version": "0.1.0", "api": "^1.0", "title": "Least", "summary": {"sv": "Minst", "en": "Least"},
         "publisher": "samverk", "licence": "EUPL-1.2", "runtime": {"kind": "process", "entry": ["SamverkLeast"]}}
        """

    static let complete = """
        {
          "schema": 1, "id": "desk-sharing", "version": "1.2.3", "api": "^1.0",
          "title": {"sv": "Delad servicedesk", "en": "Shared desk"}, "summary": {"sv": "Vad en delad desk ger", "en": "What a shared desk gives"},
          "publisher": "samverk", "licence": "EUPL-1.2",
          "runtime": {"kind": "process", "entry": ["SamverkDeskSharing"]},
          "limits": {"seconds": 30, "memory_bytes": 268435456},
          "datasets": [
            {"id": "desks", "title": "Desks", "key": ["desk"], "columns": [
              {"name": "desk", "type": "category", "title": "Desk", "references": "municipalities"},
              {"name": "agents", "type": "integer", "unit": "agents", "nullable": true, "minimum": 0, "maximum": 99, "title": "Agents"},
              {"name": "kind", "type": "category", "allowed": ["own", "bought"], "title": "Kind"}]}],
          "hooks": [
            {"id": "may_share", "major": 1, "title": "May share", "summary": "Whether it may be shared", "scope": "local",
             "subject": "municipality", "default": "yes",
             "arguments": [
               {"name": "ticket", "title": "Ticket", "fields": [{"name": "category", "type": "category", "title": "Category"}]},
               {"name": "partners", "title": "Partners", "type": "integer"}],
             "result": {"type": "boolean", "title": "May be shared"}}],
          "analyses": [
            {"id": "compare", "title": "Compare", "summary": "Compares",
             "parameters": [{"name": "target", "type": "real", "unit": "share", "default": 0.8, "minimum": 0, "maximum": 1, "title": "Target"}],
             "inputs": [
               {"name": "desks", "title": "Desks", "required": true, "columns": [{"name": "desk", "type": "category", "title": "Desk"}],
                "others": "real", "key": ["desk"],
                "read": {"dataset": "desks", "columns": [{"name": "desk"}, {"name": "agents", "aggregate": "sum"}],
                         "where": [{"column": "desk", "from": "members"}, {"column": "kind", "in": ["own"]}]}}],
             "outputs": [
               {"name": "shares", "title": "Shares", "columns": [{"name": "player", "type": "category", "title": "Player"}],
                "columns_from": "methods", "others": {"if": "unit=SEK", "then": "money", "else": "real"}, "key": ["player"], "lineage": "key"}],
             "findings": [{"id": "gain", "sentence": {"sv": "Vinsten är {amount}.", "en": "The gain is {amount}."}}],
             "charts": [{"id": "shares", "kind": "grouped-bars", "title": "Shares", "table": "shares", "category": "player"}],
             "hooks": ["desk-sharing/may_share@1"]}]
        }
        """
}
