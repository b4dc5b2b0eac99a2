// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// The one thing a plugin may ask, and how much of it.
@Suite(.serialized) struct RuleStormTests {
    private static let one = FakePlugin.totals

    @Test func aStormOfCallsIsALimit() async throws {
        let calls = Mutex(0)
        let plugin = try FakePlugin(
            "hello; i=3; while :; do ask $i fake/keep@1 '\(Self.one)'; i=$((i + 1)); done", seconds: 600)
        defer { plugin.remove() }
        let told = await #expect(throws: Problem.self) {
            try await plugin.run(rules: { _, _ in
                calls.withLock { $0 += 1 }
                return []
            })
        }
        #expect(told?.kind == .limit)
        #expect(told?.message.en.contains("asks the rules too much: at most 1000 times") == true)
        #expect(calls.withLock { $0 } == WireProtocol.mostCalls)
    }

    private static func rows(_ count: Int) throws -> Table {
        try Table([Column(ColumnSpec("row", .integer), storage: .integers(Array(0..<count)))], key: ["row"])
    }

    @Test("So are too many rows, at a time or in all")
    func rows() async throws {
        let plugin = try FakePlugin("hello")
        defer { plugin.remove() }
        let spec = try #require(plugin.loaded.manifest.analysis("sum"))
        let asked = Mutex(0)
        let meter = RuleMeter(plugin.loaded.manifest, spec) { _, rows in
            asked.withLock { $0 += rows.rowCount }
            return []
        }
        await #expect(throws: Problem.self) {
            try await meter.ask("fake/keep@1", try Self.rows(WireProtocol.largestBatch + 1))
        }
        let other = RuleMeter(plugin.loaded.manifest, spec) { _, rows in
            asked.withLock { $0 += rows.rowCount }
            return []
        }
        let batch = try Self.rows(WireProtocol.largestBatch)
        for _ in 0..<10 { _ = try await other.ask("fake/keep@1", batch) }
        let told = await #expect(throws: Problem.self) { try await other.ask("fake/keep@1", try Self.rows(1)) }
        #expect(told?.kind == .limit && asked.withLock { $0 } == WireProtocol.mostRows)
    }

    /// The rules take longer than the plugin's whole limit.
    @Test func theTimeOfRulesIsNotThePlugins() async throws {
        var output: AnalysisOutput?
        // On a busy machine the limit may pass before the plugin has asked.
        for seconds in [1, 8, 40] where output == nil {
            let plugin = try FakePlugin(
                "hello; ask 3 fake/keep@1 '\(Self.one)'; answer \"$good\" '[]'", seconds: seconds)
            defer { plugin.remove() }
            output = try? await plugin.run(rules: { _, _ in
                try await Task.sleep(for: .seconds(seconds + 1))
                return []
            })
        }
        #expect(output != nil)
    }

    @Test func butItsOwnTimeGoesOnAfterwards() async throws {
        let plugin = try FakePlugin("hello; ask 3 fake/keep@1 '\(Self.one)'; sleep 60", seconds: 1)
        defer { plugin.remove() }
        let told = await #expect(throws: Problem.self) { try await plugin.run(rules: { _, _ in [] }) }
        #expect(told?.message.en == "The plugin fake did not answer within 1 s and was ended.")
    }
}
