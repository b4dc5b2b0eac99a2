// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain
import SamverkRegistry
import Testing

/// Plugins from elsewhere: one row says what is active, and changes with its datasets in one transaction.
@Suite struct PluginChangeTests {
    private func plugin(_ version: String, _ hash: String) -> InstalledPlugin {
        InstalledPlugin(
            id: "support-pooling", version: version, hash: hash, enabled: true, manifest: "{}", source: .stored)
    }

    private func install(_ registry: Registry) throws {
        try registry.apply(
            PluginChange(
                .install, "support-pooling", before: nil, after: plugin("1.0.0", "a1"), package: package("1.0.0", "a1"),
                datasets: [DatasetDeclaration(deskHours())]), by: "anna")
    }

    private func package(_ version: String, _ hash: String) -> PluginPackage {
        PluginPackage(
            package: hash, plugin: "support-pooling", version: version, publisher: "Kommun A", key: nil, archive: "ff",
            permissions: ["municipalities.code"], manifest: "{}")
    }

    @Test("a change that fails leaves nothing: row, package, dataset, log")
    func whole() throws {
        let registry = try newRegistry()
        let log = try registry.audit()
        let change = PluginChange(
            .install, "support-pooling", before: nil, after: plugin("1.0.0", "a1"), package: package("1.0.0", "a1"),
            datasets: [DatasetDeclaration(deskHours())])
        #expect(throws: Problem.self) { try registry.apply(change, by: "anna") { throw Problem("stop") } }
        try registry.trial(change)
        #expect(try registry.plugins() == [] && registry.packages() == [] && registry.audit() == log)
        #expect(throws: Problem.self) { try registry.schema("desk_hours") }
        try registry.apply(change, by: "anna")
        #expect(try registry.plugins() == [plugin("1.0.0", "a1")])
        #expect(try registry.packages() == [package("1.0.0", "a1")])
        #expect(try registry.schema("desk_hours") == deskHours())
        #expect(try registry.rowCounts()["support-pooling/desk_hours"] == 0)
    }

    @Test("what another has changed meanwhile is not overwritten")
    func meanwhile() throws {
        let registry = try newRegistry()
        try install(registry)
        let stale = PluginChange(
            .upgrade, "support-pooling", before: plugin("0.9.0", "a0"), after: plugin("1.1.0", "a2"))
        let problem = #expect(throws: Problem.self) { try registry.apply(stale, by: "eva") }
        #expect(problem?.kind == .limit)
        #expect(try registry.plugins() == [plugin("1.0.0", "a1")])
    }

    @Test("upgrades are a stack that rollbacks take down")
    func stack() throws {
        let registry = try newRegistry()
        try install(registry)
        #expect(try registry.earlierPackage(of: "support-pooling") == nil)
        let versions = [plugin("1.0.0", "a1"), plugin("1.1.0", "a2"), plugin("1.2.0", "a3")]
        for (old, new) in zip(versions, versions.dropFirst()) {
            try registry.apply(
                PluginChange(
                    .upgrade, "support-pooling", before: old, after: new, package: package(new.version, new.hash)),
                by: "anna")
        }
        #expect(try registry.earlierPackage(of: "support-pooling") == "a2")
        let wrong = PluginChange(.rollback, "support-pooling", before: versions[2], after: versions[0])
        #expect(throws: Problem.self) { try registry.apply(wrong, by: "anna") }
        try registry.apply(
            PluginChange(.rollback, "support-pooling", before: versions[2], after: versions[1]), by: "anna")
        #expect(try registry.earlierPackage(of: "support-pooling") == "a1")
        try registry.apply(PluginChange(.remove, "support-pooling", before: versions[1], after: nil), by: "anna")
        #expect(try registry.packages() == [] && registry.earlierPackage(of: "support-pooling") == nil)
    }

    @Test("a publisher's key is 32 bytes in base64, and once revoked it stays so")
    func keys() throws {
        let registry = try newRegistry()
        let day = Day(days: 20_000)
        let text = Signing.base64([UInt8](repeating: 3, count: 32))
        let key = PublisherKey(publisher: "Kommun A", key: text, validFrom: day)
        for wrong in ["", "AAAA", "not base64"] {
            #expect(throws: Problem.self) {
                try registry.trust(PublisherKey(publisher: "Kommun A", key: wrong, validFrom: day), by: "anna")
            }
        }
        try registry.trust(key, by: "anna")
        try registry.trust(key, by: "anna")
        #expect(try registry.publisherKeys() == [key])
        #expect(throws: Problem.self) { try registry.revoke(text, of: "Kommun B", on: day, by: "anna") }
        try registry.revoke(text, of: "Kommun A", on: day, by: "eva")
        #expect(try registry.publisherKeys().first?.revokedOn == day)
        #expect(throws: Problem.self) { try registry.trust(key, by: "anna") }
        #expect(try registry.audit().prefix(2).map(\.action) == ["revoke", "trust"])
    }

    @Test("a registry of an earlier version opens, and its plugins came with the tool")
    func earlier() throws {
        let path = try temporaryFolder() + "/registry.sqlite"
        try Registry.create(at: path).setPlugin(
            id: "tbm", version: "0.1.0", hash: "ab", enabled: true, manifest: "{}")
        try DatabaseQueue(path: path).write { db in
            for table in ["plugin_packages", "plugin_history", "publisher_keys", "plugin_lock"] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            for column in ["source", "folder"] { try db.execute(sql: "ALTER TABLE plugins DROP COLUMN \(column)") }
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier LIKE '%plugin-packages'")
        }
        let registry = try Registry.open(at: path)
        #expect(
            try registry.plugins() == [
                InstalledPlugin(id: "tbm", version: "0.1.0", hash: "ab", enabled: true, manifest: "{}")
            ])
        #expect(try registry.isLockStale(), "its plugins.lock has another form")
        #expect(try registry.check() == [])
    }
}
