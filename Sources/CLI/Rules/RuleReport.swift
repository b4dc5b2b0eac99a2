// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkRules

/// The answers that a rule gave in a run, alike ones together.
struct RuleReport {
    let number: Int
    let names: [String: Localized]
    private let record: RunRecord
    private let language: Language
    private var answers: [Answer] = []

    /// Answers of one step that say the same to one party.
    private struct Answer {
        var step: String
        var spoken: Intervention
        var rows = 1
    }

    init(_ path: String, _ record: RunRecord, _ number: Int, _ names: [String: Localized], _ language: Language) {
        self.record = record
        self.number = number
        self.names = names
        self.language = language
        for step in record.steps {
            for spoken in step.interventions where spoken.file == path {
                let known = answers.firstIndex {
                    $0.step == step.id && $0.spoken.subject == spoken.subject && $0.spoken.before == spoken.before
                        && $0.spoken.after == spoken.after && $0.spoken.reason == spoken.reason
                }
                if let known {
                    answers[known].rows += 1
                } else {
                    answers.append(Answer(step: step.id, spoken: spoken))
                }
            }
        }
    }

    var isEmpty: Bool { answers.isEmpty }

    /// The tables of the steps where it spoke and of those that follow.
    var tables: String {
        var told: [String] = []
        for step in Set(answers.map(\.step)).sorted() {
            for after in record.steps(after: step) {
                told += after.tables.map { "\(after.id)/\($0.name)" }.filter { !told.contains($0) }
            }
        }
        return told.joined(separator: ", ")
    }

    /// Why a figure changed: the reasons given about its party, or else all of them, and the rule's line.
    func why(_ change: FigureChange) -> String? {
        let own = answers.filter { $0.spoken.subject == change.party }
        let counted = own.isEmpty ? answers : own
        var told: [String] = []
        for answer in counted {
            let reason = answer.spoken.reason ?? answer.spoken.basis ?? answer.spoken.hook
            if !told.contains(reason) { told.append(reason) }
        }
        return told.isEmpty ? nil : told.joined(separator: "; ")
    }

    private func word(_ value: JSON) -> String {
        switch value {
        case .bool(let flag): language == .swedish ? (flag ? "ja" : "nej") : (flag ? "yes" : "no")
        case .null: "–"
        default: value.plainText
        }
    }

    func listing() throws -> Listing {
        try Listing.texts(
            Localized(sv: "Vad regeln svarade i beräkning \(number)", en: "What the rule answered in run \(number)"),
            "answers",
            [
                ("step", Localized(sv: "Steg", en: "Step")), ("hook", Localized(sv: "Regelpunkt", en: "Hook")),
                ("subject", Localized(sv: "Om", en: "About")), ("before", Localized(sv: "Utan regeln", en: "Without")),
                ("after", Localized(sv: "Svar", en: "Answer")), ("rows", Localized(sv: "Rader", en: "Rows")),
                ("line", Localized(sv: "Rad i filen", en: "Line")), ("reason", Localized(sv: "Skäl", en: "Reason")),
            ],
            answers.map { answer in
                let spoken = answer.spoken
                return [
                    answer.step, spoken.hook, names[spoken.subject]?(language) ?? spoken.subject, word(spoken.before),
                    word(spoken.after), "\(answer.rows)", spoken.line.map(String.init) ?? "", spoken.reason ?? "",
                ]
            })
    }

    var json: JSON {
        .array(
            answers.map { answer in
                let spoken = answer.spoken
                return [
                    "step": .string(answer.step), "hook": .string(spoken.hook), "subject": .string(spoken.subject),
                    "before": spoken.before, "after": spoken.after, "rows": .integer(answer.rows),
                    "line": spoken.line.map(JSON.integer) ?? .null, "reason": spoken.reason.map(JSON.string) ?? .null,
                    "basis": spoken.basis.map(JSON.string) ?? .null,
                ]
            })
    }
}
