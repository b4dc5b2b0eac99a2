// SPDX-License-Identifier: EUPL-1.2

/// Line hours a day of every coalition of the parties at one and the same service.
///
/// A party alone answers all its tickets at one desk. Two or more answer at a shared desk what may be shared; the
/// rest stays at home, where it is pure handling time (times a factor), or what a local rule keeps there if that is
/// more. Coalitions are bitmasks, bit i for party i.
struct LineHours {
    /// Hours staffed at the desk, per coalition.
    var shared: [Int]
    /// Hours at home a day, per party, when it is in a coalition of two or more.
    var home: [Double]
    /// The part of ``home`` that rules ask for beyond what the locked tickets require.
    var homeByRule: [Double]

    /// The tickets and work of one party in one hour.
    struct Demand {
        var tickets: Double
        var load: Double
        var lockedTickets: Double
        var lockedLoad: Double

        /// The same demand if every ticket could be shared.
        var unlocked: Demand { Demand(tickets: tickets, load: load, lockedTickets: 0, lockedLoad: 0) }
    }

    /// Computes every coalition.
    ///
    /// - Parameters:
    ///   - demands: `[hour][party]`.
    ///   - leastHome: `[party][hour]`, the agents that rules keep at home.
    ///   - leastShared: least agents at a shared desk.
    init(
        _ demands: [[Demand]], leastHome: [[Int]], homeFactor: Double, leastShared: Int, target: Double,
        within seconds: Double
    ) {
        let parties = leastHome.count
        shared = [Int](repeating: 0, count: 1 << parties)
        home = [Double](repeating: 0, count: parties)
        homeByRule = home
        for (hour, demand) in demands.enumerated() {
            for party in 0..<parties {
                let locked = demand[party].lockedLoad * homeFactor
                let kept = max(locked, Double(leastHome[party][hour]))
                home[party] += kept
                homeByRule[party] += kept - locked
            }
            add(demand, leastHome.map { $0[hour] }, leastShared, target, seconds)
        }
    }

    /// Adds one hour: sums over coalitions grow by one member at a time.
    private mutating func add(
        _ demand: [Demand], _ leastAlone: [Int], _ leastShared: Int, _ target: Double, _ seconds: Double
    ) {
        var tickets = [Double](repeating: 0, count: shared.count)
        var load = tickets
        for coalition in 1..<shared.count {
            let party = coalition.trailingZeroBitCount
            let others = coalition & (coalition - 1)
            let one = demand[party]
            tickets[coalition] = tickets[others] + (one.tickets - one.lockedTickets)
            load[coalition] = load[others] + (one.load - one.lockedLoad)
            if others == 0 {
                shared[coalition] += LineHours.agents(
                    one.tickets, one.load, max(1, leastAlone[party]), target, seconds)
            } else {
                shared[coalition] += LineHours.agents(
                    tickets[coalition], load[coalition], leastShared, target, seconds)
            }
        }
    }

    private static func agents(
        _ tickets: Double, _ load: Double, _ least: Int, _ target: Double, _ seconds: Double
    ) -> Int {
        guard tickets > 0 else { return least }
        return Queue.leastAgents(
            load: load, handleTime: 3600 * load / tickets, target: target, within: seconds, least: least)
    }
}
