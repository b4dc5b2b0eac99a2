// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A key figure of pace: one amount by another.
///
/// - Source: study 000, section 4.1, figure 11. What it measures is given for 1, 2, 3 and 5; the formulas, and all of 4, are
///   proposed (`pace-kpis.csv` of the domain reference).
enum PaceKPI: String, CaseIterable {
    /// Resources for development / all resources.
    case development = "KPI1"
    /// Realised benefit / resources for development.
    case effect = "KPI2"
    /// Volume by services that replace manual delivery / all volume.
    case digital = "KPI3"
    /// Share reached / share planned.
    case pace = "KPI4"
    /// Measures of governance added, changed or dropped in the year / measures at its start; zero signals growing bias.
    case governance = "KPI5"

    /// Reads the input `kpis`: for each what stands above and below the line.
    ///
    /// - Throws: ``Problem`` when one is unknown, or what stands below is not larger than zero.
    static func all(_ table: Table) throws(Problem) -> [(kpi: PaceKPI, value: Double)] {
        let rows = try InputRows("kpis", table)
        var found: [(kpi: PaceKPI, value: Double)] = []
        for row in rows.indices {
            let text = try rows.name(row, "kpi")
            guard let kpi = PaceKPI(rawValue: text) else {
                var problem = rows.wrong(row, "kpi", ("'\(text)' är okänt", "'\(text)' is unknown"))
                problem.remedy = suggestion(for: text, among: allCases.map(\.rawValue))
                throw problem
            }
            found.append((kpi, try rows.number(row, "above") / (try rows.positive(row, "below"))))
        }
        return found
    }
}
