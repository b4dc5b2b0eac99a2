// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkReporting
import SamverkRules

/// Runs the points of a sweep, two at a time.
struct SweepRun {
    /// What came of one point.
    struct Point: Sendable {
        var figures: [SweepFigures.Figure] = []
        var answer: ReportFinding?
        /// The number of the run, where it is stored.
        var number: Int?
        var isSynthetic = false
        var conditions: [Condition] = []
        /// Why it failed.
        var problems: [Problem] = []
    }

    let workspace: Workspace
    let scenario: Scenario
    let grid: SweepGrid
    let fixed: [String: [String: GivenValue]]
    let figures: SweepFigures
    let seed: UInt64
    let isStored: Bool
    let options: GlobalOptions
    private(set) var points: [Point] = []
    /// What codes are called in the runs.
    private(set) var names: [String: Localized] = [:]

    init(
        workspace: Workspace, scenario: Scenario, grid: SweepGrid, fixed: [String: [String: GivenValue]],
        figures: SweepFigures, seed: UInt64, isStored: Bool, options: GlobalOptions
    ) {
        (self.workspace, self.scenario, self.grid, self.fixed) = (workspace, scenario, grid, fixed)
        (self.figures, self.seed, self.isStored, self.options) = (figures, seed, isStored, options)
    }

    /// Runs all points. One that fails is a result.
    mutating func run() async throws {
        points = Array(repeating: Point(), count: grid.count)
        var plans: [(point: Int, plan: Plan)] = []
        for point in points.indices {
            do {
                plans.append((point, try workspace.plan(scenario, overrides: grid.overrides(point, beside: fixed))))
            } catch {
                guard let problems = Problems.told(by: error) else { throw error }
                points[point].problems = problems
            }
        }
        guard let first = plans.first?.plan else { return }
        announce(refused: points.count - plans.count, steps: first.steps.count)
        try workspace.pin(first.steps.map(\.plugin))
        try workspace.warnOfRevoked(first.steps.map(\.plugin), options.language)
        let index = try await workspace.ruleIndex()
        try Problems.throwIfAny(index.problems)
        let runs = ScenarioRun(workspace, total: plans.count * first.steps.count, options)
        let outcomes = SweepRun.outcomes(plans, runs, index, seed: seed)
        // Taken in the order of the points, whatever was done first: numbers of runs follow it.
        var order = plans.map(\.point)[...]
        var done: [Int: Result<RunRecord, Problems>] = [:]
        do {
            for try await outcome in outcomes.stream {
                done[outcome.point] = outcome.record
                while let next = order.first, let record = done.removeValue(forKey: next) {
                    try take(record, next)
                    order = order.dropFirst()
                }
            }
        } catch {
            outcomes.work.cancel()
            await outcomes.work.value
            throw error
        }
        await outcomes.work.value
        try Task.checkCancellation()
    }

    private typealias Outcome = (point: Int, record: Result<RunRecord, Problems>)

    /// Runs plans, so many at a time; the first alone, so that what all have in common is known when the others begin.
    private static func outcomes(
        _ plans: [(point: Int, plan: Plan)], _ runs: ScenarioRun, _ index: RuleIndex, seed: UInt64
    ) -> (stream: AsyncThrowingStream<Outcome, any Error>, work: Task<Void, Never>) {
        let (stream, continuation) = AsyncThrowingStream<Outcome, any Error>.makeStream()
        let last = (plans.last?.point ?? 0) + 1
        let work = Task {
            do {
                try await withThrowingTaskGroup(of: Outcome.self) { group in
                    var waiting = plans[...]
                    func start() {
                        guard let (point, plan) = waiting.popFirst() else { return }
                        group.addTask {
                            do {
                                let label = "\(point + 1)/\(last) "
                                return (point, .success(try await runs.run(plan, index, seed: seed, label: label)))
                            } catch {
                                guard let problems = Problems.told(by: error) else { throw error }
                                return (point, .failure(Problems(problems)))
                            }
                        }
                    }
                    start()
                    var more = together
                    while let outcome = try await group.next() {
                        continuation.yield(outcome)
                        for _ in 0..<more { start() }
                        more = 1
                    }
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in work.cancel() }
        return (stream, work)
    }

    /// Points that are run at a time: their steps run side by side too, and some use every processor by themselves.
    private static let together = min(2, ProcessInfo.processInfo.activeProcessorCount)

    /// Keeps what is told of a run, and lets go of the rest.
    private mutating func take(_ outcome: Result<RunRecord, Problems>, _ point: Int) throws {
        switch outcome {
        case .failure(let problems): points[point].problems = problems.all
        case .success(let record):
            if names.isEmpty { names = try workspace.names(in: record) }
            let answer = ReportBuilder(plugins: workspace.installed.known, names: names).answer(record)
            points[point].answer = answer.finding
            (points[point].isSynthetic, points[point].conditions) = (record.synthetic, record.conditions)
            do {
                points[point].figures = try figures.figures(of: record, answer.finding)
                if isStored { points[point].number = try RunStore(workspace).save(record) }
            } catch let problem as Problem {
                points[point].problems = [problem]
            }
        }
    }

    private func announce(refused: Int, steps: Int) {
        guard !options.quiet else { return }
        let count = points.count
        let text = Localized(
            sv: "\(count == 1 ? "1 punkt" : "\(count) punkter") med \(steps) steg var"
                + (refused > 0 ? ", varav \(refused) har ett värde som inte godtas." : "."),
            en: "\(count == 1 ? "1 point" : "\(count) points") of \(steps) steps each"
                + (refused > 0 ? ", of which \(refused) have a value that is refused." : "."))
        Terminal.error(text(options.language))
    }

    // MARK: - Faults

    /// Each fault once, with the points that have it.
    private var faults: [Problem] {
        var order: [Problem] = []
        var places: [Problem: [String]] = [:]
        for (point, came) in points.enumerated() {
            for problem in came.problems {
                if places[problem] == nil { order.append(problem) }
                let values = zip(grid.axes, grid.values(point)).map { "\($0.name)=\($1.text)" }
                places[problem, default: []].append(values.joined(separator: " "))
            }
        }
        return order.map { problem in
            let points = places[problem] ?? []
            let more = points.count > 3 ? ", ... (\(points.count))" : ""
            return problem.inside(points.prefix(3).joined(separator: ", ") + more)
        }
    }

    /// Insists that there is something to show.
    ///
    /// - Throws: ``Problems`` of all points when none came out.
    func throwIfAllFailed() throws {
        if points.allSatisfy({ !$0.problems.isEmpty }) { try Problems.throwIfAny(faults) }
    }

    /// Tells of the points that failed.
    func tellFaults() { Terminal.complain(faults, options.language) }
}
