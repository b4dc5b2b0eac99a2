// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What the months say of one service.
struct DemandVerdict {
    /// The months that were looked at.
    let series: Series
    let variation: Variation
    /// Where the coefficient of variation lies with the confidence asked for; nil when the data do not say.
    let interval: ClosedRange<Double>?
    /// Nil without demand.
    let kind: DemandClass?
    /// Whether the whole interval lies in that class; nil without demand.
    let isCertain: Bool?
    /// The class that was agreed on, or that of the window twelve months before; nil when neither is known.
    let previous: DemandClass?

    /// Whether the way of paying should be reviewed: the class is another than it was.
    var review: Bool { previous != nil && kind != nil && previous != kind }

    /// Judges a series by its last months.
    ///
    /// - Throws: ``Problem`` when there are fewer months than asked for, or than the adjustment needs.
    init(_ whole: Series, agreed: DemandClass?, _ question: DemandQuestion) throws(Problem) {
        guard let series = whole.window(question.window) else {
            throw fault(
                "\(whole.service) har \(whole.quantities.count) månader, men \(question.window) behövs.",
                "\(whole.service) has \(whole.quantities.count) months, but \(question.window) are needed.",
                remedy: (
                    "Lägg till månader, eller ange window=\(max(3, whole.quantities.count)).",
                    "Add months, or give window=\(max(3, whole.quantities.count))."
                ))
        }
        self.series = series
        variation = Variation(series.quantities, from: series.first, question.adjustment)
        kind = variation.coefficient.map(question.thresholds.of)
        interval = variation.interval(
            series.quantities, from: series.first, question.adjustment, draws: question.draws, level: question.level,
            seed: question.seed)
        if let kind {
            isCertain =
                interval.map {
                    question.thresholds.of($0.lowerBound) == kind && question.thresholds.of($0.upperBound) == kind
                } ?? false
        } else {
            isCertain = nil
        }
        let before = whole.window(question.window, back: 12)
            .flatMap { Variation($0.quantities, from: $0.first, question.adjustment).coefficient }
        previous = agreed ?? before.map(question.thresholds.of)
    }
}

/// What a reader should know first: which services need another way of paying, and where the data cannot tell.
func demandFindings(_ verdicts: [DemandVerdict], _ question: DemandQuestion) -> [Finding] {
    var findings: [Finding] = []
    for verdict in verdicts {
        let service = Finding.Argument(.category(verdict.series.service))
        guard let kind = verdict.kind, let coefficient = verdict.variation.coefficient else {
            findings.append(Finding("no-demand", .notice, ["service": service]))
            continue
        }
        if let previous = verdict.previous, verdict.review {
            findings.append(
                Finding(
                    verdict.isCertain == true ? "review" : "review-uncertain", .warning,
                    [
                        "service": service, "before": .init(.category(previous.rawValue)),
                        "now": .init(.category(kind.rawValue)), "variation": .init(.real(coefficient), unit: "share"),
                        "model": .init(.category(kind.model)),
                    ]))
        } else if verdict.isCertain == false, let interval = verdict.interval {
            findings.append(
                Finding(
                    "cannot-tell", .notice,
                    [
                        "service": service, "months": .init(.integer(verdict.series.quantities.count)),
                        "low": .init(.real(interval.lowerBound), unit: "share"),
                        "high": .init(.real(interval.upperBound), unit: "share"),
                        "level": .init(.real(question.level), unit: "share"),
                    ]))
        }
    }
    for kind in DemandClass.allCases {
        let services = verdicts.filter { $0.kind == kind }.map(\.series.service)
        guard !services.isEmpty else { continue }
        findings.append(
            Finding(
                "fits-\(kind.rawValue)", .info,
                ["count": .init(.integer(services.count)), "services": .init(.text(shortList(services)))]))
    }
    return findings
}
