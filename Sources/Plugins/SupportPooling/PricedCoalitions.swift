// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The tables and findings of `coalition-costs`.
struct PricedCoalitions {
    let prices: CoalitionPrices
    let locks: [Locks]
    let service: Service

    private var parts: [Part] { prices.parts }
    private var grand: Int { 1 << parts.count - 1 }

    /// The game: what every coalition costs, by bitmask.
    func game() throws(Problem) -> Table {
        let costs = (0..<1 << parts.count).map { $0 == 0 ? 0 : prices.price($0).cost }
        return try Table(
            [Column(ColumnSpec("cost", .money, unit: "öre/year"), storage: .integers(costs))], key: [],
            attributes: ["players": .array(parts.map { .string($0.player) })])
    }

    /// What the cost consists of: every coalition of up to five parties; of more, each alone and all together.
    func lineHours() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("coalition", .text), ColumnSpec("members", .integer),
                ColumnSpec("shared_hours", .real, unit: "h/day"), ColumnSpec("home_hours", .real, unit: "h/day"),
                ColumnSpec("line_hours", .real, unit: "h/day"), ColumnSpec("labour", .money, unit: "öre/year"),
                ColumnSpec("systems", .money, unit: "öre/year"), ColumnSpec("premises", .money, unit: "öre/year"),
                ColumnSpec("cooperation", .money, unit: "öre/year"), ColumnSpec("cost", .money, unit: "öre/year"),
            ], key: ["coalition"])
        let all = 1...grand
        for coalition in all where parts.count <= 5 || coalition.nonzeroBitCount == 1 || coalition == grand {
            let price = prices.price(coalition)
            let shared = Double(prices.hours.shared[coalition])
            let home = prices.homeHours(coalition)
            let members = prices.members(coalition)
            try table.append(
                .text(members.map { parts[$0].player }.joined(separator: "+")), .integer(members.count),
                .real(shared), .real(home), .real(shared + home), .money(Money(ore: price.labour)),
                .money(Money(ore: price.systems)), .money(Money(ore: price.premises)),
                .money(Money(ore: price.cooperation)), .money(Money(ore: price.cost)))
        }
        return try table.table()
    }

    /// What the parties' cost consists of: today, each alone at the target, and all together.
    func composition() throws(Problem) -> Table {
        var table = TableBuilder(
            [ColumnSpec("case", .category)]
                + ["labour", "systems", "premises", "cooperation"].map { ColumnSpec($0, .money, unit: "öre/year") },
            key: ["case"])
        let systems = parts.reduce(0) { $0 + $1.systems.ore }
        let premises = parts.reduce(0) { $0 + $1.premises.ore }
        let costs = parts.compactMap(\.costToday?.ore)
        if costs.count == parts.count {
            let labour = costs.reduce(0, +) - systems - premises
            try append(
                "today", CoalitionPrices.Price(labour: labour, systems: systems, premises: premises, cooperation: 0),
                to: &table)
        }
        let alone = parts.indices.map { prices.price(1 << $0) }
        try append(
            "alone",
            CoalitionPrices.Price(
                labour: alone.reduce(0) { $0 + $1.labour }, systems: alone.reduce(0) { $0 + $1.systems },
                premises: alone.reduce(0) { $0 + $1.premises }, cooperation: alone.reduce(0) { $0 + $1.cooperation }),
            to: &table)
        if parts.count > 1 { try append("together", prices.price(grand), to: &table) }
        return try table.table()
    }

    private func append(_ name: String, _ price: CoalitionPrices.Price, to table: inout TableBuilder) throws(Problem) {
        try table.append(
            [.category(name)]
                + [price.labour, price.systems, price.premises, price.cooperation].map { .money(Money(ore: $0)) })
    }

    /// Each party alone, beside what it staffs today.
    func standalone() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("hours_today", .real, unit: "h/day"),
                ColumnSpec("hours_alone", .real, unit: "h/day"),
                ColumnSpec("cost_alone", .money, unit: "öre/year"),
            ], key: ["player"])
        for (i, part) in parts.enumerated() {
            try table.append(
                .category(part.player), .real(Double(part.desk.agentHours) * part.share),
                .real(Double(prices.hours.shared[1 << i])), .money(Money(ore: prices.price(1 << i).cost)))
        }
        return try table.table()
    }

    /// What became of every ticket category.
    func locked() throws(Problem) -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("category", .category),
                ColumnSpec("share", .real, unit: "share"), ColumnSpec("locked", .boolean),
                ColumnSpec("by_rule", .boolean), ColumnSpec("reason", .text, nullable: true),
            ], key: ["player", "category"])
        for (part, lock) in zip(parts, locks) {
            for category in lock.categories {
                try table.append(
                    .category(part.player), .category(category.name), .real(category.share),
                    .boolean(category.locked), .boolean(category.byRule), category.reason.map(Cell.text) ?? .null)
            }
        }
        return try table.table()
    }

    /// Whether several parties have tickets that stay at home.
    var isLocked: Bool { parts.count > 1 && locks.contains { $0.tickets > 0 } }

    /// What the line hours say.
    ///
    /// - Parameter unlocked: what all together would cost if every ticket were shared, in öre.
    func findings(unlocked: Int) -> [Finding] {
        var findings: [Finding] = []
        if parts.count > 1 {
            let alone = parts.indices.reduce(0) { $0 + prices.hours.shared[1 << $1] }
            let pooled = Double(prices.hours.shared[grand]) + prices.homeHours(grand)
            let gains = pooled < Double(alone)
            findings.append(
                Finding(
                    gains ? "pool-gain" : "no-pool-gain", gains ? .info : .warning,
                    [
                        "target": .init(.real(service.target), unit: "share"),
                        "seconds": .init(.real(service.answerWithin), unit: "s"),
                        "alone": .init(.real(Double(alone)), unit: "h/day"),
                        "pooled": .init(.real(pooled), unit: "h/day"),
                    ]))
        }
        return findings + notes() + lockFindings() + priceOfLocks(unlocked)
    }

    /// What the parties are, where it bears on what can be gained.
    private func notes() -> [Finding] {
        func told(_ id: String, _ severity: Finding.Severity, _ which: [Part]) -> [Finding] {
            which.isEmpty ? [] : [Finding(id, severity, ["parties": .init(.text(few(which.map(\.player))))])]
        }
        var notes = service.outside(parts.map { ($0.desk, $0.share) }) + Locks.scaled(locks, parts)
        notes += told("no-tickets", .notice, parts.filter { $0.desk.tickets * $0.share == 0 })
        guard parts.count > 1 else { return [Finding("one-party", .notice)] + notes }
        let shut = zip(parts, locks).filter { $0.desk.tickets > 0 && $1.tickets > 0.999_999 }.map(\.0)
        notes += told("all-locked", .warning, shut)
        let sharing = zip(parts, locks).filter { $0.desk.tickets * $0.share > 0 && $1.tickets <= 0.999_999 }
        if sharing.count < 2 { notes.append(Finding("nothing-to-share", .warning)) }
        return notes
    }

    /// What it costs that some tickets stay at home, and what it would cost if nobody there had other work.
    private func priceOfLocks(_ without: Int) -> [Finding] {
        guard isLocked else { return [] }
        let cost = prices.price(grand).cost
        let difference = without - cost
        let price = Finding(
            difference > 0 ? "unlocked-costs-more" : "unlocked-costs-less", .notice,
            [
                "without": .init(.money(Money(ore: without)), unit: "öre/year"),
                "difference": .init(.money(Money(ore: abs(difference))), unit: "öre/year"),
            ])
        let days = Double(prices.workingDays)
        let uncounted = parts.indices.reduce(0.0) { $0 + prices.hours.home[$1].otherWork * days * parts[$1].desk.rate }
        guard wholeOre(uncounted) > 0 else { return [price] }
        return [
            price,
            Finding(
                "other-work-at-home", .notice,
                [
                    "hours": .init(.real(prices.hours.home.reduce(0) { $0 + $1.otherWork }), unit: "h/day"),
                    "cost": .init(.money(Money(ore: wholeOre(uncounted))), unit: "öre/year"),
                ]),
        ]
    }

    private func lockFindings() -> [Finding] {
        guard parts.count > 1 else { return [] }
        let shares = locks.map(\.tickets)
        guard let lowest = shares.min(), let highest = shares.max(), highest > 0 else {
            return [Finding("nothing-locked")] + staffFindings()
        }
        let hours = parts.indices.reduce(0) { $0 + prices.hours.home[$1].hours - prices.hours.home[$1].byRule }
        let alike = highest - lowest < 0.0005
        let share = Finding.Argument(.real(highest), unit: "share")
        let range = alike ? ["share": share] : ["lowest": .init(.real(lowest), unit: "share"), "highest": share]
        let finding = Finding(
            alike ? "locked-share-same" : "locked-share", .notice,
            [
                "hours": .init(.real(hours), unit: "h/day"),
                "present": .init(.integer(prices.hours.home.reduce(0) { $0 + $1.present }), unit: "h/day"),
                "answering": .init(.real(prices.hours.home.reduce(0) { $0 + $1.answering }), unit: "h/day"),
            ].merging(range) { $1 })
        return [finding] + staffFindings()
    }

    private func staffFindings() -> [Finding] {
        parts.indices.filter { prices.hours.home[$0].byRule > 0 }.map { i in
            let player = parts[i].player
            return Finding(
                "staff-at-home", .notice,
                [
                    "party": .init(Party(player).map(Cell.party) ?? .text(player)),
                    "hours": .init(.real(prices.hours.home[i].byRule), unit: "h/day"),
                ])
        }
    }
}
