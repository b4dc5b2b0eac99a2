// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// The latest entries of the audit log, newest first.
    public func audit(limit: Int = 100) throws -> [AuditEntry] { try audit("", [], limit: limit) }

    /// The latest changes of plugins, newest first.
    ///
    /// - Parameter id: of which plugin; nil for all of them, and of the keys that are trusted.
    public func audit(ofPlugin id: String?, limit: Int = 100) throws -> [AuditEntry] {
        let changes = "action = 'plugin' OR action LIKE 'plugin %'"
        guard let id else { return try audit("WHERE \(changes) OR action IN ('trust', 'revoke')", [], limit: limit) }
        return try audit("WHERE (\(changes)) AND object = ?", [id], limit: limit)
    }

    private func audit(_ filter: String, _ arguments: [String], limit: Int) throws -> [AuditEntry] {
        try reading { db in
            let sql = """
                SELECT number, at, who, action, object, before, after FROM audit \(filter) ORDER BY number DESC LIMIT ?
                """
            let arguments = StatementArguments(arguments) + [max(0, limit)]
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                AuditEntry(
                    number: try row.integer(0), at: try row.text(1), who: try row.text(2), action: try row.text(3),
                    object: try row.text(4), before: try row.optionalText(5), after: try row.optionalText(6))
            }
        }
    }

    /// Adds an entry to the audit log.
    public func record(action: String, object: String, who: String, before: String? = nil, after: String? = nil) throws
    {
        try writing { try Self.record(action, object, by: who, before: before, after: after, $0) }
    }

    static func record(
        _ action: String, _ object: String, by who: String, before: String? = nil, after: String? = nil, _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, who, action, object, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [Clock.now, who, action, object, before, after])
    }
}
