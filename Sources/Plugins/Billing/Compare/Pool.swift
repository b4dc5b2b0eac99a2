// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The cost that is to be paid together, by whom, and what each pays today.
struct Pool {
    /// In listed order.
    let parties: [String]
    /// What each pays today; nil where not known.
    let today: [Money?]
    /// What each pays by the agreement; nil when no allocation is given.
    let agreed: [Money]?
    /// The sum of the agreed bills, or without them of today's.
    let total: Money
    /// The unit of all amounts, `öre/year`.
    let unit: String
    /// Parties of the table `today` that take no part.
    let ignored: [String]
    /// Whether the services' cost is what is spread.
    let isOfServices: Bool

    /// The pool of the inputs `cost` and `today`, or of the services when there is neither.
    ///
    /// - Parameters:
    ///   - services: who uses the services, and what they cost; nil when nothing is known.
    ///   - column: the agreed column of `cost`; nil means its last.
    /// - Throws: ``Problem`` when there is neither, when their units differ, or an amount cannot stand.
    init(
        cost: Table?, today: Table?, services: (users: [String], cost: Money)? = nil, column: String?
    ) throws(Problem) {
        let now = try today.map { table throws(Problem) in try Listing(table, "today", column: "cost") }
        if let cost {
            let listing = try Listing(cost, "cost", column: try Pool.agreedColumn(cost, column))
            parties = listing.parties
            agreed = try listing.amounts(of: parties)
            total = try sum(agreed ?? [], Localized(sv: "kostnaden att fördela", en: "the cost to allocate"))
            unit = try commonUnit([listing.spec, now?.spec])
        } else if let services {
            parties = now?.parties ?? services.users
            agreed = nil
            total = services.cost
            unit = try commonUnit([now?.spec])
        } else if let now {
            parties = now.parties
            agreed = nil
            total = try sum(
                try now.amounts(of: parties), Localized(sv: "dagens kostnad", en: "today's cost"))
            unit = try commonUnit([now.spec])
        } else {
            throw Problem(
                Localized(sv: "Det finns ingen kostnad att fördela.", en: "There is no cost to allocate."),
                remedy: Localized(
                    sv:
                        "Ge indatat cost (en fördelning, --input cost=FIL), services (tjänsternas kostnad) eller today (dagens kostnad).",
                    en:
                        "Give the input cost (an allocation, --input cost=FILE), services (what the services cost) or today (today's cost)."
                ))
        }
        isOfServices = cost == nil && services != nil
        self.today = try Pool.today(now, parties)
        ignored = now?.others(than: parties) ?? []
        guard total >= .zero else {
            throw Problem(
                Localized(
                    sv: "Kostnaden att fördela är negativ: \(total.kronor) kr.",
                    en: "The cost to allocate is negative: \(total.kronor) SEK."))
        }
    }

    /// What all pay today together; nil unless it is known for each.
    func totalToday() throws(Problem) -> Money? {
        let known = today.compactMap(\.self)
        guard known.count == parties.count else { return nil }
        return try sum(known, Localized(sv: "dagens kostnad", en: "today's cost"))
    }

    /// The column of bills that is meant: the one named, or the last.
    static func agreedColumn(_ cost: Table, _ name: String?) throws(Problem) -> String {
        let columns = cost.columnNames.filter { $0 != "player" }
        guard let last = columns.last else {
            throw Problem(
                Localized(sv: "cost har ingen kolumn med belopp.", en: "cost has no column of amounts."),
                remedy: Localized(
                    sv: "Ge minst en fördelningsmetod, räknad i kronor (unit=SEK).",
                    en: "Give at least one allocation method, computed in kronor (unit=SEK)."))
        }
        guard let name else { return last }
        guard columns.contains(name) else {
            throw Problem(
                Localized(
                    sv: "agreed: cost har ingen kolumn '\(name)'.", en: "agreed: cost has no column '\(name)'."),
                remedy: suggestion(for: name, among: columns))
        }
        return name
    }

    private static func today(_ listing: Listing?, _ parties: [String]) throws(Problem) -> [Money?] {
        guard let listing else { return parties.map { _ in nil } }
        let known = parties.filter { listing[$0] != .null }
        let amounts = try listing.amounts(of: known)
        if let negative = zip(known, amounts).first(where: { $0.1 < .zero }) {
            throw Problem(
                Localized(
                    sv: "today: dagens kostnad för \(negative.0) är negativ.",
                    en: "today: today's cost of \(negative.0) is negative."))
        }
        let byParty = Dictionary(uniqueKeysWithValues: zip(known, amounts))
        return parties.map { byParty[$0] }
    }
}

/// The sum of amounts.
///
/// - Throws: ``Problem`` when it does not fit in 64 bits.
func sum(_ amounts: [Money], _ what: Localized) throws(Problem) -> Money {
    var sum = Money.zero
    for amount in amounts {
        guard let next = sum.adding(amount) else { throw tooLarge(what) }
        sum = next
    }
    return sum
}

/// The problem of an amount beyond 64 bits.
func tooLarge(_ what: Localized) -> Problem {
    Problem(
        Localized(
            sv: "Beloppen är för stora för att räkna med: \(what.sv).",
            en: "The amounts are too large to reckon with: \(what.en)."))
}

/// The unit that all columns share. Plain öre, with no period, go with any; two periods never go together.
///
/// - Throws: ``Problem`` that names both units.
func commonUnit(_ specs: [ColumnSpec?]) throws(Problem) -> String {
    var found: ColumnSpec?
    for spec in specs.compactMap(\.self) {
        guard let unit = spec.unit, unit != "öre" else { continue }
        if let found, let other = found.unit, other != unit {
            throw Problem(
                Localized(
                    sv: "\(found.name) har enheten \(other), men \(spec.name) har \(unit).",
                    en: "\(found.name) has the unit \(other), but \(spec.name) has \(unit)."),
                remedy: Localized(sv: "Ge båda för samma period.", en: "Give both for the same period."))
        }
        found = spec
    }
    return found?.unit ?? "öre"
}
