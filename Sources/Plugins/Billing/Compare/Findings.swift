// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The answer in one sentence: what all pay together, against today.
func togetherFindings(_ pool: Pool) throws(Problem) -> [Finding] {
    guard pool.agreed != nil else {
        return [Finding(pool.isOfServices ? "services-spread" : "no-agreed", .notice)]
    }
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
func modelFindings(_ bills: Bills, _ inputs: BillInputs) -> [Finding] {
    let markup = inputs.markup
    var findings: [Finding] = []
    let share = Finding.Argument(.real(markup), unit: "share")
    if let billing = bills.internalBilling {
        if let price = billing.prices.first, billing.prices.count == 1 {
            findings.append(Finding("price", .info, ["price": .init(.money(price), unit: "öre"), "markup": share]))
        }
        if markup > 0 {
            findings.append(Finding("renewal", .info, ["markup": share, "years": .init(.real(1 / markup))]))
        }
    }
    if let overhead = bills.overhead {
        findings.append(Finding("overhead", .info, ["cost": .init(.money(overhead.price), unit: bills.pool.unit)]))
    }
    for model in inputs.models where bills.of(model) == nil && ![.agreed, .internalBilling, .overhead].contains(model) {
        findings.append(
            Finding(
                "model-lacks", .warning,
                ["model": .init(.category(model.rawValue)), "needs": .init(.text(model.needs))]))
    }
    if let catalogue = bills.catalogue, catalogue.given != bills.pool.total {
        findings.append(
            Finding(
                "scaled", .notice,
                [
                    "services": .init(.money(catalogue.given), unit: bills.pool.unit),
                    "pool": .init(.money(bills.pool.total), unit: bills.pool.unit),
                ]))
    }
    for service in bills.catalogue?.unused ?? [] {
        findings.append(
            Finding(
                "unused-service", .warning,
                [
                    "service": .init(.category(service.name)),
                    "cost": .init(.money(service.cost), unit: bills.pool.unit),
                ]))
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

extension Model {
    /// The inputs that a model needs beside the pool, as they are named.
    fileprivate var needs: String {
        switch self {
        case .agreed: "cost"
        case .internalBilling: "services + quantities"
        case .overhead: "employees"
        case .key: "key + drivers"
        case .inverse: "employees + use_rates"
        case .decommission: "services (candidate) + quantities + employees"
        case .hybrid: "services (class) + quantities + employees"
        case .rules: "billing/weight@1"
        }
    }
}

/// Where the models disagree most, and why.
func disagreementFindings(_ bills: Bills, _ models: [Model], _ shares: UseShares?) throws(Problem) -> [Finding] {
    guard models.count > 1 else { return [] }
    var worst: (party: Int, least: Model, most: Model, gap: Money)?
    for i in bills.pool.parties.indices {
        let priced = models.compactMap { model in bills.of(model).map { (model: model, bill: $0[i]) } }
        guard let least = priced.min(by: { $0.bill < $1.bill }), let most = priced.max(by: { $0.bill < $1.bill }) else {
            continue
        }
        let gap = try difference(most.bill, least.bill)
        if gap > worst?.gap ?? .zero { worst = (i, least.model, most.model, gap) }
    }
    guard let worst else { return [Finding("models-agree", .info, ["count": .init(.integer(models.count))])] }
    let party = bills.pool.parties[worst.party]
    return [
        Finding(
            "models-disagree", .notice,
            [
                "party": .init(Party(party).map(Cell.party) ?? .category(party)),
                "gap": .init(.money(worst.gap), unit: bills.pool.unit),
                "least": .init(.category(worst.least.rawValue)), "most": .init(.category(worst.most.rawValue)),
            ])
    ] + [shares?.reason(worst.party)].compactMap(\.self)
}

/// What the adjustment of frames takes and who loses by it.
func frameFindings(_ frames: [Frame]) -> [Finding] {
    let lost = frames.filter { $0.lost > 0 }
    guard !lost.isEmpty else { return [] }
    return [
        Finding(
            "not-adopted", .notice,
            [
                "count": .init(.integer(lost.count)), "parties": .init(.text(shortList(lost.map(\.party)))),
                "lost": .init(.money(Money(ore: lost.reduce(0) { $0 + $1.lost })), unit: "öre"),
            ])
    ]
}
