// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkReporting

/// How the answers of two runs differ: the sentence that comes first in a comparison.
struct Headline {
    /// The answers in one sentence; nil where a run has none.
    let answers: (before: ReportFinding?, after: ReportFinding?)
    private let runs: (before: Comparison.Run, after: Comparison.Run)
    private let names: [String: Localized]

    init(_ before: Comparison.Run, _ after: Comparison.Run, _ builder: ReportBuilder) {
        runs = (before, after)
        names = builder.names
        answers = (builder.answer(before.record).finding, builder.answer(after.record).finding)
    }

    /// The first figure of the answer that moved, as both sentences have it.
    var moved: (name: String, before: Finding.Argument, after: Finding.Argument)? {
        guard let (old, new) = both, old.id == new.id else { return nil }
        for name in new.argumentNames(.english) {
            guard let a = old.arguments[name], let b = new.arguments[name], a.cell != b.cell, b.cell.number != nil
            else { continue }
            return (name, a, b)
        }
        return nil
    }

    private var both: (ReportFinding, ReportFinding)? {
        guard let old = answers.before, let new = answers.after else { return nil }
        return (old, new)
    }

    /// The sentence; `count` tells how many figures moved, for where no answer says more.
    func text(_ count: Localized) -> Localized {
        Localized(sv: text(count, .swedish), en: text(count, .english))
    }

    private func text(_ count: Localized, _ language: Language) -> String {
        let (before, after) = (runs.before.number, runs.after.number)
        let opening = Localized(
            sv: "Beräkning \(after) mot beräkning \(before): ", en: "Run \(after) against run \(before): ")(language)
        func say(_ sv: String, _ en: String) -> String { opening + Localized(sv: sv, en: en)(language) }
        guard before != after else { return say("det är samma beräkning.", "they are the same run.") }
        if let moved {
            let formatter = Formatter(language, names: names)
            let (old, new, unit) = (moved.before.cell, moved.after.cell, moved.after.unit)
            var size = formatter.difference(old.difference(to: new), unit: unit)
            if let relative = old.relativeDifference(to: new, unit: unit) {
                size += ", " + formatter.relative(relative)
            }
            let (first, second) = (formatter.cell(old, unit: moved.before.unit), formatter.cell(new, unit: unit))
            return say("\(second) i stället för \(first) (\(size)).", "\(second) instead of \(first) (\(size)).")
        }
        switch (answers.before, answers.after) {
        case (nil, nil): return opening + count(language)
        case (let old?, let new?) where old.id == new.id && old.arguments == new.arguments:
            return say("svaret är detsamma; \(count.sv)", "the answer is the same; \(count.en)")
        case (_, nil): return say("det finns inte längre något svar.", "there is no answer any longer.")
        case (nil, _): return say("nu finns ett svar.", "there is an answer now.")
        default: return say("svaret är ett annat.", "the answer is another one.")
        }
    }
}
