// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What `plugin.json` says of a plugin. Read strictly: an unknown field is an error. The host knows a plugin by this
/// alone and never runs it to learn what it is.
public struct Manifest: Hashable, Sendable {
    /// `cost-allocation`: lower-case letters, digits and hyphens.
    public var id: String
    /// Semantic version.
    public var version: String
    /// The protocol versions it speaks, `^1.0`.
    public var api: String
    public var title: Localized
    public var summary: Localized
    public var publisher: String
    public var licence: String
    public var runtime: Runtime
    public var limits: Limits
    public var datasets: [DatasetSchema]
    public var hooks: [Hook]
    public var analyses: [AnalysisSpec]
    /// What its categories and columns are called in tables and reports, by their id: `shapley`, `equal`.
    public var labels: [String: Localized]

    /// How it is started.
    public struct Runtime: Hashable, Sendable {
        /// `process`.
        public var kind: String
        /// The program and its arguments; a bundled plugin's program stands beside the tool.
        public var entry: [String]
    }

    /// What one run of an analysis may take.
    public struct Limits: Hashable, Sendable {
        /// Wall-clock seconds.
        public var seconds: Int
        /// Bytes of memory.
        public var memoryBytes: Int
    }

    /// The analysis of a short id ("allocate").
    public func analysis(_ id: String) -> AnalysisSpec? { analyses.first { $0.id == id } }
}

/// An analysis as the manifest declares it.
public struct AnalysisSpec: Hashable, Sendable {
    /// Short id, `allocate`; with the plugin in front `cost-allocation/allocate`.
    public var id: String
    public var title: Localized
    public var summary: Localized
    public var parameters: [ParameterSpec]
    public var inputs: [InputPort]
    public var outputs: [OutputPort]
    public var findings: [FindingSpec]
    public var charts: [Chart]
    /// Hooks it may call, as `support-pooling/may_share@1`.
    public var hooks: [String]

    /// The input port of a name.
    public func input(_ name: String) -> InputPort? { inputs.first { $0.name == name } }
    /// The output port of a name.
    public func output(_ name: String) -> OutputPort? { outputs.first { $0.name == name } }
}

/// A parameter with its type, unit, bounds and default.
public struct ParameterSpec: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, integer, real, boolean, choice
        /// Comma-separated values, each checked against `allowed` (`proportional:*` allows any ending).
        case list
    }

    public var name: String
    public var type: Kind
    public var unit: String?
    public var title: Localized
    /// The default; nil means that the parameter may be left out and then has no value.
    public var defaultValue: JSON?
    public var minimum: Double?
    public var maximum: Double?
    public var allowed: [String]
}

/// A table that an analysis takes in.
public struct InputPort: Hashable, Sendable {
    public var name: String
    public var title: Localized
    /// Whether the analysis cannot do without it.
    public var required: Bool
    /// `table`, or `game` for a table indexed by coalition.
    public var shape: Shape
    public var columns: [PortColumn]
    /// Whether further columns may come along, and of which type.
    public var others: TypeRule?
    public var key: [String]
    /// What the host reads from the registry when nothing is wired to the port.
    public var read: ReadSpec?

    public enum Shape: String, Sendable { case table, game }
}

/// A table that an analysis gives.
public struct OutputPort: Hashable, Sendable {
    public var name: String
    public var title: Localized
    public var shape: InputPort.Shape
    public var columns: [PortColumn]
    /// The parameter whose list gives one more column a value.
    public var columnsFrom: String?
    /// The type of those columns.
    public var others: TypeRule?
    public var key: [String]
    /// `key`: a row comes from the input rows with the same key value; `all`: from all of them.
    public var lineage: Lineage

    public enum Lineage: String, Sendable { case key, all }
}

/// A column of a port.
public struct PortColumn: Hashable, Sendable {
    public var name: String
    public var type: TypeRule
    /// nil means any unit (an input) or a unit that follows the input (an output).
    public var unit: String?
    public var nullable: Bool
    /// An input column that may be missing altogether.
    public var optional: Bool
    public var title: Localized
}

/// A type, perhaps one that depends on a parameter: `{"if": "unit=SEK", "then": "money", "else": "real"}`.
public enum TypeRule: Hashable, Sendable {
    case fixed(ColumnType)
    case when(parameter: String, equals: String, then: ColumnType, otherwise: ColumnType)

    /// The type under these parameters.
    public func resolve(_ parameters: [String: JSON]) -> ColumnType {
        switch self {
        case .fixed(let type): type
        case .when(let name, let value, let then, let otherwise):
            parameters[name]?.string == value ? then : otherwise
        }
    }
}

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
}

/// A sentence that an analysis may find, with `{name}` where values go.
public struct FindingSpec: Hashable, Sendable {
    public var id: String
    public var sentence: Localized
}

/// A point where a rule may speak.
public struct Hook: Hashable, Sendable {
    /// `support-pooling/may_share`, without the version.
    public var id: String
    /// Major version.
    public var major: Int
    public var title: Localized
    public var summary: Localized
    public var scope: Scope
    /// The column of the rows that names the owner.
    public var subject: String
    public var arguments: [Argument]
    public var result: Result
    /// What holds when no rule speaks, in words.
    public var defaultText: Localized

    /// Whose rules may answer.
    public enum Scope: String, Sendable { case local, agreement }

    /// A value handed to the rule: a single value, or a table of fields (columns `argument.field`).
    public struct Argument: Hashable, Sendable {
        public var name: String
        public var title: Localized
        /// The value's description when it is a single one.
        public var type: ColumnType?
        public var unit: String?
        /// The fields when it is a table.
        public var fields: [DatasetColumn]
    }

    /// What a rule returns, first; a second string is its reason.
    public struct Result: Hashable, Sendable {
        public var type: ColumnType
        public var unit: String?
        public var minimum: Double?
        public var maximum: Double?
        public var allowed: [String]
        public var title: Localized
    }

    /// `support-pooling/may_share@1`.
    public var reference: String { "\(id)@\(major)" }
}
