// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Where a row of a dataset came from: the line of the file of the import that last changed it.
public struct RowOrigin: Hashable, Sendable {
    /// Number of the import.
    public var importID: Int
    /// The file as the user named it.
    public var file: String
    /// The line in the file, from 1.
    public var line: Int
    /// Whether the import held invented figures: a `source` that begins with SYNTHETIC.
    public var synthetic: Bool

    /// Makes an origin.
    public init(importID: Int, file: String, line: Int, synthetic: Bool) {
        self.importID = importID
        self.file = file
        self.line = line
        self.synthetic = synthetic
    }
}

/// A dataset as it stands: the rows, where each came from, and how many times the dataset has changed.
public struct RegistryTable: Sendable {
    public var table: SamverkDomain.Table
    /// One origin a row.
    public var origins: [RowOrigin]
    /// Grows with each import that changed something.
    public var revision: Int

    /// Makes a registry table.
    public init(table: SamverkDomain.Table, origins: [RowOrigin], revision: Int) {
        self.table = table
        self.origins = origins
        self.revision = revision
    }

    /// Whether a row comes from an import of invented figures.
    public var synthetic: Bool { origins.contains(where: \.synthetic) }
}

/// The order in which ``Registry/read(_:order:)`` gives rows.
public enum RowOrder: Sendable {
    /// By the key columns: parties by code, as shares and reports list them.
    case key
    /// As they first landed: an untouched file comes out as it went in.
    case landed
}

/// What an import did, or would do.
public struct ImportReport: Hashable, Sendable {
    /// Full id of the dataset.
    public var dataset: String
    public var file: String
    /// Rows whose key was new.
    public var added: Int
    /// Rows whose key was there with other values.
    public var changed: Int
    /// Rows that were there already, equal.
    public var unchanged: Int
    /// What was put right or should be looked at.
    public var notices: [Problem]
    /// Whether nothing was stored because this was a trial.
    public var dryRun: Bool
    /// Number of the import; nil for a trial.
    public var importID: Int?

    /// Makes a report.
    public init(
        dataset: String, file: String, added: Int, changed: Int, unchanged: Int, notices: [Problem], dryRun: Bool,
        importID: Int?
    ) {
        self.dataset = dataset
        self.file = file
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        self.notices = notices
        self.dryRun = dryRun
        self.importID = importID
    }
}

/// One line of the audit log.
public struct AuditEntry: Hashable, Sendable {
    /// From 1, without gaps.
    public var number: Int
    /// ISO 8601 in UTC: `2026-11-21T07:40:51Z`.
    public var at: String
    /// Who did it.
    public var who: String
    /// `import`, `change`, `declare`, `plugin` ...
    public var action: String
    /// What it was done to: `municipalities[9907]`.
    public var object: String
    /// JSON text of the values before; nil when there were none.
    public var before: String?
    /// JSON text of the values after.
    public var after: String?
}

/// A stored run of a scenario.
public struct StoredRun: Hashable, Sendable {
    /// The number in figure addresses.
    public var number: Int
    /// Hash of the content.
    public var hash: String
    /// The scenario file.
    public var scenario: String
    public var title: String
    /// ISO 8601 in UTC, when it was first stored.
    public var at: String
    /// What the runner stored; null in a list of runs.
    public var content: JSON

    /// Makes a stored run.
    public init(number: Int, hash: String, scenario: String, title: String, at: String, content: JSON) {
        self.number = number
        self.hash = hash
        self.scenario = scenario
        self.title = title
        self.at = at
        self.content = content
    }
}
