// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Tickets of a desk that come in one way: calls, or work that is due some time later.
struct DeskTickets {
    /// Tickets an hour at each half hour: of a day, or of the week.
    var perHour: [Double]
    /// Mean, in seconds.
    var handleTime: Double
    /// Minutes within which work that can wait is due; nil for calls.
    var due: Int?
    /// Whether the input `arrivals` says how they come, so that `phone_share` has no say.
    var isGiven = true
}

/// What the input `arrivals` says of the desks it names, in place of the tickets (and agents) of their hours.
struct GivenArrivals {
    private var byDesk: [String: WeekArrivals] = [:]
    private let interval: Int

    /// Reads the same rows as `staffing`.
    init(_ table: Table?, interval: Int, desks: [Desk]) throws(Problem) {
        self.interval = interval
        guard let table else { return }
        guard interval == 30 || interval == 60 else {
            throw Problem(
                Localized(
                    sv: "interval_minutes ska vara 30 eller 60, men är \(interval).",
                    en: "interval_minutes must be 30 or 60, but is \(interval)."))
        }
        // A file without rows is a slip: nothing would come to anyone.
        _ = try InputRows("arrivals", table)
        for arrivals in try WeekArrivals.read(table, interval: interval) {
            try known(arrivals.desk, desks, input: "arrivals")
            byDesk[arrivals.desk] = arrivals
        }
    }

    /// The tickets of a desk; nil when it has no rows.
    func tickets(_ desk: String) -> [DeskTickets]? {
        guard let arrivals = byDesk[desk] else { return nil }
        let calls = arrivals.calls.map { (start: $0.start, tickets: $0.calls, work: $0.work) }
        let dues = Set(arrivals.deferred.map { $0.due - $0.start }).sorted()
        return [tickets(calls, due: nil)]
            + dues.map { due in
                tickets(
                    arrivals.deferred.filter { $0.due - $0.start == due }
                        .map { ($0.start, $0.tickets, $0.hours * 3600) }, due: due)
            }
    }

    private func tickets(_ rows: [(start: Int, tickets: Double, work: Double)], due: Int?) -> DeskTickets {
        var perHour = [Double](repeating: 0, count: 336)
        for row in rows {
            for half in 0..<interval / 30 { perHour[row.start / 30 + half] += row.tickets * 60 / Double(interval) }
        }
        let tickets = rows.reduce(0) { $0 + $1.tickets }
        let work = rows.reduce(0) { $0 + $1.work }
        return DeskTickets(perHour: perHour, handleTime: tickets > 0 ? work / tickets : 0, due: due)
    }

    /// Agents at each half hour of the week where the rows say; nil where they do not, or the desk has no rows.
    func agents(_ desk: String) -> [Int?] {
        var agents = [Int?](repeating: nil, count: 336)
        for row in byDesk[desk]?.calls ?? [] {
            for half in 0..<interval / 30 { agents[row.start / 30 + half] = row.agents }
        }
        return agents
    }

    /// Whether the rows say how many agents are on duty anywhere.
    var givesAgents: Bool { byDesk.values.contains { $0.calls.contains { $0.agents != nil } } }

    /// Half hours of the week in which calls are expected at a desk.
    func callTimes(_ desk: String) -> [Int] { byDesk[desk]?.calls.map { $0.start / 30 } ?? [] }

    /// Half hours of the week in which work that can wait arrives at a desk.
    func deferredTimes(_ desk: String) -> [Int] { byDesk[desk]?.deferred.map { $0.start / 30 } ?? [] }

    /// What someone must do where the user sits, in tickets and hours: no work of the desk.
    var onsite: (tickets: Double, hours: Double) {
        byDesk.values.sorted { $0.desk < $1.desk }.reduce((0, 0)) {
            ($0.0 + $1.onsiteTickets, $0.1 + $1.onsiteHours)
        }
    }
}

/// Refuses a desk that has no hours.
func known(_ desk: String, _ desks: [Desk], input: String) throws(Problem) {
    guard !desks.contains(where: { $0.id == desk }) else { return }
    throw Problem(
        Localized(
            sv: "Indatat '\(input)': servicedesken '\(desk)' har inga timmar i indatat 'hours'.",
            en: "Input '\(input)': the desk '\(desk)' has no hours in the input 'hours'."),
        remedy: suggestion(for: desk, among: desks.map(\.id)))
}
