// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/settlement`: a closed year, planned against actual (Swedish: *förkalkyl, efterkalkyl, slutavräkning*).
///
/// Planned is what each was to pay for what it was to use; actual what it pays for what it used. Between them lie
/// volume variance (actual - planned quantity) x planned price, and price variance (actual - planned price) x actual
/// quantity. What has been paid in advance is settled against the actual bill.
///
/// - Source: Horngren, Datar and Rajan, *Cost Accounting* (2012), chapter 7, for the two variances.
struct Settlement: Analysis {
    let id = "settlement"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let year = try ClosedYear(context)
        let bills = try year.bills()
        var parties = year.parties.map { PartySettlement($0, paid: year.paid?[$0]) }
        for (i, party) in year.parties.enumerated() {
            for bill in bills { try parties[i].add(bill, party) }
        }
        return AnalysisOutput(
            [
                "settlement": try settlementTable(parties), "services": try servicesTable(bills),
                "lines": try linesTable(bills, year.parties),
            ], findings: settlementFindings(parties, bills))
    }

    private func settlementTable(_ parties: [PartySettlement]) throws(Problem) -> Table {
        let amounts = ["planned", "volume_variance", "price_variance", "actual"]
        var builder = TableBuilder(
            [ColumnSpec("player", .category)] + amounts.map { ColumnSpec($0, .money, unit: "öre") }
                + ["paid", "settlement"].map { ColumnSpec($0, .money, unit: "öre", nullable: true) }, key: ["player"])
        for party in parties {
            let total = party.variances
            try builder.append([
                .category(party.name), .money(Money(ore: total.planned)), .money(Money(ore: total.volume)),
                .money(Money(ore: total.price)), .money(Money(ore: total.actual)),
                party.paid.map { .money(Money(ore: $0)) } ?? .null,
                party.settlement.map { .money(Money(ore: $0)) } ?? .null,
            ])
        }
        return try builder.table()
    }

    private func servicesTable(_ bills: [ServiceBill]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("service", .category)]
                + ["planned_quantity", "actual_quantity"].map { ColumnSpec($0, .real) }
                + ["planned_price", "actual_price"].map { ColumnSpec($0, .money, unit: "öre", nullable: true) }
                + ["planned", "volume_variance", "price_variance", "actual"].map {
                    ColumnSpec($0, .money, unit: "öre")
                }, key: ["service"])
        for bill in bills {
            let total = bill.total
            try builder.append([
                .category(bill.service), .real(bill.plannedQuantity), .real(bill.actualQuantity),
                amount(bill.plannedPrice), amount(bill.actualPrice), .money(Money(ore: total.planned)),
                .money(Money(ore: total.volume)), .money(Money(ore: total.price)), .money(Money(ore: total.actual)),
            ])
        }
        return try builder.table()
    }

    private func linesTable(_ bills: [ServiceBill], _ parties: [String]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category), ColumnSpec("service", .category)]
                + ["planned", "volume_variance", "price_variance", "actual"].map {
                    ColumnSpec($0, .money, unit: "öre")
                }, key: ["player", "service"])
        for party in parties {
            for bill in bills {
                guard let line = bill.lines[party] else { continue }
                try builder.append(
                    .category(party), .category(bill.service), .money(Money(ore: line.planned)),
                    .money(Money(ore: line.volume)), .money(Money(ore: line.price)), .money(Money(ore: line.actual)))
            }
        }
        return try builder.table()
    }
}

/// What one party was to pay, pays and has paid, in öre.
struct PartySettlement {
    let name: String
    /// Paid in advance; nil when nothing is said of it.
    let paid: Int?
    private(set) var variances = Variances(planned: 0, volume: 0, actual: 0)

    init(_ name: String, paid: Int?) {
        self.name = name
        self.paid = paid
    }

    /// What is left to pay, or negative to get back.
    var settlement: Int? { paid.map { variances.actual - $0 } }

    /// Adds its part of a service.
    mutating func add(_ bill: ServiceBill, _ party: String) throws(Problem) {
        guard let line = bill.lines[party] else { return }
        variances = try variances.adding(line)
    }
}

/// From planned to actual in two steps, in öre: planned + volume + price = actual.
struct Variances {
    let planned: Int
    let volume: Int
    let actual: Int
    var price: Int { actual - planned - volume }

    /// The sum with others.
    ///
    /// - Throws: ``Problem`` beyond ``largestOre``.
    func adding(_ other: Variances) throws(Problem) -> Variances {
        Variances(
            planned: try checkedSum([planned, other.planned], "services"),
            volume: try checkedSum([volume, other.volume], "services"),
            actual: try checkedSum([actual, other.actual], "services"))
    }
}

/// What the closed year says first.
func settlementFindings(_ parties: [PartySettlement], _ bills: [ServiceBill]) -> [Finding] {
    func sum(_ part: (Variances) -> Int) -> Int { parties.reduce(0) { $0 + part($1.variances) } }
    func money(_ ore: Int) -> Finding.Argument { .init(.money(Money(ore: ore)), unit: "öre") }
    let (planned, actual) = (sum(\.planned), sum(\.actual))
    var findings = [
        Finding(
            actual > planned ? "dearer" : "as-planned", actual > planned ? .notice : .info,
            [
                "planned": money(planned), "actual": money(actual), "volume": money(sum(\.volume)),
                "price": money(sum(\.price)),
            ])
    ]
    if let worst = bills.max(by: { $0.total.price < $1.total.price }), worst.total.price > 0 {
        findings.append(
            Finding(
                "price-rose", .notice,
                ["service": .init(.category(worst.service)), "variance": money(worst.total.price)]))
    }
    let settled = parties.compactMap(\.settlement)
    if settled.count == parties.count, !settled.isEmpty {
        findings.append(
            Finding(
                "settled", .info,
                [
                    "to_pay": money(settled.filter { $0 > 0 }.reduce(0, +)),
                    "back": money(-settled.filter { $0 < 0 }.reduce(0, +)),
                ]))
    }
    for bill in bills where bill.isUnused {
        findings.append(Finding("unused", .warning, ["service": .init(.category(bill.service))]))
    }
    return findings
}
