// SPDX-License-Identifier: EUPL-1.2

/// Random numbers by counting: the k-th number of a stream is a scrambled k, so that any stream can be begun anywhere, and the
/// same seed gives the same bytes on every machine.
///
/// - Source: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (2014), the mix of SplitMix64.
public struct CounterRandom: RandomNumberGenerator, Sendable {
    @usableFromInline var counter: UInt64

    /// The stream of a seed with a number.
    @inlinable public init(seed: UInt64, stream: UInt64) {
        counter = Self.mixed(seed &+ Self.mixed(stream &+ 0x9E37_79B9_7F4A_7C15))
    }

    /// The next 64 bits.
    @inlinable public mutating func next() -> UInt64 {
        counter &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(counter)
    }

    /// A whole number below a bound, without bias.
    @inlinable public mutating func next(below bound: UInt64) -> UInt64 {
        // Lemire, Fast random integer generation in an interval (2019)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return product.high
    }

    @inlinable static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
