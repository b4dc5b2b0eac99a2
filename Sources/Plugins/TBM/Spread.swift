// SPDX-License-Identifier: EUPL-1.2

/// How values spread: mean, standard deviation, least and most.
struct Spread {
    /// Unweighted mean.
    let mean: Double
    /// Standard deviation of the population.
    let deviation: Double
    let least: Double
    let most: Double
    /// Index of the largest value, the first of them on a tie.
    let mostAt: Int

    /// The spread of values, of which there is at least one; sums run in listed order.
    init(_ values: [Double]) {
        let n = Double(values.count)
        var sum = 0.0
        for value in values { sum += value }
        let mean = sum / n
        var squares = 0.0
        var least = 0
        var most = 0
        for (i, value) in values.enumerated() {
            squares += (value - mean) * (value - mean)
            if value < values[least] { least = i }
            if value > values[most] { most = i }
        }
        self.mean = mean
        deviation = (squares / n).squareRoot()
        self.least = values[least]
        self.most = values[most]
        mostAt = most
    }
}

/// The mean weighted by size: the sum of the parts over the sum of the wholes, in 128 bits.
func weightedMean(_ parts: [Int], of wholes: [Int]) -> Double {
    func sum(_ values: [Int]) -> Int128 { values.reduce(0) { $0 + Int128($1) } }
    return Double(sum(parts)) / Double(sum(wholes))
}
