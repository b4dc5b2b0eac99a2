// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// When a desk is open: from one whole hour of the day to another, over midnight where it closes before it opens.
struct OpenHours: Hashable {
    var opens: Int
    var closes: Int

    /// Every hour of the day.
    static let always = OpenHours(opens: 0, closes: 24)

    private init(opens: Int, closes: Int) { (self.opens, self.closes) = (opens, closes) }

    /// Opening hours that mean something: a desk that opens and closes at one hour may be open all day or never.
    init(_ opens: Int, _ closes: Int, whose: Localized) throws(Problem) {
        guard (0..<24).contains(opens), (0...24).contains(closes), opens != closes else {
            throw Problem(
                Localized(
                    sv: "\(whose.sv) öppnar klockan \(opens) och stänger klockan \(closes).",
                    en: "\(whose.en) opens at \(opens) and closes at \(closes)."),
                remedy: Localized(
                    sv:
                        "Ange två olika hela timmar: öppnar 0 till 23, stänger 0 till 24. Dygnet runt är 0 och 24; över midnatt är "
                        + "till exempel 22 och 4.",
                    en:
                        "Give two different whole hours: opens 0 to 23, closes 0 to 24. Round the clock is 0 and 24; over midnight is "
                        + "for example 22 and 4."))
        }
        self.init(opens: opens, closes: closes)
    }

    /// The hours of the day in which it is open, from opening to closing.
    var hours: [Int] { closes > opens ? Array(opens..<closes) : Array(opens..<24) + Array(0..<closes) }

    /// Whether it is open in an hour of the day.
    func contains(_ hour: Int) -> Bool {
        closes > opens ? opens <= hour && hour < closes : hour >= opens || hour < closes
    }
}

/// Spans of a day cut into so many parts, in order of time; one that runs over midnight is one span, whose end lies before its start.
func spans(_ parts: some Sequence<Int>, of day: Int) -> [(from: Int, until: Int)] {
    var spans: [(from: Int, until: Int)] = []
    for part in Set(parts).sorted() {
        if let last = spans.last, last.until == part {
            spans[spans.count - 1].until = part + 1
        } else {
            spans.append((part, part + 1))
        }
    }
    if spans.count > 1, spans[0].from == 0, spans[spans.count - 1].until == day {
        let morning = spans.removeFirst()
        spans[spans.count - 1].until = morning.until
    }
    return spans
}

/// From when until when the spans of a day reach: from the first to the last; where one runs over midnight, all but the longest gap.
func reach(_ parts: some Sequence<Int>, of day: Int) -> (from: Int, until: Int)? {
    let spans = spans(parts, of: day)
    guard let first = spans.first, let last = spans.last else { return nil }
    guard last.until < last.from, spans.count > 1 else { return (first.from, last.until) }
    let gaps = spans.indices.map { i in
        (spans[i].from - (i == 0 ? last.until : spans[i - 1].until), i)
    }
    let after = gaps.max { ($0.0, -$0.1) < ($1.0, -$1.1) }?.1 ?? 0
    return (spans[after].from, after == 0 ? last.until : spans[after - 1].until)
}

/// Hours of the day as spans of the clock: `8-12, 13-16`, `22-4`; `-` for none.
func clock(_ hours: [Int]) -> String {
    let spans = spans(hours, of: 24)
    return spans.isEmpty ? "-" : spans.map { "\($0.from)-\($0.until)" }.joined(separator: ", ")
}
