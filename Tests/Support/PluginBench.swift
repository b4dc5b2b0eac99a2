// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Runs the analyses of a plugin in this process, as the host would: parameters checked against the manifest, defaults
/// filled in, and what comes out held against what the manifest declares.
public struct PluginBench: Sendable {
    public let manifest: Manifest
    let analyses: [any Analysis]

    /// A bench for the plugin in Sources/Plugins/`room`.
    public init(_ plugin: any Plugin.Type, room: String) throws {
        let path = "Sources/Plugins/\(room)/plugin.json"
        manifest = try Manifest(try JSON.read(try ExampleData.bytes(path), file: path), file: path)
        analyses = plugin.analyses
        let declared = manifest.analyses.map(\.id)
        guard plugin.id == manifest.id, plugin.version == manifest.version, analyses.map(\.id) == declared,
            manifest.runtime.entry == ["Samverk\(room)"]
        else { throw Problem("\(path) and Main.swift disagree") }
    }

    /// Runs an analysis and checks its output against the manifest.
    public func run(
        _ id: String, _ inputs: [String: Table], with parameters: [String: JSON] = [:], members: [Party] = [],
        seed: UInt64 = 0,
        rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
    ) throws -> AnalysisOutput {
        guard let spec = manifest.analysis(id), let analysis = analyses.first(where: { $0.id == id }) else {
            throw Problem("no analysis \(id)")
        }
        try checkInputs(inputs, spec)
        var values: [String: JSON] = [:]
        for parameter in spec.parameters { values[parameter.name] = parameter.defaultValue }
        for (name, value) in parameters {
            guard spec.parameters.contains(where: { $0.name == name }) else { throw Problem("no parameter \(name)") }
            values[name] = value
        }
        let context = AnalysisContext(
            RunRequest(
                analysis: id, parameters: values, inputs: inputs, members: members, asOf: Day(days: 20_454),
                period: .year(2026), seed: seed),
            ask: { hook, rows in
                guard spec.hooks.contains(hook), let declared = manifest.hooks.first(where: { $0.reference == hook })
                else { throw Problem("undeclared hook \(hook)") }
                try checkQuestions(rows, declared)
                return try rules(hook, rows)
            })
        let output = try analysis.run(context)
        try check(output, spec, values)
        return output
    }

    /// Inputs of a test must be such as the host would let through.
    private func checkInputs(_ inputs: [String: Table], _ spec: AnalysisSpec) throws {
        for (name, table) in inputs {
            guard let port = spec.input(name) else { throw Problem("no input \(name)") }
            for column in port.columns where !column.optional && table[column.name] == nil {
                throw Problem("input \(name): the column \(column.name) is missing")
            }
        }
    }

    /// The rows of a batch have the columns that the hook declares, and a default that the hook could give.
    private func checkQuestions(_ rows: Table, _ hook: Hook) throws {
        for argument in hook.arguments {
            let types = argument.fields.isEmpty ? [argument.type] : argument.fields.map(\.spec.type)
            for (name, type) in zip(argument.columns, types) where rows[name]?.type != type {
                throw Problem("\(hook.reference): the column \(name) is missing or not \(type?.rawValue ?? "")")
            }
        }
        guard rows[hook.subject] != nil, rows["default"]?.type == hook.result.type else {
            throw Problem("\(hook.reference): the column \(hook.subject) or default is missing or of another type")
        }
    }

    /// Holds an output against the ports, findings and charts of the manifest.
    public func check(_ output: AnalysisOutput, _ spec: AnalysisSpec, _ parameters: [String: JSON]) throws {
        guard output.tables.map(\.name) == spec.outputs.map(\.name) else {
            throw Problem("tables \(output.tables.map(\.name).joined(separator: ", ")) instead of the declared ones")
        }
        for port in spec.outputs {
            guard let table = output[port.name] else { continue }
            let declared = port.columns.map { "\($0.name) \($0.type.resolve(parameters)) \($0.nullable)" }
            let found = table.specs.prefix(declared.count).map { "\($0.name) \($0.type) \($0.nullable)" }
            guard found == declared, table.columns.count == declared.count || port.columnsFrom != nil else {
                throw Problem("table \(port.name): \(found) instead of \(declared)")
            }
            for column in port.columns where column.unit != nil && table[column.name]?.unit != column.unit {
                throw Problem("table \(port.name): the unit of \(column.name)")
            }
            guard table.key == port.key || port.shape == .game else { throw Problem("table \(port.name): key") }
        }
        for finding in output.findings { try check(finding, spec) }
        for chart in spec.charts {
            for name in [chart.category] + chart.series + [chart.across].compactMap(\.self)
            where output[chart.table]?[name] == nil {
                throw Problem("chart \(chart.id): no column \(chart.table).\(name)")
            }
        }
        guard try AnalysisOutput(wire: try JSON.read(output.wire.bytes)) == output else {
            throw Problem("the output changes on the wire")
        }
    }

    private func check(_ finding: Finding, _ spec: AnalysisSpec) throws {
        guard let declared = spec.findings.first(where: { $0.id == finding.id }) else {
            throw Problem("undeclared finding \(finding.id)")
        }
        for sentence in [declared.sentence.sv, declared.sentence.en] {
            for part in sentence.split(separator: "{").dropFirst(sentence.hasPrefix("{") ? 0 : 1) {
                let name = String(part.prefix { $0 != "}" })
                guard finding.arguments[name] != nil else {
                    throw Problem("finding \(finding.id): no value for \(name)")
                }
            }
        }
    }
}
