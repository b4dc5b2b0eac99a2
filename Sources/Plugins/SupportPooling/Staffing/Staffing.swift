// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `support-pooling/staffing`: one queueing formula; or, with the input `arrivals`, the staff of every desk interval by
/// interval over a week, and of all desks together.
struct Staffing: Analysis {
    let id = "staffing"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        var row: [Cell]?
        var classes: [[Cell]] = []
        var findings: [Finding] = []
        var week: StaffedWeek?
        let given = try StaffingParameters(context)
        if let arrivals = context.optionalInput("arrivals") {
            let found = try StaffedWeek(arrivals, try WeekRules(given))
            findings = found.findings
            week = found
        } else {
            let answer = try Formula(given: given).answer()
            (row, classes, findings) = (answer.row, answer.classes, answer.findings)
        }
        return AnalysisOutput(
            [
                "staffing": try table(Self.columns, key: ["model"], row.map { [$0] } ?? []),
                "classes": try table(Self.classColumns, key: ["class"], classes),
                "week": try table(StaffedWeek.weekColumns, key: ["desk"], week?.weekRows ?? []),
                "intervals": try table(
                    StaffedWeek.intervalColumns, key: ["desk", "weekday", "minute"], week?.intervalRows ?? []),
            ], findings: findings)
    }

    private func table(_ columns: [ColumnSpec], key: [String], _ rows: [[Cell]]) throws(Problem) -> Table {
        var table = TableBuilder(columns, key: key)
        for row in rows { try table.append(row) }
        return try table.table()
    }

    private static let columns = [
        ColumnSpec("model", .category), ColumnSpec("load", .real, unit: "erlang"),
        ColumnSpec("agents", .integer, unit: "agents"), ColumnSpec("blocking", .real, unit: "share", nullable: true),
        ColumnSpec("wait_probability", .real, unit: "share", nullable: true),
        ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
        ColumnSpec("service_level", .real, unit: "share", nullable: true),
        ColumnSpec("abandoned", .real, unit: "share", nullable: true), ColumnSpec("occupancy", .real, unit: "share"),
    ]

    private static let classColumns = [
        ColumnSpec("class", .integer), ColumnSpec("load", .real, unit: "erlang"),
        ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
    ]
}
