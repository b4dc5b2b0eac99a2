// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Spans of the week in which a desk is out: none of its agents answers, its tickets wait or go to others.
struct Outages {
    private var byDesk: [String: [Range<Double>]] = [:]

    /// Reads the input `outages`: the weekday on which each begins, times in minutes of the day. One that ends before it begins ends the next
    /// day.
    init(_ table: Table?, desks: [Desk]) throws(Problem) {
        guard let table else { return }
        let rows = InputRows("outages", mayBeEmpty: table)
        for row in rows.indices {
            let (desk, weekday, from, to) = try rows.timesOfDesk(row, desks)
            guard from != to else {
                throw rows.wrong(
                    row, "to_minute",
                    (
                        "avbrottet ska börja och sluta på olika minuter",
                        "the outage must begin and end at different minutes"
                    ),
                    remedy: (
                        "Ett helt dygn är 0 till 1440; ett avbrott som slutar före sin början slutar dagen efter.",
                        "A whole day is 0 to 1440; an outage that ends before it begins ends the next day."
                    ))
            }
            let start = weekday * 1440 + from
            let end = start + (to < from ? to + 1440 - from : to - from)
            byDesk[desk, default: []].append(Double(start)..<Double(min(end, 10_080)))
            // Out of Sunday night into Monday, as the week goes round.
            if end > 10_080 { byDesk[desk, default: []].append(0..<Double(end - 10_080)) }
        }
        byDesk = byDesk.mapValues(Self.joined)
    }

    /// The same time in as few spans as possible.
    private static func joined(_ spans: [Range<Double>]) -> [Range<Double>] {
        var joined: [Range<Double>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, last.upperBound >= span.lowerBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }

    /// When a desk is out, in minutes from Monday midnight.
    func spans(_ desk: String) -> [Range<Double>] { byDesk[desk] ?? [] }
}
