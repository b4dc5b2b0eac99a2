// SPDX-License-Identifier: EUPL-1.2

import CSQLiteShim
import GRDB
import SamverkDomain

extension Registry {
    /// Makes a registry with the core datasets.
    ///
    /// It is made beside the path and gets its name last, so a kill at any moment leaves no half registry.
    ///
    /// - Throws: `Problem` when the file exists or may not be written.
    public static func create(at path: String) throws -> Registry {
        guard !StoreFile.exists(path) else { throw StoreFile.taken(path) }
        let draft = path + ".new"
        StoreFile.discard(draft)
        defer { StoreFile.discard(draft) }
        let registry = try Registry(pool: connect(draft), path: path)
        try registry.outsideTransaction { try $0.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)") }
        try registry.migrate(by: Migrations.migrator)
        try registry.declareCore()
        // A reader that closes after the writer would leave all of it in the draft's WAL, which is thrown away.
        try registry.outsideTransaction { _ = try $0.checkpoint(.truncate) }
        try registry.close()
        try StoreFile.publish(draft, as: path)
        return try open(at: path)
    }

    /// Opens a registry.
    ///
    /// - Parameters:
    ///   - patience: how many seconds to wait for another program that writes.
    ///   - cache: remembers the state of the file that was last found sound, which is not looked through again.
    /// - Throws: `Problem` with a remedy when the file is missing, foreign, damaged, or made by a newer Samverk.
    public static func open(at path: String, patience: Double = 5, cache: CacheFolder? = nil) throws -> Registry {
        try StoreFile.check(path)
        let isKnown = SoundStore(path).map { $0.isRemembered(in: cache) } ?? false
        let registry = try Registry(pool: connect(path, patience: patience), path: path)
        let complete = try registry.reading { db in
            try refuseForeignObjects(db, path)
            if !isKnown, StoreFile.size(path) <= quickCheckLimit {
                try refuseDamage(db, path)
                SoundStore(path)?.remember(in: cache)
            }
            guard try !Migrations.migrator.hasBeenSuperseded(db) else { throw newer(path) }
            return try Migrations.migrator.hasCompletedMigrations(db)
        }
        if !complete { try registry.migrate(by: Migrations.migrator) }
        try registry.declareCore()
        return registry
    }

    /// Files up to this size are checked whole when they are opened after a change; larger ones by `samverk check`.
    private static let quickCheckLimit = 16 << 20

    private static func connect(_ path: String, patience: Double = 5) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
        configuration.label = "registry"
        configuration.prepareDatabase(defend)
        return try StoreFault.translated(path) { try DatabasePool(path: path, configuration: configuration) }
    }

    static func defend(_ db: Database) throws {
        guard let connection = db.sqliteConnection, samverk_sqlite_defend(UnsafeMutableRawPointer(connection)) == 0
        else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "no defensive mode") }
    }

    /// Samverk makes no triggers, views or virtual tables; a file that has one was tampered with. SQLite goes by the text
    /// of an entry and not by its type, so the text is what must be that of a table or an index.
    static func refuseForeignObjects(_ db: Database, _ path: String) throws {
        let sql = """
            SELECT type, name FROM sqlite_master
            WHERE type NOT IN ('table', 'index') OR sql NOT LIKE 'CREATE TABLE %' AND sql NOT LIKE 'CREATE INDEX %'
            AND sql NOT LIKE 'CREATE UNIQUE INDEX %' LIMIT 1
            """
        guard let row = try Row.fetchOne(db, sql: sql) else { return }
        let name = (try? row.text(0) + " " + row.text(1)) ?? "?"
        throw StoreFault.damaged(path, "\(name) was not made by Samverk")
    }

    static func refuseDamage(_ db: Database, _ path: String) throws {
        let found = try Row.fetchAll(db, sql: "PRAGMA quick_check(3)").map { try $0.text(0) }
        guard found == ["ok"] else { throw StoreFault.damaged(path, found.joined(separator: "; ")) }
    }

    private static func newer(_ path: String) -> Problem {
        Problem(
            Localized(
                sv: "Registret är gjort av en nyare version av Samverk.",
                en: "The registry was made by a newer version of Samverk."),
            at: Place(file: path),
            remedy: Localized(sv: "Uppgradera Samverk.", en: "Upgrade Samverk."))
    }
}
