// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A point where a rule may speak (Swedish: *regelpunkt*).
public struct Hook: Hashable, Sendable {
    /// `support-pooling/may_share`, without the version.
    public var id: String
    /// Major version.
    public var major: Int
    public var title: Localized
    public var summary: Localized
    public var scope: Scope
    /// How several answers to one row become one.
    public var combine = Combine.override
    /// Whether its rules have `math.random`, whose numbers follow from the run's seed and the arguments.
    public var allowsChance = false
    /// The column of the rows that names the owner.
    public var subject: String
    public var arguments: [Argument]
    public var result: Result
    /// What holds when no rule speaks, in words.
    public var defaultText: Localized
    /// The signature of the major version before this one: rules written for it are still served, with a notice.
    public var previous: Signature?

    /// Whose rules may answer.
    public enum Scope: String, Sendable { case local, agreement }

    /// How answers meet, where an agreement opens the hook to local rules: first the agreement's rule, then the subject's own.
    public enum Combine: String, Sendable, CaseIterable {
        /// The last that has an opinion decides.
        case override
        /// Booleans: any false wins.
        case veto
        /// Numbers are summed.
        case add
        /// Each rule is given the value so far (the default to begin with) as one more, last argument.
        case chain
    }

    /// What a rule is handed and what it returns.
    public struct Signature: Hashable, Sendable {
        public var arguments: [Argument]
        public var result: Result
    }

    /// A value handed to the rule: a single value, or a table of fields (columns `argument.field`).
    public struct Argument: Hashable, Sendable {
        public var name: String
        public var title: Localized
        /// The type of a single value; nil when it is a table.
        public var type: ColumnType?
        public var unit: String?
        /// Least and largest value of a single number.
        public var minimum: Double?
        public var maximum: Double?
        /// The values that a single one may have; empty means any.
        public var allowed: [String] = []
        /// Where the values that a single one may have are found; see ``ValueSource``.
        public var references: String?
        /// The fields when it is a table. Their `references` say where allowed values are found; see ``ValueSource``.
        public var fields: [DatasetColumn]
        /// In a former signature: the column of today's rows that holds the argument, or a field, by its name.
        public var from: [String: String] = [:]

        /// The columns of the rows that it is made of: `partner` for a single value, `ticket.category` for a field.
        public var columns: [String] {
            if fields.isEmpty { return [from[name] ?? name] }
            return fields.map { from[$0.spec.name] ?? "\(name).\($0.spec.name)" }
        }
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

    /// `support-pooling/may_share@1` of a hook whose major version is 2, when it serves that too.
    public var previousReference: String? { previous == nil ? nil : "\(id)@\(major - 1)" }

    /// What rules are handed and return today.
    public var signature: Signature { Signature(arguments: arguments, result: result) }

    /// The columns that a plugin's rows must have for the arguments.
    public var columns: [String] { arguments.flatMap(\.columns) }
}

/// Where the values that an argument of a hook may have are found in the data: a dataset, of the hook's plugin or of the
/// core, and one of its columns: `ticket_categories.category`. Without a column it is the dataset's key.
public struct ValueSource: Hashable, Sendable {
    public var dataset: String
    public var column: String?

    /// Reads `dataset` or `dataset.column`; nil when it is neither.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        dataset = parts[0]
        column = parts.count == 2 ? parts[1] : nil
    }
}
