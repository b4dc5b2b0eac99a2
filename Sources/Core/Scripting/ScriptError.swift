// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What stopped a script.
public struct ScriptError: Error, Hashable, Sendable {
    /// The kinds of docs/cli.md, `rule run`.
    public enum Kind: String, Sendable, CaseIterable {
        case instructions, memory, time, depth, crash, runtime, syntax, denied, result

        /// Whether a limit or the worker is behind it (exit status 3) rather than the script's own fault (1).
        public var isLimit: Bool { [.instructions, .memory, .time, .depth, .crash].contains(self) }
    }

    public var kind: Kind
    /// The script's file as it was named.
    public var file: String
    /// The line in it; nil when unknown.
    public var line: Int?
    public var message: String

    /// Makes an error.
    public init(_ kind: Kind, file: String, line: Int?, message: String) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
    }

    /// The error as a problem with a remedy.
    public var problem: Problem {
        Problem(
            Localized(
                sv: "regeln stoppades (\(kind.rawValue)): \(message)",
                en: "the rule was stopped (\(kind.rawValue)): \(message)"),
            kind: kind.isLimit ? .limit : .input, at: Place(file: file, line: line), remedy: remedy)
    }

    private var remedy: Localized? {
        switch kind {
        case .instructions, .time:
            Localized(
                sv: "Regeln gör för mycket arbete; se efter om en slinga aldrig tar slut.",
                en: "The rule does too much work; see whether a loop never ends.")
        case .memory:
            Localized(
                sv: "Regeln bygger för stora texter eller tabeller.", en: "The rule builds too large texts or tables.")
        case .depth:
            Localized(sv: "En funktion anropar sig själv för djupt.", en: "A function calls itself too deep.")
        case .denied:
            Localized(
                sv: "En regel får bara räkna: inga filer, ingen klocka, inget nätverk.",
                en: "A rule may only compute: no files, no clock, no network.")
        case .syntax, .runtime:
            Localized(sv: "Rätta raden och kör: samverk rule check", en: "Correct the line and run: samverk rule check")
        case .result:
            Localized(
                sv:
                    "Returnera ett tal, en text, true eller false, eller en tabell av sådana; samverk hooks säger vad frågan väntar.",
                en:
                    "Return a number, a text, true or false, or a table of such; samverk hooks tells what the question expects."
            )
        case .crash:
            Localized(
                sv: "Regeln fick sandlådan att krascha; skriv om den, och rapportera den gärna.",
                en: "The rule made the sandbox crash; rewrite it, and please report it.")
        }
    }
}
