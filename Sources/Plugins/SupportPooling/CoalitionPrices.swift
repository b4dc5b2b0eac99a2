// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The default assumptions behind what a coalition costs besides its line hours.
struct Assumptions {
    var systemsKept: Double
    var premisesKept: Double
    /// What a party's coordination costs a year, in öre.
    var coordination: Double
    /// What the transition (moving, training, systems) costs each party a year, in öre: once, spread over years.
    var transition: Double
    /// What the head of a shared desk costs a year, in öre.
    var lead: Double
    var hostOverhead: Double

    /// Reads the parameters.
    init(_ context: AnalysisContext) {
        let hour = (context.real("own_hour") ?? 480) * 100
        systemsKept = context.real("systems_kept") ?? 0.6
        premisesKept = context.real("premises_kept") ?? 0.6
        coordination = (context.real("coordination_hours") ?? 60) * hour
        transition = (context.real("transition_cost") ?? 0) * 100 / Double(context.integer("transition_years") ?? 5)
        lead = (context.real("lead_fte") ?? 0.5) * (context.real("hours_per_fte") ?? 1980) * hour
        hostOverhead = context.real("host_overhead") ?? 0.06
    }
}

/// What every coalition costs a year.
struct CoalitionPrices {
    let parts: [Part]
    let hours: LineHours
    let assumptions: Assumptions
    let workingDays: Int

    /// The cost of one coalition by kind, in öre; the kinds sum to the cost.
    struct Price {
        var labour = 0
        var systems = 0
        var premises = 0
        var cooperation = 0

        var cost: Int { labour + systems + premises + cooperation }
    }

    /// The parties of a coalition.
    func members(_ coalition: Int) -> [Int] { parts.indices.filter { coalition >> $0 & 1 == 1 } }

    /// Hours at home a day of a coalition's members; none for a party alone.
    func homeHours(_ coalition: Int) -> Double {
        guard coalition.nonzeroBitCount > 1 else { return 0 }
        return members(coalition).reduce(0) { $0 + hours.home[$1].hours }
    }

    /// The price of a coalition.
    func price(_ coalition: Int) -> Price {
        price(coalition, shared: hours.shared[coalition], home: hours.home.map(\.hours))
    }

    /// The price of a coalition with so many hours a day at its desk, and at each party's home.
    func price(_ coalition: Int, shared: Int, home: [Double]) -> Price {
        let members = members(coalition)
        let days = Double(workingDays)
        let shared = Double(shared) * days * rate(members)
        guard members.count > 1 else {
            return Price(
                labour: wholeOre(shared), systems: parts[members[0]].systems.ore,
                premises: parts[members[0]].premises.ore)
        }
        let home = members.reduce(0.0) { $0 + home[$1] * days * parts[$1].desk.rate }
        return Price(
            labour: wholeOre(shared + home),
            systems: merged(members.map { parts[$0].systems.ore }, kept: assumptions.systemsKept),
            premises: merged(members.map { parts[$0].premises.ore }, kept: assumptions.premisesKept),
            cooperation: wholeOre(
                Double(members.count) * (assumptions.coordination + assumptions.transition) + assumptions.lead
                    + shared * assumptions.hostOverhead))
    }

    /// What a line hour costs at a shared desk: the members' own, weighted by their tickets.
    private func rate(_ members: [Int]) -> Double {
        if members.count == 1 { return parts[members[0]].desk.rate }
        let tickets = members.reduce(0.0) { $0 + Double(parts[$1].ticketsPerYear) }
        guard tickets > 0 else { return members.reduce(0) { $0 + parts[$1].desk.rate } / Double(members.count) }
        return members.reduce(0) { $0 + parts[$1].desk.rate * Double(parts[$1].ticketsPerYear) } / tickets
    }

    /// The largest of the amounts whole, and of the others what is kept.
    private func merged(_ amounts: [Int], kept: Double) -> Int {
        let largest = amounts.max() ?? 0
        return largest + wholeOre(Double(amounts.reduce(0, +) - largest) * kept)
    }
}
