// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Least agents of every coalition of parties for a share of the tickets answered in time, by Erlang C: for 2^n
/// coalitions in many intervals, so one step costs some ten multiplications.
///
/// What arrives, the work and exp(arrivals in the answering time) of a coalition are those of a smaller one and one more
/// member. With m agents the share that waits too long is C(m, A) e^(A t/s) q^m, where q = e^(-t/s) and A t/s is the
/// number that arrives in the answering time; 1/B is carried upwards by 1/B_m = 1 + (m/A)/B_(m-1).
public struct CoalitionStaffing {
    /// Agents in one interval, per coalition; bit i of the index is party i. Nought for nobody and
    /// for one alone.
    public private(set) var agents: [Int]

    private let target: Double
    private let within: Double
    private var rates: [Double]
    private var loads: [Double]
    private var inTime: [Double]

    /// - Parameters:
    ///   - parties: at most some twenty.
    ///   - target: share answered in time, above 0 and below 1.
    ///   - within: seconds.
    public init(parties: Int, target: Double, within: Double) {
        let count = 1 << parties
        agents = [Int](repeating: 0, count: count)
        rates = [Double](repeating: 0, count: count)
        loads = rates
        inTime = [Double](repeating: 1, count: count)
        self.target = target
        self.within = within
    }

    /// Staffs one interval, in ``agents``.
    ///
    /// - Parameters:
    ///   - rate: tickets per second of each party.
    ///   - load: work of each party, in erlang; above 0 where tickets arrive.
    ///   - least: agents that a coalition of two or more has at least.
    public mutating func staff(rate: [Double], load: [Double], least: Int) {
        let growth = rate.map { OwnMath.exp($0 * within) }
        for coalition in 1..<agents.count {
            let party = coalition.trailingZeroBitCount
            let others = coalition & (coalition - 1)
            rates[coalition] = rates[others] + rate[party]
            loads[coalition] = loads[others] + load[party]
            inTime[coalition] = inTime[others] * growth[party]
            agents[coalition] = others == 0 ? 0 : needed(coalition, least)
        }
    }

    private func needed(_ coalition: Int, _ least: Int) -> Int {
        let load = loads[coalition]
        guard load > 0 else { return least }
        // Far more than a desk answers in its answering time: the exponentials would overflow, so by the logarithms.
        guard inTime[coalition] < 1e100, load < 300 else {
            return PatientQueue.leastAgents(
                load: load, handleTime: load / rates[coalition], target: target, within: within, least: least)
        }
        let decay = OwnMath.exp(-within * rates[coalition] / load)
        let perErlang = 1 / load
        let tooLate = 1 - target
        var inverse = 1.0
        var late = inTime[coalition]
        var agents = 0
        while true {
            agents += 1
            let m = Double(agents)
            inverse = 1 + m * perErlang * inverse
            late *= decay
            // C late <= tooLate, where C = m / ((m - A)/B + A)
            if agents >= least, m > load, m * late <= tooLate * ((m - load) * inverse + load) { return agents }
        }
    }
}
