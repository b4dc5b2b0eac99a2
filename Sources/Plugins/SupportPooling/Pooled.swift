// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `support-pooling/pooled`: today's separate desks against one pool, hour by hour, by Erlang C.
///
/// The pool takes the tickets of all desks, also of those that are closed, with the handle time weighted by tickets.
/// Every hour is reckoned in steady state by itself.
struct Pooled: Analysis {
    let id = "pooled"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let service = try Service(context)
        let desks = try openDesks(try Desk.read(try context.input("hours")), context)
        let parts = try Part.read(
            context.optionalInput("municipalities"), desks: desks, members: context.members,
            workingDays: service.workingDays)
        let hours = Set(desks.flatMap { $0.hours.map(\.hour) }).sorted()
            .map { PooledHour($0, desks, service) }
        return AnalysisOutput(
            [
                "hours": try hourTable(hours), "today": try todayTable(parts, service),
                "usage": try usageTable(parts),
            ], findings: findings(hours, desks, service))
    }

    private func hourTable(_ hours: [PooledHour]) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("hour", .integer), ColumnSpec("desks_open", .integer),
                ColumnSpec("desks_overloaded", .integer), ColumnSpec("tickets", .real, unit: "tickets/h"),
                ColumnSpec("load", .real, unit: "erlang"), ColumnSpec("load_met", .real, unit: "erlang"),
                ColumnSpec("agents_today", .integer, unit: "agents"),
                ColumnSpec("wait_separate_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait_pooled_s", .real, unit: "s", nullable: true),
                ColumnSpec("agents_same_wait", .integer, unit: "agents", nullable: true),
                ColumnSpec("agents_for_target", .integer, unit: "agents", nullable: true),
            ], key: ["hour"])
        for hour in hours {
            try table.append(
                .integer(hour.hour), .integer(hour.open), .integer(hour.overloaded.count + hour.empty.count),
                .real(hour.tickets),
                .real(hour.load), .real(hour.loadMet), .integer(hour.agents), hour.waitSeparate.map(Cell.real) ?? .null,
                hour.waitPooled.map(Cell.real) ?? .null, hour.agentsSameWait.map(Cell.integer) ?? .null,
                hour.agentsForTarget.map(Cell.integer) ?? .null)
        }
        return try table.table()
    }

    private func todayTable(_ parts: [Part], _ service: Service) throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("cost", .money, unit: "öre/year"),
                ColumnSpec("tickets", .integer, unit: "tickets/year"),
                ColumnSpec("it_users", .integer, unit: "persons", nullable: true),
                ColumnSpec("agent_hours", .real, unit: "h/day"),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("closed_share", .real, unit: "share", nullable: true),
            ], key: ["player"])
        for part in parts {
            let day = DayOfDesks([part.desk], within: service.answerWithin)
            try table.append(
                .category(part.player), .money(part.costToday ?? labour(part, service)),
                .integer(part.ticketsPerYear), part.itUsers.map(Cell.integer) ?? .null,
                .real(Double(part.desk.agentHours) * part.share), day.answered.map(Cell.real) ?? .null,
                day.closedShare.map(Cell.real) ?? .null)
        }
        return try table.table()
    }

    /// Staffed hours times their cost, where what the desk costs is not known.
    private func labour(_ part: Part, _ service: Service) -> Money {
        let day = part.desk.hours.reduce(0.0) { $0 + Double($1.agents) * Double($1.costPerAgentHour.ore) }
        return Money(ore: wholeOre(day * Double(service.workingDays) * part.share))
    }

    private func usageTable(_ parts: [Part]) throws(Problem) -> Table {
        try Table(
            [
                Column(ColumnSpec("player", .category), storage: .strings(parts.map(\.player))),
                Column(
                    ColumnSpec("quantity", .real, unit: "tickets/year"),
                    storage: .reals(parts.map { Double($0.ticketsPerYear) })),
            ], key: ["player"])
    }

    private func findings(_ hours: [PooledHour], _ desks: [Desk], _ service: Service) -> [Finding] {
        var findings: [Finding] = []
        let seconds = Finding.Argument(.real(service.answerWithin), unit: "s")
        let day = DayOfDesks(desks, within: service.answerWithin)
        if let share = day.answered {
            findings.append(
                Finding("answered-today", .info, ["share": .init(.real(share), unit: "share"), "seconds": seconds]))
        }
        if let share = day.closedShare, share > 0 {
            findings.append(Finding("closed-today", .notice, ["share": .init(.real(share), unit: "share")]))
        }
        let busiest = hours.max { ($0.tickets, $1.hour) < ($1.tickets, $0.hour) }
        if let busiest, let pooled = busiest.agentsSameWait, let wait = busiest.waitSeparate {
            findings.append(
                Finding(
                    "same-wait", .info,
                    [
                        "hour": .init(.integer(busiest.hour)), "agents": .init(.integer(busiest.agents)),
                        "pooled": .init(.integer(pooled)), "wait": .init(.real(wait), unit: "s"),
                    ]))
        }
        let pooled = hours.compactMap(\.agentsForTarget).reduce(0, +)
        let today = desks.reduce(0) { $0 + $1.agentHours }
        findings.append(
            Finding(
                "hours-today", .info,
                [
                    "hours": .init(.integer(today), unit: "h/day"), "pooled": .init(.integer(pooled), unit: "h/day"),
                    "target": .init(.real(service.target), unit: "share"), "seconds": seconds,
                    "opens": .init(.integer(service.open.opens)), "closes": .init(.integer(service.open.closes)),
                ]))
        if desks.count == 1 { findings.append(Finding("one-desk", .notice)) }
        findings += service.outside(desks.map { ($0, 1) })
        findings += spans(hours, "overloaded", \.overloaded) + spans(hours, "nobody-on-duty", \.empty)
        return findings + desks.compactMap(openingHours)
    }

    /// One finding for all hours in which something holds of the same desks.
    private func spans(_ hours: [PooledHour], _ id: String, _ desks: KeyPath<PooledHour, [String]>) -> [Finding] {
        var spans: [(desks: [String], hours: [Int])] = []
        for hour in hours where !hour[keyPath: desks].isEmpty {
            if let same = spans.firstIndex(where: { $0.desks == hour[keyPath: desks] }) {
                spans[same].hours.append(hour.hour)
            } else {
                spans.append((hour[keyPath: desks], [hour.hour]))
            }
        }
        return spans.map { span in
            Finding(id, .warning, ["hours": .init(.text(clock(span.hours))), "desks": .init(.text(few(span.desks)))])
        }
    }

    /// What a desk's own rule made of its opening hours; nil when it changed nothing.
    private func openingHours(_ desk: Desk) -> Finding? {
        let before = desk.hours.filter(\.isOpenInRegistry).map(\.hour)
        let after = desk.hours.filter(\.isOpen).map(\.hour)
        guard before != after else { return nil }
        return Finding(
            "own-opening-hours", .notice,
            [
                "desk": .init(Party(desk.id).map(Cell.party) ?? .text(desk.id)),
                "after": .init(.text(clock(after))), "before": .init(.text(clock(before))),
            ])
    }
}
