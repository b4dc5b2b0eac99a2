// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// One row a party and model: the bill, against today, and by employee. Who wins and who loses is a heat map of it.
func modelsTable(_ bills: Bills, _ models: [Model]) throws(Problem) -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("player", .category), ColumnSpec("model", .category),
            ColumnSpec("bill", .money, unit: bills.pool.unit), ColumnSpec("markup", .money, unit: bills.pool.unit),
            ColumnSpec("against_today", .money, unit: bills.pool.unit, nullable: true),
            ColumnSpec("per_employee", .money, unit: bills.pool.unit, nullable: true),
        ], key: ["player", "model"])
    for (i, party) in bills.pool.parties.enumerated() {
        for model in models {
            guard let bill = bills.of(model)?[i] else { continue }
            let against = try bills.pool.today[i].map { today throws(Problem) in try difference(bill, today) }
            let markup = model == .internalBilling ? bills.internalBilling?.markups[i] ?? .zero : .zero
            try builder.append(
                .category(party), .category(model.rawValue), .money(bill), .money(markup), amount(against),
                amount(bills.perEmployee(bill, i)))
        }
    }
    return try builder.table()
}

/// One row a service: its cost, what a unit costs, and how it is paid under the hybrid.
func pricesTable(_ bills: Bills) throws(Problem) -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("service", .category), ColumnSpec("cost", .money, unit: bills.pool.unit),
            ColumnSpec("quantity", .real), ColumnSpec("price", .money, unit: "öre"),
            ColumnSpec("class", .category, nullable: true), ColumnSpec("candidate", .boolean),
        ], key: ["service"])
    // A single quantity a party is no catalogue: its price is told in a sentence.
    let services = bills.catalogue.map { $0.isCatalogue ? $0.services : [] } ?? []
    for (i, service) in services.enumerated() {
        try builder.append(
            .category(service.name), .money(service.cost), .real(service.quantity),
            amount(bills.internalBilling?.prices[i]), service.demand.map { .category($0.rawValue) } ?? .null,
            .boolean(service.isCandidate))
    }
    return try builder.table()
}

/// What a model makes people do, in figures: how much of the bill moves with use, how far the cost of an employee spreads, how
/// the monthly bill varies, and what billing itself costs.
struct Incentive {
    let model: Model
    let winners: Int?
    let losers: Int?
    /// The part of the bill that moves with use, 0 to 1.
    let moving: Double
    /// Least and most that an employee costs; nil without employees.
    let perEmployee: ClosedRange<Money>?
    /// The mean coefficient of variation of the parties' monthly bills, weighted by bill; nil without months.
    let variation: Double?
    /// Öre a year.
    let administration: Int

    init(_ model: Model, _ bills: Bills, _ months: MonthlyBills?, _ cost: BillingCost) {
        self.model = model
        let own = bills.of(model) ?? []
        let known = zip(own, bills.pool.today).compactMap { bill, today in today.map { (bill, $0) } }
        winners = known.count == own.count ? known.filter { $0.0 < $0.1 }.count : nil
        losers = known.count == own.count ? known.filter { $0.0 > $0.1 }.count : nil
        let costs = own.indices.compactMap { bills.perEmployee(own[$0], $0) }
        perEmployee = costs.min().flatMap { least in costs.max().map { least...$0 } }
        let moving = bills.moving[model] ?? 0
        self.moving = moving
        variation = months.map { $0.variation * moving }
        administration = cost.ore(parties: own.count, isBilled: moving > 0)
    }
}

/// What billing itself costs (Swedish: *faktureringens egen kostnad*), in öre.
struct BillingCost {
    let invoice: Int
    let orders: Int
    let order: Int
    let disputes: Int
    let dispute: Int

    init(_ context: AnalysisContext) {
        func ore(_ name: String) -> Int { Int(((context.real(name) ?? 0) * 100).rounded()) }
        invoice = ore("invoice_cost")
        orders = context.integer("orders") ?? 0
        order = ore("order_cost")
        disputes = context.integer("disputes") ?? 0
        dispute = ore("dispute_cost")
    }

    /// A year's: with billing by use twelve invoices each, orders and disputes; without, twelve entries in all.
    func ore(parties: Int, isBilled: Bool) -> Int {
        isBilled ? 12 * parties * invoice + orders * order + disputes * dispute : 12 * invoice
    }
}

/// How the bills by use vary from month to month.
struct MonthlyBills {
    /// Mean coefficient of variation of the parties' monthly bills at the prices of the year, weighted by bill; of what a
    /// model bills by use only, and 0 when that is nothing.
    let variation: Double

    /// Nil without at least two months.
    init?(_ use: ServiceUse?, _ bills: Bills, under model: Model) {
        guard let use, !use.months.isEmpty, let catalogue = bills.catalogue else { return nil }
        let billed = bills.billed[model] ?? []
        let prices = Dictionary(
            catalogue.services.filter { billed.contains($0.name) }.map { ($0.name, Double($0.cost.ore) / $0.quantity) }
        ) { first, _ in first }
        let all = use.months.values.flatMap(\.keys)
        guard let first = all.min(), let last = all.max(), last > first else { return nil }
        var weighted = 0.0
        var sum = 0.0
        for party in bills.pool.parties {
            guard let months = use.months[party] else { continue }
            let bills = (first.number...last.number).map { number in
                (months[Month(number: number)] ?? [:]).sorted { $0.key < $1.key }
                    .reduce(0.0) { $0 + $1.value * (prices[$1.key] ?? 0) }
            }
            let variation = Variation(bills, from: first, Adjustment(trend: false, season: false))
            guard let coefficient = variation.coefficient else { continue }
            weighted += coefficient * variation.mean
            sum += variation.mean
        }
        variation = sum > 0 ? weighted / sum : 0
    }
}

/// One row a model.
func incentivesTable(_ incentives: [Incentive], unit: String) throws(Problem) -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("model", .category), ColumnSpec("winners", .integer, nullable: true),
            ColumnSpec("losers", .integer, nullable: true), ColumnSpec("moves_with_use", .real, unit: "share"),
            ColumnSpec("least_per_employee", .money, unit: unit, nullable: true),
            ColumnSpec("most_per_employee", .money, unit: unit, nullable: true),
            ColumnSpec("monthly_variation", .real, unit: "share", nullable: true),
            ColumnSpec("administration", .money, unit: unit),
        ], key: ["model"])
    for incentive in incentives {
        try builder.append([
            .category(incentive.model.rawValue), incentive.winners.map(Cell.integer) ?? .null,
            incentive.losers.map(Cell.integer) ?? .null, .real(incentive.moving),
            amount(incentive.perEmployee?.lowerBound), amount(incentive.perEmployee?.upperBound),
            incentive.variation.map(Cell.real) ?? .null, .money(Money(ore: incentive.administration)),
        ])
    }
    return try builder.table()
}
