// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// Asks a person at a terminal, or reads answers line by line from what is piped in.
///
/// A wrong answer is asked again at a terminal; piped in it ends the command, for nobody is there to be asked.
struct Questions {
    private let language: Language
    private let isTerminal = isatty(STDIN_FILENO) == 1
    /// Whether anything is to be asked at all: at a terminal always, of a pipe only when the answers are not all options.
    let mayAsk: Bool

    /// - Parameter needed: whether an answer that must be there has not been given as an option.
    init(_ options: GlobalOptions, needed: Bool) {
        language = options.language
        mayAsk = isTerminal || needed
    }

    /// The answer to a question.
    ///
    /// - Parameters:
    ///   - question: what is asked, with what may be answered.
    ///   - option: the option that answers it, for who has no terminal.
    ///   - read: turns the line into a value, or throws what is wrong with it.
    func ask<Value>(
        _ question: Localized, option: String, read: (String) throws(Problem) -> Value
    ) throws(Problem) -> Value {
        while true {
            Terminal.error(Terminal.visible(question(language)))
            _ = Terminal.write(raw: "> ", to: STDERR_FILENO)
            guard let line = readLine() else {
                _ = Terminal.write(raw: "\n", to: STDERR_FILENO)
                throw Problem(
                    Localized(sv: "Svaret på en fråga saknas.", en: "The answer to a question is missing."),
                    kind: .usage,
                    remedy: Localized(sv: "Ange \(option).", en: "Give \(option)."))
            }
            if !isTerminal { Terminal.error(Terminal.visible(line)) }
            do throws(Problem) {
                return try read(line.trimmingCharacters(in: .whitespaces))
            } catch {
                guard isTerminal else { throw error }
                Terminal.complain([error], language)
            }
        }
    }

    /// An answer that may be empty.
    func askOptional(_ question: Localized, option: String) throws(Problem) -> String? {
        try ask(question, option: option) { line throws(Problem) in line.isEmpty ? nil : line }
    }
}
