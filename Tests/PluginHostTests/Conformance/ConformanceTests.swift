// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// The suite behind `samverk plugin test` finds what it is there to find, and nothing in plugins that are sound.
@Suite(.serialized) struct ConformanceTests {
    private static func installation() throws -> Installation {
        Installation(programs: try Programs.folder(of: "samverk-launch"), home: Golden.root.path)
    }

    private static let noFiles: CaseTableReader = { path, _, _, _ in throw Problem("\(path): no CSV here") }

    private static func results(_ plugin: LoadedPlugin) async throws -> [ConformanceResult] {
        try await Conformance(plugin, host: PluginHost(installation()), readTable: noFiles).run()
    }

    /// A plugin of a shell script with an analysis `sum` that takes a table and gives one.
    private static func plugin(
        _ script: String, cases: [String: String] = [:], change: (String) -> String = { $0 }
    ) throws -> LoadedPlugin {
        let program = try Programs.script(FakePlugin.words() + "\nhello; " + script)
        let folder = URL(filePath: program).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder + "/tests", withIntermediateDirectories: false)
        for (name, text) in cases { try Data(text.utf8).write(to: URL(filePath: folder + "/tests/" + name)) }
        let text = change(
            """
            {"schema": 1, "id": "fake", "version": "0.1.0", "api": "^1.0", "title": {"sv": "F", "en": "F"},
             "summary": {"sv": "F", "en": "F"}, "publisher": "nobody", "licence": "EUPL-1.2",
             "runtime": {"kind": "process", "entry": ["program"]}, "limits": {"seconds": 20},
             "analyses": [{"id": "sum", "title": {"sv": "S", "en": "S"}, "summary": {"sv": "S", "en": "S"},
               "inputs": [{"name": "in", "title": {"sv": "I", "en": "I"}, "required": true, "key": ["player"],
                 "columns": [{"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                             {"name": "cost", "type": "money", "unit": "öre/year", "nullable": true, "title": {"sv": "C", "en": "C"}}]}],
               "outputs": [{"name": "totals", "title": {"sv": "T", "en": "T"}, "key": ["player"], "lineage": "key",
                 "columns": [{"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                             {"name": "total", "type": "money", "unit": "öre/year", "title": {"sv": "T", "en": "T"}}]}],
               "findings": [{"id": "all", "sentence": {"sv": "{n} rader", "en": "{n} rows"}}]}]}
            """)
        return LoadedPlugin(
            manifest: try Manifest(try JSON.read(Array(text.utf8)), file: "plugin.json"), manifestText: text,
            home: .linked, folder: folder, program: program, read: { _ in [] })
    }

    private static func verdicts(_ results: [ConformanceResult]) -> [String: String] {
        Dictionary(results.map { ($0.check.rawValue, $0.verdict.rawValue) }) { first, _ in first }
    }

    private static let sound = "answer \"$good\" '[]'"

    @Test func aSoundPluginPasses() async throws {
        let results = try await Self.results(try Self.plugin(Self.sound))
        #expect(
            Self.verdicts(results) == [
                "manifest": "passed", "hello": "passed", "answers": "passed", "deterministic": "passed",
                "hostile": "passed", "cancel": "passed", "limits": "passed", "cases": "skipped",
            ], "\(results.filter { $0.verdict == .failed })")
        #expect(results.map(\.check) == ConformanceCheck.allCases)
        #expect(ConformanceCheck.allCases.allSatisfy { !$0.title.sv.isEmpty && $0.title.sv != $0.title.en })
    }

    @Test(
        "Each fault is found by its check",
        arguments: [
            ("answers", "exit 1", "three rows: The plugin fake ended too early"),
            ("answers", "answer '{}' '[]'", "three rows: The plugin fake gave something else"),
            (
                "answers", "case $run in *0002*) answer \"$good\" '[]';; *) kill -SEGV $$;; esac",
                "one row: The plugin fake ended too early"
            ),
            (
                "answers", "answer \"$good\" '[{\"id\":\"all\",\"severity\":\"info\"}]'",
                "three rows: the finding 'all' has no value for {n}"
            ),
            (
                "deterministic", "answer \"$good\" '[]' | sed s/1,2]/1,$(date +%N | sed s/^0*//)]/",
                "'totals' differs when the same request is made again"
            ),
            (
                "deterministic",
                "[ $PYTHONHASHSEED = 0 ] || good=$(printf %s \"$good\" | sed s/1,2]/1,3]/); answer \"$good\" '[]'",
                "'totals' differs with another order"
            ),
            (
                "hostile", "case $run in *'\"values\":[]'*) exit 1;; *) answer \"$good\" '[]';; esac",
                "empty tables: The plugin fake ended"
            ),
            (
                "hostile", "case $run in *9007199254740992*) exit 1;; *) answer \"$good\" '[]';; esac",
                "extreme numbers: "
            ),
            ("hostile", "case $run in *日*) exit 1;; *) answer \"$good\" '[]';; esac", "odd names: "),
            ("hostile", "case $run in *null,null*) exit 1;; *) answer \"$good\" '[]';; esac", "missing values: "),
        ])
    func faults(_ check: String, _ script: String, _ says: String) async throws {
        let results = try await Self.results(try Self.plugin(script))
        let failed = results.filter { $0.verdict == .failed }
        // What fails on sound inputs mostly does on odd ones too.
        #expect(
            failed.map(\.check.rawValue) == [check] || failed.map(\.check.rawValue) == [check, "hostile"], "\(failed)")
        #expect(failed.first?.words.en.hasPrefix(says) == true, "\(failed)")
        #expect(failed.first?.subject == "sum")
    }

    @Test func whatDoesNotPromiseDeterminismIsNotHeldToIt() async throws {
        let results = try await Self.results(
            try Self.plugin("answer \"$good\" '[]' | sed s/1,2]/1,$(date +%N | sed s/^0*//)]/") {
                $0.replacing(#"{"id": "sum","#, with: #"{"id": "sum", "deterministic": false,"#)
            })
        #expect(Self.verdicts(results)["deterministic"] == "skipped")
    }

    @Test func aPluginThatDoesNotGetBeyondHelloIsNotAskedMore() async throws {
        let results = try await Self.results(
            try Self.plugin(Self.sound) { $0.replacing("\"version\": \"0.1.0\"", with: "\"version\": \"0.2.0\"") })
        #expect(results.map(\.check) == [.manifest, .hello])
        #expect(results.last?.words.en.contains("it calls itself fake 0.1.0, but plugin.json says fake 0.2.0") == true)
    }

    @Test func answeringTwiceIsTold() async throws {
        let results = try await Self.results(try Self.plugin(Self.sound + "; " + Self.sound))
        #expect(Self.verdicts(results)["answers"] == "failed")
        #expect(results.first { $0.check == .answers }?.words.en.contains("more after its answer") == true)
    }

    @Test func refusingEverythingIsAllowedAndTold() async throws {
        let refuse = #"printf '%s\n' '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"No members."}}'"#
        let results = try await Self.results(try Self.plugin(refuse))
        #expect(Self.verdicts(results)["answers"] == "skipped" && Self.verdicts(results)["hostile"] == "passed")
        #expect(results.first { $0.check == .answers }?.words.en.contains("No members.") == true)
    }

    @Test(arguments: [
        (
            #""findings": ["#, #""hooks": ["other/keep@1"], "findings": ["#,
            "a hook of 'other', which is not in requires"
        ),
        (
            #""required": true, "key": ["player"],"#,
            #""required": true, "key": ["player"], "read": {"dataset": "municipalities", "columns": [{"name": "player", "from": "kod"}]},"#,
            "The dataset 'municipalities' has no column 'kod'."
        ),
        (#""schema": 1,"#, #""schema": 1, "features": ["telepathy"],"#, "needs 'telepathy'"),
    ])
    func aManifestThatContradictsItselfIsTold(_ was: String, _ becomes: String, _ says: String) async throws {
        let results = try await Self.results(try Self.plugin(Self.sound) { $0.replacing(was, with: becomes) })
        let failed = results.filter { $0.verdict == .failed }
        #expect(failed.count == 1 && failed[0].check == .manifest && failed[0].words.en.contains(says), "\(failed)")
    }

    private static func expecting(_ second: Int) -> String {
        #"""
        {"analysis": "sum", "inputs": {"in": {"columns":[{"name":"player","type":"category","unit":null,"nullable":false,"values":["x"]},{"name":"cost","type":"money","unit":"öre/year","nullable":true,"values":[null]}],"key":["player"],"attributes":{}}},
         "expect": {"totals": {"columns":[{"name":"player","type":"category","unit":null,"nullable":false,"values":["b","a"]},{"name":"total","type":"money","unit":"öre/year","nullable":false,"values":[\#(second),1]}],"key":["player"],"attributes":{}}}}
        """#
    }

    @Test(
        "The cases of a package are run",
        arguments: [
            (expecting(2), "passed", "tables that come out: 1"),
            (expecting(5), "failed", "totals[b].total: '0.05' was expected, '0.02' came"),
            ("{", "failed", "was expected"),
            (#"{"analysis": "som", "expect": {"x": "y.csv"}}"#, "failed", "Unknown analysis 'som'"),
            (#"{"analysis": "sum"}"#, "failed", "either 'expect' or 'refuses'"),
            (#"{"analysis": "sum", "refuses": "x", "inputs": {"other": "y.csv"}}"#, "failed", "Unknown input 'other'"),
            (
                #"{"analysis": "sum", "refuses": "x", "inputs": {"in": "../y.csv"}}"#, "failed",
                "no file beside the case"
            ),
            (#"{"analysis": "sum", "refuses": "x", "inputs": {"in": "y.csv"}}"#, "failed", "no CSV here"),
            (#"{"analysis": "sum", "refuses": "x"}"#, "failed", "answered, but should refuse"),
        ])
    func cases(_ text: String, _ verdict: String, _ says: String) async throws {
        let results = try await Self.results(try Self.plugin(Self.sound, cases: ["a.json": text]))
        let told = try #require(results.last)
        #expect(told.check == .cases && told.subject == "a.json" && told.verdict.rawValue == verdict, "\(told)")
        #expect(told.words.en.contains(says), "\(told.words.en)")
    }

    @Test func aRefusalIsExpectedByItsWords() async throws {
        let refuse = #"printf '%s\n' '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"No members."}}'"#
        for (words, verdict) in [("No members", "passed"), ("No days", "failed")] {
            let results = try await Self.results(
                try Self.plugin(refuse, cases: ["a.json": #"{"analysis": "sum", "refuses": "\#(words)"}"#]))
            #expect(results.last?.verdict.rawValue == verdict)
        }
    }

    /// Plugins in Swift through PluginKit, as they come with the tool.
    @Test(arguments: ["billing", "capability-map"])
    func thePluginsOfTheHousePass(_ id: String) async throws {
        let loaded = LoadedPlugin.bundled(try Self.installation()) { Array(try Data(contentsOf: URL(filePath: $0))) }
        let plugin = try #require(loaded.plugins.first { $0.manifest.id == id })
        let results = try await Self.results(plugin)
        #expect(results.filter { $0.verdict == .failed } == [])
        #expect(results.contains { $0.check == .deterministic && $0.verdict == .passed }, "\(results)")
    }

    @Test func sampleInputsAreTheSameEveryTimeAndSuitTheirPorts() throws {
        let loaded = LoadedPlugin.bundled(try Self.installation()) { Array(try Data(contentsOf: URL(filePath: $0))) }
        for plugin in loaded.plugins {
            for spec in plugin.manifest.analyses {
                for kind in SampleInputs.Kind.allCases {
                    let request = SampleInputs(spec: spec, kind: kind).request()
                    #expect(request == SampleInputs(spec: spec, kind: kind).request())
                    for (name, table) in request?.inputs ?? [:] {
                        let port = try #require(spec.input(name))
                        #expect(
                            port.faults(
                                in: table.specs, isGame: table.key.isEmpty, parameters: request?.parameters ?? [:])
                                == [])
                    }
                }
                #expect(SampleInputs(spec: spec, kind: .plain).request() != nil, "\(plugin.manifest.id)/\(spec.id)")
            }
        }
    }
}
