// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/total-cost`: what IT costs in all, not only in the central budget, and what digitalisation is by it.
///
/// - Source: study 000 (Göteborg University 2021), sections 1 and 3; domain reference, section 3.11.
struct TotalCost: Analysis {
    let id = "total-cost"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let (years, units) = try CostYear.read(context)
        let published = try context.optionalInput("published").flatMap {
            $0.rowCount > 0 ? try PublishedRatios($0) : nil
        }
        guard !years.isEmpty || published != nil else {
            throw Problem(
                Localized(sv: "Det finns inga kostnader att räkna på.", en: "There are no costs to reckon with."),
                remedy: Localized(
                    sv: "Ge indatat costs (--input costs=FIL), eller published för att pröva tryckta kvoter.",
                    en: "Give the input costs (--input costs=FILE), or published to try printed ratios."))
        }
        let checks = published?.checks() ?? []
        return AnalysisOutput(
            [
                "years": try yearsTable(years), "ratios": try ratiosTable(years), "units": try unitsTable(units),
                "checks": try checksTable(checks),
            ], findings: yearFindings(years) + unitFindings(units) + checkFindings(checks))
    }

    private func yearsTable(_ years: [CostYear]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("year", .integer, unit: "calendar-year")]
                + CostCategory.allCases.map { ColumnSpec($0.rawValue, .money, unit: "öre") }
                + [
                    ColumnSpec("total_it", .money, unit: "öre"), ColumnSpec("multiple", .real, nullable: true),
                ], key: ["year"])
        for year in years {
            try builder.append(
                [.integer(year.year)] + CostCategory.allCases.map { .money(Money(ore: year[$0])) }
                    + [.money(Money(ore: year.totalIT)), year.multiple.map(Cell.real) ?? .null])
        }
        return try builder.table()
    }

    /// One row a measure and year, with the change since the first year that has it.
    private func ratiosTable(_ years: [CostYear]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("measure", .category), ColumnSpec("year", .integer, unit: "calendar-year"),
                ColumnSpec("value", .real, unit: "share"),
                ColumnSpec("change", .real, unit: "share", nullable: true),
            ], key: ["measure", "year"])
        for measure in CostYear.Measure.allCases {
            var first: Double?
            for year in years {
                guard let value = year.value(measure) else { continue }
                let change = first.flatMap { $0 > 0 ? value / $0 - 1 : nil }
                try builder.append(
                    .category(measure.rawValue), .integer(year.year), .real(value), change.map(Cell.real) ?? .null)
                first = first ?? value
            }
        }
        return try builder.table()
    }

    private func unitsTable(_ units: [String: [CostYear]]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("unit", .category), ColumnSpec("year", .integer, unit: "calendar-year"),
                ColumnSpec("total_it", .money, unit: "öre"), ColumnSpec("outside_budget", .money, unit: "öre"),
                ColumnSpec("outside_share", .real, unit: "share", nullable: true),
            ], key: ["unit", "year"])
        for (unit, years) in units.sorted(by: { $0.key < $1.key }) {
            for year in years {
                let outside = year.totalIT - year[.centralBudget]
                try builder.append(
                    .category(unit), .integer(year.year), .money(Money(ore: year.totalIT)),
                    .money(Money(ore: outside)),
                    year.totalIT > 0 ? .real(Double(outside) / Double(year.totalIT)) : .null)
            }
        }
        return try builder.table()
    }

    private func checksTable(_ checks: [RatioCheck]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("measure", .category), ColumnSpec("year", .integer, unit: "calendar-year"),
                ColumnSpec("published", .real, unit: "share"), ColumnSpec("derived", .real, unit: "share"),
                ColumnSpec("follows", .boolean), ColumnSpec("within_rounding", .boolean),
                ColumnSpec("formula", .text),
            ], key: ["measure", "year", "formula"])
        for check in checks {
            try builder.append(
                .category(check.figure.measure), .integer(check.figure.year), .real(check.figure.value),
                .real(check.derived), .boolean(check.follows), .boolean(check.isWithinRounding), .text(check.formula))
        }
        return try builder.table()
    }
}
