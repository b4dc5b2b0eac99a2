// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRules

/// What came of the cases, for people: a line each, and of those that failed what was expected and what came.
struct TestReport {
    private let rules: [TestedRule]
    private let language: Language

    init(_ rules: [TestedRule], _ language: Language) {
        self.rules = rules
        self.language = language
    }

    var text: String { rules.map(section).joined() + "\n" + summary }

    private func section(_ rule: TestedRule) -> String {
        guard !rule.outcomes.isEmpty else {
            let why =
                rule.problems.isEmpty
                ? Localized(sv: "inga testfall", en: "no cases")
                : Localized(sv: "testfallen kan inte köras", en: "the cases cannot be run")
            return "\(Terminal.visible(rule.file.path)): \(why(language))\n"
        }
        return Terminal.visible(rule.file.path) + "\n" + rule.outcomes.enumerated().map(line).joined()
    }

    private func line(_ number: Int, _ outcome: CaseOutcome) -> String {
        let example = outcome.example
        let name =
            example.name.isEmpty ? (language == .swedish ? "fall \(number + 1)" : "case \(number + 1)") : example.name
        guard !outcome.passed else { return "  ✔ \(Terminal.visible(name))\n" }
        let words =
            language == .swedish
            ? (place: "rad", arguments: "argument", expected: "väntat", got: "fick")
            : (place: "line", arguments: "arguments", expected: "expected", got: "got")
        let place = example.place.line.map { "  (\(example.place.file ?? ""):\($0))" } ?? ""
        func row(_ word: String, _ text: String) -> String {
            "      " + word.padding(to: 10) + Terminal.visible(text) + "\n"
        }
        return "  ✘ \(Terminal.visible(name + place))\n" + row(words.arguments, JSON.array(example.arguments).text)
            + row(words.expected, expected(example)) + row(words.got, got(outcome.got))
    }

    private func expected(_ example: RuleCase) -> String {
        switch example.expected {
        case .value(let value): answer(value, example.reason)
        case .error(let kind): (language == .swedish ? "fel: " : "error: ") + kind.rawValue
        }
    }

    private func got(_ got: CaseOutcome.Got) -> String {
        switch got {
        case .answer(let value, let reason): return answer(value, reason)
        case .stopped(let error):
            let line = error.line.map { (language == .swedish ? ", rad " : ", line ") + "\($0)" } ?? ""
            return (language == .swedish ? "fel: " : "error: ") + "\(error.kind.rawValue)\(line): \(error.message)"
        }
    }

    private func answer(_ value: JSON, _ reason: String?) -> String {
        let word = value == .null ? (language == .swedish ? "inget svar" : "no answer") : value.text
        return word + (reason.map { ", \"\($0)\"" } ?? "")
    }

    private var summary: String {
        let outcomes = rules.flatMap(\.outcomes)
        let right = outcomes.count(where: \.passed)
        let without = rules.count { $0.outcomes.isEmpty && $0.problems.isEmpty }
        let sv = without == 0 ? "" : " \(without) \(without == 1 ? "regel" : "regler") saknar testfall."
        let en = without == 0 ? "" : " \(without) \(without == 1 ? "rule has" : "rules have") no cases."
        return Localized(
            sv: "\(outcomes.count) testfall: \(right) rätt, \(outcomes.count - right) fel.\(sv)",
            en: "\(outcomes.count) cases: \(right) right, \(outcomes.count - right) wrong.\(en)")(language)
    }

    /// The same as a table.
    func listing() throws -> Listing {
        try Listing.texts(
            Localized(sv: "Testfall", en: "Cases"), "cases",
            [
                ("rule", Localized(sv: "Regel", en: "Rule")), ("case", Localized(sv: "Fall", en: "Case")),
                ("line", Localized(sv: "Rad", en: "Line")), ("passed", Localized(sv: "Rätt", en: "Right")),
                ("args", Localized(sv: "Argument", en: "Arguments")),
                ("expected", Localized(sv: "Väntat", en: "Expected")), ("got", Localized(sv: "Fick", en: "Got")),
            ],
            rules.flatMap { rule in
                rule.outcomes.map { outcome in
                    [
                        rule.file.path, outcome.example.name, outcome.example.place.line.map(String.init) ?? "",
                        outcome.passed ? "true" : "false", JSON.array(outcome.example.arguments).text,
                        expected(outcome.example), got(outcome.got),
                    ]
                }
            })
    }
}

extension String {
    /// The text with blanks after it up to so many characters, and one at least.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
