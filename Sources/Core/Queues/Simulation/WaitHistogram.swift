// SPDX-License-Identifier: EUPL-1.2

/// Where a wait falls in a histogram whose bins double every 64: quantiles read from it are within 0.8 % of the wait, and memory
/// does not grow with the number of waits.
///
/// The first bin holds those who did not wait or waited less than 2^-10 minutes (0.06 s), the last all beyond 2^16 minutes (45 days).
enum WaitHistogram {
    /// Number of bins.
    static let bins = 26 * 64 + 2

    private static let firstBits: UInt64 = 0x3F50_0000_0000_0000  // 2^-10

    /// The bin of a wait in minutes.
    @inline(__always)
    static func bin(_ wait: Double) -> Int {
        // The exponent and the six highest bits of the fraction, which is linear within a doubling.
        let bits = wait.bitPattern
        if bits < firstBits { return 0 }
        return min(Int(truncatingIfNeeded: (bits &- firstBits) >> 46) &+ 1, bins &- 1)
    }

    /// The middle of a bin, in minutes.
    static func middle(_ bin: Int) -> Double {
        guard bin > 0 else { return 0 }
        let low = Double(bitPattern: firstBits + UInt64(bin - 1) << 46)
        let high = Double(bitPattern: firstBits + UInt64(bin) << 46)
        return (low + high) / 2
    }

    /// The wait that a share of all does not exceed; nil when there are none.
    static func quantile(_ share: Double, _ counts: some Collection<some BinaryInteger>) -> Double? {
        let all = counts.reduce(0) { $0 + Int($1) }
        guard all > 0 else { return nil }
        // The smallest wait such that at least that share is no longer.
        var left = Int((share * Double(all)).rounded(.up))
        for (bin, count) in counts.enumerated() {
            left -= Int(count)
            if left <= 0 { return middle(bin) }
        }
        return middle(bins - 1)
    }
}
