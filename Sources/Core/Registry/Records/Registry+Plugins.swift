// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Enters a plugin that comes with the tool, or pins it anew; a change is in the audit log.
    public func setPlugin(
        id: String, version: String, hash: String, enabled: Bool, manifest: String, by who: String = "samverk"
    ) throws {
        let plugin = InstalledPlugin(id: id, version: version, hash: hash, enabled: enabled, manifest: manifest)
        try writing { db in
            let before = try Self.plugin(id, db)
            guard before != plugin else { return }
            try Self.put(plugin, db)
            try Self.markLockStale(db)
            try Self.record("plugin", id, by: who, before: before?.pin, after: plugin.pin, db)
        }
    }

    /// The plugins by id.
    public func plugins() throws -> [InstalledPlugin] { try reading { try Self.plugins($0) } }

    /// The packages that were installed and are still known, by plugin and hash.
    public func packages() throws -> [PluginPackage] {
        try reading { try Self.packages($0) }
    }

    static func packages(_ db: Database) throws -> [PluginPackage] {
        let sql = """
            SELECT package, plugin, version, publisher, publisher_key, archive, permissions, manifest
            FROM plugin_packages ORDER BY plugin, package
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            PluginPackage(
                package: try row.text(0), plugin: try row.text(1), version: try row.text(2),
                publisher: try row.text(3), key: try row.optionalText(4), archive: try row.optionalText(5),
                permissions: try JSON.read(row.text(6)).array?.compactMap(\.string) ?? [],
                manifest: try row.text(7))
        }
    }

    /// The hash of the package that a rollback of a plugin leads to, or nil when there is none before the active one.
    public func earlierPackage(of id: String) throws -> String? {
        try reading { db in
            guard let active = try Self.plugin(id, db) else { return nil }
            return try Self.top(of: id, db).flatMap { $0.package == active.hash ? $0.previous : nil }
        }
    }

    /// How many rows each dataset holds, by full id.
    public func rowCounts() throws -> [String: Int] {
        try reading { db in
            var counts: [String: Int] = [:]
            for schema in try Self.schemas(db) {
                let sql = "SELECT count(*) FROM \(DatasetSQL(schema: schema).table)"
                counts[schema.id] = try Row.fetchOne(db, sql: sql)?.integer(0) ?? 0
            }
            return counts
        }
    }

    /// Whether plugins.lock has not been written since the plugins last changed.
    public func isLockStale() throws -> Bool {
        try reading { try Row.fetchOne($0, sql: "SELECT max(is_stale) FROM plugin_lock")?.integer(0) ?? 1 == 1 }
    }

    /// Tells that plugins.lock now says what the registry says.
    public func markLockWritten() throws {
        try writing { try $0.execute(sql: "UPDATE plugin_lock SET is_stale = 0") }
    }

    static func markLockStale(_ db: Database) throws { try db.execute(sql: "UPDATE plugin_lock SET is_stale = 1") }

    static func plugins(_ db: Database) throws -> [InstalledPlugin] {
        let sql = "SELECT id, version, hash, enabled, manifest, source, folder FROM plugins ORDER BY id"
        return try Row.fetchAll(db, sql: sql).map { row in
            let source = try row.text(5)
            guard let known = InstalledPlugin.Source(rawValue: source) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a plugin from '\(source)'")
            }
            return InstalledPlugin(
                id: try row.text(0), version: try row.text(1), hash: try row.text(2), enabled: try row.integer(3) == 1,
                manifest: try row.text(4), source: known, folder: try row.optionalText(6))
        }
    }

    static func plugin(_ id: String, _ db: Database) throws -> InstalledPlugin? {
        try plugins(db).first { $0.id == id }
    }

    static func put(_ plugin: InstalledPlugin, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO plugins (id, version, hash, enabled, manifest, source, folder) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, hash = excluded.hash,
                enabled = excluded.enabled, manifest = excluded.manifest, source = excluded.source,
                folder = excluded.folder
                """,
            arguments: [
                plugin.id, plugin.version, plugin.hash, plugin.enabled ? 1 : 0, plugin.manifest,
                plugin.source.rawValue, plugin.folder,
            ])
    }

    /// The latest step in the history of a plugin.
    static func top(of id: String, _ db: Database) throws -> (number: Int, package: String, previous: String)? {
        let sql = "SELECT number, package, previous FROM plugin_history WHERE plugin = ? ORDER BY number DESC LIMIT 1"
        return try Row.fetchOne(db, sql: sql, arguments: [id]).map {
            (try $0.integer(0), try $0.text(1), try $0.text(2))
        }
    }
}

extension InstalledPlugin {
    /// What the audit log keeps of it.
    var pin: String {
        var pin: JSONObject = ["version": .string(version), "hash": .string(hash), "enabled": .bool(enabled)]
        if source != .bundled { pin["source"] = .string(source.rawValue) }
        return JSON.object(pin).text
    }
}
