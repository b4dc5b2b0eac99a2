// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// A plugin in the folder its author works in, run by the real host.
struct AuthoredPlugin {
    let loaded: LoadedPlugin

    /// What is installed in this checkout.
    static func installation() throws -> Installation {
        Installation(programs: try Programs.folder(of: "samverk-launch"), home: Golden.root.path)
    }

    init(_ folder: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/plugin.json")))
        let manifest = try Manifest(try JSON.read(bytes), file: "plugin.json")
        loaded = LoadedPlugin(
            manifest: manifest, manifestText: String(decoding: bytes, as: UTF8.self), home: .linked, folder: folder,
            program: folder + "/" + (manifest.runtime.entry.last ?? ""),
            read: { Array(try Data(contentsOf: URL(filePath: $0))) })
    }

    /// What a template has written into a folder. The script of a Swift plugin would build for minutes: the same sources
    /// are a target of this package, and its program is put into their place.
    init(_ template: PluginTemplate, in folder: String) throws {
        guard template == .swift, let package = template.package else {
            self = try AuthoredPlugin(folder)
            return
        }
        let program = try Programs.folder(of: "SamverkSwiftTemplate") + "/SamverkSwiftTemplate"
        try FileManager.default.copyItem(atPath: program, toPath: folder + "/" + package + "/cost-per-head")
        self = try AuthoredPlugin(folder + "/" + package)
    }

    func run(
        _ analysis: String, _ inputs: [String: Table], with given: [String: String] = [:],
        rules: @escaping RulesClosure = { _, _ in [] }
    ) async throws -> AnalysisOutput {
        guard let spec = loaded.manifest.analysis(analysis) else { throw Problem("no analysis \(analysis)") }
        let parameters = try spec.resolve(given.mapValues { GivenValue($0) })
        let request = RunRequest(
            analysis: analysis, parameters: parameters, inputs: inputs, members: [], asOf: Day(days: 20_454),
            period: .year(2026), seed: 0)
        return try await PluginHost(Self.installation()).run(
            loaded, spec, request, rules: rules, progress: { _ in })
    }

    /// A CSV file as a table of those of the columns that it has; amounts are kronor.
    static func table(_ path: String, _ columns: [ColumnSpec], key: [String]) throws -> Table {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = lines.first ?? []
        let specs = columns.filter { header.contains($0.name) }
        var builder = TableBuilder(specs, key: key)
        for fields in lines.dropFirst() {
            let row = Dictionary(zip(header, fields)) { first, _ in first }
            try builder.append(try specs.map { try cell(row[$0.name] ?? "", $0.type) })
        }
        return try builder.table()
    }

    private static func cell(_ text: String, _ type: ColumnType) throws -> Cell {
        let cell: Cell? =
            switch type {
            case _ where text.isEmpty: .null
            case .party: Party(text).map(Cell.party)
            case .integer: Int(text).map(Cell.integer)
            case .real: Double(text).map(Cell.real)
            case .money: Money(kronor: text).map(Cell.money)
            case .text: .text(text)
            default: .category(text)
            }
        guard let cell else { throw Problem("'\(text)' is no \(type.rawValue)") }
        return cell
    }
}
