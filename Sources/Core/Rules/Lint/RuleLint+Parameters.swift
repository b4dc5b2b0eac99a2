// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension RuleLint {
    /// Parameters of `apply` that the hook never gives, or gives in another place.
    mutating func checkParameters() {
        guard let hook, let number = tree.apply else { return }
        let function = tree.functions[number]
        let given = hook.parameterNames
        let names = function.parameters.map { tree.bindings[$0].name }
        let call = Localized(
            sv: "Regelpunkten ger: function(\(given.joined(separator: ", "))).",
            en: "The hook gives: function(\(given.joined(separator: ", "))).")
        if names.count > given.count {
            report(
                .parameters, at: function.range,
                Localized(
                    sv:
                        "apply tar \(names.count) argument, men \(hook.reference) ger \(given.count): '\(names[given.count])' är alltid nil.",
                    en:
                        "apply takes \(names.count) arguments, but \(hook.reference) gives \(given.count): '\(names[given.count])' is always nil."
                ), remedy: call)
        }
        for (position, name) in names.enumerated() {
            guard let meant = given.firstIndex(of: name), meant != position else { continue }
            report(
                .parameters, at: function.range,
                Localized(
                    sv:
                        "'\(name)' är argument \(meant + 1) av \(hook.reference), men står här som nummer \(position + 1).",
                    en:
                        "'\(name)' is argument \(meant + 1) of \(hook.reference), but stands here as number \(position + 1)."
                ),
                remedy: call)
        }
    }

    /// Fields that an argument has not.
    mutating func checkFields() {
        guard let hook else { return }
        for (number, node) in tree.nodes.enumerated() {
            guard case .index(let object, let key) = node.kind, let position = argument(object),
                hook.arguments.indices.contains(position), let name = tree.string(tree.resolved(key))
            else { continue }
            let argument = hook.arguments[position]
            let fields = argument.fields.map(\.spec.name)
            if fields.isEmpty, argument.type != .text {
                report(
                    .unknownField, at: number,
                    Localized(
                        sv:
                            "'\(argument.name)' är ett enda värde (\(argument.type?.rawValue ?? "-")) och har inget fält '\(name)'.",
                        en:
                            "'\(argument.name)' is a single value (\(argument.type?.rawValue ?? "-")) without a field '\(name)'."
                    ),
                    remedy: Localized(sv: "Skriv bara \(argument.name).", en: "Write just \(argument.name)."))
            } else if !fields.isEmpty, !fields.contains(name) {
                report(
                    .unknownField, at: number,
                    Localized(
                        sv: "'\(argument.name)' har inget fält '\(name)'.",
                        en: "'\(argument.name)' has no field '\(name)'."),
                    remedy: suggestion(for: name, among: fields))
            }
        }
    }
}
