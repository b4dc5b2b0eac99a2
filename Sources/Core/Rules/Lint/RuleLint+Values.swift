// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension RuleLint {
    /// Comparisons of what the rule is handed with something that it never is.
    mutating func checkComparisons() {
        for node in tree.nodes {
            guard case .binary(let sign, let left, let right) = node.kind,
                ["==", "~=", "<", "<=", ">", ">="].contains(sign)
            else { continue }
            if let value = value(left) { compare(value, with: right) }
            if let value = value(right) { compare(value, with: left) }
        }
    }

    /// Keys of a table in which a value is looked up: `goals[capability.id]`.
    mutating func checkLookups() {
        for node in tree.nodes {
            guard case .index(let object, let key) = node.kind, let value = value(key),
                case .table(let fields) = tree.nodes[tree.resolved(object)].kind
            else { continue }
            for field in fields {
                guard let key = field.key, let text = tree.string(key) else { continue }
                checkValue(text, of: value, at: key)
            }
        }
    }

    private mutating func compare(_ value: HookValue, with other: Int) {
        if case .name(_, let binding?) = tree.nodes[other].kind { return compare(value, with: binding, at: other) }
        switch tree.nodes[other].kind {
        case .string(let text):
            guard [.text, .category, .party, .date].contains(value.type) else {
                return report(wrongType: value, Localized(sv: "en text", en: "a text"), at: other)
            }
            checkValue(text, of: value, at: other)
        case .number(let text):
            guard [.integer, .real, .money].contains(value.type) else {
                return report(wrongType: value, Localized(sv: "ett tal", en: "a number"), at: other)
            }
            if value.type == .money, text.contains(".") { reportKronor(text, value, at: other) }
        case .boolean where value.type != .boolean:
            report(wrongType: value, "true/false", at: other)
        default: break
        }
    }

    /// A value compared with each element of a list: `for _, name in ipairs({ "a", "b" }) do if x == name`.
    private mutating func compare(_ value: HookValue, with binding: Int, at node: Int) {
        guard case .loop(let through?, position: 1) = tree.bindings[binding].role,
            case .call(let function, let arguments) = tree.nodes[through].kind,
            case .name("ipairs", nil) = tree.nodes[function].kind, let list = arguments.first,
            case .table(let fields) = tree.nodes[tree.resolved(list)].kind
        else { return }
        for field in fields where field.key == nil {
            if let text = tree.string(field.value) { checkValue(text, of: value, at: field.value) }
        }
    }

    private mutating func checkValue(_ text: String, of value: HookValue, at node: Int) {
        guard !value.allowed.isEmpty, !value.allowed.contains(text) else { return }
        guard let dataset = value.dataset else {
            return report(
                .unknownValue, at: node,
                Localized(
                    sv: "\(value.path) är aldrig '\(text)'.", en: "\(value.path) is never '\(text)'."),
                remedy: suggestion(for: text, among: value.allowed))
        }
        // The data may come to hold a value that they do not hold today; a misspelling they will not.
        let isMisspelt = text.closest(in: value.allowed) != nil
        report(
            .unknownValue, isMisspelt ? .problem : .warning, at: node,
            Localized(
                sv: "Ingen rad i \(dataset) har '\(text)': \(value.path) är aldrig det.",
                en: "No row of \(dataset) has '\(text)': \(value.path) is never that."),
            remedy: suggestion(for: text, among: value.allowed))
    }

    private mutating func report(wrongType value: HookValue, _ found: Localized, at node: Int) {
        report(
            .wrongType, at: node,
            Localized(
                sv: "\(value.path) är \(value.type.rawValue) och jämförs med \(found.sv): de är aldrig lika.",
                en: "\(value.path) is \(value.type.rawValue) and is compared with \(found.en): they are never equal."),
            remedy: value.allowed.isEmpty ? nil : suggestion(for: "", among: value.allowed))
    }

    private mutating func reportKronor(_ text: String, _ value: HookValue, at node: Int) {
        report(
            .fractionalMoney, .warning, at: node,
            Localized(
                sv: "\(value.path) är ett belopp i hela öre och jämförs med \(text).",
                en: "\(value.path) is an amount in whole öre and is compared with \(text)."),
            remedy: Localized(
                sv: "Menar du kronor: money(\"\(text)\").", en: "If you mean kronor: money(\"\(text)\")."))
    }
}
