// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `capability-map/summary`: mean, spread and counts of each capability, with the strongest and the weakest.
///
/// - Source: study 002, sections 3.4.3 and 8.2.3, figures 25-30.
struct Summary: Analysis {
    let id = "summary"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let map = try CapabilityMap(context)
        let extremes = Extremes(map.rated, length: context.integer("list_length") ?? 5)
        return AnalysisOutput(
            [
                "summary": try summary(map, extremes), "groups": try groups(map), "levels": try levels(map),
            ], findings: findings(map, extremes))
    }

    /// One row a capability.
    private func summary(_ map: CapabilityMap, _ extremes: Extremes) throws(Problem) -> Table {
        let strengths = Set(extremes.strengths.map(\.id))
        let weaknesses = Set(extremes.weaknesses.map(\.id))
        var builder = TableBuilder(
            [
                ColumnSpec("capability", .category), ColumnSpec("area", .category, nullable: true),
                ColumnSpec("group", .category, nullable: true), ColumnSpec("n", .integer),
                ColumnSpec("mean", .real, unit: "level", nullable: true),
                ColumnSpec("sd", .real, unit: "level", nullable: true),
            ] + (0...4).map { ColumnSpec("level_\($0)", .integer) } + [
                ColumnSpec("votes", .integer, nullable: true), ColumnSpec("strength", .boolean),
                ColumnSpec("weakness", .boolean),
            ], key: ["capability"])
        for one in map.capabilities {
            let counts = (0...4).map { Cell.integer(one.count(at: $0)) }
            try builder.append(
                [
                    .category(one.id), category(one.entry.area), category(one.entry.group), .integer(one.n),
                    one.mean.map(Cell.real) ?? .null, one.deviation.map(Cell.real) ?? .null,
                ] + counts + [
                    one.votes.map(Cell.integer) ?? .null, .boolean(strengths.contains(one.id)),
                    .boolean(weaknesses.contains(one.id)),
                ])
        }
        return try builder.table()
    }

    /// One row a group of the map: the mean over all assessments of its capabilities.
    private func groups(_ map: CapabilityMap) throws(Problem) -> Table {
        var order: [[String]] = []
        var members: [[String]: [RatedCapability]] = [:]
        for one in map.capabilities {
            guard let area = one.entry.area, let group = one.entry.group else { continue }
            if members[[area, group]] == nil { order.append([area, group]) }
            members[[area, group], default: []].append(one)
        }
        var builder = TableBuilder(
            [
                ColumnSpec("area", .category), ColumnSpec("group", .category), ColumnSpec("capabilities", .integer),
                ColumnSpec("n", .integer), ColumnSpec("mean", .real, unit: "level", nullable: true),
            ], key: ["area", "group"])
        for key in order {
            let levels = (members[key] ?? []).flatMap { $0.ratings.map(\.level) }
            let mean = levels.isEmpty ? Cell.null : .real(Double(levels.reduce(0, +)) / Double(levels.count))
            try builder.append(
                .category(key[0]), .category(key[1]), .integer(members[key]?.count ?? 0), .integer(levels.count), mean)
        }
        return try builder.table()
    }

    /// One row a shared assessment, in the order of the map: the heat map.
    private func levels(_ map: CapabilityMap) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("respondent", .category), ColumnSpec("capability", .category),
                ColumnSpec("level", .integer, unit: "level"),
            ], key: ["respondent", "capability"])
        for rating in map.capabilities.flatMap(\.sharedRatings) {
            try builder.append(.category(rating.respondent), .category(rating.capability), .integer(rating.level))
        }
        return try builder.table()
    }

    private func findings(_ map: CapabilityMap, _ extremes: Extremes) -> [Finding] {
        let rated = map.rated
        func count(_ number: Int) -> Finding.Argument { .init(.integer(number)) }
        func names(_ id: String, _ severity: Finding.Severity, _ found: [RatedCapability]) -> [Finding] {
            found.isEmpty
                ? [] : [Finding(id, severity, enumeration(found).merging(["count": count(found.count)]) { $1 })]
        }
        let important = firstPlaces(map.capabilities.filter { ($0.votes ?? 0) > 0 }, 3) {
            ($0.votes ?? 0) > ($1.votes ?? 0)
        }
        var findings = [
            Finding(
                "respondents", .info,
                ["respondents": count(map.respondents.count), "capabilities": count(rated.count)])
        ]
        findings += names("strongest", .info, extremes.strengths) + names("weakest", .info, extremes.weaknesses)
        findings += names("most-important", .info, important)
        findings.append(
            Finding(
                "level-four", .info,
                ["count": count(rated.count { $0.count(at: 4) > 0 }), "of": count(rated.count)]))
        if let correlation = correlation(map.capabilities) {
            // Three decimals: a reader asks whether there is a connection, not for its thousandths.
            let shown = Double(Int(correlation * 1000 + (correlation < 0 ? -0.5 : 0.5))) / 1000
            findings.append(Finding("correlation", .info, ["correlation": .init(.real(shown))]))
        }
        findings.append(Finding("self-assessment", .notice))
        findings += names("not-assessed", .notice, map.capabilities.filter { $0.n + $0.leftOut == 0 })
        findings += names("not-on-the-map", .notice, map.capabilities.filter { !$0.isOnMap })
        return findings + heldBackFindings(map)
    }
}

/// A category cell; null for nil.
func category(_ text: String?) -> Cell { text.map(Cell.category) ?? .null }
