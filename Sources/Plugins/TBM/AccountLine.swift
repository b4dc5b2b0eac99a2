// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What an IT organisation has booked on one account in a year: a part of the cost pool that it stands in.
struct AccountLine {
    let organisation: Cell
    /// Its number in the municipality's chart of accounts, such as 745.
    let account: String
    let name: String
    /// The cost pool that it is counted in.
    let pool: CostPool
    let amount: Money
    /// The pool that the organisation's own rule counts it in, and why.
    var own: (pool: CostPool, reason: String?)?

    /// Reads the input `accounts`.
    ///
    /// - Throws: ``Problem`` or ``Problems`` for an unknown pool, an amount below zero, an organisation without costs,
    ///   or lines that together are more than the pool they stand in.
    static func read(_ table: Table?, of costs: [ITCost]) throws -> [AccountLine] {
        guard let table else { return [] }
        var lines: [AccountLine] = []
        var problems: [Problem] = []
        var left = Dictionary(uniqueKeysWithValues: costs.map { ($0.organisation.plainText, $0.pools) })
        for row in 0..<table.rowCount {
            let name = table[row, "organisation"].plainText
            let account = table[row, "account"].plainText
            func wrong(_ what: Localized) {
                problems.append(
                    Problem(
                        Localized(
                            sv: "\(name), konto \(account): \(what.sv).", en: "\(name), account \(account): \(what.en)."
                        ),
                        remedy: Localized(sv: "Rätta raden i it_accounts.", en: "Correct the row in it_accounts.")))
            }
            let text = table[row, "pool"].plainText
            guard let pool = CostPool(rawValue: text), let place = CostPool.allCases.firstIndex(of: pool) else {
                wrong(Localized(sv: "okänt kostnadsslag '\(text)'", en: "unknown cost pool '\(text)'"))
                continue
            }
            guard case .money(let amount) = table[row, "amount"], amount >= .zero else {
                wrong(Localized(sv: "beloppet saknas eller är negativt", en: "the amount is missing or negative"))
                continue
            }
            guard let rest = left[name]?[place] else {
                wrong(Localized(sv: "IT-organisationen saknas i it_costs", en: "it_costs has no such IT organisation"))
                continue
            }
            guard amount <= rest else {
                wrong(
                    Localized(
                        sv: "kontona är tillsammans mer än kostnadsslaget \(text)",
                        en: "the accounts are together more than the cost pool \(text)"))
                continue
            }
            left[name]?[place] = Money(ore: rest.ore - amount.ore)
            lines.append(
                AccountLine(
                    organisation: table[row, "organisation"], account: account, name: table[row, "name"].plainText,
                    pool: pool, amount: amount))
        }
        try Problems.throwIfAny(problems)
        return lines
    }

    /// The lines with the pools that each organisation's own rule counts them in, by the hook `tbm/account@1`.
    static func asked(_ lines: [AccountLine], _ context: AnalysisContext) throws -> [AccountLine] {
        guard !lines.isEmpty else { return lines }
        var builder = TableBuilder(
            [
                ColumnSpec("organisation", .category), ColumnSpec("line.account", .category),
                ColumnSpec("line.name", .text), ColumnSpec("line.pool", .category),
                ColumnSpec("line.amount", .money, unit: "öre/year"), ColumnSpec("default", .category),
            ], key: ["organisation", "line.account"])
        for line in lines {
            let pool = Cell.category(line.pool.rawValue)
            try builder.append(
                .category(line.organisation.plainText), .category(line.account), .text(line.name), pool,
                .money(line.amount), pool)
        }
        var lines = lines
        for answer in try context.rules("tbm/account@1", try builder.table()) {
            guard let value = answer.value else { continue }
            guard let pool = value.string.flatMap(CostPool.init(rawValue:)) else {
                let pools = CostPool.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(
                    Localized(
                        sv: "tbm/account@1: svaret ska vara ett kostnadsslag: \(pools).",
                        en: "tbm/account@1: the answer must be a cost pool: \(pools)."), at: Place(file: answer.by))
            }
            lines[answer.row].own = (pool, answer.reason)
        }
        return lines
    }
}

extension [AccountLine] {
    /// The lines that a rule counts in another pool than they stand in.
    var moved: [(line: AccountLine, to: CostPool, reason: String?)] {
        compactMap { line in
            line.own.flatMap { $0.pool == line.pool ? nil : (line, $0.pool, $0.reason) }
        }
    }

    /// One row a moved line.
    func movedTable() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("organisation", .category), ColumnSpec("account", .category), ColumnSpec("name", .text),
                ColumnSpec("amount", .money, unit: "öre/year"), ColumnSpec("from", .category),
                ColumnSpec("to", .category), ColumnSpec("reason", .text, nullable: true),
            ], key: ["organisation", "account"])
        for (line, to, reason) in moved {
            try builder.append(
                line.organisation, .category(line.account), .text(line.name), .money(line.amount),
                .category(line.pool.rawValue), .category(to.rawValue), reason.map(Cell.text) ?? .null)
        }
        return try builder.table()
    }

    /// The finding that lines are counted in other pools by local rules; none when nothing moved.
    func movedFinding() throws(Problem) -> [Finding] {
        let amounts = moved.map(\.line.amount)
        guard !amounts.isEmpty else { return [] }
        return [
            Finding(
                "moved", .notice,
                [
                    "count": .init(.integer(amounts.count)),
                    "amount": .init(.money(try sum(amounts, of: "it_accounts")), unit: "öre/year"),
                ])
        ]
    }
}
