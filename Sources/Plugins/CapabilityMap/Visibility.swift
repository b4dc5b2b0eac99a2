// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The assessments with the visibility that each respondent's own rule gives them, by the hook
/// `capability-map/visibility@1`; without a rule that of the registry stands.
///
/// The rule is not told the level: whether an assessment is shown would else tell what it says.
func askVisibility(
    _ ratings: [Rating], _ entries: [String: MapEntry], _ context: AnalysisContext
) throws -> [Rating] {
    var builder = TableBuilder(
        [ColumnSpec("municipality", .category)] + capabilityColumns
            + [ColumnSpec("registry", .category), ColumnSpec("default", .category)],
        key: ["municipality", "capability.id"])
    for rating in ratings {
        let registry = Cell.category(rating.isShared ? "shared" : "coordinator")
        try builder.append(
            [.category(rating.respondent)]
                + capabilityCells(entries[rating.capability] ?? MapEntry(id: rating.capability)) + [registry, registry])
    }
    var ratings = ratings
    for answer in try context.rules("capability-map/visibility@1", try builder.table()) {
        guard let value = answer.value else { continue }
        guard let text = value.string, ["shared", "coordinator"].contains(text)
        else {
            throw Problem(
                Localized(
                    sv: "capability-map/visibility@1: svaret ska vara shared eller coordinator.",
                    en: "capability-map/visibility@1: the answer must be shared or coordinator."),
                at: Place(file: answer.by))
        }
        ratings[answer.row].isShared = text == "shared"
    }
    return ratings
}

/// The assessments of one capability that may count in its joint figures.
///
/// Mean, spread and counts are shown beside the shared levels, so whoever subtracts these finds the others. What is held
/// back counts therefore only among at least three such levels that are not all equal: then the figures tell which levels
/// they are, but not whose.
func countable(_ ratings: [Rating]) -> [Rating] {
    let held = ratings.filter { !$0.isShared }.map(\.level)
    let hides = held.count >= 3 && held.contains { $0 != held[0] }
    return hides ? ratings : ratings.filter(\.isShared)
}

/// The findings that some assessments are held back, and that some of these do not even count; none when all are shared.
func heldBackFindings(_ map: CapabilityMap) -> [Finding] {
    [("held-back", map.heldBack.count), ("left-out", map.heldBack.leftOut)].filter { $0.1 > 0 }
        .map { Finding($0.0, .notice, ["count": .init(.integer($0.1))]) }
}

/// The columns that tell a rule which capability it is asked about: `capability.id`, `.area` and `.group`.
let capabilityColumns = [
    ColumnSpec("capability.id", .category), ColumnSpec("capability.area", .category, nullable: true),
    ColumnSpec("capability.group", .category, nullable: true),
]

/// A capability as the cells of ``capabilityColumns``.
func capabilityCells(_ entry: MapEntry) -> [Cell] {
    [.category(entry.id), category(entry.area), category(entry.group)]
}
