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
    case finished(String)
}

/// Runs the steps of a plan: each as soon as those it takes from are done, several at a time.
public struct Runner: Sendable {
    private let host: PluginHost
    private let plugins: PluginSet
    private let registry: Registry?
    private let rules: RuleIndex
    private let worker: String
    /// Steps that run at a time: each is a process, and a machine has only so much memory.
    private static let together = 8

    /// A runner.
    ///
    /// - Parameters:
    ///   - registry: where declared reads are evaluated; nil where there is no workspace.
    ///   - worker: the path of `samverk-worker`.
    public init(host: PluginHost, plugins: PluginSet, registry: Registry?, rules: RuleIndex, worker: String) {
        self.host = host
        self.plugins = plugins
        self.registry = registry
        self.rules = rules
        self.worker = worker
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
                        let record = try await run(step, plan, engine, outputs, seed, files, report)
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
        _ files: FileNumbers, _ report: @escaping @Sendable (RunEvent) -> Void
    ) async throws -> StepRecord {
        do {
            var inputs: [String: Table] = [:]
            var records: [InputRecord] = []
            for port in step.spec.inputs {
                guard let source = step.sources[port.name] else { continue }
                let (table, record) = try input(port, source, plan.members, done, files)
                inputs[port.name] = try port.adapted(table, parameters: step.parameters)
                records.append(record)
            }
            let inherited = records.flatMap { record -> [Condition] in
                if case .step(let id, _) = record.source { done[id]?.conditions ?? [] } else { [] }
            }
            let request = RunRequest(
                analysis: step.spec.id, parameters: step.parameters, inputs: inputs, members: plan.members,
                asOf: plan.scenario.asOf, period: plan.scenario.period, seed: seed)
            let record = try await StepRecord.run(
                step.plugin, step.spec, id: step.id, request, records, inherited: inherited, host: host,
                rules: RuleDesk(engine, plugins), log: { report(.said(step.id, $0)) }
            ) { report(.progress(step.id, $0)) }
            try record.checkSize()
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
        _ files: FileNumbers
    ) throws -> (Table, InputRecord) {
        switch source {
        case .step(let id, let name):
            guard let table = done[id]?.table(name) else {
                throw Problem("step \(id), table \(name)", kind: .program)
            }
            return (table, InputRecord(port: port.name, source: .step(id, table: name), rows: []))
        case .read(let read):
            guard let registry else {
                throw Problem(
                    Localized(sv: "Indatat '\(port.name)' saknas.", en: "The input '\(port.name)' is missing."),
                    remedy: Localized(sv: "Ange --input \(port.name)=FIL.", en: "Give --input \(port.name)=FILE."))
            }
            let result = try read.evaluate(registry, port: port, members: members)
            let rows = zip(0..<result.table.rowCount, result.origins).map { row, origins in
                InputRecord.Row(key: result.table.keyCells(row).map(\.plainText), origins: origins.map(files.number))
            }
            return (
                result.table,
                InputRecord(port: port.name, source: .dataset(result.dataset, revision: result.revision), rows: rows)
            )
        }
    }
}

extension StepRecord {
    /// Runs one analysis and keeps what explains it.
    ///
    /// - Parameter inherited: what the steps it takes from depend on that is not approved.
    static func run(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, id: String, _ request: RunRequest, _ inputs: [InputRecord],
        inherited: [Condition] = [], host: PluginHost, rules: RuleDesk,
        log: @escaping @Sendable (LogLine) -> Void = { _ in }, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> StepRecord {
        let output: AnalysisOutput
        do {
            output = try await host.run(plugin, spec, request, rules: rules.closure, progress: progress, log: log)
        } catch let broken as BrokenInvariant {
            throw broken.problem(after: rules.told.interventions)
        }
        let told = rules.told
        return StepRecord(
            id: id, analysis: "\(plugin.manifest.id)/\(spec.id)", version: plugin.recordedVersion,
            hash: try plugin.hash(),
            parameters: request.parameters, inputs: inputs,
            tables: spec.outputs.compactMap { port in output[port.name].map { (port.name, $0) } },
            lineage: Dictionary(uniqueKeysWithValues: spec.outputs.map { ($0.name, $0.lineage.rawValue) }),
            findings: output.findings, interventions: told.interventions, notices: told.notices,
            consultations: told.consultations, conditions: told.conditions.union(inherited).sorted())
    }
}
