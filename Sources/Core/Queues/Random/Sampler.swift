// SPDX-License-Identifier: EUPL-1.2

/// A ``Duration`` laid out for drawing: its constants worked out beforehand, no case with a payload to unpack.
struct Sampler {
    private enum Kind: UInt8 { case exponential, constant, lognormal, gamma, hyperexponential, empirical, never }

    private let kind: Kind
    private let a: Double
    private var b = 0.0
    private var c = 0.0
    private var values: UnsafeMutablePointer<Double>?

    /// Nobody's patience: infinity.
    static var never: Sampler { Sampler(kind: .never, a: .infinity) }

    private init(kind: Kind, a: Double) {
        self.kind = kind
        self.a = a
    }

    /// Lays out a duration; ``deallocate()`` frees what it needs.
    init(_ duration: Duration, _ math: QuickMath) {
        switch duration {
        case .exponential(let mean): self.init(kind: .exponential, a: mean)
        case .constant(let length): self.init(kind: .constant, a: length)
        case .lognormal(let mean, _) where mean == 0, .gamma(let mean, _) where mean == 0:
            self.init(kind: .constant, a: 0)
        case .lognormal(let mean, let variation):
            // The logarithm has variance ln(1 + variation²) and mean ln(mean) - half of it.
            let variance = math.log(1 + variation * variation)
            self.init(kind: .lognormal, a: math.log(mean) - variance / 2)
            b = variance.squareRoot()
        case .gamma(let mean, let variation):
            let shape = 1 / (variation * variation)
            self.init(kind: .gamma, a: shape)
            b = mean / shape
        case .hyperexponential(let chance, let mean, let otherwise):
            self.init(kind: .hyperexponential, a: chance)
            b = mean
            c = otherwise
        case .empirical(let lengths):
            self.init(kind: .empirical, a: Double(lengths.count))
            let copy = UnsafeMutablePointer<Double>.allocate(capacity: lengths.count)
            copy.initialize(from: lengths, count: lengths.count)
            values = copy
        }
    }

    func deallocate() { values?.deallocate() }

    /// The length that belongs to a customer.
    @inline(__always)
    func draw(_ key: UInt64, _ number: UInt64, _ math: QuickMath) -> Double {
        let bits = CustomerRandom.bits(key, number)
        if kind == .exponential { return -math.log(CustomerRandom.uniform(bits)) * a }
        return other(bits, math)
    }

    @inline(never)
    private func other(_ bits: UInt64, _ math: QuickMath) -> Double {
        let u = CustomerRandom.uniform(bits)
        switch kind {
        case .exponential: return -math.log(u) * a
        case .constant, .never: return a
        case .lognormal: return math.exp(a + b * NormalQuantile.z(u, math))
        case .gamma: return b * Gamma.draw(shape: a, bits, math)
        case .hyperexponential:
            // One uniform number serves both the choice and, stretched, the length.
            return u < a ? -math.log(u / a) * b : -math.log((1 - u) / (1 - a)) * c
        case .empirical: return values.map { $0[Int(u * a)] } ?? 0
        }
    }
}

/// The gamma distribution.
enum Gamma {
    /// A number of mean and variance `shape`; the bits are the key of its own little sequence, since some tries are refused.
    ///
    /// - Source: Marsaglia and Tsang, *A simple method for generating gamma variables* (2000); below shape 1 by their remark
    ///   that gamma(a) is gamma(a + 1) times u^(1/a).
    static func draw(shape: Double, _ key: UInt64, _ math: QuickMath) -> Double {
        let d = (shape < 1 ? shape + 1 : shape) - 1 / 3.0
        let c = 1 / (9 * d).squareRoot()
        var number: UInt64 = 0
        while true {
            let x = NormalQuantile.z(CustomerRandom.uniform(CustomerRandom.bits(key, number)), math)
            let u = CustomerRandom.uniform(CustomerRandom.bits(key, number &+ 1))
            number &+= 2
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            guard math.log(u) < 0.5 * x * x + d * (1 - v + math.log(v)) else { continue }
            guard shape < 1 else { return d * v }
            let power = math.log(CustomerRandom.uniform(CustomerRandom.bits(key, number))) / shape
            return power < -690 ? 0 : d * v * math.exp(power)
        }
    }
}
