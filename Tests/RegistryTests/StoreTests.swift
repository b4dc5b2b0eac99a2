// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

@Suite("The file of the registry")
struct StoreTests {
    let folder: String
    var path: String { folder + "/registry.sqlite" }

    init() throws { folder = try temporaryFolder() }

    @Test("is made once, alone in its folder, and opened again")
    func createAndOpen() throws {
        var registry: Registry? = try Registry.create(at: path)
        try registry?.take(municipalities, in: "municipalities")
        #expect(faults { try Registry.create(at: path) }.map(\.message.en) == ["The file is there already."])
        registry = nil
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["registry.sqlite"])
        #expect(try Registry.open(at: path).read("municipalities").table.rowCount == 2)
    }

    @Test("that is missing, foreign or broken gives a problem with a remedy")
    func foreign() throws {
        func opened(_ bytes: [UInt8]) throws -> [Problem] {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let found = faults { try Registry.open(at: path) }
            #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes, "a foreign file is left alone")
            return found
        }
        #expect(faults { try Registry.open(at: path) }.map(\.message.en) == ["The registry does not exist."])
        #expect(
            faults { try Registry.open(at: folder) }.map(\.message.en) == [
                "The registry cannot be read: not a regular file."
            ])
        #expect(faults { try Registry.create(at: folder + "/no/such/registry.sqlite") }.count == 1)
        for bytes in [[], Array("hello".utf8), Array("SQLite format 3\0".utf8), [UInt8](repeating: 0, count: 4096)] {
            let found = try opened(bytes)
            #expect(found.map(\.message.en) == ["The file is not a registry."])
            #expect(found.allSatisfy { $0.remedy != nil && $0.kind == .input })
        }
    }

    @Test("of another program is not touched")
    func otherProgram() throws {
        var queue: DatabaseQueue? = try DatabaseQueue(path: path)
        try queue?.write { try $0.execute(sql: "CREATE TABLE t (a)") }
        queue = nil
        #expect(
            faults { try Registry.open(at: path) }.map(\.message.en) == [
                "The file is an SQLite database, but not a registry made by Samverk."
            ])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["registry.sqlite"])
    }

    @Test(
        "with a trigger, a view or a foreign shape is refused",
        arguments: [
            "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM audit; END", "CREATE VIEW v AS SELECT 1",
            "DROP TABLE audit", "DROP TABLE datasets", "UPDATE datasets SET schema = '{}'",
            "DROP TABLE d_core__municipalities",
            "DROP TABLE d_core__municipalities; CREATE TABLE d_core__municipalities (_import, _line, code, name, county_code, county, population, total_cost, source); INSERT INTO d_core__municipalities VALUES (x'00', 1.5, 'abc', 7, x'ff', 1, 'many', 'x', 1)",
        ])
    func tampered(_ sql: String) throws {
        try Registry.create(at: path).take(municipalities, in: "municipalities")
        var queue: DatabaseQueue? = try DatabaseQueue(path: path)
        try queue?.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF; " + sql) }
        queue = nil
        let found = faults {
            let registry = try Registry.open(at: path)
            _ = try registry.audit()
            let check = try registry.check()
            if !check.isEmpty { throw Problems(check) }
            return try registry.read("municipalities")
        }
        #expect(!found.isEmpty, "\(sql)")
    }

    @Test("made by a newer Samverk says so")
    func newer() throws {
        _ = try Registry.create(at: path)
        var queue: DatabaseQueue? = try DatabaseQueue(path: path)
        try queue?.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99-future')") }
        queue = nil
        #expect(
            faults { try Registry.open(at: path) }.map(\.message.en) == [
                "The registry was made by a newer version of Samverk."
            ])
    }

    @Test("damaged at any place is a problem or still readable, never a crash", arguments: 0..<30)
    func damaged(_ seed: Int) throws {
        var registry: Registry? = try Registry.create(at: path)
        try registry?.take(municipalities, in: "municipalities")
        registry = nil
        var bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        if seed % 3 == 0 {
            bytes.removeLast(next(bytes.count - 200))
        } else {
            for _ in 0..<(1 << (seed % 7)) { bytes[100 + next(bytes.count - 100)] = UInt8(next(256)) }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        _ = faults {
            let registry = try Registry.open(at: path)
            _ = try registry.check()
            for schema in try registry.schemas { _ = try registry.read(schema.id) }
            _ = try registry.audit()
            _ = try registry.plugins()
            try registry.take(municipalities, in: "municipalities")
            return try registry.run() ?? 0
        }
    }

    @Test("is copied, in one consistent state, to a new file")
    func backup() throws {
        let registry = try Registry.create(at: path)
        try registry.take(municipalities, in: "municipalities")
        try registry.backup(to: folder + "/copy.sqlite")
        #expect(
            try Registry.open(at: folder + "/copy.sqlite").read("municipalities").table
                == registry.read("municipalities").table)
        #expect(faults { try registry.backup(to: folder + "/copy.sqlite") }.count == 1)
        #expect(faults { try registry.backup(to: folder + "/no/copy.sqlite") }.count == 1)
    }

    @Test("is read by many at once while one writes")
    func concurrent() async throws {
        let registry = try Registry.create(at: path)
        let other = try Registry.open(at: path)
        try registry.take(municipalities, in: "municipalities")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for i in 0..<8 {
                group.addTask {
                    for _ in 0..<20 {
                        let read = try (i % 2 == 0 ? registry : other).read("municipalities")
                        #expect([2, 12].contains(read.table.rowCount))
                    }
                }
            }
            group.addTask {
                let rows = (0..<10).map { "80\(10 + $0),Ny,,,,,\n" }.joined()
                try other.take(
                    "code,name,county_code,county,population,total_cost,source\n" + rows, in: "municipalities")
            }
            try await group.waitForAll()
        }
        #expect(try registry.read("municipalities").table.rowCount == 12)
    }

    @Test("that another program holds is waited for, then reported")
    func busy() throws {
        _ = try Registry.create(at: path)
        let registry = try Registry.open(at: path, patience: 0.2)
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(faults { try registry.record(action: "a", object: "b", who: "c") }.map(\.kind) == [.limit])
            try db.execute(sql: "ROLLBACK")
        }
    }
}
