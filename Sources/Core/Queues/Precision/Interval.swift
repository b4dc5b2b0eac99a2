// SPDX-License-Identifier: EUPL-1.2

/// An estimate and how far it may be off.
public struct Interval: Hashable, Sendable {
    public var estimate: Double
    /// Half the width of the interval; infinite with fewer than three replications.
    public var halfWidth: Double

    /// Makes an interval.
    public init(_ estimate: Double, _ halfWidth: Double) {
        self.estimate = estimate
        self.halfWidth = halfWidth
    }

    /// Whether a value lies within it.
    public func covers(_ value: Double) -> Bool { abs(value - estimate) <= halfWidth }

    /// The mean of independent values, one a replication, by Student's t.
    public static func mean(_ values: [Double], confidence: Double = 0.95) -> Interval {
        ratio(values, values.map { _ in 1 }, confidence: confidence)
    }

    /// The ratio of two means (mean waits: sum of waits over number of customers), not the mean of ratios; by the delta method.
    ///
    /// - Source: Asmussen and Glynn, *Stochastic Simulation* (2007), III.3.
    public static func ratio(_ above: [Double], _ below: [Double], confidence: Double = 0.95) -> Interval {
        let whole = below.reduce(0, +)
        guard whole > 0 else { return Interval(0, .infinity) }
        let estimate = above.reduce(0, +) / whole
        return Interval(estimate, spread(residuals(above, below, estimate, whole), confidence))
    }

    /// The difference between two ratios of the same customers (common random numbers): first less second, paired by replication.
    public static func difference(
        _ first: (above: [Double], below: [Double]), _ second: (above: [Double], below: [Double]),
        confidence: Double = 0.95
    ) -> Interval {
        let (whole1, whole2) = (first.below.reduce(0, +), second.below.reduce(0, +))
        guard whole1 > 0, whole2 > 0 else { return Interval(0, .infinity) }
        let (ratio1, ratio2) = (first.above.reduce(0, +) / whole1, second.above.reduce(0, +) / whole2)
        let one = residuals(first.above, first.below, ratio1, whole1)
        let two = residuals(second.above, second.below, ratio2, whole2)
        return Interval(ratio1 - ratio2, spread(zip(one, two).map { $0 - $1 }, confidence))
    }

    /// Each replication's part in the error of a ratio, scaled as a mean of n values.
    private static func residuals(_ above: [Double], _ below: [Double], _ ratio: Double, _ whole: Double) -> [Double] {
        let mean = whole / Double(below.count)
        return zip(above, below).map { ($0 - ratio * $1) / mean }
    }

    private static func spread(_ values: [Double], _ confidence: Double) -> Double {
        let n = Double(values.count)
        guard n >= 3 else { return .infinity }
        let mean = values.reduce(0, +) / n
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return StudentT.quantile(twoSided: 1 - confidence, degrees: values.count - 1)
            * (squares / (n - 1) / n).squareRoot()
    }
}
