// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Changes a plugin: the row that says what is active, its datasets and the audit log, in one transaction.
    ///
    /// - Parameter beforeCommit: is called when all is written and nothing is yet stored; what it throws undoes all.
    /// - Throws: `Problem` when the plugin is no longer what the change was planned on, or its datasets would have to
    ///   move rows that cannot be moved.
    public func apply(_ change: PluginChange, by who: String, beforeCommit: () throws -> Void = {}) throws {
        try writing { db in
            try Self.apply(change, by: who, db)
            try beforeCommit()
        }
    }

    /// Tries a change and takes it back: what ``apply(_:by:beforeCommit:)`` would throw.
    ///
    /// - Throws: `Problem` as the change itself would.
    public func trial(_ change: PluginChange) throws {
        try outsideTransaction { db in
            try db.inTransaction(.immediate) {
                try Self.apply(change, by: "samverk", db)
                return .rollback
            }
        }
    }

    private static func apply(_ change: PluginChange, by who: String, _ db: Database) throws {
        let id = change.plugin
        guard try plugin(id, db) == change.before else { throw changedMeanwhile(id) }
        if let package = change.package { try enter(package, by: who, db) }
        if let datasets = change.datasets, let after = change.after {
            if change.action == .rollback {
                _ = try rollBackDatasets(of: id, to: after.version, discard: change.discardsRows, by: who, db)
            }
            _ = try declare(datasets, plugin: id, version: after.version, by: who, db)
        }
        try noteHistory(change, db)
        if let after = change.after {
            try put(after, db)
        } else {
            try db.execute(sql: "DELETE FROM plugins WHERE id = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM plugin_packages WHERE plugin = ?", arguments: [id])
        }
        if change.dropsData { _ = try dropDatasets(of: id, by: who, db) }
        try markLockStale(db)
        try record(
            "plugin \(change.action.rawValue)", id, by: who, before: change.before?.pin, after: change.after?.pin, db)
    }

    private static func enter(_ package: PluginPackage, by who: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO plugin_packages
                (package, plugin, version, publisher, publisher_key, archive, permissions, manifest, at, who)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (package) DO UPDATE SET publisher_key = excluded.publisher_key,
                archive = coalesce(excluded.archive, archive), permissions = excluded.permissions
                """,
            arguments: [
                package.package, package.plugin, package.version, package.publisher, package.key, package.archive,
                JSON.array(package.permissions.map(JSON.string)).text, package.manifest, Clock.now, who,
            ])
    }

    /// An upgrade is laid on the plugin's stack, a rollback takes the uppermost off, a removal clears it.
    private static func noteHistory(_ change: PluginChange, _ db: Database) throws {
        let id = change.plugin
        switch change.action {
        case .upgrade, .downgrade:
            try db.execute(
                sql: "INSERT INTO plugin_history (plugin, package, previous) VALUES (?, ?, ?)",
                arguments: [id, change.after?.hash ?? "", change.before?.hash ?? ""])
        case .rollback:
            guard let top = try top(of: id, db), top.previous == change.after?.hash else {
                throw changedMeanwhile(id)
            }
            try db.execute(sql: "DELETE FROM plugin_history WHERE number = ?", arguments: [top.number])
        case .remove:
            try db.execute(sql: "DELETE FROM plugin_history WHERE plugin = ?", arguments: [id])
        case .install, .repair, .link, .enable, .disable: break
        }
    }

    private static func changedMeanwhile(_ id: String) -> Problem {
        Problem(
            Localized(
                sv: "Tillägget \(id) ändrades av någon annan under tiden.",
                en: "The plugin \(id) was changed by somebody else in the meantime."),
            kind: .limit, at: Place(context: ["plugin \(id)"]),
            remedy: Localized(
                sv: "Inget har ändrats. Se efter med samverk plugin list och försök igen.",
                en: "Nothing was changed. Look with samverk plugin list and try again."))
    }
}
