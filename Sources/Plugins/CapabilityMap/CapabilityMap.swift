// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The capability map with its assessments and votes (Swedish: *förmågekarta*).
///
/// Capabilities stand in the order of the map; what is assessed or voted for but not on the map follows, as it came.
struct CapabilityMap {
    let capabilities: [RatedCapability]
    /// Everyone who assessed anything, in listed order.
    let respondents: [String]
    /// Whether votes are known at all.
    let hasVotes: Bool

    /// The capabilities that have at least one assessment.
    var rated: [RatedCapability] { capabilities.filter { $0.n > 0 } }

    /// How many assessments are for the coordinator alone, and how many of them do not even count in the means.
    let heldBack: (count: Int, leftOut: Int)

    /// The map of an analysis' inputs; an empty table counts as none.
    ///
    /// - Throws: ``Problem`` or ``Problems``: no assessments, a level outside 0 to 4, a pair that stands twice, or a
    ///   negative number of votes; what a rule threw.
    init(_ context: AnalysisContext) throws {
        let map = readMap(context.optionalInput("capabilities"))
        let entries = Dictionary(uniqueKeysWithValues: map.map { ($0.id, $0) })
        let ratings = try askVisibility(try readRatings(try context.input("assessments")), entries, context)
        let votes = try readVotes(context.optionalInput("importance"))
        var order = map.map(\.id)
        var seen = Set(order)
        for id in ratings.map(\.capability) + votes.map(\.capability) where seen.insert(id).inserted {
            order.append(id)
        }
        let byCapability = Dictionary(grouping: ratings, by: \.capability)
        let votesOf = Dictionary(uniqueKeysWithValues: votes.map { ($0.capability, $0.votes) })
        capabilities = order.map { id in
            RatedCapability(
                entry: entries[id] ?? MapEntry(id: id), isOnMap: map.isEmpty || entries[id] != nil,
                votes: votesOf[id], ratings: byCapability[id] ?? [])
        }
        heldBack = (ratings.count { !$0.isShared }, capabilities.reduce(0) { $0 + $1.leftOut })
        var respondents: [String] = []
        var known: Set<String> = []
        for rating in ratings where known.insert(rating.respondent).inserted { respondents.append(rating.respondent) }
        self.respondents = respondents
        hasVotes = !votes.isEmpty
    }
}

/// A capability as the map describes it.
struct MapEntry {
    let id: String
    var area: String?
    var group: String?
    var name: Localized?
}

/// The capabilities of the map, in its order; equal places by id.
private func readMap(_ table: Table?) -> [MapEntry] {
    guard let table else { return [] }
    func text(_ row: Int, _ column: String) -> String? {
        let text = table[row, column].plainText
        return text.isEmpty ? nil : text
    }
    let rows = (0..<table.rowCount).sorted {
        (table[$0, "map_order"].number ?? .infinity, table[$0, "id"].plainText)
            < (table[$1, "map_order"].number ?? .infinity, table[$1, "id"].plainText)
    }
    return rows.map { row in
        let id = table[row, "id"].plainText
        return MapEntry(
            id: id, area: text(row, "area"), group: text(row, "group"),
            name: Localized(sv: text(row, "name_sv") ?? id, en: text(row, "name_en") ?? text(row, "name_sv") ?? id))
    }
}

/// The votes for the importance of the capabilities.
private func readVotes(_ table: Table?) throws -> [(capability: String, votes: Int)] {
    guard let table else { return [] }
    var votes: [(capability: String, votes: Int)] = []
    var problems: [Problem] = []
    for row in 0..<table.rowCount {
        let capability = table[row, "capability"].plainText
        guard case .integer(let count) = table[row, "votes"], count >= 0, !votes.contains(where: { $0.0 == capability })
        else {
            problems.append(
                Problem(
                    Localized(
                        sv: "Betydelsen av \(capability): ett antal röster väntades, en gång och inte negativt.",
                        en: "The importance of \(capability): a number of votes was expected, once and not negative."),
                    remedy: Localized(sv: "Rätta raden i importance.", en: "Correct the row in importance.")))
            continue
        }
        votes.append((capability, count))
    }
    try Problems.throwIfAny(problems)
    return votes
}
