// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

/// A scenario whose graph has been checked: every analysis known, every parameter read, every wire of the right type,
/// no cycle. Making it runs nothing.
public struct Plan: Sendable {
    public let scenario: Scenario
    public let members: [Party]
    /// What `--set` changed, as `step.key=value`, sorted.
    public let changes: [String]
    /// In an order in which every step comes after those it takes from.
    public let steps: [PlannedStep]
}

/// A step ready to run.
public struct PlannedStep: Sendable {
    public let id: String
    public let place: Place
    public let plugin: LoadedPlugin
    public let spec: AnalysisSpec
    public let parameters: [String: JSON]
    /// Where each input comes from; an optional input without a source is left out.
    public let sources: [String: Source]
    /// Where each wire is written, by input.
    private let places: [String: Place]

    /// Where an input comes from.
    public enum Source: Sendable {
        case step(String, table: String)
        case read(ReadSpec)
    }

    /// `billing/compare`.
    public var analysis: String { "\(plugin.manifest.id)/\(spec.id)" }

    /// The steps it takes from.
    public var dependencies: [String] {
        sources.values.compactMap { if case .step(let id, _) = $0 { id } else { nil } }.sorted()
    }
}

extension Plan {
    /// Checks a scenario against the plugins and readies its steps.
    ///
    /// - Parameters:
    ///   - overrides: values of `--set STEP.KEY=VALUE`, which take the place of those in the file.
    ///   - members: the members' codes, resolved by the caller.
    /// - Throws: ``Problems``: all faults of the graph at once, each with its line.
    public init(
        _ scenario: Scenario, plugins: PluginSet, members: [Party], overrides: [String: [String: GivenValue]] = [:]
    ) throws {
        var problems: [Problem] = []
        for (step, values) in overrides.sorted(by: { $0.key < $1.key })
        where !scenario.steps.contains(where: { $0.id == step }) {
            problems.append(
                Problem(
                    Localized(sv: "Det finns inget steg '\(step)'.", en: "There is no step '\(step)'."), kind: .usage,
                    at: values.first?.value.place ?? Place(),
                    remedy: suggestion(for: step, among: scenario.steps.map(\.id))))
        }
        var planned: [PlannedStep] = []
        for step in scenario.steps {
            do {
                planned.append(try PlannedStep(step, scenario, plugins, overrides[step.id] ?? [:]))
            } catch let problem as Problem {
                problems.append(problem)
            } catch let several as Problems {
                problems.append(contentsOf: several.all)
            }
        }
        try Problems.throwIfAny(problems)
        for step in planned { problems.append(contentsOf: step.wireFaults(planned)) }
        problems.append(contentsOf: Plan.answerFaults(scenario, planned))
        try Problems.throwIfAny(problems)
        self.scenario = scenario
        self.members = members
        changes = overrides.flatMap { step, values in values.map { "\(step).\($0.key)=\($0.value.text)" } }.sorted()
        steps = try Plan.ordered(planned)
    }

    private static func answerFaults(_ scenario: Scenario, _ steps: [PlannedStep]) -> [Problem] {
        let known = steps.flatMap { step in step.spec.findings.map { "\(step.id).\($0.id)" } }
        return scenario.answers.filter { !known.contains($0.text) }.map { answer in
            Problem(
                Localized(
                    sv: "'answer': ingen iakttagelse heter '\(answer.text)'.",
                    en: "'answer': no finding is called '\(answer.text)'."),
                at: answer.place, remedy: suggestion(for: answer.text, among: known))
        }
    }

    /// Kahn's order (Kahn 1962), in the order of the file where it is free.
    private static func ordered(_ steps: [PlannedStep]) throws(Problem) -> [PlannedStep] {
        var left = steps
        var done: Set<String> = []
        var ordered: [PlannedStep] = []
        while !left.isEmpty {
            guard let next = left.firstIndex(where: { $0.dependencies.allSatisfy(done.contains) }) else {
                throw cycle(left)
            }
            done.insert(left[next].id)
            ordered.append(left.remove(at: next))
        }
        return ordered
    }

    private static func cycle(_ steps: [PlannedStep]) -> Problem {
        // Follow dependencies among the stuck steps until one comes back.
        var path: [PlannedStep] = [steps[0]]
        while let last = path.last {
            guard let next = last.dependencies.lazy.compactMap({ id in steps.first { $0.id == id } }).first else {
                break
            }
            if let start = path.firstIndex(where: { $0.id == next.id }) {
                path = Array(path[start...]) + [next]
                break
            }
            path.append(next)
        }
        let chain = path.map(\.id).joined(separator: " <- ")
        return Problem(
            Localized(sv: "Stegen går runt i en cirkel: \(chain).", en: "The steps go round in a circle: \(chain)."),
            at: path[0].place,
            remedy: Localized(
                sv: "Låt ett av stegen hämta sitt indata någon annanstans ifrån.",
                en: "Let one of the steps take its input from somewhere else."))
    }
}

extension PlannedStep {
    init(
        _ step: Scenario.Step, _ scenario: Scenario, _ plugins: PluginSet, _ overrides: [String: GivenValue]
    ) throws {
        let inStep = "step \(step.id)"
        do throws(Problem) {
            (plugin, spec) = try plugins.analysis(step.analysis.text)
        } catch {
            var problem = error
            problem.place = step.analysis.place
            throw problem.inside(inStep)
        }
        id = step.id
        place = step.place
        let given = step.with.merging(overrides) { $1 }
        places = given.mapValues(\.place)
        let spec = spec
        var problems: [Problem] = []
        var parameters: [String: JSON] = [:]
        do {
            parameters = try spec.resolve(given.filter { spec.input($0.key) == nil })
        } catch let problem as Problem {
            problems.append(problem)
        } catch let several as Problems { problems.append(contentsOf: several.all) }
        self.parameters = parameters
        var sources: [String: Source] = [:]
        for port in spec.inputs {
            do throws(Problem) {
                sources[port.name] = try PlannedStep.source(of: port, given[port.name], step, scenario)
            } catch { problems.append(error) }
        }
        self.sources = sources
        try Problems.throwIfAny(problems.map { $0.inside(inStep) })
    }

    /// Where an input comes from: what the author wrote, or else the declared read.
    private static func source(
        of port: InputPort, _ given: GivenValue?, _ step: Scenario.Step, _ scenario: Scenario
    ) throws(Problem) -> Source? {
        let remedy = Localized(
            sv: "Skriv under 'with': \(port.name): STEG.TABELL", en: "Write under 'with': \(port.name): STEP.TABLE")
        guard let given else {
            if let read = port.read { return .read(read) }
            guard port.required else { return nil }
            throw Problem(
                Localized(
                    sv: "Indatat '\(port.name)' (\(port.title.sv)) saknas.",
                    en: "The input '\(port.name)' (\(port.title.en)) is missing."),
                at: step.place, remedy: remedy)
        }
        let parts = given.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw Problem(
                Localized(
                    sv: "Indatat '\(port.name)' ska komma från ett annat steg, inte '\(given.text)'.",
                    en: "The input '\(port.name)' must come from another step, not '\(given.text)'."),
                at: given.place, remedy: remedy)
        }
        guard scenario.steps.contains(where: { $0.id == parts[0] }) else {
            throw Problem(
                Localized(sv: "Det finns inget steg '\(parts[0])'.", en: "There is no step '\(parts[0])'."),
                at: given.place, remedy: suggestion(for: parts[0], among: scenario.steps.map(\.id)))
        }
        return .step(parts[0], table: parts[1])
    }

    /// What is wrong with the wires into this step, seen against what the other steps will give.
    func wireFaults(_ steps: [PlannedStep]) -> [Problem] {
        var problems: [Problem] = []
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            guard case .step(let id, let table) = source, let port = spec.input(name),
                let from = steps.first(where: { $0.id == id })
            else { continue }
            let place = places[name] ?? self.place
            guard let output = from.spec.output(table) else {
                problems.append(
                    Problem(
                        Localized(
                            sv: "Steget '\(id)' ger ingen tabell '\(table)'.",
                            en: "The step '\(id)' gives no table '\(table)'."),
                        at: place, remedy: suggestion(for: table, among: from.spec.outputs.map(\.name))
                    ).inside("step \(self.id)"))
                continue
            }
            let specs = output.specs(from.parameters)
            for fault in port.faults(in: specs, isGame: output.shape == .game, parameters: parameters) {
                problems.append(
                    Problem(
                        Localized(
                            sv: "\(id).\(table) passar inte indatat '\(name)': \(fault.sv).",
                            en: "\(id).\(table) does not suit the input '\(name)': \(fault.en)."),
                        at: place,
                        remedy: Localized(
                            sv: "Se vad indatat ska vara: samverk analyses \(analysis)",
                            en: "See what the input must be: samverk analyses \(analysis)")
                    ).inside("step \(self.id)"))
            }
        }
        return problems
    }
}
