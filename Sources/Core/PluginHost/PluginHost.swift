// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

/// Answers the rule calls of a plugin: passed in by Analysis, so that this room knows no rules.
public typealias RulesClosure = @Sendable (_ hook: String, _ rows: Table) async throws -> [RuleAnswer]

/// Starts plugins, one process a run of an analysis, and speaks the protocol with them.
public struct PluginHost: Sendable {
    private let launcher: String
    /// The sandbox that plugins in Lua run in.
    private let worker: String

    /// A host that starts plugins through `samverk-launch`, and those in Lua in `samverk-worker`.
    ///
    /// - Throws: ``Problem`` when the launcher is not installed.
    public init(_ installation: Installation) throws(Problem) {
        launcher = try installation.program("samverk-launch")
        worker = installation.path(ofProgram: "samverk-worker")
    }

    /// Runs one analysis in a fresh process.
    ///
    /// - Parameters:
    ///   - plugin: whose it is.
    ///   - spec: which.
    ///   - request: parameters, inputs, members; already checked against `spec`.
    ///   - rules: answers the plugin's rule calls.
    ///   - progress: hears how far it has come, 0 to 1.
    /// - Throws: ``Problem`` of kind `input` when the plugin finds the input at fault, and of kind `program` or `limit`
    ///   when the plugin crashes, hangs, floods or answers garbage; ``BrokenInvariant`` when its figures break a law of
    ///   its manifest.
    public func run(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest,
        rules: @escaping RulesClosure, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> AnalysisOutput {
        let output: AnalysisOutput
        switch plugin.manifest.runtime.kind {
        case .process: output = try await runProcess(plugin, spec, request, rules: rules, progress: progress)
        case .lua:
            try Installation.check(program: worker)
            output = try await LuaRun(plugin: plugin, spec: spec, request: request).output(worker, rules: rules)
        }
        try check(output, plugin, spec, request)
        return output
    }

    private func runProcess(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest,
        rules: @escaping RulesClosure, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> AnalysisOutput {
        let manifest = plugin.manifest
        do throws(Problem) {
            try Installation.check(program: plugin.program)
        } catch { throw error.inside("plugin \(manifest.id)") }
        let scratch = try Scratch()
        defer { scratch.remove() }
        let limits = manifest.limits
        let command = ChildCommand(
            launcher,
            [
                "--cpu", String(limits.seconds), "--memory", String(limits.memoryBytes), "--scratch", scratch.path,
                "--",
                plugin.program,
            ] + manifest.runtime.entry.dropFirst())
        do {
            return try await converse(with: command, deadline: Deadline(after: .seconds(limits.seconds))) {
                try await PluginConversation($0, plugin, spec, LargeTables(scratch: scratch.path)).run(
                    request, rules: rules, progress: progress)
            }
        } catch ChildFailure.expired {
            throw failure(
                plugin, .limit,
                Localized(
                    sv: "svarade inte inom \(limits.seconds) s och avslutades",
                    en: "did not answer within \(limits.seconds) s and was ended"))
        } catch ChildFailure.ended(.status(128 + Int(SIGXCPU))) {
            throw failure(
                plugin, .limit,
                Localized(
                    sv: "räknade i mer än \(limits.seconds) s och avslutades",
                    en: "computed for more than \(limits.seconds) s and was ended"))
        } catch ChildFailure.ended(.status(128 + Int(SIGXFSZ))) {
            throw failure(
                plugin, .limit,
                Localized(
                    sv: "skrev en fil på mer än 256 MB och avslutades",
                    en: "wrote a file of more than 256 MB and was ended"))
        } catch ChildFailure.ended(.status(126)) {
            throw failure(
                plugin, .program,
                Localized(sv: "kunde inte stängas in eller startas", en: "could not be confined or started"))
        } catch ChildFailure.ended(let how) {
            throw failure(
                plugin, .program,
                Localized(sv: "avslutades i förtid: det \(how.text.sv)", en: "ended too early: \(how.text.en)"))
        } catch ChildFailure.notStarted(let why) {
            throw failure(
                plugin, .program, Localized(sv: "kunde inte startas (\(why))", en: "could not be started (\(why))"))
        }
    }

    private func failure(_ plugin: LoadedPlugin, _ kind: Problem.Kind, _ what: Localized) -> Problem {
        .fault(of: plugin.manifest, kind, what)
    }

    private func check(_ output: AnalysisOutput, _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest)
        throws
    {
        func broken(_ what: String) -> Problem {
            failure(
                plugin, .program,
                Localized(
                    sv: "gav något annat än det lovat: \(what)", en: "gave something else than it promised: \(what)"))
        }
        for port in spec.outputs {
            guard let table = output[port.name] else { throw broken("table \(port.name) is missing") }
            if let fault = port.fault(in: table, parameters: request.parameters) {
                throw broken("table \(port.name): \(fault)")
            }
            if let breach = port.breach(in: table, parameters: request.parameters) {
                throw BrokenInvariant(
                    plugin: plugin.manifest.id, publisher: plugin.manifest.publisher, table: port.name, breach: breach)
            }
        }
        if let extra = output.tables.first(where: { spec.output($0.name) == nil }) {
            throw broken("table \(extra.name)")
        }
        for finding in output.findings where !spec.findings.contains(where: { $0.id == finding.id }) {
            throw broken("finding \(finding.id)")
        }
    }
}

/// The host's side of one conversation: hello, run, and the plugin's calls in between.
private struct PluginConversation {
    let conversation: Conversation
    let plugin: LoadedPlugin
    let spec: AnalysisSpec
    let tables: LargeTables

    init(_ conversation: Conversation, _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ tables: LargeTables) {
        self.conversation = conversation
        self.plugin = plugin
        self.spec = spec
        self.tables = tables
    }

    func run(
        _ request: RunRequest, rules: RulesClosure, progress: @Sendable (Double) -> Void
    ) async throws -> AnalysisOutput {
        try await send(.request(id: 1, method: "hello", params: ["protocol": .string(WireProtocol.version)]))
        guard case .result(1, let hello) = try await receive(), hello["plugin"]?.string == plugin.manifest.id,
            hello["version"]?.string == plugin.manifest.version,
            hello["protocol"]?.string?.split(separator: ".").first == WireProtocol.version.split(separator: ".").first
        else { throw garbage("wrong id, version or protocol in its answer to hello") }
        try await send(.request(id: 2, method: "run", params: try pushed(request)))
        while true {
            switch try await receive() {
            case .result(2, let result):
                do throws(Problem) { return try AnalysisOutput(wire: result, tables) } catch { throw garbage(error) }
            case .failure(2, let problem): throw problem
            case .notification("progress", let params):
                if let value = params["fraction"]?.number { progress(min(max(value, 0), 1)) }
            case .notification: break
            case .request(let id, "rules", let params):
                guard let hook = params["hook"]?.string, let wire = params["rows"] else {
                    throw garbage("a call of rules without hook and rows")
                }
                guard spec.hooks.contains(hook) else { throw Problem.undeclared(hook, plugin.manifest, spec) }
                let rows: Table
                var batch = tables
                do throws(Problem) { rows = try batch.table(wire) } catch { throw garbage(error) }
                let answers = try await rules(hook, rows)
                try await send(.result(id: id, ["answers": .array(answers.map(\.wire))]))
            default: throw garbage("an unexpected message")
            }
        }
    }

    /// The request for the plugin, its large inputs written in the scratch folder.
    private func pushed(_ request: RunRequest) throws(Problem) -> JSON {
        do throws(Problem) { return try request.wire(tables) } catch {
            throw Problem(
                Localized(
                    sv: "Indata till \(plugin.manifest.id) kan inte läggas i en tillfällig mapp: \(error.message.sv).",
                    en: "The input of \(plugin.manifest.id) cannot be put in a temporary folder: \(error.message.en)."),
                kind: error.kind == .limit ? .limit : .program,
                remedy: Localized(
                    sv: "Frigör plats, eller låt TMPDIR peka ut en mapp som har det.",
                    en: "Free some space, or let TMPDIR name a folder that has it."))
        }
    }

    private func send(_ message: Message) async throws {
        let line = message.line
        guard line.count <= WireProtocol.largestMessage else {
            throw Problem(
                Localized(
                    sv: "Indata till \(plugin.manifest.id) är större än 8 MB.",
                    en: "The input of \(plugin.manifest.id) is larger than 8 MB."),
                kind: .limit)
        }
        try await conversation.write(line + [10])
    }

    private func receive() async throws -> Message {
        let line: [UInt8]?
        do {
            line = try await conversation.line(limit: WireProtocol.largestMessage)
        } catch is Problem { throw garbage("a message of more than 8 MB", .limit) }
        guard let line else { throw ChildSilent() }
        do throws(Problem) { return try Message(line: line) } catch { throw garbage(error) }
    }

    private func garbage(_ what: String, _ kind: Problem.Kind = .program) -> Problem {
        garbage(Problem(Localized(sv: what, en: what), kind: kind))
    }

    /// What is wrong with what the plugin said or wrote, as the plugin's fault.
    private func garbage(_ problem: Problem) -> Problem {
        func told(_ language: Language) -> String {
            let what = (problem.place.context + [problem.message(language)]).joined(separator: ": ")
            return String((what.hasSuffix(".") ? what.dropLast() : what[...]).prefix(200))
        }
        return .fault(
            of: plugin.manifest, problem.kind == .limit ? .limit : .program,
            Localized(
                sv: "svarade inte enligt protokollet: \(told(.swedish))",
                en: "did not answer by the protocol: \(told(.english))"))
    }
}

extension Problem {
    /// A plugin asks rules of a hook that its analysis does not declare.
    static func undeclared(_ hook: String, _ manifest: Manifest, _ spec: AnalysisSpec) -> Problem {
        let hook = String(hook.prefix(200))
        return Problem(
            Localized(
                sv: "Tillägget \(manifest.id) anropar \(hook) utan att \(spec.id) har deklarerat det.",
                en: "The plugin \(manifest.id) calls \(hook), which \(spec.id) has not declared."),
            kind: .program)
    }

    /// What a plugin did wrong, and whom to tell.
    static func fault(of manifest: Manifest, _ kind: Kind, _ what: Localized) -> Problem {
        Problem(
            Localized(sv: "Tillägget \(manifest.id) \(what.sv).", en: "The plugin \(manifest.id) \(what.en)."),
            kind: kind,
            remedy: Localized(
                sv: "Kör igen; händer det på nytt, rapportera det till tilläggets utgivare (\(manifest.publisher)).",
                en: "Run again; if it happens anew, report it to the plugin's publisher (\(manifest.publisher))."))
    }
}
