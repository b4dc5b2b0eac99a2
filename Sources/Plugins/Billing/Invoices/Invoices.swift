// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/invoices`: what each is to pay month by month, as internal invoices or allocation entries, and the vouchers
/// that book them. `samverk` writes the vouchers as SIE 4I.
struct Invoices: Analysis {
    let id = "invoices"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let charges = try Charges(context)
        let rules = try BookingRules(context)
        let vouchers = rules.vouchers(charges.all)
        return AnalysisOutput(
            [
                "invoices": try invoicesTable(charges), "totals": try totalsTable(charges),
                "vouchers": try vouchersTable(vouchers),
            ], findings: findings(charges, vouchers))
    }

    private func invoicesTable(_ charges: Charges) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("month", .category),
                ColumnSpec("amount", .money, unit: "öre"),
            ], key: ["player", "month"])
        for charge in charges.all {
            try builder.append(
                .category(charge.party), .category(charge.month.description), .money(Money(ore: charge.ore)))
        }
        return try builder.table()
    }

    private func totalsTable(_ charges: Charges) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category), ColumnSpec("amount", .money, unit: "öre")], key: ["player"])
        for party in charges.parties {
            let ore = charges.all.filter { $0.party == party }.reduce(0) { $0 + $1.ore }
            try builder.append(.category(party), .money(Money(ore: ore)))
        }
        return try builder.table()
    }

    private func vouchersTable(_ vouchers: [Voucher]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("voucher", .integer), ColumnSpec("line", .integer), ColumnSpec("date", .date),
                ColumnSpec("text", .text), ColumnSpec("account", .category),
                ColumnSpec("object", .category, nullable: true), ColumnSpec("amount", .money, unit: "öre"),
            ], key: ["voucher", "line"])
        for voucher in vouchers {
            for (i, line) in voucher.lines.enumerated() {
                try builder.append([
                    .integer(voucher.number), .integer(i + 1), .date(voucher.date), .text(voucher.text),
                    .category(line.account), line.object.map(Cell.category) ?? .null, .money(Money(ore: line.ore)),
                ])
            }
        }
        return try builder.table()
    }

    private func findings(_ charges: Charges, _ vouchers: [Voucher]) -> [Finding] {
        let total = charges.all.reduce(0) { $0 + $1.ore }
        return [
            Finding(
                "booked", .info,
                [
                    "vouchers": .init(.integer(vouchers.count)), "parties": .init(.integer(charges.parties.count)),
                    "total": .init(.money(Money(ore: total)), unit: "öre"),
                ])
        ]
    }
}

/// What all are to pay, month by month.
struct Charges {
    let parties: [String]
    /// By party in listed order, then by month.
    let all: [Charge]

    /// A year's bills spread over its months: by `months`, the share of each month for all, else evenly; to the öre.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    init(_ context: AnalysisContext) throws(Problem) {
        let bills = try context.input("bills")
        let column = try Pool.agreedColumn(bills, context.text("model"))
        let listing = try Listing(bills, "bills", column: column)
        parties = listing.parties
        let amounts = try listing.amounts(of: parties)
        let period = context.request.period
        let first = Month(number: period.firstDay.parts.year * 12 + period.firstDay.parts.month - 1)
        var count = 12
        if case .month = period { count = 1 }
        let weights = try Charges.weights(context.optionalInput("months"), from: first, count)
        var all: [Charge] = []
        for (party, amount) in zip(parties, amounts) {
            guard amount.ore.magnitude <= largestOre, let parts = amount.split(by: weights) else {
                throw tooLarge(Localized(sv: "räkningen för \(party)", en: "the bill of \(party)"))
            }
            for (i, part) in parts.enumerated() {
                all.append(Charge(party: party, month: Month(number: first.number + i), ore: part.ore))
            }
        }
        self.all = all
    }

    private static func weights(_ table: Table?, from first: Month, _ count: Int) throws(Problem) -> [Double] {
        guard let table, table.rowCount > 0 else { return [Double](repeating: 1, count: count) }
        let rows = try InputRows("months", table)
        var weights = [Double](repeating: 0, count: count)
        for row in rows.indices {
            guard let month = Month(try rows.name(row, "month")),
                (first.number..<first.number + count).contains(month.number)
            else {
                throw rows.wrong(
                    row, "month",
                    ("en månad i perioden väntades, som \(first)", "a month of the period was expected, like \(first)"))
            }
            weights[month.number - first.number] += try rows.number(row, "weight")
        }
        guard weights.contains(where: { $0 > 0 }) else {
            throw fault(
                "Indatat 'months': alla vikter är noll.", "Input 'months': all weights are zero.",
                remedy: ("Ge minst en månad en vikt.", "Give at least one month a weight."))
        }
        return weights
    }
}

extension BookingRules {
    /// Reads the parameters.
    ///
    /// - Throws: ``Problem`` when an account is no number, or both are the same.
    init(_ context: AnalysisContext) throws(Problem) {
        form = context.text("form").flatMap(Form.init) ?? .invoices
        costAccount = try BookingRules.account(context.text("cost_account") ?? "4690", "cost_account")
        incomeAccount = try BookingRules.account(context.text("income_account") ?? "3690", "income_account")
        provider = context.text("provider").flatMap { $0.isEmpty ? nil : $0 }
        day = context.integer("day") ?? 31
        guard costAccount != incomeAccount else {
            throw Problem(
                Localized(
                    sv: "cost_account och income_account är samma konto (\(costAccount)): då bokförs ingenting.",
                    en:
                        "cost_account and income_account are the same account (\(costAccount)): nothing would be booked."
                ))
        }
    }

    private static func account(_ text: String, _ name: String) throws(Problem) -> String {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw Problem(
                Localized(
                    sv: "\(name): '\(text)' är inget kontonummer.", en: "\(name): '\(text)' is no account number."),
                remedy: Localized(sv: "Skriv siffror, som 4690.", en: "Write digits, like 4690."))
        }
        return text
    }
}
