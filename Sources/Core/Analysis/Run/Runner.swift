// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry
import SamverkRules

/// What happens during a run, for a progress bar.
public enum RunEvent: Sendable {
    case started(String)
    /// How far a step has come, 0 to 1.
    case progress(String, Double)
    /// What the plugin of a step said for people.
    case said(String, LogLine)
    /// What the outcome of a step follows from, and whether it was kept from an earlier run.
    case keyed(String, StepKey, isKept: Bool)
    case finished(String)
}

/// Runs the steps of a plan: each as soon as those it takes from are done, several at a time.
public struct Runner: Sendable {
    private let host: PluginHost
    private let plugins: PluginSet
    private let registry: Registry?
    private let rules: RuleIndex
    private let worker: String
    private let cache: StepCache?
    /// Steps that run at a time: each is a process, and a machine has only so much memory.
    private static let together = 8

    /// A runner.
    ///
    /// - Parameters:
    ///   - registry: where declared reads are evaluated; nil where there is no workspace.
    ///   - worker: the path of `samverk-worker`.
    ///   - cache: where steps that nothing has changed for are taken from; nil computes all of them.
    public init(
        host: PluginHost, plugins: PluginSet, registry: Registry?, rules: RuleIndex, worker: String,
        cache: StepCache? = nil
    ) {
        self.host = host
        self.plugins = plugins
        self.registry = registry
        self.rules = rules
        self.worker = worker
        self.cache = cache
    }

    /// Runs a plan.
    ///
    /// - Throws: ``Problem`` of the first step that failed; the others are ended.
    public func run(
        _ plan: Plan, seed: UInt64, report: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunRecord {
        let engine = RuleEngine(
            rules, on: plan.scenario.asOf, worker: worker, terms: try terms(of: plan), seed: seed)
        do {
            let record = try await run(plan, engine, seed, report)
            await engine.close()
            return record
        } catch {
            await engine.close()
            throw error
        }
    }

    private func run(
        _ plan: Plan, _ engine: RuleEngine, _ seed: UInt64, _ report: @escaping @Sendable (RunEvent) -> Void
    ) async throws -> RunRecord {
        let files = FileNumbers()
        let book = registry.map(DatasetBook.init)
        var done: [String: StepRecord] = [:]
        var waiting = plan.steps
        try await withThrowingTaskGroup(of: StepRecord.self) { group in
            var running = 0
            func startReady() {
                while running < Runner.together,
                    let next = waiting.firstIndex(where: { $0.dependencies.allSatisfy { done[$0] != nil } })
                {
                    let step = waiting.remove(at: next)
                    let outputs = done
                    running += 1
                    group.addTask {
                        report(.started(step.id))
                        let record = try await run(step, plan, engine, outputs, seed, files, book, report)
                        report(.finished(step.id))
                        return record
                    }
                }
            }
            startReady()
            while let record = try await group.next() {
                done[record.id] = record
                running -= 1
                startReady()
            }
        }
        let scenario = plan.scenario
        // Steps in the file's order and files in the order the steps name them, whatever finished first.
        let (steps, names, synthetic) = files.settled(scenario.steps.compactMap { done[$0.id] })
        return RunRecord(
            title: scenario.title, scenario: scenario.file, agreement: scenario.agreement?.text,
            period: scenario.period.description, asOf: scenario.asOf.description, members: plan.members, seed: seed,
            changes: plan.changes,
            whatIf: scenario.approvals == .whatIf, synthetic: synthetic,
            answer: scenario.answers.map(\.text), steps: steps, files: names, rules: texts(askedIn: steps))
    }

    /// SHA-256 of the rules that were asked or passed over.
    private func texts(askedIn steps: [StepRecord]) -> [String: String] {
        let files = Set(steps.flatMap { $0.consultations.map(\.file) + $0.notices.map(\.file) })
        let texts = rules.rules.filter { files.contains($0.file.path) }.map(\.file)
        return Dictionary(texts.map { ($0.path, Digest.sha256($0.source)) }) { first, _ in first }
    }

    /// The terms of the scenario's agreement, as the registry knows them on the day that decides which rules hold.
    private func terms(of plan: Plan) throws -> AgreementTerms? {
        guard let registry, let agreement = plan.scenario.agreement?.text else { return nil }
        return try AgreementBook(registry).terms(
            of: agreement, on: plan.scenario.asOf, rules: rules, members: plan.members,
            requiresApproval: plan.scenario.approvals == .required)
    }

    private func run(
        _ step: PlannedStep, _ plan: Plan, _ engine: RuleEngine, _ done: [String: StepRecord], _ seed: UInt64,
        _ files: FileNumbers, _ book: DatasetBook?, _ report: @escaping @Sendable (RunEvent) -> Void
    ) async throws -> StepRecord {
        do {
            var inputs: [String: Table] = [:]
            var records: [InputRecord] = []
            for port in step.spec.inputs {
                guard let source = step.sources[port.name] else { continue }
                let (table, record) = try input(port, source, plan.members, done, files, book)
                inputs[port.name] = try port.adapted(table, parameters: step.parameters)
                records.append(record)
            }
            let inherited = records.flatMap { record -> [Condition] in
                if case .step(let id, _) = record.source { done[id]?.conditions ?? [] } else { [] }
            }
            let request = RunRequest(
                analysis: step.spec.id, parameters: step.parameters, inputs: inputs, members: plan.members,
                asOf: plan.scenario.asOf, period: plan.scenario.period, seed: seed)
            let key = try cache?.key(step, request, engine, plugins)
            let kept = key.flatMap { cache?.outcome($0, of: step) }
            if let key { report(.keyed(step.id, key, isKept: kept != nil)) }
            let outcome: StepOutcome
            if let kept {
                // What would not be started is not answered for either.
                try host.check(step.plugin)
                outcome = kept
            } else {
                outcome = try await StepOutcome.computed(
                    step.plugin, step.spec, request, host: host, rules: RuleDesk(engine, plugins),
                    log: { report(.said(step.id, $0)) }
                ) { report(.progress(step.id, $0)) }
            }
            let record = try StepRecord(
                outcome, step.plugin, step.spec, id: step.id, request, records, inherited: inherited)
            try record.checkSize()
            if kept == nil, let key { cache?.keep(outcome, key) }
            return record
        } catch var problem as Problem {
            if problem.place.file == nil, problem.kind == .input || problem.kind == .usage {
                problem.place = step.place
            }
            throw problem.inside("step \(step.id)")
        } catch let problems as Problems {
            throw Problems(problems.all.map { $0.inside("step \(step.id)") })
        }
    }

    private func input(
        _ port: InputPort, _ source: PlannedStep.Source, _ members: [Party], _ done: [String: StepRecord],
        _ files: FileNumbers, _ book: DatasetBook?
    ) throws -> (Table, InputRecord) {
        switch source {
        case .step(let id, let name):
            guard let table = done[id]?.table(name) else {
                throw Problem("step \(id), table \(name)", kind: .program)
            }
            return (table, InputRecord(port: port.name, source: .step(id, table: name), rows: []))
        case .read(let read):
            guard let book else {
                throw Problem(
                    Localized(sv: "Indatat '\(port.name)' saknas.", en: "The input '\(port.name)' is missing."),
                    remedy: Localized(sv: "Ange --input \(port.name)=FIL.", en: "Give --input \(port.name)=FILE."))
            }
            let result = try read.evaluate(book, port: port, members: members)
            let key = result.table.key.compactMap { result.table[$0] }
            let rows = zip(0..<result.table.rowCount, result.origins).map { row, origins in
                InputRecord.Row(key: key.map { $0[row].plainText }, origins: origins.map(files.number))
            }
            return (
                result.table,
                InputRecord(port: port.name, source: .dataset(result.dataset, revision: result.revision), rows: rows)
            )
        }
    }
}
