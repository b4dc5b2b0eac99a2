// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Enters a plugin, or updates it; a change is in the audit log.
    public func setPlugin(
        id: String, version: String, hash: String, enabled: Bool, manifest: String, by who: String = "samverk"
    ) throws {
        let plugin = InstalledPlugin(id: id, version: version, hash: hash, enabled: enabled, manifest: manifest)
        try writing { db in
            let before = try Self.plugins(db).first { $0.id == id }
            guard before != plugin else { return }
            try db.execute(
                sql: """
                    INSERT INTO plugins (id, version, hash, enabled, manifest) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET version = excluded.version, hash = excluded.hash,
                    enabled = excluded.enabled, manifest = excluded.manifest
                    """,
                arguments: [id, version, hash, enabled ? 1 : 0, manifest])
            try Self.record("plugin", id, by: who, before: before?.pin, after: plugin.pin, db)
        }
    }

    /// Takes a plugin out of the list; its datasets stay.
    ///
    /// - Returns: false when it was not there.
    @discardableResult
    public func removePlugin(_ id: String, by who: String = "samverk") throws -> Bool {
        try writing { db in
            guard let before = try Self.plugins(db).first(where: { $0.id == id }) else { return false }
            try db.execute(sql: "DELETE FROM plugins WHERE id = ?", arguments: [id])
            try Self.record("plugin", id, by: who, before: before.pin, db)
            return true
        }
    }

    /// The plugins by id.
    public func plugins() throws -> [InstalledPlugin] { try reading { try Self.plugins($0) } }

    private static func plugins(_ db: Database) throws -> [InstalledPlugin] {
        let sql = "SELECT id, version, hash, enabled, manifest FROM plugins ORDER BY id"
        return try Row.fetchAll(db, sql: sql).map { row in
            InstalledPlugin(
                id: try row.text(0), version: try row.text(1), hash: try row.text(2), enabled: try row.integer(3) == 1,
                manifest: try row.text(4))
        }
    }
}

extension InstalledPlugin {
    /// What the audit log keeps of it.
    fileprivate var pin: String {
        JSON.object(["version": .string(version), "hash": .string(hash), "enabled": .bool(enabled)]).text
    }
}
