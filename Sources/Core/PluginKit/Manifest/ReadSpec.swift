// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What an input port reads from the registry: evaluated by the host before the plugin starts, so the declaration is
/// the permission, the provenance and the cache key at once.
public struct ReadSpec: Hashable, Sendable {
    public var dataset: String
    /// Column of the port from column of the dataset; with an aggregate the other columns group.
    public var columns: [ReadColumn]
    public var filters: [ReadFilter]
}

/// One column of a read.
public struct ReadColumn: Hashable, Sendable {
    public enum Aggregate: String, Sendable { case sum, count, min, max }

    public var name: String
    public var from: String
    public var aggregate: Aggregate?
}

/// A condition of a read: the column equals one of the values, or is one of the members (of the scenario), or one of
/// the organisations that a member belongs to (`members-and-organisations`).
public struct ReadFilter: Hashable, Sendable {
    public var column: String
    public var values: [String]
    /// `members` and `members-and-organisations` take their values from the run.
    public var from: String?

    /// What `from` may name.
    static let sources = ["members", "members-and-organisations"]
}
