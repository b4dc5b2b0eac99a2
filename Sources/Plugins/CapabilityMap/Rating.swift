// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The level at which one respondent assesses one capability.
struct Rating {
    let respondent: String
    let capability: String
    let level: Int
    /// Whether tables may show it with the respondent's name; else it is for the coordinator alone.
    var isShared = true
}

/// The assessments with the visibility that the registry gives them; a missing level is left out.
func readRatings(_ table: Table) throws -> [Rating] {
    var ratings: [Rating] = []
    var pairs: Set<[String]> = []
    var problems: [Problem] = []
    for row in 0..<table.rowCount {
        let respondent = table[row, "respondent"].plainText
        let capability = table[row, "capability"].plainText
        let pair = "\(capability), \(respondent)"
        if !pairs.insert([respondent, capability]).inserted {
            problems.append(
                Problem(
                    Localized(sv: "\(pair): skattningen står två gånger.", en: "\(pair): the assessment stands twice."))
            )
        }
        guard case .integer(let level) = table[row, "level"] else { continue }
        guard (0...4).contains(level) else {
            problems.append(
                Problem(
                    Localized(
                        sv: "\(pair): nivån är \(level), men skalan går från 0 till 4.",
                        en: "\(pair): the level is \(level), but the scale runs from 0 to 4."),
                    remedy: Localized(sv: "Rätta skattningen.", en: "Correct the assessment.")))
            continue
        }
        let visibility = table["visibility"]?[row].plainText ?? "shared"
        ratings.append(
            Rating(respondent: respondent, capability: capability, level: level, isShared: visibility == "shared"))
    }
    try Problems.throwIfAny(problems)
    guard !ratings.isEmpty else {
        throw Problem(
            Localized(sv: "Det finns inga skattningar.", en: "There are no assessments."),
            remedy: Localized(
                sv: "Läs in dem med: samverk import assessments FIL.",
                en: "Import them with: samverk import assessments FILE."))
    }
    return ratings
}
