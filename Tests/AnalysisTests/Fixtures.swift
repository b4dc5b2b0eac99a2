// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// A plugin whose analyses take and give small tables, with a dataset and a hook of its own.
enum Fake {
    static let manifest = #"""
        {"schema": 1, "id": "fake", "version": "0.1.0", "api": "^1.0", "title": {"sv": "F", "en": "F"},
         "summary": {"sv": "F", "en": "F"}, "publisher": "nobody", "licence": "EUPL-1.2",
         "runtime": {"kind": "process", "entry": ["fake"]}, "limits": {"seconds": 60},
         "datasets": [{"id": "hours", "title": {"sv": "H", "en": "H"}, "key": ["desk", "hour"], "columns": [
           {"name": "desk", "type": "party", "title": {"sv": "D", "en": "D"}},
           {"name": "hour", "type": "integer", "title": {"sv": "H", "en": "H"}},
           {"name": "agents", "type": "integer", "nullable": true, "title": {"sv": "A", "en": "A"}},
           {"name": "cost", "type": "money", "unit": "öre/year", "nullable": true, "title": {"sv": "C", "en": "C"}},
           {"name": "load", "type": "real", "nullable": true, "title": {"sv": "L", "en": "L"}},
           {"name": "since", "type": "date", "nullable": true, "title": {"sv": "S", "en": "S"}},
           {"name": "source", "type": "text", "nullable": true, "title": {"sv": "S", "en": "S"}}]}],
         "hooks": [{"id": "keep", "major": 1, "title": {"sv": "K", "en": "K"}, "summary": {"sv": "K", "en": "K"},
           "scope": "local", "subject": "player", "arguments": [{"name": "cost", "type": "money", "title": {"sv": "C", "en": "C"}}],
           "result": {"type": "boolean", "title": {"sv": "B", "en": "B"}}, "default": {"sv": "ja", "en": "yes"}}],
         "analyses": [
           {"id": "source", "title": {"sv": "S", "en": "S"}, "summary": {"sv": "S", "en": "S"},
            "parameters": [{"name": "target", "type": "integer", "default": 3, "minimum": 0, "maximum": 4, "title": {"sv": "T", "en": "T"}},
                           {"name": "note", "type": "text", "title": {"sv": "N", "en": "N"}},
                           {"name": "methods", "type": "list", "default": "equal", "title": {"sv": "M", "en": "M"}}],
            "inputs": [{"name": "hours", "title": {"sv": "timmar", "en": "hours"}, "key": ["player"],
              "columns": [{"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                          {"name": "agents", "type": "integer", "title": {"sv": "A", "en": "A"}}],
              "read": {"dataset": "fake/hours", "columns": [{"name": "player", "from": "desk"},
                {"name": "agents", "aggregate": "sum"}], "where": [{"column": "desk", "from": "members"}]}}],
            "outputs": [
              {"name": "costs", "title": {"sv": "C", "en": "C"}, "key": ["player"], "lineage": "key", "columns": [
                {"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                {"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]}],
            "findings": [{"id": "found", "sentence": {"sv": "S", "en": "S"}}], "hooks": ["fake/keep@1"]},
           {"id": "game", "title": {"sv": "S", "en": "S"}, "summary": {"sv": "S", "en": "S"},
            "outputs": [{"name": "game", "title": {"sv": "G", "en": "G"}, "shape": "game", "lineage": "all", "columns": [
                {"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]},
              {"name": "shares", "title": {"sv": "S", "en": "S"}, "key": ["player"], "lineage": "all", "columns": [
                {"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                {"name": "cost", "type": "real", "title": {"sv": "C", "en": "C"}}]}]},
           {"id": "sink", "title": {"sv": "S", "en": "S"}, "summary": {"sv": "S", "en": "S"},
            "inputs": [{"name": "cost", "required": true, "title": {"sv": "kostnaden", "en": "the cost"}, "columns": [
                {"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                {"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]},
              {"name": "more", "title": {"sv": "M", "en": "M"}, "columns": [
                {"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                {"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]},
              {"name": "game", "title": {"sv": "G", "en": "G"}, "shape": "game", "columns": [
                {"name": "cost", "type": "money", "title": {"sv": "C", "en": "C"}}]}],
            "outputs": [{"name": "costs", "title": {"sv": "C", "en": "C"}, "key": ["player"], "lineage": "all", "columns": [
                {"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                {"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]}]}]}
        """#

    static func plugins(program: String = "/bin/false", manifest: String = manifest) throws -> PluginSet {
        PluginSet([
            LoadedPlugin(
                manifest: try Manifest(try JSON.read(Array(manifest.utf8)), file: "plugin.json"),
                manifestText: manifest,
                folder: "/", program: program, read: { _ in Array("a program".utf8) })
        ])
    }

    static func host() throws -> PluginHost {
        try PluginHost(Installation(programs: try Programs.folder(of: "samverk-launch"), home: "/"))
    }

    /// A registry in a folder of its own, with rows of `fake/hours` as lines of a CSV file without quotes.
    static func registry(_ lines: [String], file: String = "data/hours.csv") throws -> Registry {
        let registry = try Registry.create(at: try Programs.temporaryFolder() + "/registry.sqlite")
        let plugins = try plugins()
        try registry.declare(plugins.datasets, plugin: "fake", version: "0.1.0")
        let schema = try registry.schema("fake/hours")
        var builder = TableBuilder(schema.columns.map(\.spec), key: schema.key)
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            var cells: [Cell] = []
            for (spec, text) in zip(schema.columns.map(\.spec), fields) { cells.append(try cell(text, spec.type)) }
            try builder.append(cells)
        }
        let rows = PositionedTable(try builder.table(), file: file, lines: Array(2..<2 + lines.count))
        if !lines.isEmpty { _ = try registry.land(rows, in: "fake/hours", by: "test") }
        return registry
    }

    private static func cell(_ text: String, _ type: ColumnType) throws -> Cell {
        if text.isEmpty { return .null }
        switch type {
        case .party: return Party(text).map(Cell.party) ?? .null
        case .integer: return .integer(Int(text) ?? 0)
        case .money: return .money(Money(ore: Int(text) ?? 0))
        case .real: return .real(Double(text) ?? 0)
        case .date: return Day(text).map(Cell.date) ?? .null
        default: return .text(text)
        }
    }
}
