// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A service of the catalogue (Swedish: *tjänstekatalog*): its part of the pool and who uses how much of it.
struct CatalogueService {
    let name: String
    /// Its part of the pool.
    var cost: Money
    /// By party, in the order of the parties; not all zero.
    let quantities: [Double]
    /// Whether it is to be retired.
    let isCandidate: Bool
    /// How its demand fluctuates; nil when nothing is said.
    let demand: DemandClass?

    /// All that is used.
    var quantity: Double { quantities.reduce(0, +) }
}

/// The services whose costs make the pool, as the inputs `services` and `quantities` (or `monthly`) tell them.
struct Catalogue {
    private(set) var services: [CatalogueService]
    /// What all services cost as given, used or not, before they were scaled to the pool.
    let given: Money
    /// Services without a user, and what each costs: the services that are used bear it, each by its share.
    let unused: [(name: String, cost: Money)]
    /// Users that take no part.
    let others: [String]
    /// Whether services were listed; else the whole pool is one.
    let isCatalogue: Bool

    /// Reads the catalogue.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    init(_ table: Table, _ use: ServiceUse, parties: [String]) throws(Problem) {
        let rows = try InputRows("services", table)
        var services: [CatalogueService] = []
        var unused: [(name: String, cost: Money)] = []
        var names: [String: Int] = [:]
        for row in rows.indices {
            let name = try rows.name(row, "service")
            guard names.updateValue(row, forKey: name) == nil else { throw rows.twice(row, "service") }
            let quantities = parties.map { use.quantities[name]?[$0] ?? 0 }
            let cost = try Catalogue.cost(rows, row, quantities.reduce(0, +))
            guard quantities.contains(where: { $0 > 0 }) else {
                unused.append((name, cost))
                continue
            }
            services.append(
                CatalogueService(
                    name: name, cost: cost, quantities: quantities,
                    isCandidate: rows.has("candidate") && table[row, "candidate"] == .boolean(true),
                    demand: try Catalogue.demand(rows, row)))
        }
        for name in use.order where names[name] == nil {
            throw fault(
                "Indatat 'quantities': tjänsten '\(name)' finns inte i services.",
                "Input 'quantities': there is no service '\(name)' in services.",
                remedy: suggestion(for: name, among: names.keys.sorted()).map { ($0.sv, $0.en) })
        }
        guard !services.isEmpty else {
            throw fault("Ingen av tjänsterna används.", "None of the services is used.")
        }
        given = Money(ore: try checkedSum((services.map(\.cost) + unused.map(\.cost)).map(\.ore), "services"))
        self.services = services
        isCatalogue = true
        self.unused = unused
        let known = Set(parties)
        others = use.users.filter { !known.contains($0) }
    }

    /// A single service that is the whole pool, used as the input `usage` says.
    init(_ pool: Pool, usage: Table) throws(Problem) {
        let use = try Listing(usage, "usage", column: "quantity")
        services = [
            CatalogueService(
                name: "usage", cost: pool.total, quantities: try use.weights(of: pool.parties), isCandidate: false,
                demand: nil)
        ]
        given = pool.total
        isCatalogue = false
        unused = []
        others = use.others(than: pool.parties)
    }

    /// The catalogue with costs that sum to a pool: each service keeps its share.
    ///
    /// - Throws: ``Problem`` when the services cost nothing and the pool something.
    func scaled(to pool: Money) throws(Problem) -> Catalogue {
        guard pool != given || unused.contains(where: { $0.cost > .zero }) else { return self }
        guard let costs = pool.split(by: services.map(\.cost.ore)) else {
            throw fault(
                "services: alla kostnader är noll, så det finns inget att fördela efter.",
                "services: all costs are zero, so there is nothing to allocate by.")
        }
        var copy = self
        for i in costs.indices { copy.services[i].cost = costs[i] }
        return copy
    }

    /// What a service costs: `cost`, or `unit_cost` times all that is used of it.
    private static func cost(_ rows: InputRows, _ row: Int, _ quantity: Double) throws(Problem) -> Money {
        if rows.has("cost"), rows.table[row, "cost"] != .null { return Money(ore: try rows.cost(row, "cost")) }
        guard rows.has("unit_cost"), rows.table[row, "unit_cost"] != .null else {
            throw rows.wrong(
                row, "cost", ("ge cost (hela kostnaden) eller unit_cost", "give cost (the whole cost) or unit_cost"))
        }
        let cost = (Double(try rows.cost(row, "unit_cost")) * quantity).rounded()
        guard cost <= Double(largestOre) else {
            throw rows.wrong(row, "unit_cost", ("kostnaden blir för stor", "the cost becomes too large"))
        }
        return Money(ore: Int(cost))
    }

    private static func demand(_ rows: InputRows, _ row: Int) throws(Problem) -> DemandClass? {
        guard rows.has("class"), let text = rows.optionalName(row, "class") else { return nil }
        guard let kind = DemandClass(rawValue: text) else {
            var problem = rows.wrong(row, "class", ("klassen '\(text)' är okänd", "the class '\(text)' is unknown"))
            problem.remedy = suggestion(for: text, among: DemandClass.allCases.map(\.rawValue))
            throw problem
        }
        return kind
    }
}

/// Who uses how much of what, in the year and month by month.
struct ServiceUse {
    /// By service and party.
    private(set) var quantities: [String: [String: Double]] = [:]
    /// By party and month, then by service; empty when only the year is known.
    private(set) var months: [String: [Month: [String: Double]]] = [:]
    /// Services in order of first appearance.
    private(set) var order: [String] = []
    /// Parties in order of first appearance.
    private(set) var users: [String] = []

    /// Reads the input `quantities`, or `monthly`, which knows months as well.
    ///
    /// A party without a row in a month used nothing then; a month without any row is a gap in the data.
    ///
    /// - Throws: ``Problem`` that names the row at fault, or the month that is missing.
    init(_ table: Table, _ input: String) throws(Problem) {
        let rows = try InputRows(input, table)
        var seen: Set<String> = []
        for row in rows.indices {
            let party = try rows.name(row, "player")
            let service = try rows.name(row, "service")
            let quantity = try rows.number(row, "quantity")
            if quantities[service] == nil { order.append(service) }
            if seen.insert(party).inserted { users.append(party) }
            if input == "monthly" {
                guard let month = Month(try rows.name(row, "month")) else {
                    throw rows.wrong(
                        row, "month", ("en månad väntades", "a month was expected"),
                        remedy: ("Skriv år och månad, som 2026-03.", "Write year and month, like 2026-03."))
                }
                let before = months[party, default: [:]][month, default: [:]].updateValue(quantity, forKey: service)
                guard before == nil else { throw rows.twice(row, "month") }
            } else if quantities[service]?[party] != nil {
                throw rows.twice(row, "service")
            }
            quantities[service, default: [:]][party, default: 0] += quantity
        }
        let known = Set(months.values.flatMap(\.keys)).sorted()
        for (month, next) in zip(known, known.dropFirst()) where next.number > month.number + 1 {
            throw fault(
                "Indatat '\(input)': månaden \(Month(number: month.number + 1)) saknas.",
                "Input '\(input)': the month \(Month(number: month.number + 1)) is missing.",
                remedy: (
                    "Lägg till den; en rad med mängden 0 säger att ingen använde något.",
                    "Add it; a row with the quantity 0 says that nobody used anything."
                ))
        }
    }
}
