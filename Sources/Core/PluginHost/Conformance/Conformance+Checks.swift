// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension Conformance {
    /// Things that the reader of `plugin.json` lets pass and that a user would stumble over.
    func checkManifest() -> [ConformanceResult] {
        var faults: [Localized] = []
        let manifest = plugin.manifest
        do throws(Problem) { try manifest.checkSpoken("plugin.json") } catch { faults.append(error.message) }
        if manifest.analyses.isEmpty, manifest.hooks.isEmpty, manifest.datasets.isEmpty {
            faults.append(
                Localized(
                    sv: "varken analyser, regelpunkter eller dataset", en: "neither analyses, hooks nor datasets"))
        }
        for spec in manifest.analyses {
            for chart in spec.charts where spec.output(chart.table) == nil {
                faults.append(
                    Localized(
                        sv: "\(spec.id): diagrammet '\(chart.id)' ritar tabellen '\(chart.table)', som inte finns",
                        en: "\(spec.id): the chart '\(chart.id)' draws the table '\(chart.table)', which is not there"))
            }
            let foreign = spec.hooks.filter { !$0.hasPrefix(manifest.id + "/") }.compactMap {
                $0.split(separator: "/").first
            }
            for owner in foreign where manifest.requires[String(owner)] == nil {
                faults.append(
                    Localized(
                        sv: "\(spec.id): frågar en regelpunkt hos '\(owner)', som inte står i requires",
                        en: "\(spec.id): asks a hook of '\(owner)', which is not in requires"))
            }
            for (port, read) in spec.reads {
                guard let problem = manifest.columnFault(read, Registry.coreSchemas) else { continue }
                faults.append(
                    Localized(
                        sv: "\(spec.id), \(port): \(problem.message.sv) \(problem.remedy?.sv ?? "")",
                        en: "\(spec.id), \(port): \(problem.message.en) \(problem.remedy?.en ?? "")"))
            }
        }
        if faults.isEmpty {
            return [
                ConformanceResult(
                    .manifest, nil, .passed,
                    Localized(
                        sv: manifest.analyses.count == 1 ? "1 analys" : "\(manifest.analyses.count) analyser",
                        en: manifest.analyses.count == 1 ? "1 analysis" : "\(manifest.analyses.count) analyses"))
            ]
        }
        return faults.map { ConformanceResult(.manifest, nil, .failed, $0) }
    }

    /// Whether it starts, says who it is, and ends when its input does.
    func checkHello() async throws -> ConformanceResult {
        do {
            try await host.greet(plugin)
            return ConformanceResult(
                .hello, nil, .passed,
                Localized(
                    sv: "\(plugin.manifest.id) \(plugin.manifest.version), protokoll \(WireProtocol.version)",
                    en: "\(plugin.manifest.id) \(plugin.manifest.version), protocol \(WireProtocol.version)"))
        } catch let problem as Problem {
            return ConformanceResult(.hello, nil, .failed, problem.message)
        }
    }

    /// The same request thrice: as it is, again, and with another hash seed and order of the environment.
    func checkDeterminism(_ spec: AnalysisSpec, _ request: RunRequest?) async throws -> ConformanceResult {
        guard spec.deterministic else {
            return ConformanceResult(
                .deterministic, spec.id, .skipped,
                Localized(sv: "lovar det inte", en: "does not promise it"))
        }
        guard let request else {
            return ConformanceResult(
                .deterministic, spec.id, .skipped,
                Localized(sv: "inget svar att jämföra", en: "no answer to compare"))
        }
        var first: AnalysisOutput?
        for (round, host) in [host, host, host.inOtherOrder].enumerated() {
            guard case .answered(let output) = try await attempt(spec, request, host).outcome else {
                return ConformanceResult(
                    .deterministic, spec.id, .failed,
                    Localized(sv: "svarar ena gången, inte den andra", en: "answers one time and not the next"))
            }
            guard let known = first else {
                first = output
                continue
            }
            guard known.wire.bytes != output.wire.bytes else { continue }
            let table = known.tables.first { output[$0.name] != $0.table }?.name ?? "findings"
            return ConformanceResult(
                .deterministic, spec.id, .failed,
                round == 1
                    ? Localized(
                        sv: "'\(table)' blir olika när samma fråga ställs igen: klocka eller slump?",
                        en: "'\(table)' differs when the same request is made again: a clock, or chance?")
                    : Localized(
                        sv: "'\(table)' blir olika med en annan ordning i hashtabeller och miljö",
                        en: "'\(table)' differs with another order of hash tables and environment"))
        }
        return ConformanceResult(
            .deterministic, spec.id, .passed, Localized(sv: "tre lika svar", en: "three equal answers"))
    }

    /// Gives a run up at once, and a moment later; then the plugin still answers.
    func checkCancel(_ spec: AnalysisSpec) async throws -> ConformanceResult {
        guard let request = SampleInputs(spec: spec, kind: .plain).request() else {
            return ConformanceResult(
                .cancel, spec.id, .skipped,
                Localized(sv: "inga indata kunde framställas", en: "no inputs could be made"))
        }
        let clock = ContinuousClock()
        var longest = Duration.zero
        for delay in [Duration.zero, .milliseconds(5), .milliseconds(30)] {
            let run = Task { _ = try await attempt(spec, request) }
            try await Task.sleep(for: delay)
            let start = clock.now
            run.cancel()
            _ = await run.result
            longest = max(longest, clock.now - start)
        }
        try Task.checkCancellation()
        let seconds = Cell.real((longest / .milliseconds(10)).rounded() / 100).plainText
        return ConformanceResult(
            .cancel, spec.id, longest < .seconds(2) ? .passed : .failed,
            Localized(sv: "borta inom \(seconds) s", en: "gone within \(seconds) s"))
    }

    /// How much of its time the longest run took.
    func checkLimits(_ spec: AnalysisSpec, _ longest: Double) -> ConformanceResult {
        let limit = plugin.manifest.limits.seconds
        let seconds = Cell.real((longest * 100).rounded() / 100).plainText
        return ConformanceResult(
            .limits, spec.id, longest < Double(limit) / 2 ? .passed : .failed,
            Localized(
                sv: "längsta körningen tog \(seconds) s av \(limit) s",
                en: "the longest run took \(seconds) s of \(limit) s"))
    }
}
