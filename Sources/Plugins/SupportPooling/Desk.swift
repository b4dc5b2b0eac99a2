// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// A service desk over a working day.
struct Desk {
    /// Code of the municipality or organisation it serves.
    var id: String
    /// The hours known, by hour of the day.
    var hours: [Hour]

    /// One hour of a desk.
    struct Hour {
        var hour: Int
        /// Tickets that arrive, whether it is open or not.
        var tickets: Double
        var handleTime: Double
        var agents: Int
        var opens: Int
        var closes: Int
        var costPerAgentHour: Money
        /// Whether it is open, where the desk's own rule says so.
        var openByRule: Bool?

        /// Load in erlang.
        var load: Double { tickets * handleTime / 3600 }
        /// Whether the registry has the desk open.
        var isOpenInRegistry: Bool { opens <= hour && hour < closes }
        /// Whether the desk is open.
        var isOpen: Bool { openByRule ?? isOpenInRegistry }
        /// The desk in steady state; nil when it has more work than its agents can do.
        var queue: PatientQueue? { PatientQueue(agents: agents, load: load, handleTime: handleTime) }
        /// The share answered within so many seconds; nothing where the queue grows without end.
        func answered(within seconds: Double) -> Double { queue?.answered(within: seconds) ?? 0 }
    }

    /// The hour of the day, if it is known.
    func at(_ hour: Int) -> Hour? { hours.first { $0.hour == hour } }

    /// Staffed hours a day.
    var agentHours: Int { hours.reduce(0) { $0 + $1.agents } }
    /// Tickets a day.
    var tickets: Double { hours.reduce(0) { $0 + $1.tickets } }
    /// What a line hour costs, in öre, as a mean over the hours.
    var rate: Double {
        hours.reduce(0.0) { $0 + Double($1.costPerAgentHour.ore) } / Double(max(1, hours.count))
    }

    /// Reads the input `hours`: the desks in listed order.
    static func read(_ table: Table) throws(Problem) -> [Desk] {
        let rows = InputRows("hours", mayBeEmpty: table)
        guard !rows.indices.isEmpty else {
            throw Problem(
                Localized(
                    sv: "Det finns inga timmar för parternas servicedeskar.",
                    en: "There are no hours for the parties' service desks."),
                remedy: Localized(
                    sv: "Läs in support-pooling/desk_hours, eller kontrollera members.",
                    en: "Import support-pooling/desk_hours, or check members."))
        }
        var desks: [Desk] = []
        var places: [String: Int] = [:]
        for row in rows.indices {
            let id = try rows.name(row, "desk")
            if places[id] == nil {
                places[id] = desks.count
                desks.append(Desk(id: id, hours: []))
            }
            let hour = try Hour(rows, row, of: id)
            if let place = places[id] { desks[place].hours.append(hour) }
        }
        for place in desks.indices { desks[place].hours.sort { $0.hour < $1.hour } }
        return desks
    }
}

extension Desk.Hour {
    fileprivate init(_ rows: InputRows, _ row: Int, of desk: String) throws(Problem) {
        hour = try rows.whole(row, "hour", 0...23)
        tickets = try rows.number(row, "tickets_per_hour")
        handleTime = try rows.number(row, "handle_time_s")
        agents = try rows.whole(row, "agents", 0...100_000)
        opens = try rows.whole(row, "opens", 0...24)
        closes = try rows.whole(row, "closes", 0...24)
        costPerAgentHour = Money(ore: try rows.cost(row, "cost_per_agent_hour"))
        try checkOpen(opens, closes, whose: Localized(sv: "Servicedesken \(desk)", en: "The desk \(desk)"))
        guard load <= 100_000, tickets == 0 || handleTime > 0 else {
            throw Problem(
                Localized(
                    sv: "Servicedesken \(desk), timme \(hour): handläggningstiden ska vara större än 0 när det "
                        + "kommer ärenden, och belastningen högst 100 000.",
                    en: "The desk \(desk), hour \(hour): the handle time must be above 0 when tickets arrive, and the "
                        + "load at most 100,000."))
        }
    }
}
