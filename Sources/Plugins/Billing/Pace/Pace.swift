// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/pace`: whether development keeps its weight, the backlog its bounds, and each area its plan.
///
/// - Source: study 000 (Göteborg University 2021), section 4.1; domain reference, section 3.13.
struct Pace: Analysis {
    let id = "pace"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        func given(_ name: String) -> Table? { context.optionalInput(name).flatMap { $0.rowCount > 0 ? $0 : nil } }
        let target = context.real("weight") ?? 0.2
        let units =
            try given("hours").map { table throws(Problem) in try DevelopmentTime.all(table, target: target) } ?? []
        let backlog = try given("backlog").map { table throws(Problem) in
            try Backlog(table, start: context.real("start") ?? 0)
        }
        let areas = try given("areas").map { table throws(Problem) in try PaceArea.all(table) } ?? []
        let kpis = try given("kpis").map { table throws(Problem) in try PaceKPI.all(table) } ?? []
        guard !units.isEmpty || backlog != nil || !areas.isEmpty || !kpis.isEmpty else {
            throw Problem(
                Localized(sv: "Det finns inget att mäta takten med.", en: "There is nothing to measure the pace by."),
                remedy: Localized(
                    sv: "Ge något av hours, backlog, areas och kpis (--input hours=FIL).",
                    en: "Give one of hours, backlog, areas and kpis (--input hours=FILE)."))
        }
        let day = context.request.asOf
        return AnalysisOutput(
            [
                "units": try unitsTable(units), "backlog": try backlogTable(backlog),
                "areas": try areasTable(areas, day), "kpis": try kpisTable(kpis),
            ],
            findings: unitFindings(units) + backlogFindings(backlog) + areaFindings(areas, day) + kpiFindings(kpis))
    }

    private func unitsTable(_ units: [DevelopmentTime]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("unit", .category), ColumnSpec("development", .real, unit: "h"),
                ColumnSpec("all", .real, unit: "h"), ColumnSpec("share", .real, unit: "share", nullable: true),
                ColumnSpec("target", .real, unit: "share"), ColumnSpec("lacking", .real, unit: "h"),
                ColumnSpec("below", .boolean),
            ], key: ["unit"])
        for unit in units {
            try builder.append(
                .category(unit.unit), .real(unit.development), .real(unit.all), unit.share.map(Cell.real) ?? .null,
                .real(unit.target), .real(unit.lacking), .boolean(unit.isBelow))
        }
        return try builder.table()
    }

    private func backlogTable(_ backlog: Backlog?) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("month", .category), ColumnSpec("demand", .real, unit: "h"),
                ColumnSpec("capacity", .real, unit: "h"), ColumnSpec("backlog", .real, unit: "h"),
                ColumnSpec("frustration", .real, unit: "month", nullable: true),
            ], key: ["month"])
        for step in backlog?.steps ?? [] {
            try builder.append(
                .category(step.month.description), .real(step.demand), .real(step.capacity), .real(step.backlog),
                step.frustration.map(Cell.real) ?? .null)
        }
        return try builder.table()
    }

    private func areasTable(_ areas: [PaceArea], _ day: Day) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("area", .category), ColumnSpec("target", .real, unit: "share", nullable: true),
                ColumnSpec("by", .date, nullable: true), ColumnSpec("planned", .real, unit: "share", nullable: true),
                ColumnSpec("achieved", .real, unit: "share"), ColumnSpec("behind", .boolean),
            ], key: ["area"])
        for area in areas {
            try builder.append(
                .category(area.name), area.target.map(Cell.real) ?? .null, area.by.map(Cell.date) ?? .null,
                area.planned(day).map(Cell.real) ?? .null, .real(area.achieved), .boolean(area.isBehind(day)))
        }
        return try builder.table()
    }

    private func kpisTable(_ kpis: [(kpi: PaceKPI, value: Double)]) throws(Problem) -> Table {
        var builder = TableBuilder([ColumnSpec("kpi", .category), ColumnSpec("value", .real)], key: ["kpi"])
        for (kpi, value) in kpis { try builder.append(.category(kpi.rawValue), .real(value)) }
        return try builder.table()
    }
}
