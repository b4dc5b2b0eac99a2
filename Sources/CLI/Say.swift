// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain

/// Help texts in the language of this call. The argument parser asks for them before it has read `--lang`, so the
/// language is taken from the arguments as they stand.
private let spoken = Terminal.language(CommandLine.arguments)

/// A text of the help, Swedish or English.
func say(_ sv: String, _ en: String) -> String { Localized(sv: sv, en: en)(spoken) }

/// The help of an argument or option, with the name of its value.
func aid(_ sv: String, _ en: String, value: String? = nil) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: say(sv, en)).naming(value)
}

/// An example of a call, and what else is worth knowing.
func exampleCall(_ call: String, _ more: String? = nil) -> String {
    say("Exempel: ", "Example: ") + call + (more.map { "\n" + $0 } ?? "")
}

extension ArgumentHelp {
    fileprivate func naming(_ value: String?) -> ArgumentHelp {
        var help = self
        help.valueName = value
        return help
    }
}
