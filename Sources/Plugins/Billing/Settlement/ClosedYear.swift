// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A closed year as its inputs tell it.
struct ClosedYear {
    /// In order of first appearance.
    let parties: [String]
    let services: [Service]
    /// Öre paid in advance by party; nil when nothing is said of it.
    let paid: [String: Int]?

    struct Service {
        let name: String
        /// Öre of the whole service.
        let planned: Int
        let actual: Int
        /// By party.
        var quantities: [String: (planned: Double, actual: Double)] = [:]
    }

    /// Reads the inputs `services`, `quantities` and `paid`.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    init(_ context: AnalysisContext) throws(Problem) {
        let costs = try InputRows("services", of: context)
        var services: [Service] = []
        var numbers: [String: Int] = [:]
        for row in costs.indices {
            let name = try costs.name(row, "service")
            guard numbers.updateValue(services.count, forKey: name) == nil else { throw costs.twice(row, "service") }
            services.append(
                Service(name: name, planned: try costs.cost(row, "planned"), actual: try costs.cost(row, "actual")))
        }
        let rows = try InputRows("quantities", of: context)
        var parties: [String] = []
        for row in rows.indices {
            let party = try rows.name(row, "player")
            if !parties.contains(party) { parties.append(party) }
            let service = try rows.reference(row, "service", numbers)
            let quantity = (planned: try rows.number(row, "planned"), actual: try rows.number(row, "actual"))
            guard services[service].quantities.updateValue(quantity, forKey: party) == nil else {
                throw rows.twice(row, "service")
            }
        }
        if let table = context.optionalInput("paid"), table.rowCount > 0 {
            let rows = try InputRows("paid", table)
            let known = Dictionary(parties.enumerated().map { ($1, $0) }) { first, _ in first }
            var paid = Dictionary(parties.map { ($0, 0) }) { first, _ in first }
            for row in rows.indices {
                let party = parties[try rows.reference(row, "player", known)]
                paid[party] = try checkedSum([paid[party] ?? 0, try rows.ore(row, "paid")], "paid")
            }
            self.paid = paid
        } else {
            paid = nil
        }
        self.parties = parties
        self.services = services
    }

    /// The bills of each service.
    ///
    /// - Throws: ``Problem`` when a service was to cost something and nobody was to use it.
    func bills() throws(Problem) -> [ServiceBill] {
        var bills: [ServiceBill] = []
        for service in services { bills.append(try ServiceBill(service, parties)) }
        return bills
    }
}

/// One service of a closed year, spread by planned and by actual use.
struct ServiceBill {
    let service: String
    let plannedQuantity: Double
    let actualQuantity: Double
    /// By party.
    let lines: [String: Variances]
    let total: Variances
    /// Whether it cost something although nobody used it: then it is spread as planned.
    let isUnused: Bool

    /// What a unit was to cost; nil when none was planned.
    var plannedPrice: Money? { price(total.planned, plannedQuantity) }
    /// What a unit cost; nil when none was used.
    var actualPrice: Money? { price(total.actual, actualQuantity) }

    /// Planned and actual cost are split to the öre by planned and actual use; the planned price times the actual use is
    /// rounded to the öre, and price variance is what is left, so that the steps always make the whole.
    init(_ service: ClosedYear.Service, _ parties: [String]) throws(Problem) {
        let users = parties.filter { service.quantities[$0] != nil }
        let planned = users.map { service.quantities[$0]?.planned ?? 0 }
        let actual = users.map { service.quantities[$0]?.actual ?? 0 }
        plannedQuantity = planned.reduce(0, +)
        actualQuantity = actual.reduce(0, +)
        guard plannedQuantity > 0 || service.planned == 0 else {
            throw fault(
                "\(service.name) skulle kosta \(Money(ore: service.planned).kronor) kr, men ingen skulle använda den.",
                "\(service.name) was to cost \(Money(ore: service.planned).kronor) SEK, but nobody was to use it.",
                remedy: (
                    "Ge planerade mängder, eller sätt den planerade kostnaden till 0.",
                    "Give planned quantities, or set the planned cost to 0."
                ))
        }
        isUnused = actualQuantity == 0 && service.actual > 0
        let bearing = isUnused ? planned : actual
        guard !isUnused || plannedQuantity > 0 else {
            throw fault(
                "\(service.name) kostade \(Money(ore: service.actual).kronor) kr, men ingen använde den eller skulle göra det.",
                "\(service.name) cost \(Money(ore: service.actual).kronor) SEK, but nobody used it or was to.",
                remedy: (
                    "Lägg kostnaden på en annan tjänst, eller ge mängder.",
                    "Put the cost on another service, or give quantities."
                ))
        }
        let zero = [Money](repeating: .zero, count: users.count)
        let plannedBills = plannedQuantity > 0 ? Money(ore: service.planned).split(by: planned) : zero
        let actualBills = bearing.contains { $0 > 0 } ? Money(ore: service.actual).split(by: bearing) : zero
        guard let plannedBills, let actualBills else { throw tooLarge(Localized(sv: service.name, en: service.name)) }
        var lines: [String: Variances] = [:]
        var total = Variances(planned: 0, volume: 0, actual: 0)
        for (i, user) in users.enumerated() {
            let price = plannedQuantity > 0 ? Double(service.planned) / plannedQuantity : 0
            let volume = (price * (actual[i] - planned[i])).rounded()
            guard volume.magnitude <= Double(largestOre) else {
                throw tooLarge(Localized(sv: service.name, en: service.name))
            }
            let line = Variances(planned: plannedBills[i].ore, volume: Int(volume), actual: actualBills[i].ore)
            lines[user] = line
            total = try total.adding(line)
        }
        self.service = service.name
        self.lines = lines
        self.total = total
    }

    private func price(_ ore: Int, _ quantity: Double) -> Money? {
        guard quantity > 0 else { return nil }
        let price = (Double(ore) / quantity).rounded()
        return price <= Double(largestOre) ? Money(ore: Int(price)) : nil
    }
}
