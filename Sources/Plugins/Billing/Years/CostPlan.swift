// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A cost over years, as the input `pools` tells it: running, one-off, or an investment that is written off.
///
/// - Source: domain reference, sections 3.12 and 3.23: investment and operating funds apart, depreciation = cost / life, and the
///   part of development hours that may not be booked as investment falls on operating funds.
struct CostPool {
    enum Kind: String, CaseIterable {
        /// Each year from `first` to `last`.
        case running
        /// In the year `first`.
        case once
        /// Paid in the year `first`, written off in equal parts over `life` years from then.
        case investment
    }

    let name: String
    let kind: Kind
    /// Öre in the prices of `priceYear`; an investment without what may not be capitalised.
    let amount: Int
    let priceYear: Int
    /// Yearly rise of its price, as a share.
    let index: Double
    let first: Int
    let last: Int
    let life: Int
    /// Öre that fall on operating funds in the first year although they belong to the investment.
    let notCapitalised: Int

    /// An amount in the prices of a year, rounded to the öre: amount x (1 + index)^(year - price year).
    ///
    /// - Throws: ``Problem`` when it becomes too large.
    func priced(_ ore: Int, in year: Int) throws(Problem) -> Int {
        var factor = 1.0
        for _ in 0..<abs(year - priceYear) { factor *= 1 + index }
        let value = (year >= priceYear ? Double(ore) * factor : Double(ore) / factor).rounded()
        guard value.magnitude <= Double(largestOre) else {
            throw fault(
                "\(name): beloppet blir för stort \(year).", "\(name): the amount becomes too large in \(year).")
        }
        return Int(value)
    }
}

/// What a pool costs in a year, in öre.
struct YearCost {
    /// Running costs and what may not be capitalised.
    var operating = 0
    var depreciation = 0
    /// On the book value at the start of the year.
    var interest = 0
    /// What is paid out for investments.
    var outlay = 0
    /// Book value at the end of the year.
    var bookValue = 0

    /// What falls on the year's result.
    var cost: Int { operating + depreciation + interest }

    /// The sum with another.
    ///
    /// - Throws: ``Problem`` beyond ``largestOre``.
    func adding(_ other: YearCost) throws(Problem) -> YearCost {
        YearCost(
            operating: try checkedSum([operating, other.operating], "pools"),
            depreciation: try checkedSum([depreciation, other.depreciation], "pools"),
            interest: try checkedSum([interest, other.interest], "pools"),
            outlay: try checkedSum([outlay, other.outlay], "pools"),
            bookValue: try checkedSum([bookValue, other.bookValue], "pools"))
    }
}

extension CostPool {
    /// The years of the pool.
    ///
    /// The interest is the internal rate on the book value at the start of the year (nominal method); the first year bears
    /// none, because the asset comes into use in its course.
    func years(_ range: ClosedRange<Int>, interest: Double) throws(Problem) -> [YearCost] {
        var costs = [YearCost](repeating: YearCost(), count: range.count)
        func at(_ year: Int) -> Int? { range.contains(year) ? year - range.lowerBound : nil }
        switch kind {
        case .running:
            for year in range where (first...last).contains(year) {
                costs[year - range.lowerBound].operating = try priced(amount, in: year)
            }
        case .once:
            if let i = at(first) { costs[i].operating = try priced(amount, in: first) }
        case .investment:
            let paid = try priced(amount, in: first)
            guard let parts = Money(ore: paid).split(by: [Int](repeating: 1, count: life)) else {
                throw tooLarge(Localized(sv: name, en: name))
            }
            if let i = at(first) {
                costs[i].outlay = paid
                costs[i].operating = try priced(notCapitalised, in: first)
            }
            var value = paid
            for (age, part) in parts.enumerated() {
                let charge = age == 0 ? 0 : (Double(value) * interest).rounded()
                value -= part.ore
                guard let i = at(first + age) else { continue }
                costs[i].depreciation = part.ore
                costs[i].interest = Int(charge)
                costs[i].bookValue = value
            }
        }
        return costs
    }
}
