// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRules

/// `samverk rule test`.
struct RuleTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: say(
            "Kör reglernas testfall: de i regeln (tests) och de i NAMN.tests.yaml bredvid.",
            "Run the rules' cases: those in the rule (tests) and those in NAME.tests.yaml beside it."),
        discussion: exampleCall(
            "samverk rule test rules/9908-exempelkommun-h/far-delas.lua",
            say(
                "Ett fall: { name = \"...\", args = { ... }, expect = svaret, reason = \"skälet\" }. Utan expect väntas inget svar.",
                "A case: { name = \"...\", args = { ... }, expect = the answer, reason = \"the reason\" }. Without expect no answer is expected."
            )))

    @OptionGroup var which: RuleNames
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let source = try RuleSource(options)
        var tested: [TestedRule] = []
        for file in try source.files(which.files, options) { tested.append(try await TestedRule(file, source)) }
        switch format {
        case .table: try Terminal.output(TestReport(tested, options.language).text)
        case .json: try Terminal.output(JSON.array(tested.flatMap(\.json)).prettyText)
        case .csv, .md: try TestReport(tested, options.language).listing().show(format, options)
        }
        Terminal.complain(tested.flatMap(\.problems), options.language)
        if let worst = tested.compactMap(\.exitStatus).max() { throw Status(code: worst) }
    }
}

/// A rule with what came of its cases.
struct TestedRule {
    let file: RuleFile
    var outcomes: [CaseOutcome] = []
    /// Why it, or some of its cases, could not be run.
    var problems: [Problem] = []

    init(_ file: RuleFile, _ source: RuleSource) async throws {
        self.file = file
        do {
            let hook = try await source.open(file).hook
            let cases = try await RuleCases(file, hook, source)
            problems = cases.problems
            outcomes = try await CaseRun(worker: source.worker).outcomes(file, hook, cases.cases)
        } catch {
            guard let told = Problems.told(by: error) else { throw error }
            problems = told.map { $0.showing(file.source) }
        }
    }

    /// The gravest exit status of what is wrong with it; nil when nothing is.
    var exitStatus: Int32? {
        let failed = outcomes.filter { !$0.passed }.map { outcome -> Int32 in
            if case .stopped(let error) = outcome.got { error.problem.kind.exitStatus } else { 1 }
        }
        return (failed + problems.map(\.kind.exitStatus)).max()
    }

    /// One object a case.
    var json: [JSON] {
        outcomes.map { outcome in
            let example = outcome.example
            var object: JSONObject = [
                "rule": .string(file.path), "case": .string(example.name), "passed": .bool(outcome.passed),
                "file": .string(example.place.file ?? ""), "line": example.place.line.map(JSON.integer) ?? .null,
                "args": .array(example.arguments),
            ]
            switch example.expected {
            case .value(let value): object["expect"] = value
            case .error(let kind): object["expect_error"] = .string(kind.rawValue)
            }
            if let reason = example.reason { object["expect_reason"] = .string(reason) }
            switch outcome.got {
            case .answer(let value, let reason):
                object["got"] = value
                object["reason"] = reason.map(JSON.string) ?? .null
            case .stopped(let error):
                object["error"] = ["kind": .string(error.kind.rawValue), "message": .string(error.message)]
            }
            object["fuel"] = outcome.fuel.map(JSON.integer) ?? .null
            return .object(object)
        }
    }
}
