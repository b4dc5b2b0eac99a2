// SPDX-License-Identifier: EUPL-1.2

/// Random numbers by counting: the k-th number of a stream is a scrambled k, so that any stream can be begun anywhere, and the
/// same seed gives the same bytes on every machine.
public struct CounterRandom: RandomNumberGenerator, Sendable {
    @usableFromInline var counter: UInt64

    /// The stream of a seed with a number.
    @inlinable public init(seed: UInt64, stream: UInt64) {
        counter = SplitMix64.mixed(seed &+ SplitMix64.mixed(stream &+ SplitMix64.step))
    }

    /// The next 64 bits.
    @inlinable public mutating func next() -> UInt64 {
        counter &+= SplitMix64.step
        return SplitMix64.mixed(counter)
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
}
