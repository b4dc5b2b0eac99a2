// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// What a way of sharing can do without while nobody is served worse than today: what is shown to do, and the most that is not shown to
/// be too much, together an interval with 95 % confidence.
struct EqualService {
    let way: Way
    let order: StaffOrder
    let proof: StaffProof

    /// The staff that is shown to do.
    var staff: SparedStaff { order.staff(proof.least) }
    /// The least staff that is not shown to be too little.
    var leastStaff: SparedStaff { order.staff(proof.most) }
}

/// What every way of sharing can do without, from the most restricted to the freest.
struct EqualServices {
    private(set) var found: [EqualService] = []

    /// Orders that are proved before what is shown is taken.
    private static let attempts = 3

    /// Searches and proves, way by way.
    ///
    /// - Parameter within: so much less often than today a municipality may be answered in time.
    init(_ model: ModelledDesks, within: Double, _ plan: SimulationPlan, progress: @escaping (Double) -> Void) throws {
        let effort = SearchEffort(model, weeks: plan.weeks)
        let first = StaffSearch.firstWeek
        let weeks = Weeks(numbers: first..<first + effort.weeks, seed: plan.seed, threads: plan.threads)
        let floor = try weeks.run(model.week(.separate))
        let ways = WayRuns.ways
        for (i, way) in ways.enumerated() {
            func tell(_ fraction: Double) { progress((Double(i) + fraction) / Double(ways.count)) }
            var order = try StaffSearch.order(
                model, way, weeks, effort, floor: floor, within: within, after: found.last?.order
            ) { tell(0.5 * $0) }
            func proved(_ attempt: Int) throws -> StaffProof {
                try StaffProof(model, way, order, attempt: attempt, within: within, plan, effort) {
                    tell(0.5 + 0.5 * (Double(attempt) + $0) / Double(Self.attempts))
                }
            }
            var proof = try proved(0)
            // A whole position that was too much would hide all that can go after it.
            for attempt in 1..<Self.attempts {
                guard order.drop(position: proof.least) else { break }
                proof = try proved(attempt)
            }
            found.append(EqualService(way: way, order: order, proof: proof))
        }
    }
}
