// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkTestSupport
import Testing

/// The plugin `cooperation` with the published pilots of the example.
struct Cooperation {
    let plugin: BundledPlugin

    init() throws { plugin = try BundledPlugin("Cooperation") }

    /// The file of the example that a port would be read from.
    private static let files = [
        "milestones": "pilot_milestones", "lines": "pilot_budget", "stated": "pilot_stated",
        "cooperations": "existing_cooperations",
    ]

    func run(
        _ analysis: String, inputs: [String: Table] = [:], parameters: [String: String] = [:], members: [String] = [],
        asOf: String = "2026-11-21"
    ) async throws -> AnalysisOutput {
        try await plugin.run(
            analysis, inputs: try example(analysis).merging(inputs) { $1 }, parameters: parameters, members: members,
            asOf: asOf)
    }

    func refusal(
        _ analysis: String, inputs: [String: Table] = [:], parameters: [String: String] = [:]
    ) async throws -> Problem? {
        await plugin.refusal(
            analysis, inputs: try example(analysis).merging(inputs) { $1 }, parameters: parameters)
    }

    private func example(_ analysis: String) throws -> [String: Table] {
        var tables: [String: Table] = [:]
        for port in try #require(plugin.loaded.manifest.analysis(analysis)).inputs {
            guard let file = Cooperation.files[port.name] else { continue }
            let specs = port.columns.map {
                ColumnSpec($0.name, $0.type.resolve([:]), unit: $0.unit, nullable: $0.nullable)
            }
            tables[port.name] = try ExampleData.table(file, specs, key: port.key)
        }
        return tables
    }
}

extension AnalysisOutput {
    /// The findings of an id.
    func found(_ id: String) -> [Finding] { findings.filter { $0.id == id } }
}

extension Finding {
    /// An argument as plain text.
    func says(_ name: String) -> String? { arguments[name]?.cell.plainText }
}
