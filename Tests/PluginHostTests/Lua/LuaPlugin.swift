// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// A plugin in Lua, written for a test into a folder of its own and run in the real sandbox.
struct LuaPlugin {
    let loaded: LoadedPlugin

    /// - Parameters:
    ///   - main: the text of main.lua.
    ///   - files: further files by path.
    ///   - limits: the `limits` of the manifest.
    init(_ main: String, files: [String: String] = [:], limits: String = #"{"seconds": 20}"#) throws {
        let folder = try Programs.temporaryFolder()
        for (path, text) in files.merging(["main.lua": main], uniquingKeysWith: { $1 }) {
            let file = URL(filePath: folder).appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let manifest = LuaPlugin.manifest(limits)
        loaded = LoadedPlugin(
            manifest: try Manifest(try JSON.read(Array(manifest.utf8)), file: "plugin.json"), manifestText: manifest,
            folder: folder, program: folder + "/main.lua", read: { try Array(Data(contentsOf: URL(filePath: $0))) })
    }

    /// A plugin whose analysis `sum` is this body of a function of `run`.
    init(body: String, limits: String = #"{"seconds": 20}"#) throws {
        try self.init("return plugin { analyses = { sum = function(run)\n\(body)\nend } }", limits: limits)
    }

    static func manifest(_ limits: String) -> String {
        """
        {"schema": 1, "id": "fake", "version": "0.1.0", "api": "^1.0", "title": {"sv": "F", "en": "F"},
         "summary": {"sv": "F", "en": "F"}, "publisher": "nobody", "licence": "EUPL-1.2",
         "runtime": {"kind": "lua", "entry": ["main.lua"]}, "limits": \(limits),
         "hooks": [{"id": "keep", "major": 1, "title": {"sv": "K", "en": "K"}, "summary": {"sv": "K", "en": "K"},
           "scope": "local", "subject": "player", "arguments": [],
           "result": {"type": "boolean", "title": {"sv": "B", "en": "B"}}, "default": {"sv": "ja", "en": "yes"}}],
         "analyses": [{"id": "sum", "title": {"sv": "S", "en": "S"}, "summary": {"sv": "S", "en": "S"},
           "parameters": [{"name": "factor", "type": "integer", "default": 2, "title": {"sv": "F", "en": "F"}},
                          {"name": "word", "type": "text", "title": {"sv": "W", "en": "W"}}],
           "inputs": [{"name": "people", "title": {"sv": "P", "en": "P"}, "key": ["player"],
             "columns": [{"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                         {"name": "count", "type": "integer", "nullable": true, "title": {"sv": "C", "en": "C"}}]}],
           "outputs": [{"name": "totals", "title": {"sv": "T", "en": "T"}, "key": ["player"], "lineage": "key",
             "columns": [{"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                         {"name": "total", "type": "money", "unit": "öre/year", "title": {"sv": "T", "en": "T"}},
                         {"name": "share", "type": "real", "nullable": true, "minimum": 0, "title": {"sv": "S", "en": "S"}}]}],
           "findings": [{"id": "sum", "sentence": {"sv": "S {a}", "en": "S {a}"}}], "hooks": ["fake/keep@1"]},
          {"id": "price", "title": {"sv": "P", "en": "P"}, "summary": {"sv": "P", "en": "P"},
           "outputs": [{"name": "costs", "shape": "game", "title": {"sv": "C", "en": "C"}, "lineage": "all",
             "columns": [{"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]}]}]}
        """
    }

    /// So many players, the second without a count.
    static func people(_ count: Int = 2) throws -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category), ColumnSpec("count", .integer, nullable: true)], key: ["player"])
        for i in 0..<count { try builder.append([.category("p\(i)"), i == 1 ? .null : .integer(i + 5)]) }
        return try builder.table()
    }

    static let noRules: RulesClosure = { _, _ in throw Problem("no rules here") }

    func run(
        _ analysis: String = "sum", people: Table? = nil, parameters: [String: JSON] = ["factor": 2],
        rules: @escaping RulesClosure = noRules, progress: @escaping @Sendable (Double) -> Void = { _ in },
        log: @escaping @Sendable (LogLine) -> Void = { _ in }
    ) async throws -> AnalysisOutput {
        let host = try PluginHost(Installation(programs: try Programs.folder(of: "samverk-worker"), home: "/"))
        let request = RunRequest(
            analysis: analysis, parameters: parameters, inputs: people.map { ["people": $0] } ?? [:],
            members: ["1438", "1452"].compactMap { Party($0) }, asOf: try #require(Day("2026-11-21")),
            period: .year(2026), seed: 7)
        let spec = try #require(loaded.manifest.analysis(analysis))
        return try await host.run(loaded, spec, request, rules: rules, progress: progress, log: log)
    }

    /// What the run fails with, as the user reads it.
    func failure(
        _ analysis: String = "sum", people: Table? = nil, rules: @escaping RulesClosure = noRules
    ) async -> Problem? {
        do {
            _ = try await run(analysis, people: people, rules: rules)
            return nil
        } catch { return error as? Problem }
    }
}
