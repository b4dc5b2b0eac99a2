// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("plugin.json says what the program does")
struct ManifestTests {
    private let manifest: Manifest

    init() throws {
        let path = "Sources/Plugins/CostAllocation/plugin.json"
        manifest = try Manifest(JSON.read(ExampleData.bytes(path), file: path), file: path)
    }

    @Test("id, version and analyses agree")
    func identity() {
        #expect(manifest.id == Main.id)
        #expect(manifest.version == Main.version)
        #expect(manifest.analyses.map(\.id) == Main.analyses.map(\.id))
    }

    @Test("outputs and findings are declared as they come", arguments: ["SEK", "none"])
    func outputs(unit: String) throws {
        let spec = try #require(manifest.analysis("allocate"))
        let game =
            unit == "SEK"
            ? try moneyGame([0, 100, 100, 150], players: names(2)) : try plainGame([0, 1, 1, 3], players: names(2))
        let output = try allocate(game: game, methods: ["equal", "shapley"], unit: unit)
        #expect(output.tables.map(\.name) == spec.outputs.map(\.name))
        for port in spec.outputs {
            let table = try #require(output[port.name])
            #expect(table.key == port.key)
            let fixed = port.columns.map(\.name)
            #expect(table.columnNames == fixed + (port.columnsFrom == nil ? [] : ["equal", "shapley"]))
            let parameters: [String: JSON] = ["unit": .string(unit)]
            for column in port.columns { #expect(table[column.name]?.type == column.type.resolve(parameters)) }
            if let others = port.others { #expect(table["equal"]?.type == others.resolve(parameters)) }
        }
        let known = Set(spec.findings.map(\.id))
        #expect(output.findings.allSatisfy { known.contains($0.id) })
    }

    @Test("every method the manifest allows is one the program knows")
    func methods() throws {
        let allowed = try #require(manifest.analysis("allocate")?.parameters.first { $0.name == "methods" }).allowed
        for text in allowed { #expect(throws: Never.self) { try Method(text) } }
    }
}
