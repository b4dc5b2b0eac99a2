// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRules
import Yams

/// The cases of a rule in a YAML file beside it: `far-delas.tests.yaml` for `far-delas.lua`.
///
/// It lies in this room because YAML does: Rules knows cases, but not how they are written here.
public enum CaseFile {
    /// The name of the file of cases beside a rule.
    public static func path(beside rule: String) -> String {
        (rule.hasSuffix(".lua") ? String(rule.dropLast(4)) : rule) + ".tests.yaml"
    }

    /// Reads a list of `{ name, args, expect, reason, error }`. Values mean what the hook's types say: `no` is a text where
    /// a category is expected, 0114 keeps its zero.
    ///
    /// - Returns: the cases, and what is wrong with the others.
    /// - Throws: ``Problem`` when the file is no list.
    public static func cases(
        yaml text: String, file: String, _ hook: Hook
    ) throws(Problem) -> (cases: [RuleCase], problems: [Problem]) {
        let reader = CaseReader(yaml: YAMLReader(file: file), hook: hook)
        guard case .sequence(let nodes) = try reader.yaml.root(text) else {
            throw Problem(
                Localized(sv: "Filen ska vara en lista av testfall.", en: "The file must be a list of cases."),
                at: Place(file: file),
                remedy: Localized(
                    sv: "Börja varje fall med '- name: ...'.", en: "Begin each case with '- name: ...'."))
        }
        var cases: [RuleCase] = []
        var problems: [Problem] = []
        for node in nodes {
            do throws(Problem) { cases.append(try reader.example(node)) } catch { problems.append(error) }
        }
        return (cases, problems)
    }

    /// A case as text to put at the end of such a file.
    public static func text(_ example: RuleCase) -> String {
        var text = "- name: \(JSON.string(example.name).text)\n  args: \(JSON.array(example.arguments).yamlText)\n"
        switch example.expected {
        case .value(let value): text += "  expect: \(value.yamlText)\n"
        case .error(let kind): text += "  error: \(kind.rawValue)\n"
        }
        if let reason = example.reason { text += "  reason: \(JSON.string(reason).text)\n" }
        return text
    }
}

extension JSON {
    /// JSON with a blank after each comma and colon, as YAML wants it.
    fileprivate var yamlText: String {
        switch self {
        case .array(let elements): "[" + elements.map(\.yamlText).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.members.map { "\(JSON.string($0.name).text): \($0.value.yamlText)" }.joined(separator: ", ")
                + "}"
        default: text
        }
    }
}

/// Turns the nodes of a case into values by the hook's types.
private struct CaseReader {
    let yaml: YAMLReader
    let hook: Hook

    func example(_ node: Node) throws(Problem) -> RuleCase {
        var members: [(String, JSON)] = []
        for (_, name, value) in try yaml.members(node, Localized(sv: "Ett testfall", en: "A case")) {
            switch name {
            case "args": members.append((name, try arguments(value)))
            case "expect": members.append((name, try scalar(value, hook.result.type)))
            default: members.append((name, .string(try yaml.scalar(value).text)))
            }
        }
        return try RuleCase(.object(JSONObject(members)), hook, at: yaml.place(node))
    }

    private func arguments(_ node: Node) throws(Problem) -> JSON {
        if case .mapping = node {
            var members: [(String, JSON)] = []
            for (_, name, value) in try yaml.members(node, "args") {
                members.append((name, try argument(value, hook.parameterNames.firstIndex(of: name))))
            }
            return .object(JSONObject(members))
        }
        guard case .sequence(let nodes) = node else {
            throw yaml.fail(node, Localized(sv: "args ska vara en lista.", en: "args must be a list."))
        }
        var list: [JSON] = []
        for (number, node) in nodes.enumerated() { list.append(try argument(node, number)) }
        return .array(list)
    }

    private func argument(_ node: Node, _ number: Int?) throws(Problem) -> JSON {
        let values = hook.values.filter { $0.argument == number }
        guard case .mapping = node else { return try scalar(node, values.first?.type ?? .text) }
        var members: [(String, JSON)] = []
        for (_, name, value) in try yaml.members(node, "args") {
            members.append((name, try scalar(value, values.first { $0.field == name }?.type ?? .text)))
        }
        return .object(JSONObject(members))
    }

    private func scalar(_ node: Node, _ type: ColumnType) throws(Problem) -> JSON {
        let text = try yaml.scalar(node).text
        if case .scalar(let scalar) = node, scalar.style == .plain, ["", "~", "null"].contains(text) { return .null }
        guard let value = type.value(of: text) else {
            throw yaml.fail(
                node,
                Localized(sv: "'\(text)' är ingen \(type.rawValue).", en: "'\(text)' is no \(type.rawValue)."),
                remedy: CaseReader.example(type))
        }
        return value
    }

    private static func example(_ type: ColumnType) -> Localized? {
        switch type {
        case .money:
            Localized(sv: "Skriv hela öre, eller kronor: 12.50 kr.", en: "Write whole öre, or kronor: 12.50 kr.")
        case .boolean: Localized(sv: "Skriv true eller false.", en: "Write true or false.")
        case .date: Localized(sv: "Skriv som 2026-01-31.", en: "Write it like 2026-01-31.")
        default: nil
        }
    }
}
