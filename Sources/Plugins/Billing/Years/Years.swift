// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/years`: what cost pools become over years: price rises, one-off costs, investments with depreciation and
/// internal interest, what may not be capitalised, and the hump of what is due to be replaced.
struct Years: Analysis {
    let id = "years"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let from = context.integer("from") ?? context.request.period.firstDay.parts.year
        let range = from...(from + (context.integer("years") ?? 5) - 1)
        let interest = context.real("interest") ?? 0.025
        // kronor an hour, as people write it
        let rate = Int(((context.real("hour_rate") ?? 175) * 100).rounded())
        let pools = try CostPool.all(context, rate: rate)
        let systems = try context.optionalInput("systems").flatMap { table in
            table.rowCount > 0 ? try OldSystem.all(table) : nil
        }
        var sums = [YearCost](repeating: YearCost(), count: range.count)
        var byPool: [(pool: CostPool, years: [YearCost])] = []
        for pool in pools {
            let years = try pool.years(range, interest: interest)
            byPool.append((pool, years))
            for i in sums.indices { sums[i] = try sums[i].adding(years[i]) }
        }
        let hump = Hump(systems ?? [], range, age: context.integer("oldest") ?? 5)
        return AnalysisOutput(
            [
                "years": try yearsTable(sums, hump, range), "pools": try poolsTable(byPool, range),
                "systems": try systemsTable(hump),
            ],
            findings: planFindings(sums, range, pools) + humpFindings(hump, context.real("markup") ?? 0.02))
    }

    private static func columns(_ names: [String]) -> [ColumnSpec] {
        names.map { ColumnSpec($0, .money, unit: "öre") }
    }

    private func yearsTable(_ sums: [YearCost], _ hump: Hump, _ range: ClosedRange<Int>) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("year", .integer, unit: "calendar-year")]
                + Years.columns([
                    "operating", "depreciation", "interest", "cost", "outlay", "book_value", "replacement",
                ]), key: ["year"])
        for (i, year) in range.enumerated() {
            let sum = sums[i]
            try builder.append(
                [.integer(year)]
                    + [
                        sum.operating, sum.depreciation, sum.interest, sum.cost, sum.outlay, sum.bookValue,
                        hump.due[i],
                    ].map { .money(Money(ore: $0)) })
        }
        return try builder.table()
    }

    private func poolsTable(
        _ pools: [(pool: CostPool, years: [YearCost])], _ range: ClosedRange<Int>
    ) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("pool", .category), ColumnSpec("year", .integer, unit: "calendar-year")]
                + Years.columns(["operating", "depreciation", "interest", "cost", "outlay"]), key: ["pool", "year"])
        for (pool, years) in pools {
            for (i, year) in range.enumerated() {
                let cost = years[i]
                try builder.append(
                    [.category(pool.name), .integer(year)]
                        + [cost.operating, cost.depreciation, cost.interest, cost.cost, cost.outlay].map {
                            .money(Money(ore: $0))
                        })
            }
        }
        return try builder.table()
    }

    private func systemsTable(_ hump: Hump) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("system", .category), ColumnSpec("age", .integer, unit: "year"),
                ColumnSpec("due", .integer, unit: "calendar-year"), ColumnSpec("old", .boolean),
                ColumnSpec("replacement", .money, unit: "öre"), ColumnSpec("maintenance", .money, unit: "öre/year"),
                ColumnSpec("candidate", .boolean),
            ], key: ["system"])
        for system in hump.systems {
            let age = hump.first - system.acquired
            try builder.append(
                .category(system.name), .integer(age), .integer(system.acquired + system.life),
                .boolean(hump.isOld(system)), .money(Money(ore: system.replacement)),
                .money(Money(ore: system.maintenance)), .boolean(system.isCandidate))
        }
        return try builder.table()
    }
}
