// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The conformance suite behind `samverk plugin test`: named checks, run against a plugin as it stands, confined as always,
/// with inputs made from its manifest. It needs no registry and touches none.
public struct Conformance: Sendable {
    let host: PluginHost
    let plugin: LoadedPlugin
    /// How its cases' CSV files are read.
    let readTable: CaseTableReader

    /// A suite for one plugin.
    public init(_ plugin: LoadedPlugin, host: PluginHost, readTable: @escaping CaseTableReader) {
        self.plugin = plugin
        self.host = host
        self.readTable = readTable
    }

    /// Runs all checks.
    ///
    /// - Parameter report: hears each result as it comes.
    /// - Returns: all of them, in order.
    /// - Throws: `CancellationError`.
    public func run(_ report: @Sendable (ConformanceResult) -> Void = { _ in }) async throws -> [ConformanceResult] {
        var results: [ConformanceResult] = []
        func add(_ more: [ConformanceResult]) {
            for result in more { report(result) }
            results += more
        }
        add(checkManifest())
        let hello = try await checkHello()
        add([hello])
        guard hello.verdict != .failed else { return results }
        for spec in plugin.manifest.analyses {
            let (told, answered, longest) = try await checkAnswers(spec)
            add([told])
            add([try await checkDeterminism(spec, answered)])
            let (hostile, longer) = try await checkHostile(spec)
            add([hostile])
            add([try await checkCancel(spec)])
            add([checkLimits(spec, max(longest, longer))])
        }
        add(try await checkCases())
        return results
    }

    /// One run whose rules have no opinion.
    func attempt(_ spec: AnalysisSpec, _ request: RunRequest, _ host: PluginHost? = nil) async throws -> Attempt {
        let clock = ContinuousClock()
        let start = clock.now
        let outcome: Attempt.Outcome
        do {
            let output = try await (host ?? self.host).run(
                plugin, spec, request,
                rules: { _, rows in (0..<rows.rowCount).map { RuleAnswer(row: $0, value: nil) } }, progress: { _ in })
            outcome = output.unfilled(spec).map(Attempt.Outcome.failed) ?? .answered(output)
        } catch let problem as Problem {
            let isRefusal = problem.kind == .input || problem.kind == .usage
            outcome = isRefusal && !problem.message.en.isEmpty ? .refused(problem) : .failed(problem.message)
        } catch let broken as BrokenInvariant {
            outcome = .failed(
                Localized(
                    sv: "tabellen \(broken.table) bryter sin egen lag: \(broken.breach.sv)",
                    en: "the table \(broken.table) breaks its own law: \(broken.breach.en)"))
        }
        return Attempt(outcome: outcome, seconds: (clock.now - start) / .seconds(1))
    }

    private func checkAnswers(_ spec: AnalysisSpec) async throws -> (ConformanceResult, RunRequest?, Double) {
        var answered: RunRequest?
        var refusal: Localized?
        var longest = 0.0
        for kind in SampleInputs.Kind.sound {
            guard let request = SampleInputs(spec: spec, kind: kind).request() else { continue }
            let attempt = try await attempt(spec, request)
            longest = max(longest, attempt.seconds)
            switch attempt.outcome {
            case .answered: answered = answered ?? request
            case .refused(let problem): refusal = refusal ?? problem.message
            case .failed(let why): return (result(.answers, spec, .failed, kind, why), answered, longest)
            }
        }
        guard answered == nil else {
            return (
                ConformanceResult(
                    .answers, spec.id, .passed,
                    Localized(sv: "svarar på framställda indata", en: "answers inputs made for it")), answered, longest
            )
        }
        let why = refusal ?? Localized(sv: "inga indata kunde framställas", en: "no inputs could be made")
        return (
            ConformanceResult(
                .answers, spec.id, .skipped,
                Localized(
                    sv: "avböjde alla framställda indata (\(why.sv)); lägg ett fall i tests/",
                    en: "refused all inputs made for it (\(why.en)); add a case in tests/")), nil, longest
        )
    }

    private func checkHostile(_ spec: AnalysisSpec) async throws -> (ConformanceResult, Double) {
        var answered = 0
        var refused = 0
        var longest = 0.0
        for kind in SampleInputs.Kind.hostile {
            guard let request = SampleInputs(spec: spec, kind: kind).request() else { continue }
            let attempt = try await attempt(spec, request)
            longest = max(longest, attempt.seconds)
            switch attempt.outcome {
            case .answered: answered += 1
            case .refused: refused += 1
            case .failed(let why): return (result(.hostile, spec, .failed, kind, why), longest)
            }
        }
        return (
            ConformanceResult(
                .hostile, spec.id, .passed,
                Localized(
                    sv: "\(answered) besvarade, \(refused) avböjda", en: "\(answered) answered, \(refused) refused")),
            longest
        )
    }

    private func result(
        _ check: ConformanceCheck, _ spec: AnalysisSpec, _ verdict: ConformanceResult.Verdict,
        _ kind: SampleInputs.Kind,
        _ why: Localized
    ) -> ConformanceResult {
        ConformanceResult(
            check, spec.id, verdict,
            Localized(sv: "\(kind.words.sv): \(why.sv)", en: "\(kind.words.en): \(why.en)"))
    }
}

/// What one run came to, and how long it took.
struct Attempt {
    enum Outcome {
        case answered(AnalysisOutput)
        case refused(Problem)
        case failed(Localized)
    }

    let outcome: Outcome
    let seconds: Double
}

extension AnalysisOutput {
    /// A place in a sentence for which its finding brings no value, in words; nil when all are filled.
    fileprivate func unfilled(_ spec: AnalysisSpec) -> Localized? {
        for finding in findings {
            guard let sentence = spec.findings.first(where: { $0.id == finding.id })?.sentence else { continue }
            for text in [sentence.sv, sentence.en] {
                for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
                    let name = String(part.prefix { $0 != "}" })
                    guard finding.arguments[name] == nil else { continue }
                    return Localized(
                        sv: "iakttagelsen '\(finding.id)' saknar värde för {\(name)}",
                        en: "the finding '\(finding.id)' has no value for {\(name)}")
                }
            }
        }
        return nil
    }
}

extension SampleInputs.Kind {
    fileprivate var words: Localized {
        let sv =
            switch self {
            case .plain: "tre rader"
            case .single: "en rad"
            case .required: "bara det som krävs"
            case .many: "tvåhundra rader"
            case .empty: "tomma tabeller"
            case .extreme: "orimliga tal"
            case .odd: "udda namn"
            case .nulls: "saknade värden"
            }
        return Localized(sv: sv, en: rawValue)
    }
}
