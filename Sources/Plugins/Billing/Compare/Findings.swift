// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The answer in one sentence: what all pay together, against today.
func togetherFindings(_ pool: Pool) throws(Problem) -> [Finding] {
    guard pool.agreed != nil else { return [Finding("no-agreed", .notice)] }
    guard let before = try pool.totalToday() else { return [Finding("no-today", .notice)] }
    let after = pool.total
    let change = try difference(after, before)
    var arguments: [String: Finding.Argument] = [
        "parties": .init(.integer(pool.parties.count)), "before": .init(.money(before), unit: pool.unit),
        "after": .init(.money(after), unit: pool.unit),
    ]
    if change == .zero { return [Finding("costs-the-same", .info, arguments)] }
    guard before > .zero else { return [] }
    let size = Finding.Argument(.money(Money(ore: abs(change.ore))), unit: "öre")
    arguments["share"] = .init(.real(Double(abs(change.ore)) / Double(before.ore)), unit: "share")
    arguments[change < .zero ? "saving" : "increase"] = size
    return [change < .zero ? Finding("saves", .info, arguments) : Finding("costs-more", .warning, arguments)]
}

/// Whether anyone pays more than today, and who most.
func eachFindings(_ changes: [Change]) -> [Finding] {
    let known = changes.compactMap { change in change.amount.map { (change: change, amount: $0) } }
    guard known.count == changes.count else { return [] }
    let losers = known.filter { $0.amount > .zero }
    guard let worst = losers.max(by: { $0.amount < $1.amount }) else {
        return [Finding("all-gain", .info, ["count": .init(.integer(changes.count))])]
    }
    return [
        Finding(
            "some-lose", .notice,
            [
                "count": .init(.integer(losers.count)), "of": .init(.integer(changes.count)),
                "party": .init(worst.change.name), "change": .init(.money(worst.amount), unit: "öre"),
            ])
    ]
}

/// Each party that does not accept, with its reason where it gives one.
func acceptanceFindings(_ changes: [Change]) -> [Finding] {
    changes.filter { $0.accepts == false }.map { change in
        let party = Finding.Argument(change.name)
        if let reason = change.reason {
            return Finding("not-accepted", .warning, ["party": party, "reason": .init(.text(reason))])
        }
        if let amount = change.amount, amount > .zero {
            return Finding(
                "not-accepted-cost", .warning, ["party": party, "change": .init(.money(amount), unit: "öre")])
        }
        return Finding("not-accepted-unexplained", .warning, ["party": party])
    }
}

/// What each model rewards, and who was left out.
func modelFindings(_ bills: Bills, markup: Double) -> [Finding] {
    var findings: [Finding] = []
    let share = Finding.Argument(.real(markup), unit: "share")
    if let billing = bills.internalBilling {
        findings.append(
            Finding("price", .info, ["price": .init(.money(billing.price), unit: "öre"), "markup": share]))
        if markup > 0 {
            findings.append(Finding("renewal", .info, ["markup": share, "years": .init(.real(1 / markup))]))
        }
    }
    if let overhead = bills.overhead {
        findings.append(Finding("overhead", .info, ["cost": .init(.money(overhead.price), unit: bills.pool.unit)]))
    }
    for ignored in bills.ignored {
        findings.append(
            Finding(
                "ignored", .notice,
                [
                    "count": .init(.integer(ignored.parties.count)), "table": .init(.text(ignored.table)),
                    "names": .init(.text(shortList(ignored.parties))),
                ]))
    }
    return findings
}
