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
        let rule = Rule(target: target, within: within, least: least)
        // Pointers, so that the loop neither counts references nor checks bounds that follow from the masks.
        agents.withUnsafeMutableBufferPointer { agents in
            rates.withUnsafeMutableBufferPointer { rates in
                loads.withUnsafeMutableBufferPointer { loads in
                    inTime.withUnsafeMutableBufferPointer { inTime in
                        for coalition in 1..<agents.count {
                            let party = coalition.trailingZeroBitCount
                            let others = coalition & (coalition - 1)
                            let sum = (
                                rates[others] + rate[party], loads[others] + load[party], inTime[others] * growth[party]
                            )
                            (rates[coalition], loads[coalition], inTime[coalition]) = sum
                            agents[coalition] = others == 0 ? 0 : rule.agents(rate: sum.0, load: sum.1, inTime: sum.2)
                        }
                    }
                }
            }
        }
    }

    /// The promise of one interval.
    private struct Rule {
        let target: Double
        let within: Double
        let least: Int

        /// The least agents for so many tickets a second, so much work, and e to the power of the arrivals in the time.
        @inline(__always)
        func agents(rate: Double, load: Double, inTime: Double) -> Int {
            guard load > 0 else { return least }
            // Far more than a desk answers in its answering time: the exponentials would overflow, so by the logarithms.
            guard inTime < 1e100, load < 300 else {
                return PatientQueue.leastAgents(
                    load: load, handleTime: load / rate, target: target, within: within, least: least)
            }
            let perErlang = 1 / load
            let decay = Rule.decay(within * rate * perErlang)
            let tooLate = 1 - target
            var inverse = 1.0
            var late = inTime
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

        /// e^-x: for small x by Taylor's series without divisions, whose rest is below 1e-16 there.
        @inline(__always)
        private static func decay(_ x: Double) -> Double {
            guard x <= 0.5 else { return OwnMath.exp(-x) }
            // In two halves of six terms, which a processor computes side by side.
            let x2 = x * x
            let even =
                1 + x2
                * (1 / 2.0 + x2
                    * (1 / 24.0 + x2 * (1 / 720.0 + x2 * (1 / 40320.0 + x2 * (1 / 3628800.0 + x2 * (1 / 479001600.0))))))
            let odd =
                x
                * (1 + x2
                    * (1 / 6.0 + x2
                        * (1 / 120.0 + x2
                            * (1 / 5040.0 + x2 * (1 / 362880.0 + x2 * (1 / 39916800.0 + x2 * (1 / 6227020800.0)))))))
            return even - odd
        }
    }
}
