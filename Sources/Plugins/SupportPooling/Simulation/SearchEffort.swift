// SPDX-License-Identifier: EUPL-1.2

/// How long the search and its proof may take: so many simulated tickets, not so many seconds, or the answer would hang on the machine.
struct SearchEffort {
    /// Weeks that each staffing is tried on: more for few desks, whose weeks are quick and uneven.
    let weeks: Int
    /// Staffings that are tried for one way.
    let trials: Int
    /// Weeks of the proof at its last look.
    let proofWeeks: Int
    /// Weeks for each end of an assumption, and days for each disturbance.
    let sideWeeks: Int
    let days: Int

    init(_ model: ModelledDesks, weeks most: Int) {
        let tickets = max(1, model.ticketsAWeek)
        weeks = Int(max(4, min(60, Double(most) / 4, 60_000 / tickets)))
        trials = Int(max(60, 60_000_000 / tickets / Double(weeks) / (weeks > 4 ? 1 : 3)))
        proofWeeks = max(20, min(4 * most, Int(2_000_000 / tickets)))
        sideWeeks = Int(max(10, min(100, Double(most), 400_000 / tickets)))
        days = 5 * sideWeeks
    }
}
