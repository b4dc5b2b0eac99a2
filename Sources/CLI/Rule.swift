// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses
import SamverkRules
import SamverkScripting

/// `samverk rule list|check|run`.
struct RuleVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: say("Kommunernas regler.", "The rules of the municipalities."),
        discussion: exampleCall("samverk rule check"),
        subcommands: [RuleList.self, RuleCheck.self, RuleRun.self])
}

/// The rules of a workspace as a table.
struct RuleListing {
    let workspace: Workspace

    init(_ workspace: Workspace) { self.workspace = workspace }

    func listing() async throws -> Listing { try RuleListing.listing(try await workspace.ruleIndex().rules) }

    static func listing(_ rules: [Rule]) throws -> Listing {
        try Listing.texts(
            Localized(sv: "Regler", en: "Rules"), "rules",
            [
                ("rule", Localized(sv: "Regel", en: "Rule")), ("owner", Localized(sv: "Ägare", en: "Owner")),
                ("hook", Localized(sv: "Regelpunkt", en: "Hook")), ("from", Localized(sv: "Från", en: "From")),
                ("to", Localized(sv: "Till", en: "To")), ("basis", Localized(sv: "Grund", en: "Basis")),
            ],
            rules.map {
                [
                    $0.file.path, $0.file.owner.name, $0.hook, $0.from?.description ?? "", $0.to?.description ?? "",
                    $0.basis ?? "",
                ]
            })
    }
}

struct RuleList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say(
            "Lista reglerna: vems de är, vad de svarar på, från när, på vilket beslut.",
            "List the rules: whose, what they answer, from when, on what decision."),
        discussion: exampleCall("samverk rule list"))

    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws { try await RuleListing(try Workspace(options)).listing().show(format, options) }
}

struct RuleCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: say(
            "Pröva regler: går de att läsa, finns regelpunkten, är datumen rimliga?",
            "Check rules: do they read, does their hook exist, do their dates make sense?"),
        discussion: exampleCall("samverk rule check rules/9908-exempelkommun-h/may-share.lua"))

    @Argument(
        help: aid("Filerna; utelämnade prövas alla i arbetsmappen.", "The files; all of the workspace when left out."))
    var files: [String] = []
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let index: RuleIndex
        if files.isEmpty {
            index = try await Workspace(options).ruleIndex()
        } else {
            let read = try files.map { RuleFile(path: $0, owner: owner(of: $0), source: try FileReader.read($0)) }
            index = await RuleIndex(
                read, hooks: try PluginSource.plugins(options).hooks,
                worker: try Installation.find().program("samverk-worker"))
        }
        if !index.rules.isEmpty { try RuleListing.listing(index.rules).show(.table, options) }
        Terminal.complain(index.problems, options.language)
        let verdict = Localized(
            sv: "\(index.rules.count) regler i ordning, \(index.problems.count) med fel.",
            en: "\(index.rules.count) rules in order, \(index.problems.count) at fault.")
        try Terminal.output(verdict(options.language))
        if let worst = index.problems.map(\.kind.exitStatus).max() { throw Status(code: worst) }
    }

    /// The owner by the part of the path below `rules/`.
    private func owner(of path: String) -> RuleOwner {
        let parts = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
        guard let start = parts.lastIndex(of: "rules") else { return .nobody }
        return RuleOwner(path: parts[(start + 1)...].joined(separator: "/")) ?? .nobody
    }
}

struct RuleRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: say(
            "Kör en regelfil för sig, i sandlådan och med alla gränser.",
            "Run one rule file by itself, under the full sandbox and limits."),
        discussion: exampleCall(
            "samverk rule run may-share.lua --args '[{\"category\": \"account\"}, 4]'",
            say(
                "En fil utan rule{...} körs som en funktion som får argumenten som '...'.",
                "A file without rule{...} is run as a function that gets the arguments as '...'.")))

    @Argument(help: aid("Filen.", "The file.")) var file: String
    @Option(help: aid("Pröva svaret mot den här regelpunkten.", "Check the answer against this hook.")) var hook:
        String?
    @Option(help: aid("Argumenten, en JSON-lista.", "The arguments, a JSON array.", value: "json")) var args = "[]"
    @Option(help: aid("table eller json: hur fel berättas.", "table or json: how errors are told.")) var format =
        OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let arguments: [JSON]
        do throws(Problem) {
            guard let read = try JSON.read(args, file: "--args").array else {
                throw Problem(Localized(sv: "--args ska vara en JSON-lista.", en: "--args must be a JSON array."))
            }
            arguments = read
        } catch {
            var problem = error
            problem.kind = .usage
            problem.remedy = Localized(
                sv: "Till exempel: --args '[1, \"text\"]'", en: "For example: --args '[1, \"text\"]'")
            throw problem
        }
        let declared = try hook.map { try PluginSource.plugins(options).hook($0) }
        let source = try FileReader.read(file)
        let file = file
        do {
            let worker = try Installation.find().program("samverk-worker")
            let result = try await ScriptWorker.with(worker) { worker in
                let script = try await worker.load(source, file: file, mustBeRule: false)
                guard let outcome = try await worker.call(script, [arguments]).first else {
                    throw ScriptError(.crash, file: file, line: nil, message: "no answer")
                }
                let result = try outcome.get()
                if let declared, result.value != .null {
                    do throws(Problem) {
                        _ = try declared.checked(result.value, at: Place(file: file, line: script.line))
                    } catch {
                        throw ScriptError(.result, file: file, line: script.line, message: error.message.en)
                    }
                }
                return result
            }
            var object: JSONObject = ["value": result.value]
            if let reason = result.reason { object["reason"] = .string(reason) }
            try Terminal.output(JSON.object(object).text)
        } catch var error as ScriptError {
            if error.file.isEmpty { error.file = file }
            guard format == .json else { throw error.problem }
            let line: JSON = [
                "error": [
                    "kind": .string(error.kind.rawValue), "file": .string(error.file),
                    "line": error.line.map(JSON.integer) ?? .null, "message": .string(error.message),
                ]
            ]
            Terminal.error(line.text)
            throw Status(code: error.kind.isLimit ? 3 : 1)
        }
    }
}
