// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A cost pool (Swedish: *kostnadsslag*) of Technology Business Management; the raw value names its column.
///
/// - Source: study 002, section 8.2.2.
enum CostPool: String, CaseIterable {
    case internalLabour = "internal_labour"
    case externalLabour = "external_labour"
    case externalServices = "external_services"
    case hardware
    case software
    case facilitiesAndPower = "facilities_power"
    case telecom
    case other
}

/// What an IT organisation costs in a year, by pool, and the municipal cost it is part of.
struct ITCost {
    /// The municipality that it serves, or `org:slug`.
    let organisation: Cell
    let municipal: Money
    /// One amount a pool, in the order of ``CostPool``.
    let pools: [Money]
    /// Their sum.
    let total: Money

    /// Central IT share (002, section 3.4.2): central IT cost / total municipal cost.
    var shareOfMunicipal: Double { Double(total.ore) / Double(municipal.ore) }

    /// Pool share (002, section 3.4.2): pool / total IT cost.
    func share(of pool: CostPool) -> Double { Double(amount(pool).ore) / Double(total.ore) }

    /// The amount of a pool.
    func amount(_ pool: CostPool) -> Money { pools[CostPool.allCases.firstIndex(of: pool) ?? 0] }

    /// The same cost with an amount counted in another pool; the total stays.
    func moving(_ amount: Money, from: CostPool, to: CostPool) -> ITCost {
        var pools = pools
        let places = CostPool.allCases
        if let from = places.firstIndex(of: from), let to = places.firstIndex(of: to) {
            pools[from] = Money(ore: pools[from].ore - amount.ore)
            pools[to] = Money(ore: pools[to].ore + amount.ore)
        }
        return ITCost(organisation: organisation, municipal: municipal, pools: pools, total: total)
    }

    private init(organisation: Cell, municipal: Money, pools: [Money], total: Money) {
        self.organisation = organisation
        self.municipal = municipal
        self.pools = pools
        self.total = total
    }

    /// Reads a row of the input `costs`.
    ///
    /// - Throws: ``Problems`` with everything in the row that no share can be reckoned from.
    init(_ costs: Table, row: Int) throws {
        organisation = costs[row, "organisation"]
        let name = organisation.plainText
        var problems: [Problem] = []
        func amount(_ column: String) -> Money {
            guard case .money(let money) = costs[row, column] else {
                problems.append(
                    wrong(name, Localized(sv: "beloppet \(column) saknas", en: "the amount \(column) is missing")))
                return .zero
            }
            if money < .zero {
                problems.append(
                    wrong(name, Localized(sv: "beloppet \(column) är negativt", en: "the amount \(column) is negative"))
                )
            }
            return money
        }
        municipal = amount("total_municipal_cost")
        pools = CostPool.allCases.map { amount($0.rawValue) }
        try Problems.throwIfAny(problems)
        total = try sum(pools, of: name)
        if total == .zero {
            problems.append(wrong(name, Localized(sv: "IT-kostnaden är noll", en: "the IT cost is zero")))
        }
        if municipal == .zero {
            problems.append(
                wrong(name, Localized(sv: "kommunens hela kostnad är noll", en: "total municipal cost is zero")))
        }
        try Problems.throwIfAny(problems)
    }
}

/// Reads the input `costs`, whole.
///
/// - Throws: ``Problem`` or ``Problems`` when there is no row or one is faulty: all faulty rows at once.
func readCosts(_ costs: Table) throws -> [ITCost] {
    guard costs.rowCount > 0 else {
        throw Problem(
            Localized(sv: "Det finns inga IT-kostnader.", en: "There is no IT cost."),
            remedy: Localized(
                sv: "Läs in dem med: samverk import it_costs FIL.", en: "Import it with: samverk import it_costs FILE.")
        )
    }
    var read: [ITCost] = []
    var problems: [Problem] = []
    for row in 0..<costs.rowCount {
        do {
            read.append(try ITCost(costs, row: row))
        } catch let problem as Problem {
            problems.append(problem)
        } catch let several as Problems { problems += several.all }
    }
    try Problems.throwIfAny(problems)
    return read
}

/// The sum of amounts.
///
/// - Throws: ``Problem`` when it does not fit in 64 bits.
func sum(_ amounts: [Money], of name: String) throws(Problem) -> Money {
    var sum = Money.zero
    for amount in amounts {
        guard let next = sum.adding(amount) else {
            throw wrong(name, Localized(sv: "summan är för stor för att räkna med", en: "the sum is too large"))
        }
        sum = next
    }
    return sum
}

private func wrong(_ organisation: String, _ what: Localized) -> Problem {
    Problem(
        Localized(
            sv: "IT-kostnaderna för \(organisation): \(what.sv).", en: "The IT cost of \(organisation): \(what.en)."),
        remedy: Localized(
            sv: "Rätta raden i it_costs.", en: "Correct the row in it_costs."))
}
