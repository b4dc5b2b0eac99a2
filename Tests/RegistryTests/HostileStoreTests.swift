// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

/// P47: a registry file made by somebody who means harm, opened, or given to `samverk restore`.
@Suite("A hostile registry file")
struct HostileStoreTests {
    let folder: String
    var path: String { folder + "/hostile.sqlite" }

    init() throws {
        folder = try temporaryFolder()
        let registry = try Registry.create(at: path)
        try registry.take(municipalities, in: "municipalities")
    }

    /// Does to the file what Samverk's own connection would never do.
    private func tamper(_ sql: String, writableSchema: Bool = false) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            if writableSchema { try db.execute(sql: "PRAGMA writable_schema = ON") }
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    /// Whether the file is refused, both opened and as a backup, and the target of the backup stays as it was.
    private func expectRefused(_ what: String) throws {
        #expect(!faults { try Registry.open(at: path).image() }.isEmpty, "opened: \(what)")
        let target = try newRegistry()
        try target.take(municipalities, in: "municipalities")
        let before = try target.contentHash
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let found = faults { try target.restore(backup: path) }
        #expect(!found.isEmpty && found.allSatisfy { $0.place.file == path }, "restored: \(what)")
        #expect(try target.contentHash == before)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes, "the file is left alone")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: (target.path as NSString).deletingLastPathComponent)
                .allSatisfy { !$0.contains("restore") })
    }

    @Test(
        "with objects that Samverk does not make",
        arguments: [
            "CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM audit; END",
            "CREATE VIEW v AS SELECT * FROM audit",
            "ALTER TABLE audit RENAME TO audit2; CREATE VIEW audit AS SELECT * FROM audit2",
            "CREATE VIRTUAL TABLE f USING fts5(a)",
        ])
    func foreignObjects(_ sql: String) throws {
        try tamper(sql)
        try expectRefused(sql)
    }

    @Test(
        "whose schema table was written by hand: a trigger or a view that calls itself a table, two tables on one page",
        arguments: [
            "INSERT INTO sqlite_master VALUES ('table', 't', 'audit', 0, 'CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM runs; END')",
            "INSERT INTO sqlite_master VALUES ('index', 't', 'audit', 0, 'CREATE  TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM runs; END')",
            "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, 'CREATE VIEW v AS SELECT * FROM audit')",
            "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, 'create temp trigger x after insert on audit begin delete from runs; end')",
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'runs') WHERE name = 'audit'",
            "UPDATE sqlite_master SET sql = 'CREATE TABLE audit (number' WHERE name = 'audit'",
            "UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'imports'",
        ])
    func schemaTricks(_ sql: String) throws {
        try tamper(sql, writableSchema: true)
        try expectRefused(sql)
    }

    @Test("with a value beyond any that Samverk writes is refused rather than read")
    func oversize() throws {
        try tamper("UPDATE d_core__municipalities SET name = CAST(zeroblob(270000000) AS TEXT) WHERE code = '9907'")
        let found = faults { try Registry.open(at: path).read("municipalities") }
        #expect(found.map(\.kind) == [.limit])
    }

    @Test(
        "whose rows are not what they say",
        arguments: [
            "UPDATE datasets SET schema = replace(schema, 'municipalities', 'x\"; DROP TABLE audit; --')",
            "UPDATE datasets SET schema = replace(schema, '\"code\"', '\"co de\"') WHERE id = 'municipalities'",
            "UPDATE d_core__municipalities SET _import = 77",
        ])
    func rows(_ sql: String) throws {
        try tamper(sql)
        let found = faults {
            let registry = try Registry.open(at: path)
            let check = try registry.check()
            if !check.isEmpty { throw Problems(check) }
            return 0
        }
        #expect(!found.isEmpty)
        let target = try newRegistry()
        #expect(!faults { try target.restore(backup: path) }.isEmpty)
        #expect(try target.isFresh)
    }

    @Test("A backup is the registry to the hash, runs and all; a registry in use is told apart")
    func backup() throws {
        let registry = try usedRegistry()
        _ = try registry.saveRun(hash: "h", scenario: "s", title: "t", content: ["a": 1])
        let file = folder + "/backup.sqlite"
        #expect(try registry.backup(to: file) == registry.contentHash)
        let target = try newRegistry()
        let other = try Registry.open(at: target.path)
        #expect(try target.restore(backup: file) == registry.contentHash)
        #expect(try other.contentHash == registry.contentHash, "seen by others that have it open")
        #expect(try target.run()?.content == ["a": 1] && target.check().count == registry.check().count)
        #expect(faults { try registry.backup(to: file) }.map(\.message.en) == ["The file is there already."])
        #expect(
            faults { try target.restore(backup: registry.path) }.map(\.message.en) == [
                "The file is no backup but a registry in use: a -wal file lies beside it."
            ])
        #expect(faults { try target.restore(backup: folder + "/none.sqlite") }.count == 1)
    }
}
