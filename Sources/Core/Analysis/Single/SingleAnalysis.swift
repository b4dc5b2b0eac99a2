// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry
import SamverkRules

/// One analysis on files: pure, without registry, rules or record.
public struct SingleAnalysis: Sendable {
    public let plugin: LoadedPlugin
    public let spec: AnalysisSpec
    public let parameters: [String: JSON]
    /// The players named for a game, when the analysis has no such parameter of its own.
    public let players: [String]?

    /// Reads the parameters of an analysis.
    ///
    /// - Throws: ``Problem`` or ``Problems`` for an unknown analysis or wrong parameters.
    public init(_ reference: String, plugins: PluginSet, given: [String: GivenValue]) throws {
        (plugin, spec) = try plugins.analysis(reference)
        var given = given
        let takesGame = spec.inputs.contains { $0.shape == .game }
        let hasPlayers = spec.parameters.contains { $0.name == "players" }
        players = takesGame ? (given["players"]?.text).map(elementsOfList) : nil
        if takesGame, !hasPlayers { given["players"] = nil }
        parameters = try spec.resolve(given)
    }

    /// Runs it on tables.
    ///
    /// - Parameters:
    ///   - inputs: by port, with the file each came from and its hash.
    ///   - log: hears what the plugin says for people.
    /// - Throws: ``Problem`` when an input is missing (it names its flag), does not suit, or the plugin fails.
    public func run(
        _ inputs: [String: (table: Table, file: String, sha256: String)], seed: UInt64, period: Period,
        host: PluginHost,
        plugins: PluginSet, log: @escaping @Sendable (LogLine) -> Void = { _ in },
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> StepRecord {
        var tables: [String: Table] = [:]
        var records: [InputRecord] = []
        for port in spec.inputs {
            guard let given = inputs[port.name] else {
                guard port.required else { continue }
                throw Problem(
                    Localized(
                        sv: "Indatat '\(port.name)' (\(port.title.sv)) saknas.",
                        en: "The input '\(port.name)' (\(port.title.en)) is missing."),
                    kind: .usage,
                    remedy: Localized(sv: "Ange --input \(port.name)=FIL.csv", en: "Give --input \(port.name)=FILE.csv")
                )
            }
            do throws(Problem) {
                tables[port.name] = try port.adapted(given.table, parameters: parameters)
            } catch {
                var problem = error
                problem.place.file = given.file
                throw problem
            }
            records.append(InputRecord(port: port.name, source: .file(given.file, sha256: given.sha256), rows: []))
        }
        let request = RunRequest(
            analysis: spec.id, parameters: parameters, inputs: tables, members: [], asOf: period.firstDay,
            period: period,
            seed: seed)
        let silent = RuleDesk(RuleEngine(RuleIndex(), on: period.firstDay, worker: ""), plugins)
        let outcome = try await StepOutcome.computed(
            plugin, spec, request, host: host, rules: silent, log: log, progress: progress)
        return try StepRecord(outcome, plugin, spec, id: spec.id, request, records)
    }
}
