// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// The words of the argument parser in Swedish. It has them in English only, and no place to hand it others, so they are
/// exchanged where its help and its complaints are printed.
enum ParserWords {
    /// A text of the parser in the language of this call; what is not known stays as it is.
    static func told(_ text: String, _ language: Language) -> String {
        guard language == .swedish else { return text }
        return exchanges.reduce(text) { text, exchange in
            text.replacingOccurrences(of: exchange.english, with: exchange.swedish, options: .regularExpression)
        }
    }

    /// Patterns and what stands in their place, in order; `(?m)` lets `^` and `$` stand at the ends of a line.
    private static let exchanges: [(english: String, swedish: String)] = [
        // the parts of a help text
        ("(?m)^OVERVIEW: ", "ÖVERSIKT: "), ("(?m)^USAGE: ", "ANVÄNDNING: "), ("(?m)^Usage: ", "Användning: "),
        ("(?m)^ARGUMENTS:$", "ARGUMENT:"), ("(?m)^OPTIONS:$", "FLAGGOR:"), ("(?m)^SUBCOMMANDS:$", "KOMMANDON:"),
        ("(?m)^Help:  ", "Hjälp:  "), ("(?m)^  See ('.*') for (detailed help|more information)\\.$", "  Mer hjälp: $1"),
        ("<subcommand>", "<kommando>"), ("<subcommands> ", "<kommando> "),
        ("(?m)(^|  )Show the version\\.$", "$1Visa versionen."),
        ("(?m)(^|  )Show help information\\.$", "$1Visa den här hjälpen."),
        ("(?m)(^|  )Show subcommand help information\\.$", "$1Visa hjälp om ett kommando."),
        ("\\(values:(\\s)", "(värden:$1"), ("\\(default:(\\s)", "(förval:$1"), (";(\\s+)default:(\\s)", ";$1förval:$2"),
        // its complaints
        ("(?m)^Error: ", "Fel: "), ("(?m)^Fel: Missing expected argument ('.*')$", "Fel: Argumentet $1 saknas"),
        ("(?m)^Fel: Missing one of: (.*)$", "Fel: Något av dessa saknas: $1"),
        ("(?m)^Fel: Missing value for ('.*')$", "Fel: $1 saknar ett värde"),
        ("(?m)^Fel: Unknown option ('.*?')\\. Did you mean ('.*')\\?$", "Fel: Okänd flagga $1. Menade du $2?"),
        ("(?m)^Fel: Unknown option ('.*')$", "Fel: Okänd flagga $1"),
        ("(?m)^Fel: Unexpected argument ('.*')$", "Fel: Ett argument för mycket: $1"),
        ("(?m)^Fel: ([0-9]+) unexpected arguments: (.*)$", "Fel: $1 argument för mycket: $2"),
        (
            "(?m)^Fel: The value ('.*') is invalid for ('[^']*')\\. Please provide one of (.*) or ('.*')\\.$",
            "Fel: Värdet $1 duger inte för $2. Ange $3 eller $4."
        ),
        ("(?m)^Fel: The value ('.*') is invalid for ('[^']*')", "Fel: Värdet $1 duger inte för $2"),
        (
            "(?m)^Fel: The option ('.*') does not take any value, but ('.*') was specified\\.$",
            "Fel: Flaggan $1 tar inget värde, men $2 angavs."
        ),
    ]
}
