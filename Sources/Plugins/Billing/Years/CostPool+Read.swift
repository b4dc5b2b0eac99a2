// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension CostPool {
    /// Reads the input `pools`.
    ///
    /// - Parameter rate: öre of each hour of a digital investment that may not be capitalised.
    /// - Throws: ``Problem`` that names the row at fault.
    static func all(_ context: AnalysisContext, rate: Int) throws(Problem) -> [CostPool] {
        let rows = try InputRows("pools", of: context)
        var pools: [CostPool] = []
        for row in rows.indices {
            let text = try rows.name(row, "kind")
            guard let kind = Kind(rawValue: text) else {
                var problem = rows.wrong(row, "kind", ("'\(text)' är okänt", "'\(text)' is unknown"))
                problem.remedy = suggestion(for: text, among: Kind.allCases.map(\.rawValue))
                throw problem
            }
            pools.append(try CostPool(rows, row, kind, rate: rate))
        }
        return pools
    }

    private init(_ rows: InputRows, _ row: Int, _ kind: Kind, rate: Int) throws(Problem) {
        name = try rows.name(row, "pool")
        self.kind = kind
        let cost = try rows.cost(row, "amount")
        first = try rows.whole(row, "first", 1900...2200)
        last = try rows.optionalWhole(row, "last", 1900...2200) ?? (kind == .running ? 2200 : first)
        guard last >= first else {
            throw rows.wrong(row, "last", ("slutåret ligger före startåret", "the last year lies before the first"))
        }
        priceYear = try rows.optionalWhole(row, "price_year", 1900...2200) ?? first
        let index = rows.has("index") ? rows.table[row, "index"] : .null
        guard index == .null || (-0.5...1).contains(index.number ?? 2) else {
            throw rows.wrong(
                row, "index",
                ("en årlig ändring från −0,5 till 1 väntades", "a yearly change from -0.5 to 1 was expected"))
        }
        self.index = index.number ?? 0
        let life = try rows.optionalWhole(row, "life", 1...100)
        guard (kind == .investment) == (life != nil) else {
            throw kind == .investment
                ? rows.wrong(
                    row, "life", ("en investering behöver en livslängd i år", "an investment needs a life in years"))
                : rows.wrong(row, "life", ("bara en investering skrivs av", "only an investment is written off"))
        }
        self.life = life ?? 0
        let hours = rows.has("hours") ? try rows.optionalNumber(row, "hours") ?? 0 : 0
        let operating = (hours * Double(rate)).rounded()
        guard kind == .investment || hours == 0, operating <= Double(cost) else {
            throw rows.wrong(
                row, "hours",
                (
                    "timmarna hör till en investering, och deras driftsdel ryms i beloppet",
                    "the hours belong to an investment, and what of them is operating fits in the amount"
                ))
        }
        notCapitalised = Int(operating)
        amount = cost - notCapitalised
    }
}
