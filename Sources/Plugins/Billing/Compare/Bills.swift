// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What each party pays under each model that can be reckoned from the inputs. All but the mark-up of internal billing sum to
/// the pool.
struct Bills {
    let pool: Pool
    /// Nil when nothing is known of use.
    let catalogue: Catalogue?
    let internalBilling: InternalBilling?
    let overhead: Overhead?
    /// In the order of the parties; nil when not known.
    private let employees: [Double]?
    /// The bills of every model that could be reckoned, in the order of the parties: the first three always, the others
    /// when they are asked for.
    private(set) var byModel: [Model: [Money]] = [:]
    /// The part of each model's bills that moves with use, as a share.
    private(set) var moving: [Model: Double] = [:]
    /// The services that each model bills by use.
    private(set) var billed: [Model: Set<String>] = [:]
    /// Parties that a table lists but that take no part, by table.
    let ignored: [(table: String, parties: [String])]

    /// The bills of a pool.
    ///
    /// - Throws: ``Problem`` when a table is faulty, or there is nothing to compare with.
    init(_ pool: Pool, _ inputs: BillInputs) throws {
        self.pool = pool
        var ignored = [(table: "today", parties: pool.ignored)]
        catalogue = try inputs.catalogue(pool)
        if let catalogue { ignored.append((inputs.useName, catalogue.others)) }
        internalBilling = try catalogue.map { catalogue throws(Problem) in
            try InternalBilling(catalogue.services, markup: inputs.markup)
        }
        let staff = try Bills.staff(inputs.employees)
        if let staff { ignored.append(("employees", staff.others(than: pool.parties))) }
        // The registry may know other municipalities than the parties at hand: then there is no such model.
        let employees = try staff.flatMap { staff throws(Problem) -> [Double]? in
            pool.parties.contains { staff[$0] != .null } ? try staff.weights(of: pool.parties) : nil
        }
        self.employees = employees
        overhead = try employees.map { employees throws(Problem) in try Overhead(pool.total, employees: employees) }
        self.ignored = ignored.filter { !$0.parties.isEmpty }
        byModel[.agreed] = pool.agreed
        byModel[.internalBilling] = internalBilling?.bills
        byModel[.overhead] = overhead?.bills
        if inputs.models.contains(.key), let text = inputs.key, let drivers = inputs.drivers {
            byModel[.key] = try split(by: try Weights.key(text, drivers, parties: pool.parties))
        }
        if inputs.models.contains(.inverse), let employees, let rates = inputs.rates {
            byModel[.inverse] = try split(
                by: try Weights.inverse(employees, rates, parties: pool.parties, strength: inputs.strength))
        }
        if let employees, let catalogue {
            if inputs.models.contains(.decommission) { try mix(.decommission, catalogue, employees) { $0.isCandidate } }
            if inputs.models.contains(.hybrid) { try mix(.hybrid, catalogue, employees) { $0.demand == .low } }
        }
        if let weights = try inputs.ruleWeights(pool, employees, catalogue) { byModel[.rules] = try split(by: weights) }
        moving[.internalBilling] = internalBilling.map { _ in 1 }
        billed[.internalBilling] = catalogue.map { Set($0.services.map(\.name)) }
        guard !byModel.isEmpty else {
            throw Problem(
                Localized(sv: "Det finns inget att fördela efter.", en: "There is nothing to allocate by."),
                remedy: Localized(
                    sv: "Ge indatat cost, usage, services eller employees (--input NAMN=FIL).",
                    en: "Give the input cost, usage, services or employees (--input NAME=FILE)."))
        }
    }

    /// A bill by the party's employees, rounded to the öre; nil without any.
    func perEmployee(_ bill: Money, _ party: Int) -> Money? {
        guard let employees, employees[party] > 0 else { return nil }
        let cost = (Double(bill.ore) / employees[party]).rounded()
        return cost.magnitude < 0x1p63 ? Money(ore: Int(cost)) : nil
    }

    /// The party's share of all employees; nil when they are not known.
    func employeeShare(_ party: Int) -> Double? {
        employees.map { employees in employees[party] / employees.reduce(0, +) }
    }

    /// The bills of a model in the order of the parties, or nil when it cannot be reckoned.
    func of(_ model: Model) -> [Money]? { byModel[model] }

    private func split(by weights: [Double]) throws(Problem) -> [Money] {
        guard let bills = pool.total.split(by: weights) else {
            throw tooLarge(Localized(sv: "fördelningen", en: "the allocation"))
        }
        return bills
    }

    /// Some services by use without a mark-up, the rest of the pool by employees; nothing when no service is such.
    ///
    /// - Source: study 003 (Halmstad), section 4.1, for candidates; study 000, section 5, for stable services.
    private mutating func mix(
        _ model: Model, _ catalogue: Catalogue, _ employees: [Double], _ isBilled: (CatalogueService) -> Bool
    ) throws(Problem) {
        let billed = catalogue.services.filter(isBilled)
        guard !billed.isEmpty else { return }
        let direct = try InternalBilling(billed, markup: 0)
        let part = try sum(billed.map(\.cost), Localized(sv: "tjänsterna", en: "the services"))
        let rest = try Overhead(try difference(pool.total, part), employees: employees)
        var bills: [Money] = []
        for (a, b) in zip(direct.bills, rest.bills) {
            bills.append(try sum([a, b], Localized(sv: "räkningen", en: "the bill")))
        }
        byModel[model] = bills
        self.billed[model] = Set(billed.map(\.name))
        moving[model] = pool.total > .zero ? Double(part.ore) / Double(pool.total.ore) : 0
    }

    /// The model under which a party pays least, the first on a tie; nil when there is only one.
    func cheapest(for party: Int) -> Model? {
        let known = Model.allCases.compactMap { model in of(model).map { (model: model, bill: $0[party]) } }
        guard known.count > 1 else { return nil }
        return known.min { $0.bill < $1.bill }?.model
    }

    /// One row a party, one column a model that is asked for; null where it cannot be reckoned.
    func table(_ models: [Model]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category)]
                + (["today"] + models.map(\.rawValue)).map {
                    ColumnSpec($0, .money, unit: pool.unit, nullable: true)
                }, key: ["player"])
        for (i, party) in pool.parties.enumerated() {
            try builder.append([.category(party), amount(pool.today[i])] + models.map { amount(of($0)?[i]) })
        }
        return try builder.table()
    }

    /// One row a model.
    func totals() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("model", .category), ColumnSpec("total", .money, unit: pool.unit),
                ColumnSpec("markup", .money, unit: pool.unit),
                ColumnSpec("against_today", .money, unit: pool.unit, nullable: true),
            ], key: ["model"])
        let today = try pool.totalToday()
        for model in Model.allCases {
            guard let bills = of(model) else { continue }
            let total = try sum(bills, Localized(sv: "räkningarnas summa", en: "the sum of the bills"))
            let markup = model == .internalBilling ? internalBilling?.markupTotal ?? .zero : .zero
            let against = try today.map { today throws(Problem) in try difference(total, today) }
            try builder.append(.category(model.rawValue), .money(total), .money(markup), amount(against))
        }
        return try builder.table()
    }

    /// The employees, unless the table is missing or empty: a workspace need not have imported them.
    private static func staff(_ table: Table?) throws(Problem) -> Listing? {
        guard let table, table.rowCount > 0 else { return nil }
        return try Listing(table, "employees", column: "employees")
    }
}

/// An amount as a cell; null when there is none.
func amount(_ money: Money?) -> Cell { money.map(Cell.money) ?? .null }

/// One amount less another.
///
/// - Throws: ``Problem`` when it does not fit in 64 bits.
func difference(_ after: Money, _ before: Money) throws(Problem) -> Money {
    let (ore, overflow) = after.ore.subtractingReportingOverflow(before.ore)
    guard !overflow else { throw tooLarge(Localized(sv: "ändringen mot i dag", en: "the change against today")) }
    return Money(ore: ore)
}
