// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkProcesses
import SamverkRules
import SamverkScripting

/// `samverk rule bench`.
struct RuleBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: say(
            "Mät hur många anrop i sekunden en regel klarar, i sandlådan och med nytt tillstånd vid varje anrop.",
            "Measure how many calls a second a rule bears, in the sandbox and with a fresh state each call."),
        discussion: exampleCall(
            "samverk rule bench may-share.lua --args '[{\"category\": \"account\"}, 4]' --calls 100000"))

    @Argument(help: aid("Filen.", "The file.")) var file: String
    @Option(help: aid("Argumenten, en JSON-lista.", "The arguments, a JSON array.", value: "json")) var args = "[]"
    @Option(help: aid("Antal anrop.", "Number of calls.")) var calls = 100_000
    @Option(help: aid("table eller json.", "table or json.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (1...100_000_000).contains(calls) else {
            throw ValidationError(say("--calls är 1 till 100000000.", "--calls is 1 to 100000000."))
        }
    }

    func run() async throws {
        let arguments = try RuleArguments.read(args)
        let source = try FileReader.read(file)
        let (name, calls) = (file, calls)
        let clock = ContinuousClock()
        do {
            let (seconds, fuel) = try await ScriptWorker.with(try Installation.find().program("samverk-worker")) {
                worker in
                let script = try await worker.load(source, file: name, mustBeRule: false)
                // The first call says whether there is anything to measure, and starts everything up.
                let first = try await worker.call(script, [arguments])
                let fuel = try first.first?.get().fuel ?? 0
                let start = clock.now
                var left = calls
                while left > 0 {
                    let batch = min(left, RuleBench.batch)
                    for result in try await worker.call(script, Array(repeating: arguments, count: batch)) {
                        _ = try result.get()
                    }
                    left -= batch
                }
                return ((clock.now - start) / .seconds(1), fuel)
            }
            try show(seconds: max(seconds, 1e-9), fuel: fuel)
        } catch var error as ScriptError {
            if error.file.isEmpty { error.file = name }
            throw error.problem
        }
    }

    /// Calls handed over at a time, so that answers do not pile up.
    private static let batch = 10_000

    private func show(seconds: Double, fuel: Int) throws {
        let rate = Double(calls) / seconds
        if format == .json {
            let json: JSON = [
                "calls": .integer(calls), "seconds": .real(seconds), "calls_per_second": .real(rate.rounded()),
                "fuel_per_call": .integer(fuel),
            ]
            return try Terminal.output(json.text)
        }
        let each = Double(Int(seconds / Double(calls) * 1e7)) / 10
        let told = Localized(
            sv:
                "\(Int(rate)) anrop i sekunden (\(calls) anrop, \(each) µs vart). Bränsle per anrop: \(fuel) av 2000000.",
            en: "\(Int(rate)) calls a second (\(calls) calls, \(each) µs each). Fuel a call: \(fuel) of 2000000.")
        try Terminal.output(told(options.language))
    }
}
