// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// One value that a rule is handed: a single argument (`partners`), or a field of one (`ticket.category`).
public struct HookValue: Hashable, Sendable {
    /// As a rule writes it, when its parameters are called what the hook calls them.
    public var path: String
    public var title: Localized
    public var type: ColumnType
    public var unit: String?
    /// Whether it may be missing (nil).
    public var nullable: Bool
    public var minimum: Double?
    public var maximum: Double?
    /// The values it may have: declared, or found in the data; empty means any.
    public var allowed: [String]
    /// The dataset that ``allowed`` was found in; nil when the plugin declares it.
    public var dataset: String?
    /// Which argument it is or is part of, from 0.
    public var argument: Int
    /// The name of the field, when the argument is a table.
    public var field: String?

    /// Makes a value.
    public init(
        _ path: String, title: Localized, _ type: ColumnType, unit: String?, nullable: Bool, minimum: Double?,
        maximum: Double?, allowed: [String], argument: Int, field: String?
    ) {
        self.path = path
        self.title = title
        self.type = type
        self.unit = unit
        self.nullable = nullable
        self.minimum = minimum
        self.maximum = maximum
        self.allowed = allowed
        self.argument = argument
        self.field = field
    }
}

extension Hook {
    /// Every value that a rule is handed, in order, with the values that the plugin itself declares as allowed.
    public var values: [HookValue] {
        arguments.enumerated().flatMap { number, argument -> [HookValue] in
            if let type = argument.type {
                return [
                    HookValue(
                        argument.name, title: argument.title, type, unit: argument.unit, nullable: true, minimum: nil,
                        maximum: nil, allowed: [], argument: number, field: nil)
                ]
            }
            return argument.fields.map { field in
                HookValue(
                    "\(argument.name).\(field.spec.name)", title: field.title, field.spec.type, unit: field.spec.unit,
                    nullable: field.spec.nullable, minimum: field.minimum, maximum: field.maximum,
                    allowed: field.allowed, argument: number, field: field.spec.name)
            }
        }
    }
}
