// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What reaches one desk in a week, interval by interval.
struct WeekArrivals {
    var desk: String
    /// Calls that someone waits with, by interval of the week.
    var calls: [Interval]
    /// Work that can wait: portal, e-mail.
    var deferred: [Deferred] = []
    /// Hours of work that someone must do where the user sits.
    var onsiteHours = 0.0

    /// One interval in which the desk is open.
    struct Interval {
        /// Minutes from Monday midnight.
        var start: Int
        var calls = 0.0
        /// Seconds of work that the calls bring.
        var work = 0.0
        /// Agents on duty, where that is given.
        var agents: Int?
    }

    /// Work that arrives in an interval and is due some time later.
    struct Deferred {
        /// Minutes from Monday midnight.
        var start: Int
        var due: Int
        var hours: Double
    }

    /// Reads the input `arrivals`: the desks in listed order, their intervals in order of time.
    static func read(_ table: Table, interval: Int) throws(Problem) -> [WeekArrivals] {
        let rows = InputRows("arrivals", mayBeEmpty: table)
        var desks: [WeekArrivals] = []
        var places: [String: Int] = [:]
        for row in rows.indices {
            let name = try rows.name(row, "desk")
            if places[name] == nil {
                places[name] = desks.count
                desks.append(WeekArrivals(desk: name, calls: []))
            }
            if let place = places[name] { try desks[place].read(rows, row, interval) }
        }
        for place in desks.indices { desks[place].calls.sort { $0.start < $1.start } }
        return desks
    }

    private mutating func read(_ rows: InputRows, _ row: Int, _ length: Int) throws(Problem) {
        let weekday = try rows.whole(row, "weekday", 1...7)
        let minute = try rows.whole(row, "minute", 0...1439)
        let tickets = try rows.number(row, "tickets")
        let handleTime = try rows.number(row, "handle_time_s")
        guard minute % length == 0, tickets <= 1e6,
            tickets == 0 || (handleTime > 0 && handleTime <= 1e6)
        else {
            throw Problem(
                Localized(
                    sv: "\(desk), rad \(row + 1): minuten på dygnet ska vara en jämn multipel av \(length), och "
                        + "handläggningstiden över 0 när det kommer ärenden.",
                    en: "\(desk), row \(row + 1): the minute of the day must be a multiple of \(length), and the "
                        + "handle time above 0 when tickets arrive."))
        }
        let start = (weekday - 1) * 1440 + minute
        let work = tickets * handleTime
        let kind = rows.optionalName(row, "kind") ?? "telephone"
        switch kind {
        case "telephone":
            let agents = try rows.optionalWhole(row, "agents", 0...100_000)
            calls.append(Interval(start: start, calls: tickets, work: work, agents: agents))
        case "deferred":
            let due = try rows.optionalNumber(row, "due_hours") ?? 8
            guard due <= 168 else {
                throw Problem(
                    Localized(sv: "\(desk): due_hours är högst 168.", en: "\(desk): due_hours is at most 168."))
            }
            deferred.append(Deferred(start: start, due: start + Int(due * 60), hours: work / 3600))
        case "on-site": onsiteHours += work / 3600
        default:
            throw Problem(
                Localized(sv: "\(desk): kind '\(kind)' är okänt.", en: "\(desk): kind '\(kind)' is unknown."),
                remedy: suggestion(for: kind, among: ["telephone", "deferred", "on-site"]))
        }
    }

    /// All desks as one: calls and work that can wait together, what must be done on site still apart.
    static func together(_ desks: [WeekArrivals]) -> WeekArrivals {
        var all = WeekArrivals(desk: "together", calls: [])
        var places: [Int: Int] = [:]
        for desk in desks {
            all.deferred += desk.deferred
            all.onsiteHours += desk.onsiteHours
            for interval in desk.calls {
                if let place = places[interval.start] {
                    all.calls[place].calls += interval.calls
                    all.calls[place].work += interval.work
                    if let here = all.calls[place].agents, let more = interval.agents {
                        all.calls[place].agents = here + more
                    }
                } else {
                    places[interval.start] = all.calls.count
                    all.calls.append(interval)
                }
            }
        }
        all.calls.sort { $0.start < $1.start }
        return all
    }
}
