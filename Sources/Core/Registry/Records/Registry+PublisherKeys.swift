// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// The publishers' keys that this workspace trusts, or has trusted, by publisher and key.
    public func publisherKeys() throws -> [PublisherKey] { try reading { try Self.publisherKeys($0) } }

    /// Trusts a publisher's key, or changes how long; the audit log says who did.
    ///
    /// - Throws: `Problem` when it is no Ed25519 key, or was revoked: a revoked key is never trusted again.
    public func trust(_ key: PublisherKey, by who: String) throws {
        guard Signing.bytes(base64: key.key)?.count == 32 else {
            throw Problem(
                Localized(
                    sv: "Nyckeln är ingen öppen Ed25519-nyckel i base64.",
                    en: "The key is no public Ed25519 key in base64."),
                remedy: Localized(sv: "Be utgivaren om den på nytt.", en: "Ask the publisher for it again."))
        }
        try writing { db in
            let before = try Self.publisherKey(key.publisher, key.key, db)
            if let day = before?.revokedOn, key.revokedOn != day {
                throw Problem(
                    Localized(
                        sv: "Nyckeln spärrades \(day.description) och kan inte betros igen.",
                        en: "The key was revoked on \(day.description) and cannot be trusted again."),
                    remedy: Localized(sv: "Be utgivaren om en ny.", en: "Ask the publisher for a new one."))
            }
            guard before != key else { return }
            try Self.put(key, db)
            try Self.record("trust", key.publisher, by: who, before: before?.text, after: key.text, db)
        }
    }

    /// Revokes a publisher's key: from that day nothing that it signed is installed or run. One that is revoked already
    /// may be revoked from an earlier day, never from a later one.
    ///
    /// - Returns: the day from which it is revoked.
    /// - Throws: `Problem` when the workspace does not know it.
    @discardableResult
    public func revoke(_ key: String, of publisher: String, on day: Day, by who: String) throws -> Day {
        try writing { db in
            guard let before = try Self.publisherKey(publisher, key, db) else {
                throw Problem(
                    Localized(
                        sv: "\(publisher) har ingen sådan nyckel här.", en: "\(publisher) has no such key here."),
                    remedy: suggestion(for: publisher, among: try Self.publisherKeys(db).map(\.publisher)))
            }
            if let revoked = before.revokedOn, revoked <= day { return revoked }
            var after = before
            after.revokedOn = day
            try Self.put(after, db)
            try Self.record("revoke", publisher, by: who, before: before.text, after: after.text, db)
            return day
        }
    }

    private static func publisherKey(_ publisher: String, _ key: String, _ db: Database) throws -> PublisherKey? {
        try publisherKeys(db).first { $0.publisher == publisher && $0.key == key }
    }

    private static func publisherKeys(_ db: Database) throws -> [PublisherKey] {
        let sql = """
            SELECT publisher, public_key, valid_from, valid_until, revoked_on FROM publisher_keys
            ORDER BY publisher, public_key
            """
        func day(_ text: String) throws -> Day {
            guard let day = Day(text) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(text)' is no day")
            }
            return day
        }
        return try Row.fetchAll(db, sql: sql).map { row in
            PublisherKey(
                publisher: try row.text(0), key: try row.text(1), validFrom: try day(row.text(2)),
                validUntil: try row.optionalText(3).map(day), revokedOn: try row.optionalText(4).map(day))
        }
    }

    private static func put(_ key: PublisherKey, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO publisher_keys (publisher, public_key, valid_from, valid_until, revoked_on)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (publisher, public_key) DO UPDATE SET
                valid_from = excluded.valid_from, valid_until = excluded.valid_until, revoked_on = excluded.revoked_on
                """,
            arguments: [
                key.publisher, key.key, key.validFrom.description, key.validUntil?.description,
                key.revokedOn?.description,
            ])
    }
}

extension PublisherKey {
    /// What the audit log keeps of it.
    fileprivate var text: String {
        JSON.object([
            "key": .string(key), "valid_from": .string(validFrom.description),
            "valid_until": validUntil.map { .string($0.description) } ?? .null,
            "revoked_on": revokedOn.map { .string($0.description) } ?? .null,
        ]).text
    }
}
