// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// Line hours a day of every coalition of the parties at one and the same service.
///
/// A party alone answers all its tickets at one desk. Two or more answer at a shared desk what may be shared; the
/// rest stays at home, where someone must be reached in the same time: the least agents that do so for the locked
/// tickets alone, or what a local rule keeps there if that is more. Coalitions are bitmasks, bit i for party i.
struct LineHours {
    /// Hours staffed at the desk, per coalition.
    var shared: [Int]
    /// What the tickets that stay at home take a day, per party, when it is in a coalition of two or more.
    var home: [Home]

    /// Hours a day that one party keeps at home.
    struct Home {
        /// Hours that count as cost.
        var hours = 0.0
        /// The part of them that rules ask for beyond what the locked tickets require.
        var byRule = 0.0
        /// Hours of answering locked tickets.
        var answering = 0.0
        /// Hours in which someone must be there for them.
        var present = 0
        /// Hours there that do not count, since they go to other work.
        var otherWork = 0.0
    }

    /// The tickets and work of one party in one hour.
    struct Demand {
        var tickets: Double
        var load: Double
        var lockedTickets: Double
        var lockedLoad: Double
    }

    /// How those at home are counted.
    struct HomeRule {
        /// Hours at work per hour of answering.
        var factor = 1.0
        /// Share of the time between locked tickets that goes to other work, and is no cost of the desk.
        var otherWork = 0.0
    }

    /// Computes every coalition.
    ///
    /// - Parameters:
    ///   - demands: `[hour][party]`.
    ///   - leastHome: `[party][hour]`, the agents that rules keep at home.
    ///   - leastShared: least agents at a shared desk.
    init(
        _ demands: [[Demand]], leastHome: [[Int]], homeRule: HomeRule = HomeRule(), leastShared: Int, target: Double,
        within seconds: Double
    ) {
        let parties = leastHome.count
        shared = [Int](repeating: 0, count: 1 << parties)
        home = [Home](repeating: Home(), count: parties)
        func agents(_ tickets: Double, _ load: Double, least: Int) -> Int {
            LineHours.agents(tickets, load, least: least, target, seconds)
        }
        var coalitions = CoalitionStaffing(parties: parties, target: target, within: seconds)
        for (hour, demand) in demands.enumerated() {
            for (party, one) in demand.enumerated() {
                let least = leastHome[party][hour]
                home[party].add(
                    one, present: agents(one.lockedTickets, one.lockedLoad, least: 0), leastByRule: least, homeRule)
                shared[1 << party] += agents(one.tickets, one.load, least: max(1, least))
            }
            guard parties > 1 else { continue }
            coalitions.staff(
                rate: demand.map { ($0.tickets - $0.lockedTickets) / 3600 },
                load: demand.map { $0.tickets > $0.lockedTickets ? $0.load - $0.lockedLoad : 0 }, least: leastShared)
            for coalition in shared.indices { shared[coalition] += coalitions.agents[coalition] }
        }
    }

    /// Hours a day at a shared desk of all parties that answers every ticket.
    static func unlocked(
        _ demands: [[Demand]], leastShared: Int, target: Double, within seconds: Double
    ) -> Int {
        demands.reduce(0) { hours, demand in
            hours
                + agents(
                    demand.reduce(0) { $0 + $1.tickets }, demand.reduce(0) { $0 + $1.load }, least: leastShared, target,
                    seconds)
        }
    }

    private static func agents(
        _ tickets: Double, _ load: Double, least: Int, _ target: Double, _ seconds: Double
    ) -> Int {
        guard tickets > 0 else { return least }
        return PatientQueue.leastAgents(
            load: load, handleTime: 3600 * load / tickets, target: target, within: seconds, least: least)
    }
}

extension LineHours.Home {
    /// Adds one hour of locked tickets, for which so many must be there.
    fileprivate mutating func add(
        _ demand: LineHours.Demand, present agents: Int, leastByRule: Int, _ rule: LineHours.HomeRule
    ) {
        let answering = demand.lockedLoad * rule.factor
        let waiting = max(0, Double(agents) - answering)
        let needed = answering + (1 - rule.otherWork) * waiting
        let kept = max(needed, Double(leastByRule))
        otherWork += max(answering + waiting, Double(leastByRule)) - kept
        hours += kept
        byRule += kept - needed
        self.answering += answering
        present += agents
    }
}
