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
        let game =
            unit == "SEK"
            ? try moneyGame([0, 100, 100, 150], players: names(2)) : try plainGame([0, 1, 1, 3], players: names(2))
        // the bench holds tables, types and findings against the manifest
        let output = try allocate(game: game, methods: ["equal", "shapley"], unit: unit)
        #expect(output["allocation"]?.columnNames == ["player", "equal", "shapley"])
        #expect(output["allocation"]?["equal"]?.type == (unit == "SEK" ? .money : .real))
    }

    @Test("every method the manifest allows is one the program knows")
    func methods() throws {
        let allowed = try #require(manifest.analysis("allocate")?.parameters.first { $0.name == "methods" }).allowed
        for text in allowed {
            #expect(throws: Never.self) { try Method(text.hasSuffix("*") ? text.dropLast() + "users" : text) }
        }
    }
}
