// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

/// Manifests in the repository are ones that the host reads: the one of CONTRIBUTING.md and the first-party ones.
@Suite struct OwnManifestTests {
    @Test func theManifestOfThePluginInOneSitting() throws {
        let text = try String(contentsOf: Golden.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
        let block = try #require(text.components(separatedBy: "```json\n").dropFirst().first)
        let json = try #require(block.components(separatedBy: "```").first)
        let manifest = try Manifest(JSON.read(json, file: "CONTRIBUTING.md"), file: "CONTRIBUTING.md")
        #expect(manifest.id == "per-inhabitant")
        #expect(manifest.analyses.map(\.id) == ["compare"])
    }

    @Test func soIsEveryManifestUnderSources() throws {
        let plugins = Golden.root.appending(path: "Sources/Plugins")
        for name in (try? FileManager.default.contentsOfDirectory(atPath: plugins.path))?.sorted() ?? [] {
            let file = plugins.appending(path: "\(name)/plugin.json")
            let manifest = try Manifest(
                JSON.read([UInt8](Data(contentsOf: file)), file: name), file: "\(name)/plugin.json")
            #expect(manifest.runtime.entry == [manifest.runtime.kind == .lua ? "main.lua" : "Samverk\(name)"])
            #expect(manifest.licence == "EUPL-1.2")
        }
    }
}
