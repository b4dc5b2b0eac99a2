// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// The registry of a workspace (Swedish: *register*): one SQLite file with datasets, audit log, runs and plugins.
///
/// Safe to use from several threads; reads do not wait for writes. Every error is a `Problem` or `Problems`.
///
/// ```swift
/// let registry = try Registry.create(at: "registry.sqlite")
/// try registry.land(rows, in: "municipalities", by: "anna", dryRun: false)
/// let table = try registry.read("municipalities").table
/// ```
public final class Registry: Sendable {
    let pool: DatabasePool
    /// The path of the file.
    public let path: String

    init(pool: DatabasePool, path: String) {
        self.pool = pool
        self.path = path
    }
}
