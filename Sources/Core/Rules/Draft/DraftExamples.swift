// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The cases of a drafted rule: a row that it speaks to, and one that it does not.
struct DraftExamples {
    /// As fields of `tests`.
    private(set) var text = ""

    /// - Throws: ``Problem`` when no row can fulfil all conditions.
    init(_ draft: RuleDraft, _ language: Language) throws(Problem) {
        let swedish = language == .swedish
        var row: [String: JSON] = [:]
        for value in draft.values {
            row[value.path] = try DraftExamples.fulfilling(
                value, draft.conditions.filter { $0.value.path == value.path })
        }
        let answer = Lua.literal(draft.answer, draft.hook.result.type)
        let reason = draft.reason.map { ", reason = \(Lua.string($0))" } ?? ""
        text += Lua.example(
            swedish ? "regeln svarar" : "the rule answers", Lua.arguments(row, draft), "expect = \(answer)\(reason)")
        for condition in draft.conditions {
            guard let other = DraftExamples.candidates(condition).first(where: { !condition.holds(for: $0) }) else {
                continue
            }
            var missed = row
            missed[condition.value.path] = other
            text += Lua.example(
                (swedish ? "inget svar: annan " : "no answer: another ") + condition.value.path,
                Lua.arguments(missed, draft), nil)
        }
    }

    private static func fulfilling(_ value: HookValue, _ conditions: [RowCondition]) throws(Problem) -> JSON {
        if conditions.isEmpty { return sample(value) }
        for candidate in conditions.flatMap(candidates)
        where conditions.allSatisfy({ $0.holds(for: candidate) }) { return candidate }
        throw Problem(
            Localized(
                sv: "Ingen rad kan uppfylla alla villkor på \(value.path).",
                en: "No row can fulfil all conditions on \(value.path)."),
            remedy: Localized(sv: "Ta bort ett av dem.", en: "Remove one of them."))
    }

    /// Values at, just below and just above those of a condition, and others.
    private static func candidates(_ condition: RowCondition) -> [JSON] {
        let value = condition.value
        let near = condition.wanted.flatMap { wanted -> [JSON] in
            switch wanted {
            case .integer(let number): [wanted, .integer(number - 1), .integer(number + 1)]
            case .real(let number): [wanted, .real(tidy(number - 0.01)), .real(tidy(number + 0.01))]
            case .bool(let flag): [wanted, .bool(!flag)]
            case .string(let text):
                value.type == .date ? [wanted] + DraftExamples.around(text) : [wanted]
            default: [wanted]
            }
        }
        let others = value.allowed.isEmpty ? [sample(value)] + odd(value) : value.allowed.map(JSON.string)
        return near + others
    }

    private static func tidy(_ number: Double) -> Double { (number * 1e6).rounded() / 1e6 }

    /// The days before and after a day.
    private static func around(_ text: String) -> [JSON] {
        guard let day = Day(text) else { return [] }
        return [day.days - 1, day.days + 1].map { .string(Day(days: $0).description) }
    }

    private static func odd(_ value: HookValue) -> [JSON] {
        [.category, .text].contains(value.type) ? [.string("x")] : []
    }

    /// Any value of its kind.
    private static func sample(_ value: HookValue) -> JSON {
        switch value.type {
        case .text: "x"
        case .category: .string(value.allowed.first ?? "x")
        case .integer: .integer(Int(max(value.minimum ?? 1, min(1, value.maximum ?? 1))))
        case .real: .real(max(value.minimum ?? 0.5, min(0.5, value.maximum ?? 0.5)))
        case .money: 100_000
        case .boolean: true
        case .date: "2026-01-01"
        case .party: .string(value.allowed.first ?? "9999")
        }
    }
}
