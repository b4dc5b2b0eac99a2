// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a random number is for. Each purpose has numbers of its own, so that asking for one never moves another.
enum Purpose: UInt64 {
    case arrival = 1
    case handle, patience, dayFactor, absence
}

/// Random numbers that belong to a customer: the number of a purpose and customer is a hash, not the next of a sequence.
///
/// So two ways of routing meet the same customers, with the same work and patience, in whatever order they are served (common
/// random numbers), threads change nothing, and any customer can be drawn again.
enum CustomerRandom {
    /// The key of one purpose for one subject (a stream, an agent) in one replication.
    static func key(_ seed: UInt64, replication: Int, subject: Int, _ purpose: Purpose) -> UInt64 {
        let run = SplitMix64.mixed(SplitMix64.mixed(seed &+ SplitMix64.step) &+ UInt64(replication) &* SplitMix64.step)
        return SplitMix64.mixed(run ^ SplitMix64.mixed(UInt64(subject) << 8 | purpose.rawValue))
    }

    /// The 64 bits of a number.
    @inline(__always)
    static func bits(_ key: UInt64, _ number: UInt64) -> UInt64 {
        SplitMix64.mixed(key &+ (number &+ 1) &* SplitMix64.step)
    }

    /// Those bits as a number between 0 and 1, never either: one of 2^52 midpoints.
    @inline(__always)
    static func uniform(_ bits: UInt64) -> Double {
        Double(bitPattern: 0x3FF0_0000_0000_0000 | bits >> 12) - (1 - 0x1p-53)
    }
}
