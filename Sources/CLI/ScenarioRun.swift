// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkRules

/// Runs plans in a workspace, with a progress bar over all of them.
struct ScenarioRun: Sendable {
    private let workspace: Workspace
    private let runner: @Sendable (RuleIndex) throws -> Runner
    private let bar: ProgressBar

    /// What the steps of the runs followed from, by step, and which of them were kept from an earlier run.
    let steps = RunSteps()

    /// - Parameters:
    ///   - total: how many steps will be run in all.
    ///   - isFresh: whether every step is computed anew.
    init(_ workspace: Workspace, total: Int, isFresh: Bool = false, _ options: GlobalOptions) {
        self.workspace = workspace
        bar = ProgressBar(total: total, options: options)
        runner = { index in
            Runner(
                host: try PluginHost(workspace.installation), plugins: workspace.plugins,
                registry: workspace.registry, rules: index,
                worker: try workspace.installation.program("samverk-worker"),
                cache: isFresh ? nil : workspace.stepCache)
        }
    }

    /// Runs a plan under an index of rules.
    ///
    /// - Parameter label: stands before the steps' names where several plans are run at a time.
    func run(_ plan: Plan, _ index: RuleIndex, seed: UInt64, label: String = "") async throws -> RunRecord {
        let runner = try runner(index)
        let (events, continuation) = AsyncStream<RunEvent>.makeStream()
        let (bar, steps) = (bar, steps)
        let drawing = Task {
            var said: [String: [LogLine]] = [:]
            for await event in events {
                switch event {
                case .started(let step): await bar.started(label + step)
                case .progress(let step, let fraction): await bar.progress(label + step, fraction)
                case .said(let step, let line): said[step, default: []].append(line)
                case .keyed(let step, let key, let isKept): steps.add(step, key, isKept: isKept)
                case .finished(let step): await bar.finished(label + step)
                }
            }
            await bar.ended(plan.steps.map { label + $0.id })
            return said
        }
        do {
            let record = try await runner.run(plan, seed: seed) { continuation.yield($0) }
            continuation.finish()
            keep(await drawing.value, of: plan)
            return record
        } catch {
            continuation.finish()
            keep(await drawing.value, of: plan)
            throw error
        }
    }

    private func keep(_ said: [String: [LogLine]], of plan: Plan) {
        for step in plan.steps {
            workspace.keep(said[step.id] ?? [], saidBy: step.plugin, step.spec.id)
        }
    }
}
