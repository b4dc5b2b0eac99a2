// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

import SamverkTestSupport
import Testing

@testable import SamverkProcesses

/// A bundled plugin in Lua, run as the host runs it: its manifest checks what goes in and what comes out.
struct BundledPlugin {
    let loaded: LoadedPlugin

    /// - Parameter folder: its folder under Sources/Plugins.
    init(_ folder: String) throws {
        let path = Golden.root.appending(path: "Sources/Plugins/\(folder)").path
        let text = try ExampleData.bytes("Sources/Plugins/\(folder)/plugin.json")
        loaded = LoadedPlugin(
            manifest: try Manifest(JSON.read(text, file: "plugin.json"), file: "plugin.json"),
            manifestText: String(decoding: text, as: UTF8.self), folder: path, program: path + "/main.lua",
            read: { try Array(Data(contentsOf: URL(filePath: $0))) })
    }

    /// Runs an analysis.
    ///
    /// - Parameters:
    ///   - parameters: as a user writes them; the others have their defaults.
    ///   - members: codes of municipalities.
    func run(
        _ analysis: String, inputs: [String: Table] = [:], parameters: [String: String] = [:], members: [String] = [],
        asOf: String = "2026-11-21", rules: @escaping RulesClosure = { _, _ in throw Problem("no rules here") }
    ) async throws -> AnalysisOutput {
        let spec = try #require(loaded.manifest.analysis(analysis))
        let values = try spec.resolve(parameters.mapValues { GivenValue($0) })
        var tables: [String: Table] = [:]
        for (name, table) in inputs {
            let port = try #require(spec.input(name))
            tables[name] = try port.adapted(table.measured(as: port), parameters: values)
        }
        let host = try PluginHost(Installation(programs: try Programs.folder(of: "samverk-worker"), home: "/"))
        let request = RunRequest(
            analysis: analysis, parameters: values, inputs: tables, members: members.compactMap { Party($0) },
            asOf: try #require(Day(asOf)), period: .year(2027), seed: 1)
        return try await host.run(
            loaded, spec, request, rules: rules, progress: { _ in })
    }

    /// What a run is refused with.
    func refusal(
        _ analysis: String, inputs: [String: Table] = [:], parameters: [String: String] = [:]
    ) async -> Problem? {
        do {
            _ = try await run(analysis, inputs: inputs, parameters: parameters)
            return nil
        } catch { return error as? Problem }
    }
}

extension Table {
    /// A table of texts as a person would write them, a line a row, cells parted by blanks or (if there is one) by `;`; `-` is null.
    static func of(_ columns: [(String, ColumnType)], key: [String], _ text: String) throws -> Table {
        var builder = TableBuilder(columns.map { ColumnSpec($0.0, $0.1, nullable: true) }, key: key)
        for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            let parts = line.contains(";") ? line.split(separator: ";") : line.split(separator: " ")
            let cells = parts.map { $0.trimmingCharacters(in: .whitespaces) }
            try builder.append(try zip(columns, cells).map { try cell($1, $0.1) })
        }
        return try builder.table()
    }

    private static func cell(_ text: String, _ type: ColumnType) throws -> Cell {
        if text == "-" { return .null }
        let wire: JSON =
            switch type {
            case .integer, .money: .integer(try #require(Int(text)))
            case .real: .real(try #require(Double(text)))
            case .boolean: .bool(text == "true")
            default: .string(text)
            }
        return try Cell(wire: wire, type: type, column: "")
    }

    /// The same table with the units that a port's columns have.
    func measured(as port: InputPort) throws -> Table {
        try Table(
            columns.map { column in
                var spec = column.spec
                spec.unit = port.columns.first { $0.name == column.name }?.unit
                return Column(spec, storage: column.storage, present: column.present)
            }, key: key)
    }

    /// The cell of the row whose key reads so.
    func cell(_ key: String, _ column: String) -> Cell? { row(keyText: key).map { self[$0, column] } }
}
