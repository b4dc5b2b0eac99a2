// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting

/// Answers batches of rule calls: finds each row's rule, runs it confined, checks what it returns.
public struct RuleEngine: Sendable {
    private let index: RuleIndex
    private let day: Day
    private let worker: String

    /// An engine over an index.
    ///
    /// - Parameters:
    ///   - day: the day that decides which rules hold.
    ///   - worker: the path of `samverk-worker`.
    public init(_ index: RuleIndex, on day: Day, worker: String) {
        self.index = index
        self.day = day
        self.worker = worker
    }

    /// Answers one batch.
    ///
    /// Rows with equal arguments are called once. A row that no rule speaks to, or whose rule returns nothing, has the
    /// value nil: the default stands. One worker an owner and batch, so no party's script meets another's.
    ///
    /// - Parameters:
    ///   - hook: the hook, as its plugin declares it.
    ///   - rows: the subject column, the arguments' columns, and `default`.
    /// - Throws: ``Problem`` that names rule, file and line when a rule fails or returns what the hook does not allow.
    public func answer(_ hook: Hook, _ rows: Table) async throws -> (
        answers: [RuleAnswer], interventions: [Intervention]
    ) {
        guard rows.rowCount <= WireProtocol.largestBatch else {
            throw Problem(
                Localized(
                    sv: "\(hook.reference): högst \(WireProtocol.largestBatch) rader i taget.",
                    en: "\(hook.reference): at most \(WireProtocol.largestBatch) rows at a time."), kind: .limit)
        }
        for name in [hook.subject] + hook.columns where rows[name] == nil {
            throw Problem(
                Localized(
                    sv: "\(hook.reference): kolumnen '\(name)' saknas.",
                    en: "\(hook.reference): the column '\(name)' is missing."), kind: .program)
        }
        let subjects = (0..<rows.rowCount).map { rows[$0, hook.subject].plainText }
        var answers = (0..<rows.rowCount).map { RuleAnswer(row: $0, value: nil) }
        var interventions: [Intervention] = []
        for code in Set(subjects).sorted() {
            guard let party = Party(code), let rule = try index.rule(for: hook, owner: .party(party), on: day) else {
                continue
            }
            let own = subjects.indices.filter { subjects[$0] == code }
            let arguments = own.map { hook.arguments(of: rows, row: $0) }
            for (row, outcome) in zip(own, try await call(rule, hook, arguments)) {
                guard outcome.value != .null else { continue }
                let value = try hook.checked(outcome.value, at: Place(file: rule.file.path, line: rule.line))
                answers[row] = RuleAnswer(row: row, value: value, reason: outcome.reason, by: rule.file.path)
                interventions.append(
                    Intervention(
                        rule, subject: code, arguments: .array(hook.arguments(of: rows, row: row)),
                        before: rows[row, "default"].wire, after: value, reason: outcome.reason))
            }
        }
        return (answers, interventions)
    }

    private func call(_ rule: Rule, _ hook: Hook, _ arguments: [[JSON]]) async throws -> [ScriptResult] {
        var unique: [[JSON]] = []
        var place: [[JSON]: Int] = [:]
        for list in arguments where place[list] == nil {
            place[list] = unique.count
            unique.append(list)
        }
        let calls = unique
        do {
            let results = try await ScriptWorker.with(worker) { worker in
                let script = try await worker.load(rule.file.source, file: rule.file.path, mustBeRule: true)
                return try await worker.call(script, calls)
            }
            return try arguments.map { try results[place[$0] ?? 0].get() }
        } catch var error as ScriptError {
            error.file = rule.file.path
            throw error.problem.inside("hook \(hook.reference)")
        }
    }
}

extension Hook {
    /// The arguments of a row as a rule gets them: money in öre, parties and dates as text.
    public func arguments(of rows: Table, row: Int) -> [JSON] {
        arguments.map { argument in
            if argument.fields.isEmpty { return rows[row, argument.name].wire }
            return .object(
                JSONObject(argument.fields.map { ($0.spec.name, rows[row, "\(argument.name).\($0.spec.name)"].wire) }))
        }
    }

    /// The value of a rule's answer, when the hook allows it.
    ///
    /// - Throws: ``Problem`` in the hook's own words when type or bounds are wrong.
    public func checked(_ value: JSON, at place: Place) throws(Problem) -> JSON {
        let fits: Bool =
            switch (result.type, value) {
            case (.boolean, .bool), (.text, .string), (.category, .string): true
            case (.integer, .integer), (.money, .integer), (.real, .integer), (.real, .real): true
            case (.date, .string(let text)): Day(text) != nil
            case (.party, .string(let text)): Party(text) != nil
            default: false
            }
        let inBounds =
            (value.number.map { $0 >= result.minimum ?? -.infinity && $0 <= result.maximum ?? .infinity } ?? true)
            && (result.allowed.isEmpty || result.allowed.contains(value.string ?? ""))
        guard fits, inBounds else {
            throw Problem(
                Localized(
                    sv: "Regeln gav \(value.text.prefix(60)), men \(reference) väntar \(expectation.sv).",
                    en: "The rule gave \(value.text.prefix(60)), but \(reference) expects \(expectation.en)."),
                at: place, remedy: remedy(for: value))
        }
        return value
    }

    private func remedy(for value: JSON) -> Localized {
        if case .real = value, [.integer, .money].contains(result.type) {
            return Localized(
                sv: "Gör talet helt: round(x), eller dela med // i stället för /.",
                en: "Make the number whole: round(x), or divide by // instead of /.")
        }
        return Localized(sv: "Läs: samverk hooks \(id)", en: "Read: samverk hooks \(id)")
    }

    /// The result in words: title, type, bounds.
    public var expectation: Localized {
        var bounds = ""
        if let minimum = result.minimum { bounds += " >= \(Cell.real(minimum).plainText)" }
        if let maximum = result.maximum { bounds += " <= \(Cell.real(maximum).plainText)" }
        if !result.allowed.isEmpty { bounds += " (" + result.allowed.joined(separator: ", ") + ")" }
        if let unit = result.unit { bounds += " " + unit }
        return Localized(
            sv: "\(result.type.rawValue)\(bounds): \(result.title.sv)",
            en: "\(result.type.rawValue)\(bounds): \(result.title.en)")
    }
}
