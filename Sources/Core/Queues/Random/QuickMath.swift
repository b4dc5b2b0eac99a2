// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// exp and log by tables, for the millions of draws a second of a simulation; the same bits on every machine, since they are + - * only.
///
/// Errors: `log` below 4.5e-16, absolute for results below 1 and relative above; `exp` below 6e-16, relative (tests hold this against
/// `OwnMath`). Arguments must be normal numbers in range: nothing is checked.
///
/// - Source: Tang, *Table-driven implementation of the exponential function* (1989) and *of the logarithm function* (1990).
struct QuickMath {
    // 128 pairs (1/c, log c) for the logarithm, then 128 values 2^(i/128).
    private let table: UnsafeMutablePointer<Double>

    private static let entries = 128
    // The table of log begins at 0.6875, so that 1 is a border, and a number near 1 is not the difference of two large ones.
    private static let start: UInt64 = 0x3FE6_0000_0000_0000

    /// Makes the tables; they are freed by ``deallocate()``.
    init() {
        let n = Self.entries
        table = .allocate(capacity: 3 * n)
        for i in 0..<n {
            let bits = Self.start + UInt64(i) << 45
            let (low, high) = (Double(bitPattern: bits), Double(bitPattern: bits + 1 << 45))
            let inverse = low == 1 || high == 1 ? 1 : (2 / (low + high) * 1024).rounded() / 1024
            table[2 * i] = inverse
            table[2 * i + 1] = inverse == 1 ? 0 : -OwnMath.log(inverse)
            table[2 * n + i] = OwnMath.exp(Double(i) / Double(n) * 0.6931471805599453)
        }
    }

    /// Frees the tables.
    func deallocate() { table.deallocate() }

    /// The natural logarithm of a normal number above 0.
    @inline(__always)
    func log(_ x: Double) -> Double {
        let bits = x.bitPattern
        let above = bits &- Self.start
        let i = Int(truncatingIfNeeded: above >> 45 & 127)
        let k = Double(Int64(bitPattern: above) >> 52)
        let z = Double(bitPattern: bits &- (above & 0xFFF0_0000_0000_0000))
        let r = z * table[2 * i] - 1
        let r2 = r * r
        // log(1 + r) to r^8 / 8 < 1e-17
        let tail = (1 / 3.0 - r * (1 / 4.0)) + r2 * ((1 / 5.0 - r * (1 / 6.0)) + r2 * (1 / 7.0 - r * (1 / 8.0)))
        return (k * 0.6931471805599453 + table[2 * i + 1]) + (r + r2 * (r * tail - 0.5))
    }

    /// e to the power of x, for |x| < 700.
    @inline(__always)
    func exp(_ x: Double) -> Double {
        // Adding 3 * 2^51 leaves no room for a fraction: the nearest whole number, without a call.
        let n = (x * 184.6649652337873 + 0x1.8p52) - 0x1.8p52
        let whole = Int64(n)
        // ln 2 / 128 in two parts, the first of which times n is exact
        let r = (x - n * 0x1.62e42feep-8) - n * 0x1.a39ef35793c76p-40
        let r2 = r * r
        let tail = r + r2 * ((0.5 + r * (1 / 6.0)) + r2 * (1 / 24.0 + r * (1 / 120.0)))
        let base = table[2 * Self.entries + Int(whole & 127)]
        let scale = Double(bitPattern: UInt64(bitPattern: (whole >> 7 &+ 1023) << 52))
        return (base + base * tail) * scale
    }
}
