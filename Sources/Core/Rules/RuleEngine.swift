// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting

/// Answers the batches of rule calls of one run: finds each row's rules, runs them confined, checks and combines what they
/// return.
public struct RuleEngine: Sendable {
    private let choice: RuleChoice
    private let workers: ScriptWorkers
    private let seed: UInt64

    /// An engine over an index.
    ///
    /// - Parameters:
    ///   - day: the day that decides which rules hold.
    ///   - worker: the path of `samverk-worker`. One is started for each owner whose rules are asked.
    ///   - terms: those of the agreement that the run is of; without one no agreement hook is answered.
    ///   - seed: of the chance that a hook may allow.
    public init(
        _ index: RuleIndex, on day: Day, worker: String, terms: AgreementTerms? = nil, seed: UInt64 = 1
    ) {
        choice = RuleChoice(index: index, day: day, terms: terms)
        workers = ScriptWorkers(worker)
        self.seed = seed
    }

    /// The terms of the agreement that the run is of.
    public var terms: AgreementTerms? { choice.terms }

    /// Every rule that could have a say in the answers to a hook, whatever rows come.
    public func rules(for hook: Hook) -> [Rule] { choice.candidates(for: hook) }

    /// Ends the workers and waits until they are gone.
    public func close() async { await workers.close() }

    /// Answers one batch.
    ///
    /// Rows with equal arguments are called once. A row that no rule speaks to, or whose rules return nothing, has the
    /// value nil: the default stands. No party's script meets another's.
    ///
    /// - Parameters:
    ///   - hook: the hook, as its plugin declares it.
    ///   - rows: the subject column, the arguments' columns, and `default`.
    /// - Throws: ``Problem`` that names rule, file and line when a rule fails or returns what the hook does not allow, and
    ///   the agreement names no fallback; that names both when two rules tie.
    public func answer(_ hook: Hook, _ rows: Table) async throws -> RuleAnswers {
        try hook.checkBatch(rows)
        var batch = RuleBatch(hook, rows)
        let (speakers, notices) = try choice.speakers(for: hook, subjects: batch.subjects)
        batch.notices = notices
        for speaker in speakers {
            do {
                try batch.take(try await outcomes(of: speaker, in: batch), from: speaker)
            } catch let problem as Problem where choice.terms?.fallsBack(hook) == true {
                batch.fallBack(speaker, problem)
            }
        }
        return batch.answered
    }

    /// What a rule says to its rows, equal arguments called once.
    private func outcomes(of speaker: Speaker, in batch: RuleBatch) async throws -> [RuleOutcome] {
        let rule = speaker.rule
        let arguments = speaker.rows.map { batch.arguments(of: $0, for: rule) }
        var unique: [[JSON]] = []
        var place: [[JSON]: Int] = [:]
        for list in arguments where place[list] == nil {
            place[list] = unique.count
            unique.append(list)
        }
        let calls = unique
        let seed = batch.hook.allowsChance ? seed : nil
        do {
            let results = try await workers.use(rule.file.owner.scope + " " + rule.file.owner.name) { worker in
                let script = try await worker.load(
                    rule.file.source, file: rule.file.path, mustBeRule: true, seed: seed)
                return try await worker.call(script, calls)
            }
            return try arguments.map { list in
                let result = try results[place[list] ?? 0].get()
                return RuleOutcome(arguments: list, value: result.value, reason: result.reason, line: result.line)
            }
        } catch var error as ScriptError {
            error.file = rule.file.path
            throw error.problem.inside("hook \(batch.hook.reference)")
        }
    }
}

/// What a rule said to one row.
struct RuleOutcome {
    var arguments: [JSON]
    /// Null is no opinion.
    var value: JSON
    var reason: String?
    /// The line of the `return` that answered.
    var line: Int?
}

extension Hook {
    /// Insists that a plugin's rows can be asked about.
    fileprivate func checkBatch(_ rows: Table) throws(Problem) {
        guard rows.rowCount <= WireProtocol.largestBatch else {
            throw Problem(
                Localized(
                    sv: "\(reference): högst \(WireProtocol.largestBatch) rader i taget.",
                    en: "\(reference): at most \(WireProtocol.largestBatch) rows at a time."), kind: .limit)
        }
        for name in [subject] + columns where rows[name] == nil {
            throw Problem(
                Localized(
                    sv: "\(reference): kolumnen '\(name)' saknas.", en: "\(reference): the column '\(name)' is missing."
                ),
                kind: .program)
        }
    }
}
