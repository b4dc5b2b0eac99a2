// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRules

/// All that a run gave and all that explains it. Its content decides its identity: no clock, no user, no path of the
/// machine is in it.
public struct RunRecord: Sendable {
    public var title: Localized
    /// The scenario's file.
    public var scenario: String
    public var agreement: String?
    public var period: String
    public var asOf: String
    public var members: [Party]
    public var seed: UInt64
    /// What `--set` changed, as `step.key=value`, sorted.
    public var changes: [String]
    /// Whether rules ran without the parties' approval.
    public var whatIf: Bool
    /// Whether any row it read is marked as invented.
    public var synthetic: Bool
    /// The finding that answers the question: step and id.
    public var answer: [String]
    public var steps: [StepRecord]
    /// The files that rows came from, referred to by number in the inputs.
    public var files: [String]

    /// The step of an id.
    public func step(_ id: String) -> StepRecord? { steps.first { $0.id == id } }
}

/// What one step took, gave and was told.
public struct StepRecord: Sendable {
    public var id: String
    /// `billing/compare`.
    public var analysis: String
    public var version: String
    /// SHA-256 of the plugin's program.
    public var hash: String
    public var parameters: [String: JSON]
    public var inputs: [InputRecord]
    public var tables: [(name: String, table: Table)]
    /// `key` or `all`, by table.
    public var lineage: [String: String]
    public var findings: [Finding]
    public var interventions: [Intervention]

    /// The table of a name.
    public func table(_ name: String) -> Table? { tables.first { $0.name == name }?.table }

    /// Whether a rule that the parties must approve, and have not, had a say. A party's own rule needs nobody's consent:
    /// it answers only with its owner's own facts.
    public var hasUnapproved: Bool { interventions.contains { Party($0.owner) == nil } }
}

/// Where an input came from.
public struct InputRecord: Sendable {
    public var port: String
    public var source: Source
    /// One row of the input: its key, and the file number and line of each row it was made from.
    public var rows: [Row]

    public enum Source: Hashable, Sendable {
        case step(String, table: String)
        case dataset(String, revision: Int)
        case file(String, sha256: String)
    }

    public struct Row: Hashable, Sendable {
        public var key: [String]
        public var origins: [Origin]
    }

    public struct Origin: Hashable, Sendable {
        public var file: Int
        public var line: Int
    }
}
