// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry

/// The host's side of one conversation (docs/protocol.md): hello, run, and what the plugin asks and tells in between.
struct PluginConversation {
    let conversation: Conversation
    let plugin: LoadedPlugin
    let scratch: String
    let deadline: Deadline
    let farewell: Farewell

    private enum ID {
        static let hello = 1
        static let run = 2
    }

    /// Says hello and has one request answered, once.
    func run(
        _ request: RunRequest, _ services: HostServices, _ answer: Answer<AnalysisOutput>
    ) async throws -> AnalysisOutput {
        let chosen = try await hello()
        let large: LargeTables = chosen.contains(.largeTables) ? LargeTables(scratch: scratch) : .inMessage
        var (params, run) = try pushed(request, large)
        params["run"] = .string(run)
        try await send(.request(id: ID.run, method: "run", params: .object(params)))
        if chosen.contains(.cancel) { farewell.set(.notification(method: "cancel", params: ["run": .string(run)])) }
        var asked = 0
        while true {
            switch try await receive() {
            case .result(ID.run, let result): return try await last(.success(output(result, of: run, large)), answer)
            case .failure(ID.run, let problem): return try await last(.failure(problem), answer)
            case .notification("progress", let params):
                if let value = params["fraction"]?.number { services.progress(value) }
            case .notification("log", let params): services.log(try line(params))
            case .request(let id, "rules", let params):
                guard chosen.contains(.rules) else { throw garbage("rules, which it did not ask for in hello") }
                guard id > asked else { throw garbage("the id \(id) of a request that is not new") }
                asked = id
                try await consult(id, params, of: run, large, services.rules)
            default: throw garbage("an unexpected message")
            }
        }
    }

    /// Hears a plugin out after its answer, until it ends or the patience does: nothing may follow.
    private func last(
        _ result: Result<AnalysisOutput, Problem>, _ answer: Answer<AnalysisOutput>
    ) async throws -> AnalysisOutput {
        answer.set(result)
        farewell.set(nil)
        await conversation.finish()
        deadline.move(to: Answer<AnalysisOutput>.patience)
        while let line = try await lineAfterAnswer() {
            guard line.allSatisfy({ $0 == 32 || $0 == 13 }) else { throw saidMore }
        }
        return try result.get()
    }

    private func lineAfterAnswer() async throws -> [UInt8]? {
        do { return try await conversation.line(limit: WireProtocol.largestMessage) } catch is Problem {
            throw saidMore
        }
    }

    private var saidMore: Problem {
        garbage(
            Problem(
                Localized(
                    sv: "det sade mer efter svaret; ett svar väntades, och sedan inget",
                    en: "it said more after its answer; one answer was expected, and nothing after it")))
    }

    /// Agrees on a version, and insists that this is the plugin that was to be started.
    func hello() async throws -> Set<WireProtocol.Feature> {
        try await send(.request(id: ID.hello, method: "hello", params: HelloOffer().wire))
        let answer: HelloAnswer
        switch try await receive() {
        case .result(ID.hello, let result):
            do throws(Problem) { answer = try HelloAnswer(wire: result) } catch { throw garbage(error) }
        case .failure(ID.hello, let problem): throw garbage(problem.inside("hello"))
        default: throw garbage("something else than an answer to hello")
        }
        guard WireProtocol.versions.contains(answer.version) else { throw unspoken(answer.version) }
        let manifest = plugin.manifest
        guard answer.plugin == manifest.id, answer.pluginVersion == manifest.version else {
            throw garbage(
                "it calls itself \(answer.plugin.prefix(60)) \(answer.pluginVersion.prefix(60)), but plugin.json says \(manifest.id) \(manifest.version)"
            )
        }
        return answer.features
    }

    private func unspoken(_ version: String) -> Problem {
        let version = String(version.prefix(20)).visible
        let known = WireProtocol.versions.joined(separator: ", ")
        return Problem(
            Localized(
                sv: "Tillägget \(plugin.manifest.id) talar protokollet \(version); här talas \(known).",
                en: "The plugin \(plugin.manifest.id) speaks protocol \(version); here \(known) is spoken."),
            kind: .program,
            remedy: Localized(
                sv: "Uppdatera Samverk, eller installera en version av tillägget som talar \(known).",
                en: "Update Samverk, or install a version of the plugin that speaks \(known)."))
    }

    /// The request for the plugin, its large inputs written in the scratch folder, and the run's id: the same for the
    /// same request, so that it carries no chance.
    private func pushed(_ request: RunRequest, _ large: LargeTables) throws(Problem) -> (JSONObject, String) {
        let wire: JSON
        do throws(Problem) { wire = try request.wire(large) } catch {
            throw Problem(
                Localized(
                    sv: "Indata till \(plugin.manifest.id) kan inte läggas i en tillfällig mapp: \(error.message.sv).",
                    en: "The input of \(plugin.manifest.id) cannot be put in a temporary folder: \(error.message.en)."),
                kind: error.kind == .limit ? .limit : .program,
                remedy: Localized(
                    sv: "Frigör plats, eller låt TMPDIR peka ut en mapp som har det.",
                    en: "Free some space, or let TMPDIR name a folder that has it."))
        }
        var params: JSONObject = ["run": .null]
        for member in wire.object?.members ?? [] { params[member.name] = member.value }
        return (params, String(Digest.sha256(wire.bytes).prefix(16)))
    }

    /// Answers a call of rules. Their time is not the plugin's.
    private func consult(
        _ id: Int, _ params: JSON, of run: String, _ large: LargeTables, _ rules: @escaping RulesClosure
    ) async throws {
        let hook: String
        let rows: Table
        do throws(Problem) {
            var fields = try JSONFields(params, "rules")
            try insist(try fields.string("run"), is: run)
            hook = try fields.string("hook")
            var batch = large
            rows = try batch.table(try fields.required("rows"))
            try fields.end()
        } catch { throw garbage(error) }
        let answers = try await deadline.paused { try await rules(hook, rows) }
        try await send(.result(id: id, ["answers": .array(answers.map(\.wire))]))
    }

    private func output(_ result: JSON, of run: String, _ large: LargeTables) throws(Problem) -> AnalysisOutput {
        do throws(Problem) {
            guard var object = result.object else { throw Problem("result: object") }
            try insist(object["run"]?.string ?? "", is: run)
            object["run"] = nil
            return try AnalysisOutput(wire: .object(object), large)
        } catch { throw garbage(error) }
    }

    private func insist(_ named: String, is run: String) throws(Problem) {
        guard named != run else { return }
        throw Problem(
            Localized(
                sv: "det gäller körningen '\(named.prefix(40))', men den här heter '\(run)'",
                en: "it is about the run '\(named.prefix(40))', but this one is '\(run)'"))
    }

    private func line(_ params: JSON) throws(Problem) -> LogLine {
        guard let text = params["text"]?.string, let name = params["level"]?.string,
            let level = LogLine.Level(rawValue: name), level != .stderr
        else { throw garbage("a log without a known level and a text") }
        return LogLine(level, text)
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
            return String((what.hasSuffix(".") ? what.dropLast() : what[...]).prefix(200)).visible
        }
        return .fault(
            of: plugin.manifest, problem.kind == .limit ? .limit : .program,
            Localized(
                sv: "svarade inte enligt protokollet: \(told(.swedish))",
                en: "did not answer by the protocol: \(told(.english))"))
    }
}
