// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What each party pays under each model that can be reckoned from the inputs.
struct Bills {
    let pool: Pool
    let internalBilling: InternalBilling?
    let overhead: Overhead?
    /// Parties that a table lists but that take no part, by table.
    let ignored: [(table: String, parties: [String])]

    /// The bills of a pool.
    ///
    /// - Throws: ``Problem`` when a table is faulty, or there is nothing to compare with.
    init(_ pool: Pool, usage: Table?, employees: Table?, markup: Double) throws(Problem) {
        self.pool = pool
        var ignored = [(table: "today", parties: pool.ignored)]
        let use = try usage.map { table throws(Problem) in try Listing(table, "usage", column: "quantity") }
        internalBilling = try use.map { use throws(Problem) in
            ignored.append(("usage", use.others(than: pool.parties)))
            return try InternalBilling(pool.total, quantities: try use.weights(of: pool.parties), markup: markup)
        }
        let staff = try Bills.staff(employees)
        if let staff { ignored.append(("employees", staff.others(than: pool.parties))) }
        // The registry may know other municipalities than the parties at hand: then there is no such model.
        if let staff, pool.parties.contains(where: { staff[$0] != .null }) {
            overhead = try Overhead(pool.total, employees: try staff.weights(of: pool.parties))
        } else {
            overhead = nil
        }
        self.ignored = ignored.filter { !$0.parties.isEmpty }
        guard pool.agreed != nil || internalBilling != nil || overhead != nil else {
            throw Problem(
                Localized(sv: "Det finns inget att fördela efter.", en: "There is nothing to allocate by."),
                remedy: Localized(
                    sv: "Ge indatat cost, usage eller employees (--input NAMN=FIL).",
                    en: "Give the input cost, usage or employees (--input NAME=FILE)."))
        }
    }

    /// The bills of a model in the order of the parties, or nil when it cannot be reckoned.
    func of(_ model: Model) -> [Money]? {
        switch model {
        case .agreed: pool.agreed
        case .internalBilling: internalBilling?.bills
        case .overhead: overhead?.bills
        }
    }

    /// The model under which a party pays least, the first on a tie; nil when there is only one.
    func cheapest(for party: Int) -> Model? {
        let known = Model.allCases.compactMap { model in of(model).map { (model: model, bill: $0[party]) } }
        guard known.count > 1 else { return nil }
        return known.min { $0.bill < $1.bill }?.model
    }

    /// One row a party, one column a model.
    func table() throws(Problem) -> Table {
        let columns = ["today", "agreed", "internal_billing", "markup", "overhead"]
        var builder = TableBuilder(
            [ColumnSpec("player", .category)]
                + columns.map { ColumnSpec($0, .money, unit: pool.unit, nullable: true) }, key: ["player"])
        for (i, party) in pool.parties.enumerated() {
            try builder.append(
                [
                    .category(party), amount(pool.today[i]), amount(pool.agreed?[i]),
                    amount(internalBilling?.bills[i]), amount(internalBilling?.markups[i]), amount(overhead?.bills[i]),
                ])
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
