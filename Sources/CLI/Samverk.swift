// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain

/// The tool's version.
let toolVersion = "0.1.0"

/// The command itself: its verbs.
@main
struct Samverk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "samverk",
        abstract: say(
            "Analyser för samverkan mellan kommuner kring IT: vem betalar vad, är det rättvist, och varför denna siffra.",
            "Analyses for cooperation between municipalities around IT: who pays what, is it fair, and why this figure."
        ),
        discussion: exampleCall("samverk init demo --example fyrbodal && cd demo && samverk run"),
        version: toolVersion,
        subcommands: [
            Init.self, Import.self, Export.self, Datasets.self, List.self, Show.self, Check.self, Log.self, Backup.self,
            Restore.self, Plugin.self,
            AgreementVerb.self, RuleVerb.self, Hooks.self, Analyses.self, Analyze.self, Run.self, Explain.self,
            Compare.self, Sweep.self, ReportVerb.self,
        ])

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        let arguments = globalsLast(Array(CommandLine.arguments.dropFirst()))
        do {
            try checkVerb(arguments)
            try await interruptible(arguments)
        } catch {
            Foundation.exit(report(error))
        }
    }

    /// Runs a command so that Ctrl-C ends it in good order: plugins ended, scratch folders gone, the progress bar off the
    /// screen. A second Ctrl-C ends it at once.
    private static func interruptible(_ arguments: [String]) async throws {
        let work = Task {
            var command = try parseAsRoot(arguments)
            guard var asynchronous = command as? any AsyncParsableCommand else { return try command.run() }
            try await asynchronous.run()
        }
        signal(SIGINT, SIG_IGN)
        let interrupt = DispatchSource.makeSignalSource(signal: SIGINT)
        interrupt.setEventHandler { if work.isCancelled { Foundation.exit(3) } else { work.cancel() } }
        interrupt.resume()
        defer { interrupt.cancel() }
        try await work.value
    }

    /// Prints an error and gives the exit status of docs/cli.md.
    private static func report(_ error: any Error) -> Int32 {
        let language = Terminal.language(CommandLine.arguments)
        switch error {
        case let problem as Problem:
            Terminal.complain([problem], language)
            return problem.kind.exitStatus
        case let problems as Problems:
            Terminal.complain(problems.all, language)
            return problems.exitStatus
        case let status as Status: return status.code
        case is CancellationError:
            let interrupted = Localized(sv: "Avbrutet.", en: "Interrupted.")
            Terminal.complain([Problem(interrupted, kind: .limit)], language)
            return 3
        default:
            let code = exitCode(for: error)
            let text = ParserWords.told(fullMessage(for: error), language)
            if code == .success {
                print(text)
                return 0
            }
            Terminal.error(Terminal.visible(text))
            // A wrong use of the command; anything the parser does not know is a fault of the input.
            return code == .validationFailure ? 2 : 1
        }
    }

    /// Names the verbs, or the one most likely meant, when the first word is none.
    private static func checkVerb(_ arguments: [String]) throws(Problem) {
        if let option = arguments.first, ["-C", "--lang"].contains(option) {
            throw Problem(
                Localized(sv: "\(option) saknar ett värde.", en: "\(option) has no value."), kind: .usage,
                remedy: Localized(sv: "Till exempel: samverk -C demo run", en: "For example: samverk -C demo run"))
        }
        let verbs = configuration.subcommands.lazy.map { $0._commandName }
        guard let verb = arguments.first, !verb.hasPrefix("-"), verb != "help" else { return }
        if verbs.contains(verb) {
            let parts = parts(of: verb)
            guard !parts.isEmpty, let part = arguments.dropFirst().first, !part.hasPrefix("-"), !parts.contains(part)
            else { return }
            throw Problem(
                Localized(
                    sv: "Det finns inget kommando '\(verb) \(part)'.", en: "There is no verb '\(verb) \(part)'."),
                kind: .usage, remedy: suggestion(for: part, among: parts))
        }
        throw Problem(
            Localized(sv: "Det finns inget kommando '\(verb)'.", en: "There is no verb '\(verb)'."), kind: .usage,
            remedy: suggestion(for: verb, among: Array(verbs)))
    }

    /// The verbs below a verb: `list`, `install` ... of `plugin`.
    private static func parts(of verb: String) -> [String] {
        configuration.subcommands.first { $0._commandName == verb }?.configuration.subcommands.map { $0._commandName }
            ?? []
    }

    /// `samverk -C DIR VERB ...`: options that stand before the verb are understood as if they stood after it.
    private static func globalsLast(_ arguments: [String]) -> [String] {
        var rest = arguments[...]
        var globals: [String] = []
        while let first = rest.first {
            if ["-C", "--lang"].contains(first), rest.count >= 2 {
                globals.append(contentsOf: rest.prefix(2))
                rest = rest.dropFirst(2)
            } else if ["--quiet", "--no-color"].contains(first) || first.hasPrefix("--lang=") {
                globals.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        // Help takes no options, and neither does a verb of several before it is known which is meant.
        if rest.first == "help" || rest.count == 1 && !parts(of: rest.first ?? "").isEmpty { return Array(rest) }
        if let end = rest.firstIndex(of: "--") { return Array(rest[..<end]) + globals + Array(rest[end...]) }
        return Array(rest) + globals
    }
}

/// Ends the command with a status after everything has been said.
struct Status: Error {
    let code: Int32
}

/// Options that every verb takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customShort("C"),
        help: aid(
            "Arbeta i den här arbetsmappen i stället för den närmaste uppåt.",
            "Work in this workspace instead of the nearest one upwards.", value: "dir"))
    var directory: String?

    @Option(
        name: .customLong("lang"),
        help: aid(
            "Språk: sv eller en (annars enligt LANG).", "Language of the interface: sv or en (default from LANG).",
            value: "sv|en"))
    var languageName: String?

    @Flag(help: aid("Inget förlopp och inga upplysningar.", "No progress and no notices."))
    var quiet = false

    @Flag(
        name: .customLong("no-color"),
        help: aid(
            "Inga färger (även NO_COLOR, och när utmatningen inte är en terminal).",
            "No colours (also NO_COLOR, and when the output is no terminal)."))
    var noColor = false

    var language: Language { languageName.flatMap(Language.init) ?? Terminal.language([]) }

    func validate() throws {
        if let languageName, Language(rawValue: languageName) == nil {
            throw ValidationError(
                say("--lang är sv eller en, inte '\(languageName)'.", "--lang is sv or en, not '\(languageName)'."))
        }
    }
}

/// The form of the output.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json, md
}
