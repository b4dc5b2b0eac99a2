// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

/// The examples of CONTRIBUTING.md are what they claim to be.
@Suite struct ContributingTests {
    @Test func theManifestOfThePluginInOneSittingIsRead() throws {
        let text = try String(contentsOf: Golden.repository.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
        let block = try #require(text.components(separatedBy: "```json\n").dropFirst().first)
        let json = try #require(block.components(separatedBy: "```").first)
        let manifest = try Manifest(JSON.read(json, file: "CONTRIBUTING.md"), file: "CONTRIBUTING.md")
        #expect(manifest.id == "per-inhabitant")
        #expect(manifest.analyses.map(\.id) == ["compare"])
    }
}
