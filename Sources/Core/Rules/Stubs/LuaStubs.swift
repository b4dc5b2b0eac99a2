// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What the Lua language server is told of rules: the hooks with their arguments, and the sandbox with its functions.
///
/// The annotations are those of LuaLS (`---@meta`, `---@class`, `---@field`); the file is read by editors and never run.
public enum LuaStubs {
    /// The folder of the annotations, beside `rules/` so that nobody takes them for a rule.
    public static let folder = ".luals"

    /// The settings of `.luarc.json`.
    public static let settings: JSONObject = [
        "runtime.version": "Lua 5.4",
        "runtime.builtin": .object(
            JSONObject(
                [
                    "basic", "bit", "coroutine", "debug", "ffi", "io", "jit", "math", "os", "package", "string",
                    "table", "utf8",
                ]
                .map { ($0, .string("disable")) })),
        "workspace.library": [.string(folder)], "workspace.checkThirdParty": false,
    ]

    /// The file of annotations: equal hooks give equal bytes.
    ///
    /// - Parameter hooks: each with what it hands over, as far as the data tell.
    public static func text(_ hooks: [(hook: Hook, values: [HookValue])], _ language: Language) -> String {
        let head =
            language == .swedish
            ? "Skriven av samverk rule stubs för Lua Language Server. Ändra inte här."
            : "Written by samverk rule stubs for the Lua Language Server. Do not change it."
        var text = "---@meta\n-- \(head)\n\n"
        text += hooks.map { section($0.hook, $0.values, language) }.joined()
        text += rule(hooks.map { name($0.hook) }, language)
        text += SandboxLibrary.libraries.map { library($0, language) }.joined(separator: "\n")
        text +=
            "\n"
            + SandboxLibrary.functions.filter { !$0.name.contains(".") }.map { function($0, language) }.joined(
                separator: "\n")
        return text
    }

    /// `samverk.support_pooling.may_share`.
    private static func name(_ hook: Hook) -> String {
        "samverk."
            + hook.id.map { $0 == "/" ? "." : $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
    }

    private static func section(_ hook: Hook, _ values: [HookValue], _ language: Language) -> String {
        let name = name(hook)
        var text = ""
        var parameters: [String] = []
        for (position, parameter) in hook.parameterNames.enumerated() {
            let own = values.filter { $0.argument == position }
            if let single = own.first, single.field == nil {
                parameters.append("\(Lua.name(parameter)): \(type(single))")
                continue
            }
            text += "---@class \(name).\(Lua.name(parameter))\n"
            for value in own {
                text +=
                    "---@field \(value.field ?? "")\(value.nullable ? "?" : "") \(type(value)) \(told(value, language))\n"
            }
            text += "\n"
            parameters.append("\(Lua.name(parameter)): \(name).\(Lua.name(parameter))")
        }
        let result = type(hook.result.type, hook.result.allowed)
        text += "---\(line(hook.title(language)))\n---\(line(hook.summary(language)))\n---@class \(name)\n"
        text += "---@field hook \"\(hook.reference)\"\n"
        text += fields(language)
        text += "---@field apply fun(\(parameters.joined(separator: ", "))): (\(result))?, string?\n\n"
        return text
    }

    /// The fields that every rule has.
    private static func fields(_ language: Language) -> String {
        let swedish = language == .swedish
        return """
            ---@field basis? string \(swedish ? "Beslutet den vilar på" : "The decision it rests on")
            ---@field from? string \(swedish ? "Första dagen den gäller, 2026-01-31" : "The first day it holds, 2026-01-31")
            ---@field to? string \(swedish ? "Sista dagen" : "The last day")
            ---@field title? string
            ---@field api? 1
            ---@field tests? samverk.case[]

            """
    }

    private static func rule(_ names: [String], _ language: Language) -> String {
        let union = names.isEmpty ? "table" : names.joined(separator: "|")
        return """
            ---@class samverk.case
            ---@field name? string
            ---@field args any[]|table<string, any>
            ---@field expect? any
            ---@field reason? string
            ---@field error? "instructions"|"memory"|"time"|"depth"|"crash"|"runtime"|"syntax"|"denied"|"result"

            ---\(language == .swedish ? "En regel: filen returnerar den." : "A rule: the file returns it.")
            ---@param definition \(union)
            ---@return table
            function rule(definition) end


            """
    }

    private static func library(_ name: String, _ language: Language) -> String {
        var text = "---@class \(name)lib\n"
        for constant in SandboxLibrary.constants where constant.name.hasPrefix(name + ".") {
            text += "---@field \(constant.name.dropFirst(name.count + 1)) \(constant.type)\n"
        }
        if name == "date" {
            text += "---@overload fun(day: string): { year: integer, month: integer, day: integer }\n"
        }
        text += "\(name) = {}\n\n"
        return text
            + SandboxLibrary.functions.filter { $0.name.hasPrefix(name + ".") }.map { function($0, language) }
            .joined(separator: "\n")
    }

    private static func function(_ function: SandboxLibrary.Function, _ language: Language) -> String {
        var text = "---\(line(function.summary(language)))\n"
        var names: [String] = []
        for parameter in function.parameters {
            let parts = parameter.split(separator: ":", maxSplits: 1).map(\.trimmed)
            text += "---@param \(parts[0]) \(parts.last ?? "any")\n"
            names.append(parts[0].replacing("?", with: ""))
        }
        if function.returns != "nil" { text += "---@return \(function.returns)\n" }
        return text + "function \(function.name)(\(names.joined(separator: ", "))) end\n"
    }

    private static func type(_ value: HookValue) -> String {
        let type = type(value.type, value.allowed)
        return value.field == nil && value.nullable && value.allowed.isEmpty ? type + "?" : type
    }

    private static func type(_ type: ColumnType, _ allowed: [String]) -> String {
        if !allowed.isEmpty, allowed.count <= 200 { return allowed.map(Lua.string).joined(separator: "|") }
        switch type {
        case .boolean: return "boolean"
        case .integer, .money: return "integer"
        case .real: return "number"
        case .text, .category, .date, .party: return "string"
        }
    }

    /// What a field is, with its unit.
    private static func told(_ value: HookValue, _ language: Language) -> String {
        let unit = value.type == .money ? "öre" : value.unit
        return line(value.title(language) + (unit.map { " (\($0))" } ?? ""))
    }

    private static func line(_ text: String) -> String { text.map { $0.isNewline ? " " : String($0) }.joined() }
}
