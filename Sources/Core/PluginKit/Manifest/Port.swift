// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

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
    /// Whether its amounts may be added up over the parties: the least of each makes no sum.
    public var addsUp = true
    /// What must hold of its figures whatever rules answer; the host insists on it.
    public var invariants = Invariants()
    /// `key`: a row comes from the input rows with the same key value; `all`: from all of them.
    public var lineage: Lineage

    public enum Lineage: String, Sendable { case key, all }

    /// Laws of a table's figures, checked by the host when the analysis is done (and the rules have spoken).
    public struct Invariants: Hashable, Sendable {
        /// Columns that must have equal sums; nil means no such law.
        public var equalSums: Sums?
        /// Least and largest value of the columns that a parameter gives (`columns_from`).
        public var minimum: Double?
        public var maximum: Double?

        /// Which columns.
        public enum Sums: Hashable, Sendable {
            /// Those that a parameter gives.
            case further
            case columns([String])
        }
    }
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
    /// Least and largest value of a number.
    public var minimum: Double?
    public var maximum: Double?
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
