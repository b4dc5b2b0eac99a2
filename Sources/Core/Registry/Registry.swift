// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// The registry of a workspace (Swedish: *register*): one SQLite file with datasets, audit log, runs and plugins.
///
/// Safe to use from several threads and processes; reads do not wait for writes. Every error is a `Problem` or
/// `Problems`.
///
/// ```swift
/// let registry = try Registry.create(at: "registry.sqlite")
/// try registry.land(rows, in: "municipalities", by: "anna")
/// let table = try registry.read("municipalities").table
/// ```
public final class Registry: Sendable {
    private let pool: DatabasePool
    /// The path of the file.
    public let path: String

    init(pool: DatabasePool, path: String) {
        self.pool = pool
        self.path = path
    }

    /// Runs a read of one consistent state.
    func reading<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreFault.translated(path) { try pool.read(body) }
    }

    /// Runs a transaction: all of it or, when it throws, nothing.
    func writing<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreFault.translated(path) { try pool.write(body) }
    }

    /// Runs what may not stand in a transaction.
    func outsideTransaction<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreFault.translated(path) { try pool.writeWithoutTransaction(body) }
    }

    func migrate(by migrator: DatabaseMigrator) throws {
        try StoreFault.translated(path) { try migrator.migrate(pool) }
    }

    /// Puts all that this registry holds in the place of what another holds, in one transaction of the other.
    func copy(to other: Registry) throws { try StoreFault.translated(other.path) { try pool.backup(to: other.pool) } }

    func close() throws { try StoreFault.translated(path) { try pool.close() } }
}
