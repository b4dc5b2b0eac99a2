// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// The numbered steps from an empty file to the system tables of today. A step that has been published never changes.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-ground") { db in
            for statement in ground { try db.execute(sql: statement) }
        }
        migrator.registerMigration("2-snapshots") { db in
            try db.execute(sql: snapshots)
            for row in try Row.fetchAll(db, sql: "SELECT id FROM datasets WHERE plugin IS NOT NULL") {
                let id = try row.text(0)
                let old = DatasetSQL.quoted("d_" + id.replacing("/", with: "__"))
                try db.execute(
                    sql: "ALTER TABLE \(old) RENAME TO \(DatasetSQL.quoted(DatasetSQL.tableName(id)))")
            }
        }
        migrator.registerMigration("3-plugin-packages") { db in
            for statement in pluginPackages { try db.execute(sql: statement) }
        }
        return migrator
    }

    /// What a plugin's dataset was before a change, so that it can be undone; the rows are in the table `s_ID`. A null
    /// schema is a dataset that was new. `revision` is that of the dataset after the change.
    private static let snapshots = """
        CREATE TABLE snapshots (
            id INTEGER PRIMARY KEY AUTOINCREMENT, dataset TEXT NOT NULL REFERENCES datasets (id),
            version TEXT, became TEXT NOT NULL, at TEXT NOT NULL, schema TEXT, revision INTEGER NOT NULL
        ) STRICT
        """

    private static let ground = [
        """
        CREATE TABLE datasets (
            id TEXT PRIMARY KEY, plugin TEXT, version TEXT NOT NULL, schema TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """,
        """
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT, dataset TEXT NOT NULL REFERENCES datasets (id), file TEXT NOT NULL,
            at TEXT NOT NULL, who TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
            unchanged INTEGER NOT NULL, synthetic INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
            object TEXT NOT NULL, before TEXT, after TEXT
        ) STRICT
        """,
        """
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL,
            title TEXT NOT NULL, at TEXT NOT NULL, touched INTEGER NOT NULL, content TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE plugins (
            id TEXT PRIMARY KEY, version TEXT NOT NULL, hash TEXT NOT NULL, enabled INTEGER NOT NULL,
            manifest TEXT NOT NULL
        ) STRICT
        """,
    ]

    /// Plugins from elsewhere than the tool. `plugin_history` is a stack for each plugin: which package took whose place.
    /// `plugin_lock` tells that plugins.lock is older than the tables; a workspace of an earlier version has one of
    /// another form.
    private static let pluginPackages = [
        "ALTER TABLE plugins ADD COLUMN source TEXT NOT NULL DEFAULT 'bundled'",
        "ALTER TABLE plugins ADD COLUMN folder TEXT",
        """
        CREATE TABLE plugin_packages (
            package TEXT PRIMARY KEY, plugin TEXT NOT NULL, version TEXT NOT NULL, publisher TEXT NOT NULL,
            publisher_key TEXT, archive TEXT, permissions TEXT NOT NULL, manifest TEXT NOT NULL, at TEXT NOT NULL,
            who TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE plugin_history (
            number INTEGER PRIMARY KEY AUTOINCREMENT, plugin TEXT NOT NULL, package TEXT NOT NULL, previous TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE publisher_keys (
            publisher TEXT NOT NULL, public_key TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT,
            revoked_on TEXT, PRIMARY KEY (publisher, public_key)
        ) STRICT
        """,
        "CREATE TABLE plugin_lock (is_stale INTEGER NOT NULL) STRICT",
        "INSERT INTO plugin_lock (is_stale) VALUES (1)",
    ]
}
