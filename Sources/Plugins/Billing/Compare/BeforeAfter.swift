// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What a party pays today and would pay, and whether it accepts that.
struct Change {
    let party: String
    let today: Money?
    let after: Money?
    /// After less today.
    let amount: Money?
    /// The change / today; nil also when today is zero.
    let share: Double?
    /// Nil when there is nothing to say yes or no to.
    var accepts: Bool?
    var reason: String?

    /// A party's change, before it has been asked.
    init(_ party: String, today: Money?, after: Money?) throws(Problem) {
        self.party = party
        self.today = today
        self.after = after
        if let today, let after {
            let change = try difference(after, today)
            amount = change
            share = today == .zero ? nil : Double(change.ore) / Double(today.ore)
            accepts = change <= .zero
        } else {
            amount = nil
            share = nil
        }
    }

    /// The party, as a municipality where it is one, so that a report can show its name.
    var name: Cell { Party(party).map(Cell.party) ?? .category(party) }
}

/// The changes of all parties under the agreed allocation.
///
/// Each is asked by the hook `billing/accepts@1`; who has no rule accepts what costs no more than today.
func changes(_ pool: Pool, _ context: AnalysisContext) throws -> [Change] {
    var changes: [Change] = []
    for (i, party) in pool.parties.enumerated() {
        changes.append(try Change(party, today: pool.today[i], after: pool.agreed?[i]))
    }
    let asked = changes.indices.filter { changes[$0].accepts != nil }
    let answers = try context.rules("billing/accepts@1", try questions(asked.map { changes[$0] }, unit: pool.unit))
    for answer in answers where answer.value != nil {
        guard let accepts = answer.value?.bool else {
            throw Problem(
                Localized(
                    sv: "billing/accepts@1: svaret ska vara sant eller falskt.",
                    en: "billing/accepts@1: the answer must be true or false."),
                at: Place(file: answer.by))
        }
        changes[asked[answer.row]].accepts = accepts
        changes[asked[answer.row]].reason = answer.reason
    }
    return changes
}

/// The batch of questions to the rules.
private func questions(_ changes: [Change], unit: String) throws(Problem) -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("player", .category), ColumnSpec("today", .money, unit: unit),
            ColumnSpec("after", .money, unit: unit), ColumnSpec("change_share", .real, unit: "share", nullable: true),
            ColumnSpec("default", .boolean),
        ], key: ["player"])
    for change in changes {
        try builder.append(
            .category(change.party), amount(change.today), amount(change.after),
            change.share.map(Cell.real) ?? .null, .boolean(change.accepts ?? false))
    }
    return try builder.table()
}

/// One row a party: today, after, the change, and whether it accepts it.
func beforeAfterTable(_ changes: [Change], _ bills: Bills) throws(Problem) -> Table {
    var builder = TableBuilder(
        [ColumnSpec("player", .category)]
            + ["today", "after", "change"].map { ColumnSpec($0, .money, unit: bills.pool.unit, nullable: true) }
            + [
                ColumnSpec("change_share", .real, unit: "share", nullable: true),
                ColumnSpec("accepts", .boolean, nullable: true), ColumnSpec("reason", .text, nullable: true),
                ColumnSpec("best_model", .category, nullable: true),
            ], key: ["player"])
    for (i, change) in changes.enumerated() {
        try builder.append(
            .category(change.party), amount(change.today), amount(change.after), amount(change.amount),
            change.share.map(Cell.real) ?? .null, change.accepts.map(Cell.boolean) ?? .null,
            change.reason.map(Cell.text) ?? .null,
            bills.cheapest(for: i).map { .category($0.rawValue) } ?? .null)
    }
    return try builder.table()
}
