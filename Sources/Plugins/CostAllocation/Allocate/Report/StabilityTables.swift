// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// The tables that tell whether each method's allocation holds together, side by side.
struct StabilityTables {
    let joint: JointCost
    let form: AmountForm
    let verdicts: [Verdict]

    /// One row a method.
    func stability() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("in_core", .boolean, nullable: true),
                form.spec("max_excess", nullable: true), ColumnSpec("worst_coalition", .text, nullable: true),
                ColumnSpec("objecting", .integer, nullable: true), form.spec("subsidy", nullable: true),
                form.spec("change", nullable: true), ColumnSpec("gainers", .integer, nullable: true),
                ColumnSpec("less_than_today", .integer, nullable: true),
                ColumnSpec("more_than_today", .integer, nullable: true),
                ColumnSpec("both_tests", .boolean, nullable: true), ColumnSpec("certified", .boolean, nullable: true),
            ], key: ["method"])
        for verdict in verdicts {
            let core = verdict.core
            try builder.append(
                .category(verdict.method.name), core.map { .boolean($0.isStable) } ?? .null,
                core?.excess.map(form.seen) ?? .null, core?.worst.map { .text(joint.name($0)) } ?? .null,
                core.map { .integer($0.objecting) } ?? .null, core.map { form.seen($0.subsidy) } ?? .null,
                core?.change.map(form.seen) ?? .null, core.map { .integer($0.gainers) } ?? .null,
                verdict.today.map { .integer($0.less) } ?? .null, verdict.today.map { .integer($0.more) } ?? .null,
                verdict.passesBoth.map(Cell.boolean) ?? .null, verdict.isCertified.map(Cell.boolean) ?? .null)
        }
        return try builder.table()
    }

    /// The largest objections against each method, the largest first.
    func objections() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("rank", .integer), ColumnSpec("coalition", .text),
                form.spec("pays"), form.spec("alone"), form.spec("amount"),
            ], key: ["method", "rank"])
        guard let game = joint.game else { return try builder.table() }
        for verdict in verdicts {
            for (rank, objection) in (verdict.core?.objections ?? []).enumerated() {
                let alone = game.exact(objection.coalition)
                try builder.append(
                    .category(verdict.method.name), .integer(rank + 1), .text(joint.name(objection.coalition)),
                    form.turned(alone + objection.excess), form.turned(alone), form.seen(objection.excess))
            }
        }
        return try builder.table()
    }

    /// Who would have to pay whom for both tests to hold, by method, where that can be.
    func sidePayments(today: [Rational]?, _ shares: ShareTables) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("player", .category), form.spec("share"),
                form.spec("payment"), form.spec("after"), form.spec("today"),
            ], key: ["method", "player"])
        for (m, verdict) in verdicts.enumerated() {
            guard let today, let after = verdict.reconciled?.shares, verdict.passesBoth == false else { continue }
            let cells = try form.cells(after, verdict.method.name)
            for (i, player) in joint.players.enumerated() {
                try builder.append(
                    .category(verdict.method.name), .category(player), shares.share(m, i),
                    cells[i].less(shares.share(m, i)), cells[i], form.cell(today[i]))
            }
        }
        return try builder.table()
    }
}
