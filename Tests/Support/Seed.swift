// SPDX-License-Identifier: EUPL-1.2

/// Random numbers that are the same in every run: SplitMix64. A property that fails does so again with the same seed.
///
/// - Source: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators* (2014).
public struct Seed: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator that starts from a number.
    public init(_ seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number from a range, each equally likely.
    public mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// An integer of any size: each number of bits is equally likely, so that small and huge ones both come.
    public mutating func anyInteger() -> Int {
        Int(truncatingIfNeeded: next() >> UInt64(integer(0...63))) * (flip() ? 1 : -1)
    }

    /// A finite number of any bit pattern.
    public mutating func anyReal() -> Double {
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }

    /// Heads or tails.
    public mutating func flip() -> Bool { next() & 1 == 1 }

    /// One of several.
    public mutating func pick<T>(_ elements: [T]) -> T { elements[integer(0...elements.count - 1)] }

    /// A text of up to so many characters, made of pieces that have broken parsers before.
    public mutating func hostileText(_ length: ClosedRange<Int> = 0...8) -> String {
        (0..<integer(length)).map { _ in pick(Seed.hostilePieces) }.joined()
    }

    /// Delimiters, quotes, controls, combining marks, letters of Swedish, wide and astral characters.
    public static let hostilePieces = [
        "a", "Z", "0", "9", "å", "Ö", "é", "e\u{301}", "\u{301}", "\u{600}", "\u{200D}", "\u{FEFF}", "/", "[", "]", ",",
        ".",
        "%", "%2F", "%zz", "+", " ", "\t", "\n", "\r\n", "\u{0}", "\u{7F}", "\"", "\\", "'", ":", "{", "}", "日", "👩‍👧",
        "\u{202E}",
        "𝕏", "\u{2028}",
    ]
}
