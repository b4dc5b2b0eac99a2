// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The way from what each pays today to a model, over years, with a cap on how much a bill may rise a year (Swedish:
/// *infasning*, *tak*).
///
/// In year t of T the pool goes from today's total to the model's in equal steps, and each bill from today's to the
/// model's. What lies over a cap is borne by those below theirs, in proportion to their bills, so that each year sums.
struct Transition {
    let model: Model
    let parties: [String]
    /// Bills by year, from the first after today.
    let years: [[Money]]

    /// Plans the way.
    ///
    /// - Parameter caps: the share by which a party's bill may rise a year; nil for no cap.
    /// - Throws: ``Problem`` when the caps leave a part of the pool that nobody may bear.
    init(to model: Model, _ bills: Bills, today: [Money], over count: Int, caps: [Double?]) throws(Problem) {
        self.model = model
        parties = bills.pool.parties
        let target = bills.of(model) ?? []
        let first = try sum(today, Localized(sv: "dagens kostnad", en: "today's cost"))
        let last = try sum(target, Localized(sv: "räkningarna", en: "the bills"))
        var years: [[Money]] = []
        var before = today
        for year in 1...count {
            let part = Double(year) / Double(count)
            let pool =
                year == count ? last.ore : Int((Double(first.ore) + part * Double(last.ore - first.ore)).rounded())
            let wished = zip(today, target).map { Double($0.ore) + part * Double($1.ore - $0.ore) }
            // A cap of what is nothing today would hold it at nothing for ever: it begins with the first bill.
            let most = zip(before, caps).map { before, cap in
                cap.flatMap { before.ore > 0 ? (Double(before.ore) * (1 + $0)).rounded(.down) : nil }
            }
            let shares = try Transition.held(wished, most, pool, year)
            let nothing = shares.allSatisfy { $0 == 0 }
            guard let split = Money(ore: pool).split(by: nothing ? shares.map { _ in 1 } : shares) else {
                throw tooLarge(Localized(sv: "övergången", en: "the transition"))
            }
            years.append(split)
            before = split
        }
        self.years = years
    }

    /// Bills that sum to the pool with none over its cap: what a cap cuts is laid on the others until all is borne.
    private static func held(_ wished: [Double], _ most: [Double?], _ pool: Int, _ year: Int) throws(Problem)
        -> [Double]
    {
        var bills = wished.map { max(0, $0) }
        var held = [Bool](repeating: false, count: bills.count)
        for _ in 0...bills.count {
            let free = bills.indices.filter { !held[$0] }
            let fixed = bills.indices.filter { held[$0] }.reduce(0.0) { $0 + bills[$1] }
            let rest = Double(pool) - fixed
            let sum = free.reduce(0.0) { $0 + bills[$1] }
            guard !free.isEmpty, sum > 0 || rest <= 0.5 else { break }
            for i in free where sum > 0 { bills[i] = bills[i] / sum * rest }
            let over = free.filter { i in most[i].map { bills[i] > $0 + 0.5 } ?? false }
            if over.isEmpty { return bills }
            for i in over {
                bills[i] = most[i] ?? bills[i]
                held[i] = true
            }
        }
        throw Problem(
            Localized(
                sv: "År \(year) av övergången: taken lämnar en del av kostnaden som ingen får bära.",
                en: "Year \(year) of the transition: the caps leave a part of the cost that nobody may bear."),
            remedy: Localized(sv: "Höj taket, eller ta fler år.", en: "Raise the cap, or take more years."))
    }

    /// One row a party and year.
    func table(unit: String) throws(Problem) -> Table {
        var builder = TableBuilder(Transition.columns(unit), key: ["player", "year"])
        for (i, party) in parties.enumerated() {
            for (year, bills) in years.enumerated() {
                try builder.append(.category(party), .integer(year + 1), .money(bills[i]))
            }
        }
        return try builder.table()
    }

    static func columns(_ unit: String) -> [ColumnSpec] {
        [ColumnSpec("player", .category), ColumnSpec("year", .integer), ColumnSpec("bill", .money, unit: unit)]
    }
}

extension Transition {
    /// Whom the caps still hold when the years are over, and what the others bear for them.
    func findings(_ bills: Bills) -> [Finding] {
        guard let last = years.last, let target = bills.of(model) else { return [] }
        let held = parties.indices.filter { last[$0].ore < target[$0].ore - 100 }
        guard !held.isEmpty else { return [] }
        return [
            Finding(
                "still-held", .warning,
                [
                    "years": .init(.integer(years.count)), "count": .init(.integer(held.count)),
                    "parties": .init(.text(shortList(held.map { parties[$0] }))),
                    "amount": .init(
                        .money(Money(ore: held.reduce(0) { $0 + target[$1].ore - last[$1].ore })), unit: bills.pool.unit
                    ),
                ])
        ]
    }

    /// The transition that the parameters ask for; nil when none is.
    ///
    /// Each party's cap is asked of the agreement's rules (`billing/transition_cap@1`).
    static func asked(_ context: AnalysisContext, _ bills: Bills) throws -> Transition? {
        guard let name = context.text("to"), !name.isEmpty else { return nil }
        guard let model = Model(rawValue: name), bills.of(model) != nil else {
            throw Problem(
                Localized(
                    sv: "to: modellen '\(name)' är inte beräknad.", en: "to: the model '\(name)' is not computed."),
                remedy: suggestion(for: name, among: Model.allCases.filter { bills.of($0) != nil }.map(\.rawValue)))
        }
        let today = bills.pool.today.compactMap(\.self)
        guard today.count == bills.pool.parties.count else {
            throw Problem(
                Localized(
                    sv: "En övergång behöver dagens kostnad för varje part.",
                    en: "A transition needs today's cost of each party."),
                remedy: Localized(sv: "Ange --input today=FIL.", en: "Give --input today=FILE."))
        }
        var builder = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("today", .money, unit: bills.pool.unit),
                ColumnSpec("after", .money, unit: bills.pool.unit), ColumnSpec("default", .real, unit: "share"),
            ], key: ["player"])
        let common = context.real("cap")
        for (i, party) in bills.pool.parties.enumerated() {
            try builder.append(
                .category(party), .money(today[i]), amount(bills.of(model)?[i]), .real(common ?? 1000))
        }
        let answers = try context.rules("billing/transition_cap@1", try builder.table())
        return try Transition(
            to: model, bills, today: today, over: context.integer("years") ?? 3,
            caps: answers.map { $0.value?.number ?? common })
    }
}
