// SPDX-License-Identifier: EUPL-1.2

extension Duration {
    /// So many times as long, of the same shape.
    public func scaled(_ factor: Double) -> Duration {
        switch self {
        case .exponential(let mean): .exponential(mean: mean * factor)
        case .constant(let length): .constant(length * factor)
        case .lognormal(let mean, let variation): .lognormal(mean: mean * factor, variation: variation)
        case .gamma(let mean, let variation): .gamma(mean: mean * factor, variation: variation)
        case .hyperexponential(let chance, let mean, let otherwise):
            .hyperexponential(chance: chance, mean: mean * factor, otherwise: otherwise * factor)
        case .empirical(let values): .empirical(values.map { $0 * factor })
        }
    }
}
