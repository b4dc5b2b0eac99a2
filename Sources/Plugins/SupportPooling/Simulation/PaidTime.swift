// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit

/// What lies between an hour of answering and an hour that is paid: breaks, meetings and holidays, as in `staffing`.
struct PaidTime {
    /// Share of the time at work that does not go to answering.
    var shrinkage: Double
    /// Weeks a year that each is on holiday and must be replaced.
    var holidayWeeks: Double
    var hoursPerFTE: Double

    /// Reads the parameters.
    init(_ context: AnalysisContext) {
        shrinkage = context.real("shrinkage") ?? 0.28
        holidayWeeks = context.real("holiday_weeks") ?? 5
        hoursPerFTE = context.real("hours_per_fte") ?? 1980
    }

    /// Hours paid a week for so many line hours a week.
    func hours(line: Double) -> Double { line / (1 - shrinkage) / (1 - holidayWeeks / 52) }

    /// Positions that so many line hours a week take.
    func positions(line: Double) -> Double { hours(line: line) * 52 / hoursPerFTE }
}
