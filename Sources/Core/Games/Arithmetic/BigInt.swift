// SPDX-License-Identifier: EUPL-1.2

/// A whole number without bounds, for the exact end of a computation that began in floating point.
///
/// Numbers that fit in 64 bits are held as such, so that the common case costs no memory.
public struct BigInt: Sendable, Hashable {
    enum Form: Sendable, Hashable {
        case small(Int)
        /// Magnitude beyond `Int`, least digit first, without leading zeros.
        case large(negative: Bool, [UInt])
    }

    let form: Form

    /// A whole number.
    public init(_ value: Int) { form = .small(value) }

    /// A whole number of 128 bits.
    public init(_ value: Int128) {
        let magnitude = value.magnitude
        self =
            Int(exactly: value).map { BigInt($0) }
            ?? BigInt(negative: value < 0, magnitude: [UInt(truncatingIfNeeded: magnitude), UInt(magnitude >> 64)])
    }

    /// The whole number that a finite number is, or nil when it has a fraction.
    public init?(exactly value: Double) {
        if let small = Int(exactly: value) {
            self.init(small)
            return
        }
        guard value.isFinite, value == value.rounded(.towardZero) else { return nil }
        // |value| >= 2^63, so its 53 bits end above the point
        let significand = BigInt(Int(value.significandBitPattern | 1 << 52))
        let shifted = significand.shifted(left: Int(value.exponent) - 52)
        self = value < 0 ? -shifted : shifted
    }

    init(negative: Bool, magnitude: [UInt]) {
        var digits = magnitude
        while digits.last == 0 { digits.removeLast() }
        switch digits.count {
        case 0: form = .small(0)
        case 1 where digits[0] <= UInt(Int.max): form = .small(negative ? -Int(digits[0]) : Int(digits[0]))
        case 1 where negative && digits[0] == 1 << 63: form = .small(.min)
        default: form = .large(negative: negative, digits)
        }
    }

    /// The magnitude's digits in base 2^64, least first; none for zero.
    var magnitude: [UInt] {
        switch form {
        case .small(let value): value == 0 ? [] : [value.magnitude]
        case .large(_, let digits): digits
        }
    }

    /// -1, 0 or 1.
    public var signum: Int {
        switch form {
        case .small(let value): value.signum()
        case .large(let negative, _): negative ? -1 : 1
        }
    }

    /// The number in 64 bits, or nil when it does not fit.
    public var int: Int? { if case .small(let value) = form { value } else { nil } }

    /// The number in 128 bits, or nil when it does not fit.
    public var int128: Int128? {
        switch form {
        case .small(let value): return Int128(value)
        case .large(let negative, let digits):
            guard digits.count <= 2 else { return nil }
            let magnitude = digits.reversed().reduce(UInt128(0)) { $0 << 64 | UInt128($1) }
            guard magnitude <= UInt128(Int128.max) else { return nil }
            return negative ? -Int128(magnitude) : Int128(magnitude)
        }
    }

    /// How many bits the magnitude takes; 0 for zero.
    public var bitWidth: Int {
        let digits = magnitude
        guard let top = digits.last else { return 0 }
        return digits.count * 64 - top.leadingZeroBitCount
    }

    /// The number times 2^bits.
    func shifted(left bits: Int) -> BigInt {
        let (words, rest) = (bits / 64, bits % 64)
        var digits = [UInt](repeating: 0, count: words)
        var carry: UInt = 0
        for digit in magnitude {
            digits.append(digit << UInt(rest) | carry)
            carry = rest == 0 ? 0 : digit >> UInt(64 - rest)
        }
        return BigInt(negative: signum < 0, magnitude: digits + [carry])
    }
}

extension BigInt: Comparable, AdditiveArithmetic, ExpressibleByIntegerLiteral {
    public static let zero = BigInt(0)

    public init(integerLiteral value: Int) { self.init(value) }

    public static func < (left: BigInt, right: BigInt) -> Bool {
        if let a = left.int, let b = right.int { return a < b }
        if left.signum != right.signum { return left.signum < right.signum }
        let order = compare(left.magnitude, right.magnitude)
        return left.signum < 0 ? order > 0 : order < 0
    }

    /// The number in decimal digits.
    public var description: String {
        var groups: [String] = []
        var rest = self.signum < 0 ? -self : self
        while rest.signum != 0 {
            let (next, group) = rest.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
            let digits = String(group.int ?? 0)
            groups.append(
                next.signum == 0 ? digits : String(repeating: "0", count: 18 - digits.utf8.count) + digits)
            rest = next
        }
        return groups.isEmpty ? "0" : (signum < 0 ? "-" : "") + groups.reversed().joined()
    }
}
