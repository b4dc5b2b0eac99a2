// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A random length of time in minutes.
public enum Duration: Hashable, Sendable {
    case exponential(mean: Double)
    case constant(Double)
    /// By its mean and coefficient of variation.
    case lognormal(mean: Double, variation: Double)
    /// By its mean and coefficient of variation; the shape is 1 / variation².
    case gamma(mean: Double, variation: Double)
    /// Exponential of one mean with a chance, else of another.
    case hyperexponential(chance: Double, mean: Double, otherwise: Double)
    /// Each of these lengths as often.
    case empirical([Double])

    /// The mean, in minutes.
    public var mean: Double {
        switch self {
        case .exponential(let mean), .constant(let mean), .lognormal(let mean, _), .gamma(let mean, _): mean
        case .hyperexponential(let chance, let mean, let otherwise): chance * mean + (1 - chance) * otherwise
        case .empirical(let values): values.reduce(0, +) / Double(max(1, values.count))
        }
    }

    /// The mean of the square, in minutes².
    public var meanSquare: Double {
        switch self {
        case .exponential(let mean): 2 * mean * mean
        case .constant(let mean): mean * mean
        case .lognormal(let mean, let variation), .gamma(let mean, let variation):
            mean * mean * (1 + variation * variation)
        case .hyperexponential(let chance, let mean, let otherwise):
            2 * (chance * mean * mean + (1 - chance) * otherwise * otherwise)
        case .empirical(let values): values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))
        }
    }

    /// Why it cannot be drawn from; nil when it can.
    var fault: Localized? {
        func bad(_ value: Double) -> Bool { !(value.isFinite && value >= 0 && value <= 1e7) }
        switch self {
        case .exponential(let mean), .constant(let mean):
            if bad(mean) { return lengthFault(mean) }
        case .lognormal(let mean, let variation), .gamma(let mean, let variation):
            if bad(mean) { return lengthFault(mean) }
            if !(variation > 0 && variation <= 20) {
                return Localized(
                    sv: "variationskoefficienten ska vara över 0 och högst 20, men är \(variation)",
                    en: "the coefficient of variation must be above 0 and at most 20, but is \(variation)")
            }
        case .hyperexponential(let chance, let mean, let otherwise):
            if bad(mean) { return lengthFault(mean) }
            if bad(otherwise) { return lengthFault(otherwise) }
            if !(chance >= 0 && chance <= 1) {
                return Localized(
                    sv: "sannolikheten ska ligga mellan 0 och 1, men är \(chance)",
                    en: "the chance must lie between 0 and 1, but is \(chance)")
            }
        case .empirical(let values):
            if values.isEmpty || values.count > 100_000 {
                return Localized(
                    sv: "1 till 100 000 uppmätta tider behövs, men det är \(values.count)",
                    en: "1 to 100 000 measured times are needed, but there are \(values.count)")
            }
            if let wrong = values.first(where: bad) { return lengthFault(wrong) }
        }
        return nil
    }

    private func lengthFault(_ value: Double) -> Localized {
        Localized(
            sv: "en tid ska vara 0 till 10 miljoner minuter, men är \(value)",
            en: "a time must be 0 to 10 million minutes, but is \(value)")
    }
}
