// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `support-pooling/coalition-costs`: what a desk of every coalition of the parties would cost at equal service.
struct CoalitionCosts: Analysis {
    let id = "coalition-costs"
    private static let mostParties = 20

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let service = try Service(context)
        let desks = try openDesks(try Desk.read(try context.input("hours")), context)
        let parts = try Part.read(
            context.optionalInput("municipalities"), desks: desks, members: context.members,
            workingDays: service.workingDays)
        guard (1...Self.mostParties).contains(parts.count) else {
            throw Problem(
                Localized(
                    sv: "\(parts.count) parter går inte att räkna: minst 1 och högst \(Self.mostParties).",
                    en: "\(parts.count) parties cannot be computed: at least 1 and at most \(Self.mostParties)."),
                kind: parts.isEmpty ? .input : .limit)
        }
        let locks = try Locks.read(context, parts)
        let staff = try HomeStaff.read(context, parts, service)
        let demands = demands(parts, locks, service)
        let leastShared = context.integer("least_agents") ?? 2
        let hours = LineHours(
            demands, leastHome: staff.least,
            homeRule: .init(
                factor: context.real("home_factor") ?? 1, otherWork: context.real("home_other_work") ?? 0),
            leastShared: leastShared, target: service.target, within: service.answerWithin)
        let prices = CoalitionPrices(
            parts: parts, hours: hours, assumptions: Assumptions(context), workingDays: service.workingDays)
        let result = PricedCoalitions(prices: prices, locks: locks, service: service)
        let everyTicket = LineHours.unlocked(
            demands, leastShared: leastShared, target: service.target, within: service.answerWithin)
        let unlocked = prices.price(
            1 << parts.count - 1, shared: everyTicket, home: staff.least.map { Double($0.reduce(0, +)) })
        return AnalysisOutput(
            [
                "costs": try result.game(), "line_hours": try result.lineHours(),
                "composition": try result.composition(), "standalone": try result.standalone(),
                "drivers": try drivers(parts, service, context.optionalInput("population")),
                "locked": try result.locked(),
            ], findings: result.findings(unlocked: unlocked.cost))
    }

    /// What arrives at every party in every hour of the service, and what of it is locked.
    private func demands(_ parts: [Part], _ locks: [Locks], _ service: Service) -> [[LineHours.Demand]] {
        service.hours.map { hour in
            zip(parts, locks).map { part, lock in
                let now = part.desk.at(hour)
                let tickets = (now?.tickets ?? 0) * part.share
                let load = (now?.load ?? 0) * part.share
                return LineHours.Demand(
                    tickets: tickets, load: load, lockedTickets: tickets * lock.tickets, lockedLoad: load * lock.work)
            }
        }
    }

    private func drivers(_ parts: [Part], _ service: Service, _ population: Table?) throws(Problem) -> Table {
        var people: [String: Double] = [:]
        if let population {
            let rows = InputRows("population", mayBeEmpty: population)
            for row in rows.indices where population[row, "population"] != .null {
                people[try rows.name(row, "code")] = try rows.number(row, "population")
            }
        }
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("population", .real, unit: "persons", nullable: true),
                ColumnSpec("tickets", .real, unit: "tickets/year"),
                ColumnSpec("it_users", .real, unit: "persons", nullable: true),
                ColumnSpec("load", .real, unit: "erlang"),
            ], key: ["player"])
        for part in parts {
            let load = service.hours.reduce(0) { $0 + (part.desk.at($1)?.load ?? 0) } / Double(service.hours.count)
            try table.append(
                .category(part.player), people[part.player].map(Cell.real) ?? .null,
                .real(Double(part.ticketsPerYear)), part.itUsers.map { .real(Double($0)) } ?? .null,
                .real(load * part.share))
        }
        return try table.table()
    }
}
