// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `tbm/cost-share`: central IT cost as a share of municipal cost, and the shares of the cost pools in it.
///
/// - Source: study 002, section 3.4.2 and figure 19.
struct CostShare: Analysis {
    let id = "cost-share"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let booked = try readCosts(try context.input("costs"))
        let lines = try AccountLine.asked(try AccountLine.read(context.optionalInput("accounts"), of: booked), context)
        let costs = booked.map { cost in
            lines.moved.filter { $0.line.organisation.plainText == cost.organisation.plainText }
                .reduce(cost) { $0.moving($1.line.amount, from: $1.line.pool, to: $1.to) }
        }
        let measures = Measures(
            costs, research: context.real("research_level") ?? 0.02, fyrbodal: context.real("fyrbodal_level") ?? 0.012)
        return AnalysisOutput(
            [
                "shares": try shares(costs), "summary": try measures.table(), "pools": try pools(costs),
                "moved": try lines.movedTable(),
            ], findings: measures.findings + (try lines.movedFinding()))
    }

    /// One row an IT organisation.
    private func shares(_ costs: [ITCost]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("organisation", .category), ColumnSpec("total_it", .money, unit: "öre/year"),
                ColumnSpec("share_of_total", .real, unit: "share"),
            ] + CostPool.allCases.map { ColumnSpec($0.rawValue, .real, unit: "share") }, key: ["organisation"])
        for cost in costs {
            try builder.append(
                [cost.organisation, .money(cost.total), .real(cost.shareOfMunicipal)]
                    + CostPool.allCases.map { .real(cost.share(of: $0)) })
        }
        return try builder.table()
    }

    /// One row a pool: how its share spreads over the organisations.
    private func pools(_ costs: [ITCost]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("pool", .category)]
                + ["mean", "weighted", "sd", "least", "most"].map { ColumnSpec($0, .real, unit: "share") }
                + [ColumnSpec("most_at", .category)], key: ["pool"])
        for pool in CostPool.allCases {
            let spread = Spread(costs.map { $0.share(of: pool) })
            let weighted = weightedMean(costs.map { $0.amount(pool).ore }, of: costs.map(\.total.ore))
            try builder.append(
                .category(pool.rawValue), .real(spread.mean), .real(weighted), .real(spread.deviation),
                .real(spread.least), .real(spread.most), costs[spread.mostAt].organisation)
        }
        return try builder.table()
    }
}
