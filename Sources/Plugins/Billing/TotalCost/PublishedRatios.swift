// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A figure that somebody has published, as it was printed.
struct PublishedFigure {
    let measure: String
    let year: Int
    /// As a share or ratio: per cent by 100, per mille by 1000.
    let value: Double
    /// Half a unit of the last digit printed.
    let half: Double
}

/// What one published figure must be if others are right.
struct RatioCheck {
    let figure: PublishedFigure
    /// What follows from the others.
    let derived: Double
    /// From which, as a formula of their ids.
    let formula: String
    /// What follows at most and at least when the others are taken to the edges of their rounding.
    let range: ClosedRange<Double>

    /// Whether it rounds to what was printed, halves upwards.
    var follows: Bool {
        let rounding = figure.half * 1e-9
        return derived >= figure.value - figure.half - rounding && derived < figure.value + figure.half - rounding
    }
    /// Whether rounding of what it follows from could explain it.
    var isWithinRounding: Bool {
        range.lowerBound <= figure.value + figure.half && range.upperBound >= figure.value - figure.half
    }
}

/// Holds published ratios against each other: where one follows from others, it is computed from them.
///
/// The identities are those of study 000, section 3: digitalisation by IT is the quotient of their shares of turnover, by total
/// IT it is that divided by the multiple, and a ratio of staff moves with the growth of both.
///
/// - Source: domain reference, section 3.11; `data/sundsvall-figures.csv`.
struct PublishedRatios {
    let figures: [PublishedFigure]
    private let byName: [String: PublishedFigure]

    /// Reads the input `published`.
    ///
    /// - Throws: ``Problem`` when a row is at fault or stands twice.
    init(_ table: Table) throws(Problem) {
        let rows = try InputRows("published", table)
        var figures: [PublishedFigure] = []
        var byName: [String: PublishedFigure] = [:]
        for row in rows.indices {
            guard case .integer(let year) = table[row, "year"] else {
                throw rows.wrong(row, "year", ("ett år väntades", "a year was expected"))
            }
            let measure = try rows.name(row, "measure")
            guard PublishedRatios.measures.contains(measure) else {
                var problem = rows.wrong(
                    row, "measure", ("måttet '\(measure)' är okänt", "the measure '\(measure)' is unknown"))
                problem.remedy = suggestion(for: measure, among: PublishedRatios.measures)
                throw problem
            }
            let unit = try rows.name(row, "unit")
            guard let scale = ["percent": 100.0, "permille": 1000, "ratio": 1][unit] else {
                var problem = rows.wrong(row, "unit", ("enheten '\(unit)' är okänd", "the unit '\(unit)' is unknown"))
                problem.remedy = suggestion(for: unit, among: ["percent", "permille", "ratio"])
                throw problem
            }
            guard let printed = rows.table[row, "value"].number, printed.isFinite else {
                throw rows.wrong(row, "value", ("ett tal väntades", "a number was expected"))
            }
            let decimals = rows.has("decimals") ? try rows.optionalNumber(row, "decimals") ?? 0 : 0
            var step = 0.5
            for _ in 0..<min(Int(decimals), 12) { step /= 10 }
            let figure = PublishedFigure(
                measure: measure, year: year, value: printed / scale, half: step / scale)
            guard byName.updateValue(figure, forKey: "\(figure.measure) \(year)") == nil else {
                throw rows.twice(row, "measure")
            }
            figures.append(figure)
        }
        self.figures = figures
        self.byName = byName
    }

    /// Every published figure that follows from others, by every identity that reaches it.
    func checks() -> [RatioCheck] {
        figures.flatMap { figure in
            PublishedRatios.identities.compactMap { identity in
                identity.measure == figure.measure ? check(figure, identity) : nil
            }
        }
    }

    /// One figure as a quotient or product of others; `earlier` means of the first year that is printed.
    private struct Identity {
        var measure: String
        var above: [Term]
        var below: [Term]

        struct Term {
            var measure: String
            var earlier = false
            /// A change, which multiplies by 1 + itself.
            var change = false
        }
    }

    private static let identities: [Identity] = [
        Identity(measure: "dig-to-it", above: [.init(measure: "dig-share")], below: [.init(measure: "it-share")]),
        Identity(
            measure: "dig-to-total-it", above: [.init(measure: "dig-to-it")],
            below: [.init(measure: "total-it-multiple")]),
        Identity(
            measure: "dig-to-total-it-excl-investment", above: [.init(measure: "dig-to-it-excl-investment")],
            below: [.init(measure: "total-it-multiple")]),
        Identity(
            measure: "dig-to-it-staff",
            above: [
                .init(measure: "dig-to-it-staff", earlier: true), .init(measure: "dig-staff-change", change: true),
            ], below: [.init(measure: "it-staff-change", change: true)]),
    ]

    /// The measures that may be tried, sorted.
    static let measures: [String] = {
        let terms = identities.flatMap { [$0.measure] + ($0.above + $0.below).map(\.measure) }
        return Set(terms + CostYear.Measure.allCases.map(\.rawValue)).sorted()
    }()

    private func check(_ figure: PublishedFigure, _ identity: Identity) -> RatioCheck? {
        var value = 1.0
        var low = 1.0
        var high = 1.0
        var words: [[String]] = [[], []]
        for (side, terms) in [identity.above, identity.below].enumerated() {
            for term in terms {
                guard let found = find(term, for: figure) else { return nil }
                let base = term.change ? 1.0 : 0
                let (least, middle, most) = (
                    base + found.value - found.half, base + found.value, base + found.value + found.half
                )
                guard least > 0 else { return nil }
                value = side == 0 ? value * middle : value / middle
                low = side == 0 ? low * least : low / most
                high = side == 0 ? high * most : high / least
                let name = term.earlier ? "\(found.measure) \(found.year)" : found.measure
                words[side].append(term.change ? "(1 + \(name))" : name)
            }
        }
        return RatioCheck(
            figure: figure, derived: value, formula: words.map { $0.joined(separator: " × ") }.joined(separator: " / "),
            range: low...high)
    }

    private func find(_ term: Identity.Term, for figure: PublishedFigure) -> PublishedFigure? {
        guard term.earlier else { return byName["\(term.measure) \(figure.year)"] }
        return figures.filter { $0.measure == term.measure && $0.year < figure.year }.min { $0.year < $1.year }
    }
}
