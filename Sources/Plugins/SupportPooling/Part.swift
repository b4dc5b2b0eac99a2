// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A party's part of a service desk: all of it, or its share of the tickets at a joint one.
struct Part {
    var player: String
    var desk: Desk
    /// Its share of the desk's tickets, 0 to 1.
    var share: Double
    var itUsers: Int?
    var ticketsPerYear: Int
    /// What its desk costs today, where the columns are there.
    var costToday: Money?
    var systems = Money.zero
    var premises = Money.zero

    /// The parts of the members in listed order (of everyone, when no members are named).
    ///
    /// Without the input `municipalities` every desk is a party of its own.
    static func read(
        _ table: Table?, desks: [Desk], members: [Party], workingDays: Int
    ) throws(Problem) -> [Part] {
        guard let table else {
            return desks.map { Part(whole: $0, workingDays: workingDays) }
        }
        let rows = InputRows("municipalities", mayBeEmpty: table)
        var parts: [String: Part] = [:]
        var listed: [String] = []
        for row in rows.indices {
            let part = try Part(rows, row, desks)
            parts[part.player] = part
            listed.append(part.player)
        }
        let wanted = members.isEmpty ? listed : members.map(\.code)
        var result: [Part] = []
        for code in wanted {
            if let part = parts[code] {
                result.append(part)
            } else if let desk = desks.first(where: { $0.id == code }) {
                result.append(Part(whole: desk, workingDays: workingDays))
            } else {
                throw Problem(
                    Localized(
                        sv: "\(code) har ingen servicedesk i registret.",
                        en: "\(code) has no service desk in the registry."),
                    remedy: Localized(
                        sv: "Läs in den i support-pooling/desk_municipalities, eller ta bort \(code) ur members.",
                        en: "Import it into support-pooling/desk_municipalities, or take \(code) out of members."))
            }
        }
        return result
    }

    private init(whole desk: Desk, workingDays: Int) {
        player = desk.id
        self.desk = desk
        share = 1
        ticketsPerYear = Int(desk.tickets * Double(workingDays) + 0.5)
    }

    private init(_ rows: InputRows, _ row: Int, _ desks: [Desk]) throws(Problem) {
        player = try rows.name(row, "municipality")
        let id = try rows.name(row, "desk")
        guard let desk = desks.first(where: { $0.id == id }) else {
            throw Problem(
                Localized(
                    sv: "\(player): servicedesken '\(id)' har inga timmar i indatat 'hours'.",
                    en: "\(player): the desk '\(id)' has no hours in the input 'hours'."),
                remedy: suggestion(for: id, among: desks.map(\.id)))
        }
        self.desk = desk
        share = try rows.number(row, "ticket_share")
        guard share <= 1 else {
            throw Problem(
                Localized(
                    sv: "\(player): ticket_share ska vara mellan 0 och 1.",
                    en: "\(player): ticket_share must be between 0 and 1."))
        }
        itUsers = try rows.whole(row, "it_users", 0...1_000_000_000)
        ticketsPerYear = try rows.whole(row, "tickets_per_year", 0...1_000_000_000)
        if rows.has("cost_today") { costToday = Money(ore: try rows.cost(row, "cost_today")) }
        if rows.has("systems_cost") { systems = Money(ore: try rows.cost(row, "systems_cost")) }
        if rows.has("premises_cost") { premises = Money(ore: try rows.cost(row, "premises_cost")) }
    }
}
