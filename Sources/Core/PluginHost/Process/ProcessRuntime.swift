// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

/// Plugins as programs of their own: one confined process a run of an analysis (docs/protocol.md).
struct ProcessRuntime: PluginRuntime {
    private let launcher: String
    /// Starts plugins with another hash seed and order of the environment: what is deterministic does not notice.
    var otherOrder = false

    /// - Throws: ``Problem`` when the launcher is not installed.
    init(_ installation: Installation) throws(Problem) {
        launcher = try installation.program("samverk-launch")
    }

    func run(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest, _ services: HostServices
    ) async throws -> AnalysisOutput {
        try await converse(with: plugin, services.log) { try await $0.run(request, services, $1) }
    }

    func greet(_ plugin: LoadedPlugin) async throws {
        try await converse(with: plugin) { talk, _ in _ = try await talk.hello() }
    }

    /// Starts a plugin, talks with it, and leaves nothing of it behind.
    private func converse<Result: Sendable>(
        with plugin: LoadedPlugin, _ log: @Sendable (LogLine) -> Void = { _ in },
        _ body: @escaping @Sendable (PluginConversation, Answer<Result>) async throws -> Result
    ) async throws -> Result {
        let start = try Start(plugin)
        defer { start.remove() }
        let scratch = try Scratch()
        defer { scratch.remove() }
        let limits = plugin.manifest.limits
        let deadline = Deadline(after: .seconds(limits.seconds))
        let farewell = Farewell()
        let complaints = Complaints()
        let answer = Answer<Result>()
        defer { for line in complaints.lines { log(LogLine(.stderr, line)) } }
        do {
            return try await SamverkProcesses.converse(
                with: command(start, limits, scratch), deadline: deadline, errors: complaints.hear,
                farewell: farewell.bytes
            ) {
                try await body(
                    PluginConversation(
                        conversation: $0, plugin: plugin, scratch: scratch.path, deadline: deadline, farewell: farewell),
                    answer)
            }
        } catch let failure as ChildFailure {
            if failure == .expired, let answered = answer.result { return try answered.get() }
            let (kind, what) = failure.told(limits)
            throw Problem.fault(of: plugin.manifest, kind, what).adding(complaints.last)
        } catch let problem as Problem where problem.kind == .program || problem.kind == .limit {
            throw problem.adding(complaints.last)
        }
    }

    private func command(_ start: Start, _ limits: Manifest.Limits, _ scratch: Scratch) -> ChildCommand {
        let reads = start.folder.map { ["--read", $0] } ?? []
        return ChildCommand(
            launcher,
            ["--cpu", String(limits.seconds), "--memory", String(limits.memoryBytes), "--scratch", scratch.path]
                + (otherOrder ? ["--other-order", "yes"] : []) + reads + ["--", start.program] + start.arguments)
    }
}

extension ChildFailure {
    /// Whose fault it is and what happened, in words that follow "The plugin X".
    fileprivate func told(_ limits: Manifest.Limits) -> (Problem.Kind, Localized) {
        switch self {
        case .expired:
            (
                .limit,
                Localized(
                    sv: "svarade inte inom \(limits.seconds) s och avslutades",
                    en: "did not answer within \(limits.seconds) s and was ended")
            )
        case .ended(.status(128 + Int(SIGXCPU))):
            (
                .limit,
                Localized(
                    sv: "räknade i mer än \(limits.seconds) s och avslutades",
                    en: "computed for more than \(limits.seconds) s and was ended")
            )
        case .ended(.status(128 + Int(SIGXFSZ))):
            (
                .limit,
                Localized(
                    sv: "skrev en fil på mer än 256 MB och avslutades",
                    en: "wrote a file of more than 256 MB and was ended")
            )
        case .ended(.status(123)):
            (
                .limit,
                Localized(
                    sv: "startade fler än 128 processer och avslutades",
                    en: "started more than 128 processes and was ended")
            )
        case .ended(.status(124)):
            (
                .limit,
                Localized(
                    sv: "fyllde sin tillfälliga mapp (2 GB, 100 000 filer, 512 nivåer) och avslutades",
                    en: "filled its temporary folder (2 GB, 100 000 files, 512 levels) and was ended")
            )
        case .ended(.status(126)):
            (
                .program,
                Localized(sv: "kunde inte stängas in eller startas", en: "could not be confined or started")
            )
        case .ended(let how):
            (.program, Localized(sv: "avslutades i förtid: det \(how.text.sv)", en: "ended too early: \(how.text.en)"))
        case .notStarted(let why):
            (.program, Localized(sv: "kunde inte startas (\(why))", en: "could not be started (\(why))"))
        }
    }
}

extension Problem {
    /// The problem with the last lines of standard error, which often say why.
    fileprivate func adding(_ lines: [String]) -> Problem {
        guard !lines.isEmpty else { return self }
        var copy = self
        let quoted = lines.map { "\n    | " + $0 }.joined()
        copy.message.sv += "\n  Sist sade det:" + quoted
        copy.message.en += "\n  It last said:" + quoted
        return copy
    }
}
