// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkRules

/// The values that stand in the data, for the arguments that say where theirs are found; none outside a workspace.
struct HookValues {
    private let registry: Registry?

    init(_ options: GlobalOptions) {
        registry = (try? Workspace.folder(options)).flatMap { $0 }.flatMap { _ in try? Workspace(options).registry }
    }

    init(_ registry: Registry) { self.registry = registry }

    /// The values that an argument or field of a hook has in the data; nil when it says nothing of where, or there are
    /// no such data here.
    func found(_ references: String?, for hook: Hook) -> [String]? {
        guard let registry, let source = references.flatMap(ValueSource.init) else { return nil }
        let plugin = String(hook.id.prefix { $0 != "/" })
        return (try? registry.values(of: source.dataset, source.column, plugin: plugin)).flatMap { $0 }
    }
}

/// A hook in words and as JSON, with the values that its arguments have in the data.
struct DescribedHook {
    private let hook: Hook
    private let values: HookValues

    init(_ hook: Hook, values: HookValues) {
        self.hook = hook
        self.values = values
    }

    func text(_ language: Language) -> String {
        func word(_ sv: String, _ en: String) -> String { Localized(sv: sv, en: en)(language) }
        var lines = ["\(hook.reference)  \(hook.title(language))", "  \(hook.summary(language))", ""]
        lines.append("  \(word("Omfång", "Scope")): \(hook.scope.rawValue) (\(scope(language)))")
        lines.append("  \(word("Flera svar", "Several answers")): \(hook.combine.rawValue) (\(combine(language)))")
        for (number, argument) in hook.arguments.enumerated() {
            lines.append("  Argument \(number + 1): \(argument.name) " + line(Described(argument), language))
            for field in argument.fields {
                lines.append("      .\(field.spec.name) " + line(Described(field), language))
            }
        }
        lines.append("  \(word("Svar", "Result")): \(hook.expectation(language))")
        lines.append("  \(word("Utan regel", "Default")): \(hook.defaultText(language))")
        if let former = hook.previousReference {
            lines.append(
                "  " + word("Regler skrivna för \(former) betjänas också", "Rules written for \(former) are served too")
            )
        }
        return lines.joined(separator: "\n") + """


            return rule {
              hook  = "\(hook.reference)",
              basis = "...",
              from  = "2026-01-01",
              apply = function(\(hook.parameterNames.joined(separator: ", ")))
                -- \(word("returnera ditt svar och ett skäl, eller inget alls", "return your answer and a reason, or nothing at all"))
              end,
            }

            """
    }

    private func scope(_ language: Language) -> String {
        let words =
            hook.scope == .local
            ? Localized(sv: "var och en för sig", en: "each party by itself")
            : Localized(sv: "avtalets parter tillsammans", en: "the parties of the agreement together")
        return words(language)
    }

    private func combine(_ language: Language) -> String {
        let words: Localized =
            switch hook.combine {
            case .override: Localized(sv: "det sista gäller", en: "the last one counts")
            case .veto: Localized(sv: "ett nej räcker", en: "one no is enough")
            case .add: Localized(sv: "de läggs ihop", en: "they are added up")
            case .chain:
                Localized(
                    sv: "varje regel får det dittills gällande som sista argument",
                    en: "each is given the value so far as its last argument")
            }
        return words(language)
    }

    private func line(_ value: Described, _ language: Language) -> String {
        var text = value.type.map { $0.rawValue } ?? ""
        if let unit = value.unit { text += " (\(unit))" }
        if let minimum = value.minimum { text += " >= \(Cell.real(minimum).plainText)" }
        if let maximum = value.maximum { text += " <= \(Cell.real(maximum).plainText)" }
        text += (text.isEmpty ? " " : "  ") + value.title(language)
        if !value.allowed.isEmpty { text += ": " + value.allowed.joined(separator: ", ") }
        if let found = values.found(value.references, for: hook), !found.isEmpty {
            let more = found.count > DescribedHook.shown ? " ... (\(found.count))" : ""
            text += Localized(sv: "; i registret: ", en: "; in the registry: ")(language)
            text += found.prefix(DescribedHook.shown).joined(separator: ", ") + more
        }
        return text
    }

    /// So many values of the data are shown in words; JSON gives all.
    private static let shown = 24

    var json: JSON {
        let arguments = hook.arguments.map { argument in
            var json = self.json(Described(argument), argument.name).object ?? [:]
            json["fields"] = .array(argument.fields.map { self.json(Described($0), $0.spec.name) })
            return JSON.object(json)
        }
        let result = hook.result
        return [
            "hook": .string(hook.reference), "scope": .string(hook.scope.rawValue),
            "combine": .string(hook.combine.rawValue), "subject": .string(hook.subject),
            "title": hook.title.json, "summary": hook.summary.json, "arguments": .array(arguments),
            "result": json(Described(result), "result"),
            "minimum": result.minimum.map(JSON.real) ?? .null, "maximum": result.maximum.map(JSON.real) ?? .null,
            "default": hook.defaultText.json,
            "previous": hook.previousReference.map(JSON.string) ?? .null,
        ]
    }

    private func json(_ value: Described, _ name: String) -> JSON {
        [
            "name": .string(name), "type": value.type.map { .string($0.rawValue) } ?? .null,
            "unit": value.unit.map(JSON.string) ?? .null,
            "minimum": value.minimum.map(JSON.real) ?? .null, "maximum": value.maximum.map(JSON.real) ?? .null,
            "allowed": .array(value.allowed.map(JSON.string)),
            "references": value.references.map(JSON.string) ?? .null,
            "values": values.found(value.references, for: hook).map { .array($0.map(JSON.string)) } ?? .null,
            "title": value.title.json,
        ]
    }
}

/// What arguments, fields and results are alike in.
private struct Described {
    var type: ColumnType?
    var unit: String?
    var minimum: Double?
    var maximum: Double?
    var allowed: [String]
    var references: String?
    var title: Localized

    init(_ argument: Hook.Argument) {
        (type, unit, minimum, maximum) = (argument.type, argument.unit, argument.minimum, argument.maximum)
        (allowed, references, title) = (argument.allowed, argument.references, argument.title)
    }

    init(_ field: DatasetColumn) {
        (type, unit, minimum, maximum) = (field.spec.type, field.spec.unit, field.minimum, field.maximum)
        (allowed, references, title) = (field.allowed, field.references, field.title)
    }

    init(_ result: Hook.Result) {
        (type, unit, minimum, maximum) = (result.type, result.unit, result.minimum, result.maximum)
        (allowed, references, title) = (result.allowed, nil, result.title)
    }
}
