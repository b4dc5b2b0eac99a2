// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The weight of each capability in the joint ranking: what the parties of the agreement have agreed on, by the hook
/// `capability-map/importance@1`, else the votes.
///
/// - Returns: the capabilities with their weights, and those whose weight the agreement set.
func weighted(
    _ capabilities: [RatedCapability], _ context: AnalysisContext
) throws -> (all: [RatedCapability], agreed: [RatedCapability]) {
    var builder = TableBuilder(
        [ColumnSpec("capability", .category)] + capabilityColumns + [
            ColumnSpec("votes", .integer, nullable: true), ColumnSpec("mean", .real, unit: "level"),
            ColumnSpec("default", .integer, nullable: true),
        ], key: ["capability"])
    for one in capabilities {
        let votes = one.votes.map(Cell.integer) ?? .null
        try builder.append(
            [.category(one.id)] + capabilityCells(one.entry) + [votes, .real(one.mean ?? 0), votes])
    }
    var all = capabilities
    var agreed: [RatedCapability] = []
    for answer in try context.rules("capability-map/importance@1", try builder.table()) {
        guard let value = answer.value else { continue }
        guard let weight = value.integer, (0...1000).contains(weight) else {
            throw Problem(
                Localized(
                    sv: "capability-map/importance@1: svaret ska vara ett heltal från 0 till 1000.",
                    en: "capability-map/importance@1: the answer must be an integer from 0 to 1000."),
                at: Place(file: answer.by))
        }
        all[answer.row].weight = weight
        agreed.append(all[answer.row])
    }
    return (all, agreed)
}
