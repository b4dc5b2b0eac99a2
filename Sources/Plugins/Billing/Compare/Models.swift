// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A way to spread the pool (Swedish: *finansieringsmodell*); the raw value names its column and row.
enum Model: String, CaseIterable {
    /// As the parties have agreed.
    case agreed
    /// By use, at full cost with a mark-up.
    case internalBilling = "internal_billing"
    /// By employees.
    case overhead
    /// By a key of one's own, simple or composite.
    case key
    /// By employees, more for who uses little.
    case inverse
    /// What is to be retired by who still uses it, the rest by employees.
    case decommission = "direct_retirement"
    /// Stable services by use, the rest by employees.
    case hybrid
    /// By weights that the agreement's rule gives.
    case rules
}

/// Bills at full cost per unit used, and a mark-up for renewal: the buy-sell model.
///
/// bill(u) = sum over services of cost(s) x quantity(u, s) / sum of quantities of s, + its part of the mark-up. The part of
/// each service and that of the mark-up are rounded apart, so that each sums to its whole to the öre.
///
/// - Source: study 000 (Göteborg University 2021), sections 3.1 and 4.3: full cost per service + 2 %.
struct InternalBilling {
    /// What each pays, mark-up included.
    let bills: [Money]
    /// The mark-up in each bill.
    let markups: [Money]
    /// The mark-up in all.
    let markupTotal: Money
    /// What one unit of each service costs, mark-up included, rounded to öre.
    let prices: [Money]

    /// Bills services by use.
    ///
    /// - Throws: ``Problem`` when an amount does not fit, or the mark-up is out of bounds.
    init(_ services: [CatalogueService], markup: Double) throws(Problem) {
        let what = Localized(sv: "internfaktureringen", en: "internal billing")
        var bills = [Money](repeating: .zero, count: services.first?.quantities.count ?? 0)
        var markups = bills
        var markupTotal = Money.zero
        var prices: [Money] = []
        for service in services {
            let extra = try InternalBilling.markup(on: service.cost, share: markup)
            guard let parts = service.cost.split(by: service.quantities),
                let added = extra.split(by: service.quantities),
                let price = perUnit(try sum([service.cost, extra], what), service.quantities)
            else { throw tooLarge(what) }
            for i in bills.indices {
                bills[i] = try sum([bills[i], parts[i], added[i]], what)
                markups[i] = try sum([markups[i], added[i]], what)
            }
            markupTotal = try sum([markupTotal, extra], what)
            prices.append(price)
        }
        self.bills = bills
        self.markups = markups
        self.markupTotal = markupTotal
        self.prices = prices
    }

    /// The mark-up on a cost that is not negative, rounded half up to öre. The share counts to nine decimals.
    private static func markup(on cost: Money, share: Double) throws(Problem) -> Money {
        guard share >= 0, share <= 1 else {
            throw Problem(
                Localized(
                    sv: "markup: påslaget ska vara en andel mellan 0 och 1.",
                    en: "markup: the mark-up must be a share between 0 and 1."),
                remedy: Localized(sv: "Skriv 0.02 för två procent.", en: "Write 0.02 for two per cent."))
        }
        let billion: Int128 = 1_000_000_000
        let numerator = Int128(cost.ore) * Int128(share * 1e9 + 0.5)
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
func perUnit(_ amount: Money, _ weights: [Double]) -> Money? {
    var units = 0.0
    for weight in weights { units += weight }
    let price = Double(amount.ore) / units + 0.5
    return price < 0x1p63 ? Money(ore: Int(price)) : nil
}
