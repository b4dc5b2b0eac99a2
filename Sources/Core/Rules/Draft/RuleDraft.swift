// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A rule as its author told it in answers to questions, and its text in Lua.
public struct RuleDraft: Sendable {
    public var hook: Hook
    /// What the rule is handed, with what is allowed according to the data.
    public var values: [HookValue]
    /// Whose it is, for the comment.
    public var owner: String
    /// All must hold; none means every row.
    public var conditions: [RowCondition]
    public var answer: JSON
    public var reason: String?
    public var basis: String?
    public var from: Day?

    /// Makes a draft.
    public init(
        _ hook: Hook, values: [HookValue], owner: String, conditions: [RowCondition], answer: JSON, reason: String?,
        basis: String?, from: Day?
    ) {
        self.hook = hook
        self.values = values
        self.owner = RuleDraft.line(owner) ?? ""
        self.conditions = conditions
        self.answer = answer
        self.reason = reason.flatMap(RuleDraft.line)
        self.basis = basis.flatMap(RuleDraft.line)
        self.from = from
    }

    /// A text on one line, without the signs that nobody sees (and the sandbox writes out); nil when nothing is left.
    private static func line(_ text: String) -> String? {
        let unseen: Set<Unicode.GeneralCategory> = [
            .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate,
        ]
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(500) {
            plain.append(unseen.contains(scalar.properties.generalCategory) ? " " : scalar)
        }
        let trimmed = String(plain).trimmed
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The rule's text, with comments in a language, and cases that it passes.
    ///
    /// - Throws: ``Problem`` when no row can fulfil the conditions.
    public func text(_ language: Language) throws(Problem) -> String {
        let swedish = language == .swedish
        let examples = try DraftExamples(self, language)
        var text = comment(hook.title(language))
        text += comment(
            (swedish ? "Regel för " : "Rule of ") + owner
                + (swedish
                    ? ". Ändra den fritt, och kör sedan samverk rule test."
                    : ". Change it as you like, then run samverk rule test."))
        text += "return rule {\n  hook  = \(Lua.string(hook.reference)),\n"
        if let basis {
            text +=
                "  basis = \(Lua.string(basis)),  -- \(swedish ? "beslutet den vilar på" : "the decision it rests on")\n"
        } else {
            text +=
                "  -- basis = \"...\",  \(swedish ? "skriv in beslutet när det är fattat" : "fill in the decision when it is taken")\n"
        }
        if let from {
            text +=
                "  from  = \(Lua.string(from.description)),  -- \(swedish ? "första dagen den gäller" : "the first day it holds")\n"
        }
        text += "  apply = function(\(hook.parameterNames.map(Lua.name).joined(separator: ", ")))\n"
        text += body(language)
        text += "  end,\n  tests = {\n" + examples.text + "  },\n}\n"
        return text
    }

    private func body(_ language: Language) -> String {
        let answer =
            "return "
            + ([Lua.literal(self.answer, hook.result.type)] + [reason.map(Lua.string)].compactMap { $0 })
            .joined(separator: ", ")
        guard !conditions.isEmpty else {
            let every = language == .swedish ? "Gäller alla rader." : "Holds for every row."
            return "    -- \(every)\n    \(answer)\n"
        }
        let tests = conditions.map { Lua.test($0, hook) }.joined(separator: " and ")
        let otherwise =
            language == .swedish ? "Annars inget svar. Utan regel: " : "Otherwise no answer. Without a rule: "
        return "    if \(tests) then\n      \(answer)\n    end\n"
            + comment(otherwise + hook.defaultText(language), indent: 4)
    }

    private func comment(_ text: String, indent: Int = 0) -> String {
        String(repeating: " ", count: indent) + "-- " + text.map { $0.isNewline ? " " : String($0) }.joined() + "\n"
    }
}
