// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What one organisation, or all together, spent in a year, in öre, with what it is measured against.
struct CostYear {
    let year: Int
    /// Öre by category.
    private(set) var costs: [CostCategory: Int] = [:]
    /// Öre; nil when not known.
    var turnover: Int?
    /// Full-time equivalents: of IT, of digitalisation, of those temporary, and all of the organisation's.
    var staff: Staff?

    struct Staff {
        var it: Double
        var digitalisation: Double
        var temporary: Double
        var all: Double?
    }

    init(_ year: Int) { self.year = year }

    /// Adds an amount.
    ///
    /// - Throws: ``Problem`` beyond ``largestOre``.
    mutating func add(_ ore: Int, _ category: CostCategory) throws(Problem) {
        costs[category] = try checkedSum([costs[category] ?? 0, ore], "costs")
    }

    /// An amount in öre, 0 when none is given.
    subscript(category: CostCategory) -> Int { costs[category] ?? 0 }

    /// Total IT cost: the four categories.
    var totalIT: Int { CostCategory.it.reduce(0) { $0 + self[$1] } }
    /// Digitalisation without investment funds.
    var digitalisationWithoutInvestment: Int { self[.digitalisation] - self[.investmentFunds] }
}

extension CostYear {
    /// A share of the year, as the study calls it.
    enum Measure: String, CaseIterable {
        case itShare = "it-share"
        case totalShare = "total-it-share"
        case digitalisationShare = "dig-share"
        case digitalisationToIT = "dig-to-it"
        case digitalisationToITWithoutInvestment = "dig-to-it-excl-investment"
        case digitalisationToTotal = "dig-to-total-it"
        case digitalisationToTotalWithoutInvestment = "dig-to-total-it-excl-investment"
        case staffShare = "it-staff-share"
        case digitalisationStaff = "dig-to-it-staff"
        case digitalisationStaffPermanent = "dig-to-it-staff-permanent"
    }

    /// Total IT cost by the central budget; nil without one.
    var multiple: Double? {
        self[.centralBudget] > 0 ? Double(totalIT) / Double(self[.centralBudget]) : nil
    }

    /// A share; nil where what it is measured against is zero or not known.
    func value(_ measure: Measure) -> Double? {
        func ratio(_ above: Int, _ below: Int?) -> Double? {
            below.flatMap { $0 > 0 ? Double(above) / Double($0) : nil }
        }
        func ratio(_ above: Double?, _ below: Double?) -> Double? {
            guard let above, let below, below > 0 else { return nil }
            return above / below
        }
        return switch measure {
        case .itShare: ratio(self[.centralBudget], turnover)
        case .totalShare: ratio(totalIT, turnover)
        case .digitalisationShare: ratio(self[.digitalisation], turnover)
        case .digitalisationToIT: ratio(self[.digitalisation], self[.centralBudget])
        case .digitalisationToITWithoutInvestment: ratio(digitalisationWithoutInvestment, self[.centralBudget])
        case .digitalisationToTotal: ratio(self[.digitalisation], totalIT)
        case .digitalisationToTotalWithoutInvestment: ratio(digitalisationWithoutInvestment, totalIT)
        case .staffShare: ratio(staff?.it, staff?.all)
        case .digitalisationStaff: ratio(staff?.digitalisation, staff?.it)
        case .digitalisationStaffPermanent: ratio(staff.map { $0.digitalisation - $0.temporary }, staff?.it)
        }
    }
}

extension CostYear {
    /// The years of the inputs `costs` and `years`, ascending, and by unit the years it has costs in.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    static func read(_ context: AnalysisContext) throws(Problem) -> (all: [CostYear], units: [String: [CostYear]]) {
        var all: [Int: CostYear] = [:]
        var units: [String: [Int: CostYear]] = [:]
        if let table = context.optionalInput("costs"), table.rowCount > 0 {
            let rows = try InputRows("costs", table)
            for row in rows.indices {
                let year = try rows.year(row)
                let text = try rows.name(row, "category")
                guard let category = CostCategory(rawValue: text) else {
                    var problem = rows.wrong(
                        row, "category", ("kostnadsslaget '\(text)' är okänt", "the category '\(text)' is unknown"))
                    problem.remedy = suggestion(for: text, among: CostCategory.allCases.map(\.rawValue))
                    throw problem
                }
                let ore = try rows.cost(row, "cost")
                try all[year, default: CostYear(year)].add(ore, category)
                let unit = try rows.name(row, "unit")
                try units[unit, default: [:]][year, default: CostYear(year)].add(ore, category)
            }
        }
        if let table = context.optionalInput("years"), table.rowCount > 0 {
            let rows = try InputRows("years", table)
            for row in rows.indices {
                let year = try rows.year(row)
                var found = all[year] ?? CostYear(year)
                found.turnover = try rows.optionalOre(row, "turnover")
                found.staff = try Staff(rows, row)
                all[year] = found
            }
        }
        for year in all.values where year[.investmentFunds] > year[.digitalisation] {
            throw fault(
                "\(year.year): investeringsmedlen är större än digitaliseringens kostnad, som de är en del av.",
                "\(year.year): the investment funds are larger than the cost of digitalisation, which they are part of.",
                remedy: (
                    "Räkna in investeringsmedlen i digitalisation också.",
                    "Count the investment funds in digitalisation as well."
                ))
        }
        func ascending(_ years: [Int: CostYear]) -> [CostYear] { years.values.sorted { $0.year < $1.year } }
        return (ascending(all), units.mapValues(ascending))
    }
}

extension CostYear.Staff {
    /// Reads a row of `years`; nil when it says nothing of staff.
    init?(_ rows: InputRows, _ row: Int) throws(Problem) {
        guard let it = try rows.optionalNumber(row, "it_staff") else { return nil }
        self.it = it
        digitalisation = try rows.optionalNumber(row, "digitalisation_staff") ?? 0
        temporary = try rows.optionalNumber(row, "temporary_staff") ?? 0
        all = try rows.optionalNumber(row, "all_staff")
        guard temporary <= digitalisation else {
            throw rows.wrong(
                row, "temporary_staff",
                (
                    "fler är tillfälliga än vad som arbetar med digitalisering",
                    "more are temporary than work with digitalisation"
                ))
        }
    }
}

extension InputRows {
    /// A year, 1900 to 2200.
    fileprivate func year(_ row: Int) throws(Problem) -> Int {
        guard case .integer(let year) = table[row, "year"], (1900...2200).contains(year) else {
            throw wrong(row, "year", ("ett år väntades", "a year was expected"))
        }
        return year
    }
}
