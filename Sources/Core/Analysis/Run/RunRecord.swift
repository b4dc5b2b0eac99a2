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
    /// SHA-256 of every rule that was asked or passed over, by its file. Runs stored before it was kept have none.
    public var rules: [String: String] = [:]

    /// What the run's figures depend on that is not approved, each once.
    public var conditions: [Condition] { Set(steps.flatMap(\.conditions)).sorted() }

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
    /// What else readers must know of the rules: those passed over, those that failed.
    public var notices: [RuleNotice] = []
    /// Which rules were asked, and how often they had an opinion.
    public var consultations: [Consultation] = []
    /// What its figures depend on that not every party has approved, in this step or one that it takes from.
    public var conditions: [Condition] = []

    /// Whether any of its figures depends on a rule that is not approved.
    public var isConditional: Bool { !conditions.isEmpty }

    /// The table of a name.
    public func table(_ name: String) -> Table? { tables.first { $0.name == name }?.table }
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
