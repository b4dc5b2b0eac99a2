// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A way to spread the pool (Swedish: *finansieringsmodell*); the raw value names its column and row.
enum Model: String, CaseIterable {
    case agreed
    case internalBilling = "internal_billing"
    case overhead
}

/// Bills at full cost per unit used, and a mark-up for renewal: the buy-sell model.
///
/// bill(u) = pool x quantity(u) / sum of quantities + its part of the mark-up. The part of the pool and the part of the
/// mark-up are rounded apart, so that each sums to its whole to the öre.
///
/// - Source: study 000 (Göteborg University 2021), sections 3.1 and 4.3: full cost per service + 2 %.
struct InternalBilling {
    /// What each pays, mark-up included.
    let bills: [Money]
    /// The mark-up in each bill.
    let markups: [Money]
    /// The mark-up in all.
    let markupTotal: Money
    /// What one unit costs, mark-up included, rounded to öre.
    let price: Money

    /// Bills a pool by quantities, none negative and not all zero.
    ///
    /// - Throws: ``Problem`` when an amount does not fit, or the mark-up is out of bounds.
    init(_ pool: Money, quantities: [Double], markup: Double) throws(Problem) {
        let what = Localized(sv: "internfaktureringen", en: "internal billing")
        markupTotal = try InternalBilling.markup(on: pool, share: markup)
        guard let parts = pool.split(by: quantities), let markups = markupTotal.split(by: quantities) else {
            throw tooLarge(what)
        }
        self.markups = markups
        var bills: [Money] = []
        for (part, markup) in zip(parts, markups) { bills.append(try sum([part, markup], what)) }
        self.bills = bills
        guard let price = perUnit(try sum([pool, markupTotal], what), quantities) else { throw tooLarge(what) }
        self.price = price
    }

    /// The mark-up on a pool that is not negative, rounded half up to öre. The share counts to nine decimals.
    private static func markup(on pool: Money, share: Double) throws(Problem) -> Money {
        guard share >= 0, share <= 1 else {
            throw Problem(
                Localized(
                    sv: "markup: påslaget ska vara en andel mellan 0 och 1.",
                    en: "markup: the mark-up must be a share between 0 and 1."),
                remedy: Localized(sv: "Skriv 0.02 för två procent.", en: "Write 0.02 for two per cent."))
        }
        let billion: Int128 = 1_000_000_000
        let numerator = Int128(pool.ore) * Int128(share * 1e9 + 0.5)
        return Money(ore: Int((2 * numerator + billion) / (2 * billion)))
    }
}

/// Overhead by employees: bill(u) = pool x employees(u) / sum of employees. No mark-up, no link to use.
///
/// - Source: study 000, section 4.3, recommendation 1a.
struct Overhead {
    let bills: [Money]
    /// What one employee costs, rounded to öre.
    let price: Money

    /// Bills a pool by employees, none negative and not all zero.
    init(_ pool: Money, employees: [Double]) throws(Problem) {
        guard let bills = pool.split(by: employees), let price = perUnit(pool, employees) else {
            throw tooLarge(Localized(sv: "fördelningen efter anställda", en: "the allocation by employees"))
        }
        self.bills = bills
        self.price = price
    }
}

/// An amount that is not negative per unit of the weights, rounded half up to öre; nil when it does not fit.
private func perUnit(_ amount: Money, _ weights: [Double]) -> Money? {
    var units = 0.0
    for weight in weights { units += weight }
    let price = Double(amount.ore) / units + 0.5
    return price < 0x1p63 ? Money(ore: Int(price)) : nil
}
