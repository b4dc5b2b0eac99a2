// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// What we give authors to begin with holds what `samverk plugin test` asks of every plugin.
@Suite("Templates and examples pass the conformance suite", .serialized) struct AuthorConformanceTests {
    private func test(_ plugin: AuthoredPlugin, cases: Int) async throws {
        let suite = Conformance(plugin.loaded, host: try PluginHost(AuthoredPlugin.installation())) {
            path, columns, key, _ in try AuthoredPlugin.table(path, columns, key: key)
        }
        let results = try await suite.run()
        #expect(results.filter { $0.verdict != .passed } == [])
        #expect(Set(results.map(\.check)) == Set(ConformanceCheck.allCases))
        #expect(results.filter { $0.check == .cases }.count == cases)
    }

    @Test("a new plugin", arguments: PluginTemplate.allCases)
    func template(_ template: PluginTemplate) async throws {
        let folder = try Programs.temporaryFolder() + "/cost-per-head"
        try template.write(to: folder, taken: [], language: .swedish, from: AuthoredPlugin.installation())
        try await test(try AuthoredPlugin(template, in: folder), cases: 2)
    }

    @Test("joint licence procurement")
    func example() async throws {
        try await test(try AuthoredPlugin(Golden.root.path + "/Examples/plugins/licence-procurement"), cases: 3)
    }
}
