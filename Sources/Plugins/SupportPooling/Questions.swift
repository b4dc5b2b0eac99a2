// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The type of a subject column: party codes, or plain names where the analysis runs on files of something else.
func subjectType(_ names: [String]) -> ColumnType {
    names.allSatisfy { Party($0) != nil } ? .party : .category
}

/// A party as the cell of a subject column.
func subjectCell(_ name: String, _ type: ColumnType) -> Cell {
    if type == .party, let party = Party(name) { return .party(party) }
    return .category(name)
}

/// The problem that a rule answered with another type than its hook declares.
func wrongAnswer(_ hook: String, _ answer: RuleAnswer) -> Problem {
    let value = answer.value?.text ?? "null"
    return Problem(
        Localized(
            sv: "Regelpunkten \(hook) fick svaret \(value), som den inte kan ta emot.",
            en: "The hook \(hook) got the answer \(value), which it cannot take."),
        at: Place(file: answer.by))
}
