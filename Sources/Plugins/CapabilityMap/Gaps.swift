// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `capability-map/gaps`: who is below the target in what, and which capabilities to raise first.
///
/// - Source: study 002, section 3.4.3 and figures 26 and 29.
struct Gaps: Analysis {
    let id = "gaps"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let map = try CapabilityMap(context)
        let target = context.integer("target") ?? 3
        let goals = try goals(map, target: target, context)
        let (ranked, agreed) = try weighted(map.rated, context)
        let priorities = Priority.list(ranked, target: target, top: context.integer("top") ?? 10)
        return AnalysisOutput(
            ["priorities": try table(priorities, goals), "gaps": try table(goals)],
            findings: findings(map, goals, priorities, agreed: agreed))
    }

    /// One row a shared assessment below its target.
    private func table(_ goals: [Goal]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("respondent", .category), ColumnSpec("capability", .category)]
                + ["level", "target", "gap"].map { ColumnSpec($0, .integer, unit: "level") },
            key: ["respondent", "capability"])
        for goal in goals where goal.gap > 0 && goal.rating.isShared {
            try builder.append(
                .category(goal.rating.respondent), .category(goal.rating.capability), .integer(goal.rating.level),
                .integer(goal.target), .integer(goal.gap))
        }
        return try builder.table()
    }

    /// One row a priority, first to last.
    private func table(_ priorities: [Priority], _ goals: [Goal]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("capability", .category), ColumnSpec("rank", .integer),
                ColumnSpec("importance", .integer, nullable: true), ColumnSpec("votes", .integer, nullable: true),
            ] + ["mean", "sd", "gap"].map { ColumnSpec($0, .real, unit: "level") }
                + [ColumnSpec("below", .integer), ColumnSpec("helpers", .integer)], key: ["capability"])
        let below = Dictionary(grouping: goals.filter { $0.gap > 0 }, by: \.rating.capability).mapValues(\.count)
        for (i, priority) in priorities.enumerated() {
            let one = priority.capability
            try builder.append(
                .category(one.id), .integer(i + 1), priority.third.map(Cell.integer) ?? .null,
                one.votes.map(Cell.integer) ?? .null, .real(one.mean ?? 0), .real(one.deviation ?? 0),
                .real(priority.gap), .integer(below[one.id] ?? 0), .integer(priority.helpers))
        }
        return try builder.table()
    }

    private func findings(
        _ map: CapabilityMap, _ goals: [Goal], _ priorities: [Priority], agreed: [RatedCapability]
    ) -> [Finding] {
        func count(_ number: Int) -> Finding.Argument { .init(.integer(number)) }
        var findings = [
            Finding("first", .info, enumeration(priorities.prefix(3).map(\.capability))),
            Finding("gaps", .info, ["count": count(goals.count { $0.gap > 0 }), "of": count(goals.count)]),
            Finding("needs-raising", .info, ["count": count(goals.count { $0.rating.level <= 1 })]),
        ]
        let alone = priorities.filter { $0.helpers == 0 }.map(\.capability)
        if !alone.isEmpty { findings.append(Finding("no-helper", .notice, enumeration(alone))) }
        let local = goals.count(where: \.isLocal)
        if local > 0 { findings.append(Finding("local-targets", .info, ["count": count(local)])) }
        if !agreed.isEmpty { findings.append(Finding("agreed-weights", .notice, enumeration(agreed))) }
        if !map.hasVotes && agreed.isEmpty { findings.append(Finding("no-importance", .notice)) }
        return findings + [Finding("self-assessment", .notice)] + heldBackFindings(map)
    }
}

/// An assessment and the level it should reach.
struct Goal {
    let rating: Rating
    let target: Int
    /// Whether the municipality's own rule set the target.
    let isLocal: Bool

    /// Levels up to the target; 0 when it is reached.
    var gap: Int { max(0, target - rating.level) }
}

/// The target of each assessment: the municipality's own, by the hook `capability-map/target@1`, or the common one.
///
/// Who holds an assessment back is not asked for a target in it: the answer would be told with its level.
func goals(_ map: CapabilityMap, target: Int, _ context: AnalysisContext) throws -> [Goal] {
    var builder = TableBuilder(
        [ColumnSpec("municipality", .category)] + capabilityColumns
            + [ColumnSpec("level", .integer, unit: "level"), ColumnSpec("default", .integer, unit: "level")],
        key: ["municipality", "capability.id"])
    var goals: [Goal] = []
    var asked: [Int] = []
    for one in map.rated {
        for rating in one.ratings {
            if rating.isShared {
                try builder.append(
                    [.category(rating.respondent)] + capabilityCells(one.entry) + [
                        .integer(rating.level), .integer(target),
                    ])
                asked.append(goals.count)
            }
            goals.append(Goal(rating: rating, target: target, isLocal: false))
        }
    }
    for answer in try context.rules("capability-map/target@1", try builder.table()) {
        guard let value = answer.value else { continue }
        guard let own = value.integer, (0...4).contains(own) else {
            throw Problem(
                Localized(
                    sv: "capability-map/target@1: svaret ska vara en nivå från 0 till 4.",
                    en: "capability-map/target@1: the answer must be a level from 0 to 4."),
                at: Place(file: answer.by))
        }
        let goal = asked[answer.row]
        goals[goal] = Goal(rating: goals[goal].rating, target: own, isLocal: true)
    }
    return goals
}
