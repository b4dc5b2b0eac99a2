// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Values and names as Lua writes them.
enum Lua {
    /// A text in quotes.
    static func string(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value)
                out += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A name that may stand for a parameter.
    static func name(_ name: String) -> String {
        let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return LuaToken.keywords.contains(plain) || plain.first?.isNumber == true ? "_" + plain : plain
    }

    /// A value; an amount as `money("12.50")`.
    static func literal(_ value: JSON, _ type: ColumnType) -> String {
        switch value {
        case .integer(let ore) where type == .money: "money(\"\(Money(ore: ore).kronor)\")"
        case .string(let text): string(text)
        case .null: "nil"
        default: value.text
        }
    }

    /// A value that the rule is handed, by the names of its parameters.
    static func path(_ value: HookValue, _ hook: Hook) -> String {
        let parameter = name(hook.parameterNames[value.argument])
        guard let field = value.field else { return parameter }
        return name(field) == field ? "\(parameter).\(field)" : "\(parameter)[\(string(field))]"
    }

    /// A condition.
    static func test(_ condition: RowCondition, _ hook: Hook) -> String {
        let path = path(condition.value, hook)
        let tests = condition.wanted.map { "\(path) \(condition.sign.rawValue) \(literal($0, condition.value.type))" }
        switch condition.sign {
        case .equal:
            let any = tests.joined(separator: " or ")
            return tests.count > 1 ? "(\(any))" : any
        case .unequal: return tests.joined(separator: " and ")
        default: return (condition.value.nullable ? "\(path) ~= nil and " : "") + tests.joined()
        }
    }

    /// The arguments of a case, by name.
    static func arguments(_ row: [String: JSON], _ draft: RuleDraft) -> String {
        let given = draft.hook.parameterNames.enumerated().map { position, name in
            let values = draft.values.filter { $0.argument == position }
            func key(_ name: String) -> String { Lua.name(name) == name ? name : "[\(string(name))]" }
            let fields = values.compactMap { value in
                value.field.map { "\(key($0)) = \(literal(row[value.path] ?? .null, value.type))" }
            }
            let single = values.first.map { literal(row[$0.path] ?? .null, $0.type) } ?? "nil"
            return "\(key(name)) = " + (fields.isEmpty ? single : "{ \(fields.joined(separator: ", ")) }")
        }
        return "{ \(given.joined(separator: ", ")) }"
    }

    /// One case of `tests`.
    static func example(_ name: String, _ arguments: String, _ expected: String?) -> String {
        "    {\n      name = \(string(name)),\n      args = \(arguments),\n"
            + (expected.map { "      \($0),\n" } ?? "") + "    },\n"
    }
}
