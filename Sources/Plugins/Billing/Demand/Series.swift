// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What was used of a service, month by month without a gap.
struct Series {
    let service: String
    let first: Month
    let quantities: [Double]

    var last: Month { Month(number: first.number + quantities.count - 1) }

    /// The part of the series in `count` months that end `back` months before its end; nil when it does not reach.
    func window(_ count: Int, back: Int = 0) -> Series? {
        let start = quantities.count - back - count
        guard start >= 0 else { return nil }
        return Series(
            service: service, first: Month(number: first.number + start),
            quantities: Array(quantities[start..<start + count]))
    }

    /// Reads the input `quantities`: the sum over units of each service and month, in order of first appearance.
    ///
    /// - Parameter zeros: whether a month that lacks stands for no use; else it is an error, because a forgotten month
    ///   and one without use look alike.
    /// - Throws: ``Problem`` that names the row or the month at fault.
    static func all(_ context: AnalysisContext, zeros: Bool) throws(Problem) -> [Series] {
        let rows = try InputRows("quantities", of: context)
        var names: [String] = []
        var months: [String: [Month: Double]] = [:]
        for row in rows.indices {
            let name = try rows.name(row, "service")
            guard let month = Month(try rows.name(row, "month")) else {
                throw rows.wrong(
                    row, "month", ("en månad väntades", "a month was expected"),
                    remedy: ("Skriv år och månad, som 2026-03.", "Write year and month, like 2026-03."))
            }
            let quantity = try rows.number(row, "quantity")
            if months[name] == nil { names.append(name) }
            months[name, default: [:]][month, default: 0] += quantity
        }
        guard let first = months.values.compactMap({ $0.keys.min() }).min(),
            let last = months.values.compactMap({ $0.keys.max() }).max()
        else { return [] }
        guard last.number - first.number < 1200 else {
            throw fault(
                "Indatat 'quantities': mellan \(first) och \(last) ligger mer än hundra år.",
                "Input 'quantities': between \(first) and \(last) lie more than a hundred years.")
        }
        var series: [Series] = []
        for name in names {
            let found = months[name] ?? [:]
            // A service may be newer than others, but it does not end before them: a last month that lacks is a gap.
            let start = zeros ? first : found.keys.min() ?? first
            var quantities: [Double] = []
            for number in start.number...last.number {
                guard let quantity = found[Month(number: number)] ?? (zeros ? 0 : nil) else {
                    throw fault(
                        "Indatat 'quantities': \(name) saknar \(Month(number: number)).",
                        "Input 'quantities': \(name) lacks \(Month(number: number)).",
                        remedy: (
                            "Lägg till månaden, eller ange missing=zero om inget användes då.",
                            "Add the month, or give missing=zero if nothing was used then."
                        ))
                }
                quantities.append(quantity)
            }
            series.append(Series(service: name, first: start, quantities: quantities))
        }
        return series
    }
}
