// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// One hour of the day at all desks: as they are, and as one pool.
struct PooledHour {
    var hour: Int
    /// Desks that are open.
    var open = 0
    /// Desks with more work than their agents can do, and open ones with tickets and no agents at all.
    var overloaded: [String] = []
    var empty: [String] = []
    var tickets = 0.0
    var load = 0.0
    /// The part of the load that meets an open or staffed desk: what the waits are about.
    var loadMet = 0.0
    var agents = 0
    /// Mean wait at the staffed desks, weighted by tickets; nil when one is overloaded or no ticket reaches any.
    var waitSeparate: Double?
    /// Mean wait if the same agents answered the same tickets together; nil when they could not.
    ///
    /// The tickets of desks that are closed at the hour are left out here, as in the separate wait: like against like.
    var waitPooled: Double?
    /// Least agents in a pool whose mean wait for those tickets is no longer than the separate one.
    var agentsSameWait: Int?
    /// Least agents in a pool for the target, while it is open; at least two when it serves several desks.
    var agentsForTarget: Int?

    /// Compares one hour.
    init(_ hour: Int, _ desks: [Desk], _ service: Service) {
        self.hour = hour
        var waited = 0.0
        var answered = 0.0
        var met = 0.0
        for desk in desks {
            guard let now = desk.at(hour) else { continue }
            tickets += now.tickets
            load += now.load
            agents += now.agents
            if now.isOpen { open += 1 }
            if now.isOpen || now.agents > 0 {
                met += now.tickets
                loadMet += now.load
            }
            if let queue = now.queue {
                waited += now.tickets * queue.meanWait
                answered += now.tickets
            } else if now.agents > 0 {
                overloaded.append(desk.id)
            } else if now.isOpen, now.tickets > 0 {
                empty.append(desk.id)
            }
        }
        if overloaded.isEmpty, empty.isEmpty, answered > 0 { waitSeparate = waited / answered }
        let metHandleTime = met > 0 ? 3600 * loadMet / met : 0
        waitPooled = PatientQueue(agents: agents, load: loadMet, handleTime: metHandleTime)?.meanWait
        if let wait = waitSeparate {
            agentsSameWait = PatientQueue.leastAgents(load: loadMet, handleTime: metHandleTime, least: 1) {
                // The sums over desks are rounded: the same wait must count as the same.
                $0.meanWait <= wait * (1 + 1e-9)
            }
        }
        let handleTime = tickets > 0 ? 3600 * load / tickets : 0
        if service.open.contains(hour) {
            agentsForTarget = PatientQueue.leastAgents(
                load: load, handleTime: handleTime, target: service.target, within: service.answerWithin,
                least: desks.count > 1 ? 2 : 1)
        }
    }
}

/// How a day goes at desks as they are staffed today.
struct DayOfDesks {
    /// Share of the tickets that arrive while the desk is open and are answered in time; nil when none arrives.
    var answered: Double?
    /// Share of all tickets that arrive while their desk is closed; nil when none arrives.
    var closedShare: Double?

    /// Sums over the hours of all desks.
    init(_ desks: [Desk], within seconds: Double) {
        var inTime = 0.0
        var whileOpen = 0.0
        var all = 0.0
        for hour in desks.flatMap(\.hours) {
            all += hour.tickets
            guard hour.isOpen else { continue }
            whileOpen += hour.tickets
            inTime += hour.tickets * hour.answered(within: seconds)
        }
        if whileOpen > 0 { answered = inTime / whileOpen }
        if all > 0 { closedShare = (all - whileOpen) / all }
    }
}
