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
    /// Where in the data the values are found, when the plugin does not declare them.
    public var source: ValueSource?
    /// The dataset that ``allowed`` was found in; nil when the plugin declares it.
    public var dataset: String?
    /// Which argument it is or is part of, from 0.
    public var argument: Int
    /// The name of the field, when the argument is a table.
    public var field: String?

    /// Makes a value.
    public init(
        path: String, title: Localized, type: ColumnType, unit: String?, nullable: Bool, minimum: Double?,
        maximum: Double?, allowed: [String], source: ValueSource? = nil, argument: Int, field: String? = nil
    ) {
        self.path = path
        self.title = title
        self.type = type
        self.unit = unit
        self.nullable = nullable
        self.minimum = minimum
        self.maximum = maximum
        self.allowed = allowed
        self.source = source
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
                        path: argument.name, title: argument.title, type: type, unit: argument.unit, nullable: true,
                        minimum: argument.minimum, maximum: argument.maximum, allowed: argument.allowed,
                        source: argument.references.flatMap(ValueSource.init), argument: number)
                ]
            }
            return argument.fields.map { field in
                HookValue(
                    path: "\(argument.name).\(field.spec.name)", title: field.title, type: field.spec.type,
                    unit: field.spec.unit, nullable: field.spec.nullable, minimum: field.minimum,
                    maximum: field.maximum, allowed: field.allowed,
                    source: field.references.flatMap(ValueSource.init), argument: number, field: field.spec.name)
            }
        } + soFar
    }

    /// In a chain: the value so far, which comes after the arguments.
    private var soFar: [HookValue] {
        guard combine == .chain else { return [] }
        return [
            HookValue(
                path: Hook.soFar, title: Localized(sv: "Värdet hittills", en: "The value so far"), type: result.type,
                unit: result.unit, nullable: true, minimum: result.minimum, maximum: result.maximum,
                allowed: result.allowed, argument: arguments.count)
        ]
    }

    /// What the value so far is called where a name is needed.
    static let soFar = "so_far"

    /// What `apply` is given, in order: the arguments, and in a chain the value so far.
    public var parameterNames: [String] { arguments.map(\.name) + (combine == .chain ? [Hook.soFar] : []) }

    /// The hook that a rule names: this one, or its major version before, or nil when the rule means neither.
    public func version(_ reference: String) -> Hook? {
        if reference == self.reference { return self }
        guard reference == previousReference, let previous else { return nil }
        var former = self
        former.major -= 1
        former.arguments = previous.arguments
        former.result = previous.result
        former.previous = nil
        return former
    }
}
