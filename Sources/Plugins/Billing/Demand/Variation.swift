// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What is taken out of a series before its variation is measured.
struct Adjustment {
    /// A straight line by least squares.
    var trend: Bool
    /// The mean deviation of each month of the year; needs two years.
    var season: Bool

    /// How many numbers are fitted beside the mean.
    func fitted(months: Int) -> Int { (trend ? 1 : 0) + (season ? 11 : 0) }
}

/// The coefficient of variation of monthly demand: the standard deviation of what is left when trend and season are taken
/// out, by the mean of the months.
///
/// The deviation is s = sqrt(sum of squared residuals / (n - p)), with p fitted numbers, the mean among them: without
/// adjustment the usual sample deviation with n - 1.
///
/// - Source: study 000, sections 3.3 and 5, for the criterion; the formula is the usual one (Kendall and Stuart 1977,
///   *The Advanced Theory of Statistics* 1, section 2.25).
struct Variation {
    let mean: Double
    /// Nil when the mean is zero: there is no demand to vary.
    let coefficient: Double?
    /// What the fit says of each month.
    let fit: [Double]
    /// Change a month as a share of the mean; nil without trend or demand.
    let slope: Double?

    /// The variation of at least `fitted + 2` months.
    init(_ quantities: [Double], from first: Month, _ adjustment: Adjustment) {
        let n = quantities.count
        let mean = Variation.mean(quantities)
        var fit = [Double](repeating: mean, count: n)
        var slope = 0.0
        // Trend and season are fitted in turn until they stand still: with gaps in neither, few rounds are enough.
        var season = [Double](repeating: 0, count: 12)
        for _ in 0..<(adjustment.trend && adjustment.season ? 60 : 1) {
            if adjustment.trend {
                slope = Variation.slope((0..<n).map { quantities[$0] - season[(first.number + $0) % 12] })
            }
            let middle = Double(n - 1) / 2
            let line = (0..<n).map { mean + slope * (Double($0) - middle) }
            if adjustment.season { season = Variation.season((0..<n).map { quantities[$0] - line[$0] }, from: first) }
            fit = (0..<n).map { line[$0] + season[(first.number + $0) % 12] }
        }
        self.mean = mean
        self.fit = fit
        self.slope = adjustment.trend && mean > 0 ? slope / mean : nil
        var squares = 0.0
        for (quantity, fit) in zip(quantities, fit) { squares += (quantity - fit) * (quantity - fit) }
        let freedom = Double(n - 1 - adjustment.fitted(months: n))
        coefficient = mean > 0 ? (squares / freedom).squareRoot() / mean : nil
    }

    private static func mean(_ values: [Double]) -> Double {
        var sum = 0.0
        for value in values { sum += value }
        return sum / Double(values.count)
    }

    private static func slope(_ values: [Double]) -> Double {
        let middle = Double(values.count - 1) / 2
        var product = 0.0
        var squares = 0.0
        for (i, value) in values.enumerated() {
            product += (Double(i) - middle) * value
            squares += (Double(i) - middle) * (Double(i) - middle)
        }
        return squares > 0 ? product / squares : 0
    }

    /// The mean of each month of the year, less the mean of all.
    private static func season(_ values: [Double], from first: Month) -> [Double] {
        var sums = [Double](repeating: 0, count: 12)
        var counts = [Double](repeating: 0, count: 12)
        for (i, value) in values.enumerated() {
            sums[(first.number + i) % 12] += value
            counts[(first.number + i) % 12] += 1
        }
        let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
        let all = mean(values)
        return zip(means, counts).map { $1 > 0 ? $0 - all : 0 }
    }
}

extension Variation {
    /// An interval for the coefficient by the bootstrap: months are drawn with replacement among the residuals and laid on
    /// the fit, and the variation is measured anew; the interval holds the middle `level` of what comes out.
    ///
    /// The percentiles are of the coefficient by the found one, turned round (the "basic" interval in the logarithm), which
    /// keeps it positive and mends most of the bias of short series.
    ///
    /// - Source: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 9 and 13; Davison and Hinkley,
    ///   *Bootstrap Methods and their Application* (1997), section 5.2.
    /// - Returns: nil when there is no demand, or nothing varies.
    func interval(
        _ quantities: [Double], from first: Month, _ adjustment: Adjustment, draws: Int, level: Double, seed: UInt64
    ) -> ClosedRange<Double>? {
        guard let coefficient, coefficient > 0 else { return coefficient.map { $0...$0 } }
        let n = quantities.count
        // Residuals are too small by the numbers that were fitted.
        let scale = (Double(n) / Double(n - 1 - adjustment.fitted(months: n))).squareRoot()
        let residuals = zip(quantities, fit).map { ($0 - $1) * scale }
        var random = CounterRandom(seed: seed, stream: UInt64(n))
        var drawn: [Double] = []
        for _ in 0..<draws {
            let months = fit.map { $0 + residuals[Int(random.next(below: UInt64(n)))] }
            if let other = Variation(months, from: first, adjustment).coefficient, other > 0 { drawn.append(other) }
        }
        guard drawn.count > draws / 2 else { return nil }
        drawn.sort()
        func quantile(_ share: Double) -> Double { drawn[min(drawn.count - 1, Int(share * Double(drawn.count)))] }
        let tail = (1 - level) / 2
        // No n numbers that are not negative vary more than one of them alone: then the coefficient is the root of n.
        let most = Double(n).squareRoot()
        let low = coefficient * coefficient / quantile(1 - tail)
        return min(low, coefficient)...max(coefficient, min(most, coefficient * coefficient / quantile(tail)))
    }
}
