// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkPluginKit
import SamverkProcesses
import SamverkRules
import SamverkScripting

/// `samverk rule run`.
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
        let arguments = try RuleArguments.read(args)
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

/// `--args`: the arguments of a rule as a JSON list.
enum RuleArguments {
    static func read(_ text: String) throws(Problem) -> [JSON] {
        do throws(Problem) {
            guard let read = try JSON.read(text, file: "--args").array else {
                throw Problem(Localized(sv: "--args ska vara en JSON-lista.", en: "--args must be a JSON array."))
            }
            return read
        } catch {
            var problem = error
            problem.kind = .usage
            problem.remedy = Localized(
                sv: "Till exempel: --args '[1, \"text\"]'", en: "For example: --args '[1, \"text\"]'")
            throw problem
        }
    }
}
