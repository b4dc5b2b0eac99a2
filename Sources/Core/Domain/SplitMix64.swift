// SPDX-License-Identifier: EUPL-1.2

/// The scrambling of SplitMix64: random numbers by counting, so that the k-th of a stream can be had without the ones before it.
///
/// - Source: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (2014).
public enum SplitMix64 {
    /// The step between two counters: 2^64 over the golden ratio.
    public static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A number whose bits all depend on all bits of another.
    @inlinable @inline(__always)
    public static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
