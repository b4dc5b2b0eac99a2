// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// The questions behind a new rule, each answered by an option or by a person.
struct RuleInterview {
    private let hook: Hook
    private let values: [HookValue]
    /// What values are called, by the path of the argument.
    private let labels: [String: [String: Localized]]
    private let options: GlobalOptions

    init(_ hook: Hook, _ values: [HookValue], _ labels: [String: [String: Localized]], _ options: GlobalOptions) {
        self.hook = hook
        self.values = values
        self.labels = labels
        self.options = options
    }

    /// Everything a rule needs.
    func draft(_ given: RuleNew, owner: String) throws(Problem) -> RuleDraft {
        let questions = Questions(options, needed: given.answer == nil)
        let conditions = try conditions(given.conditions, questions)
        let from = try from(given.from, questions)
        let basis = try text(
            given.basis, questions,
            Localized(
                sv: "Vilket beslut vilar regeln på? Till exempel KF 2026-09-21 § 58 (tomt: inget ännu)",
                en: "Which decision does the rule rest on? For example KF 2026-09-21 § 58 (empty: none yet)"),
            option: "--basis")
        let answer = try answer(given.answer, questions)
        let reason = try text(
            given.reason, questions,
            Localized(
                sv: "Varför? Skälet visas bredvid varje siffra som regeln ändrar (tomt: inget skäl)",
                en: "Why? The reason is shown beside every figure that the rule changes (empty: no reason)"),
            option: "--reason")
        return RuleDraft(
            hook, values: values, owner: owner, conditions: conditions, answer: answer, reason: reason, basis: basis,
            from: from)
    }

    private func text(
        _ given: String?, _ questions: Questions, _ question: Localized, option: String
    ) throws(Problem) -> String? {
        if let given { return given.isEmpty ? nil : given }
        return questions.mayAsk ? try questions.askOptional(question, option: option) : nil
    }

    private func from(_ given: String?, _ questions: Questions) throws(Problem) -> Day? {
        func read(_ text: String) throws(Problem) -> Day? {
            if text.isEmpty { return nil }
            guard let day = Day(text) else {
                throw Problem(
                    Localized(sv: "'\(text)' är ingen dag.", en: "'\(text)' is no day."),
                    remedy: ColumnType.date.writing)
            }
            return day
        }
        if let given { return try asUsage("--from") { () throws(Problem) in try read(given) } }
        guard questions.mayAsk else { return nil }
        return try questions.ask(
            Localized(
                sv: "Från och med vilken dag gäller den? (åååå-mm-dd; tomt: från början)",
                en: "From which day does it hold? (yyyy-mm-dd; empty: always)"), option: "--from", read: read)
    }

    private func answer(_ given: String?, _ questions: Questions) throws(Problem) -> JSON {
        let result = HookValue(
            path: hook.result.title(options.language), title: hook.result.title, type: hook.result.type,
            unit: hook.result.unit, nullable: false, minimum: hook.result.minimum, maximum: hook.result.maximum,
            allowed: hook.result.allowed, argument: 0)
        func read(_ text: String) throws(Problem) -> JSON {
            do throws(Problem) { return try hook.checked(try result.read(text), at: Place()) } catch {
                var problem = error
                problem.message = Localized(
                    sv: "Svaret ska vara \(hook.expectation.sv), inte '\(text)'.",
                    en: "The answer must be \(hook.expectation.en), not '\(text)'.")
                problem.remedy = error.remedy ?? result.type.writing
                throw problem
            }
        }
        if let given { return try asUsage("--answer") { () throws(Problem) in try read(given) } }
        let form = Localized(
            sv: "Vad är svaret? \(hook.result.title.sv)\(bounds).\(list(result))\(writing(result).sv)",
            en: "What is the answer? \(hook.result.title.en)\(bounds).\(list(result))\(writing(result).en)")
        return try questions.ask(form, option: "--answer", read: read)
    }

    /// What a number may be: ` (0 - 20 agents)`.
    private var bounds: String {
        func plain(_ bound: Double?) -> String { bound.map { Cell.real($0).plainText } ?? "..." }
        let result = hook.result
        guard result.minimum != nil || result.maximum != nil else { return "" }
        // The bounds of an amount are öre, and a person answers in kronor.
        let scale = result.type == .money ? 100.0 : 1
        let unit = result.type == .money ? "kr" : result.unit ?? ""
        let text = "\(plain(result.minimum.map { $0 / scale })) - \(plain(result.maximum.map { $0 / scale })) \(unit)"
        return " (\(text.trimmingCharacters(in: .whitespaces)))"
    }

    /// A wrong option is a wrong use of the command.
    private func asUsage<Value>(_ option: String, _ body: () throws(Problem) -> Value) throws(Problem) -> Value {
        do throws(Problem) { return try body() } catch {
            var problem = error
            problem.kind = .usage
            problem.place = Place(file: option)
            throw problem
        }
    }
}

extension RuleInterview {
    private func conditions(_ given: [String], _ questions: Questions) throws(Problem) -> [RowCondition] {
        var conditions: [RowCondition] = []
        for text in given {
            conditions.append(
                try asUsage("--where") { () throws(Problem) in try RowCondition(text, among: values) })
        }
        guard given.isEmpty, questions.mayAsk else { return conditions }
        while let next = try condition(questions, isFirst: conditions.isEmpty) { conditions.append(next) }
        return conditions
    }

    /// One condition: which field, and which value; nil when the person wants no more.
    private func condition(_ questions: Questions, isFirst: Bool) throws(Problem) -> RowCondition? {
        let fields = values.enumerated().map { number, value in
            "\n  \(number + 1)  \(value.path)  \(value.title(options.language))"
        }.joined()
        let question =
            isFirst
            ? Localized(
                sv: "För vilka rader gäller regeln? Välj ett fält (tomt: alla rader)\(fields)",
                en: "For which rows does the rule hold? Choose a field (empty: every row)\(fields)")
            : Localized(sv: "Något villkor till? (tomt: nej)", en: "One more condition? (empty: no)")
        let chosen = try questions.ask(question, option: "--where") {
            line throws(Problem) -> (HookValue, RowCondition?)? in
            if line.isEmpty || line == "0" { return nil }
            if line.contains(where: { "=<>!~".contains($0) }) {
                let whole = try RowCondition(line, among: values)
                return (whole.value, whole)
            }
            if let number = Int(line), values.indices.contains(number - 1) { return (values[number - 1], nil) }
            return (try RowCondition.value(line, among: values), nil)
        }
        guard let (value, whole) = chosen else { return nil }
        if let whole { return whole }
        return try questions.ask(
            Localized(
                sv: "Vilket värde har \(value.path)?\(list(value))\(writing(value).sv)",
                en: "Which value has \(value.path)?\(list(value))\(writing(value).en)"), option: "--where"
        ) { line throws(Problem) in try RowCondition(value, reading: line) }
    }

    /// The allowed values with their numbers and what they are called.
    private func list(_ value: HookValue) -> String {
        value.allowed.prefix(60).enumerated().map { number, name in
            let title = labels[value.path]?[name].map { "  " + $0(options.language) } ?? ""
            return "\n  \(number + 1)  \(name)\(title)"
        }.joined() + (value.allowed.count > 60 ? "\n  ..." : "")
    }

    private func writing(_ value: HookValue) -> Localized {
        guard value.allowed.isEmpty, let writing = value.type.writing else { return "" }
        let isOrdered =
            [.integer, .real, .money, .date].contains(value.type) && value.path != hook.result.title(options.language)
        return Localized(
            sv: " \(writing.sv)\(isOrdered ? " Sätt <, <=, > eller >= framför om det inte ska vara precis." : "")",
            en: " \(writing.en)\(isOrdered ? " Put <, <=, > or >= before it when it need not be exact." : "")")
    }
}
