// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// `samverk hooks [HOOK]`.
struct Hooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Lista vad en regel kan svara på: omfång, argument med tillåtna värden, svar, vad som gäller utan regel.",
            "List what a rule may answer: scope, arguments with their allowed values, result, default."),
        discussion: exampleCall("samverk hooks support-pooling/may_share"))

    @Argument(help: aid("En regelpunkt.", "One hook.")) var hook: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let plugins = try PluginSource.plugins(options)
        if let hook {
            let hook = try plugins.hook(hook)
            return try Terminal.output(format == .json ? json(hook).prettyText : describe(hook))
        }
        try Listing.texts(
            Localized(sv: "Regelpunkter", en: "Hooks"), "hooks",
            [
                ("hook", Localized(sv: "Regelpunkt", en: "Hook")), ("scope", Localized(sv: "Omfång", en: "Scope")),
                ("title", Localized(sv: "Vad den frågar", en: "What it asks")),
                ("result", Localized(sv: "Svar", en: "Result")),
                ("default", Localized(sv: "Utan regel", en: "Default")),
            ],
            plugins.hooks.map {
                [
                    $0.reference, $0.scope.rawValue, $0.title(options.language), $0.expectation(options.language),
                    $0.defaultText(options.language),
                ]
            }
        ).show(format, options)
    }

    private func describe(_ hook: Hook) -> String {
        let language = options.language
        let swedish = language == .swedish
        var text = "\(hook.reference)  \(hook.title(language))\n  \(hook.summary(language))\n\n"
        text += "  \(swedish ? "Omfång" : "Scope"): \(hook.scope.rawValue)\n"
        for (number, argument) in hook.arguments.enumerated() {
            let type = argument.type.map { " \($0.rawValue)" } ?? ""
            let unit = argument.unit.map { " (\($0))" } ?? ""
            text +=
                "  \(swedish ? "Argument" : "Argument") \(number + 1): \(argument.name)\(type)\(unit)  \(argument.title(language))\n"
            for field in argument.fields {
                let unit = field.spec.unit.map { " (\($0))" } ?? ""
                let allowed = field.allowed.isEmpty ? "" : ": " + field.allowed.joined(separator: ", ")
                text +=
                    "      .\(field.spec.name) \(field.spec.type.rawValue)\(unit)  \(field.title(language))\(allowed)\n"
            }
        }
        text += "  \(swedish ? "Svar" : "Result"): \(hook.expectation(language))\n"
        text += "  \(swedish ? "Utan regel" : "Default"): \(hook.defaultText(language))\n\n"
        let names = hook.arguments.map(\.name).joined(separator: ", ")
        text += "return rule {\n  hook  = \"\(hook.reference)\",\n  basis = \"...\",\n  from  = \"2026-01-01\",\n"
        text +=
            "  apply = function(\(names))\n    -- \(swedish ? "returnera ditt svar och ett skäl, eller inget alls" : "return your answer and a reason, or nothing at all")\n  end,\n}\n"
        return text
    }

    private func json(_ hook: Hook) -> JSON {
        func value(_ name: String, _ type: ColumnType?, _ unit: String?, _ allowed: [String], _ title: Localized)
            -> JSON
        {
            [
                "name": .string(name), "type": type.map { .string($0.rawValue) } ?? .null,
                "unit": unit.map(JSON.string) ?? .null, "allowed": .array(allowed.map(JSON.string)),
                "title": title.json,
            ]
        }
        let arguments = hook.arguments.map { argument in
            var json = value(argument.name, argument.type, argument.unit, [], argument.title).object ?? [:]
            json["fields"] = .array(
                argument.fields.map { value($0.spec.name, $0.spec.type, $0.spec.unit, $0.allowed, $0.title) })
            return JSON.object(json)
        }
        let result = hook.result
        return [
            "hook": .string(hook.reference), "scope": .string(hook.scope.rawValue), "subject": .string(hook.subject),
            "title": hook.title.json, "summary": hook.summary.json, "arguments": .array(arguments),
            "result": value("result", result.type, result.unit, result.allowed, result.title),
            "minimum": result.minimum.map(JSON.real) ?? .null, "maximum": result.maximum.map(JSON.real) ?? .null,
            "default": hook.defaultText.json,
        ]
    }
}
