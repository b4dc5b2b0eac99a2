// SPDX-License-Identifier: EUPL-1.2

/// Writes gzip (RFC 1952) without name and time.
enum GzipWriter {
    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        // Method 8, no flags, time 0, no hint of effort, system unknown.
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        let crc = bytes.withUnsafeBytes { checksum($0) }
        let tail = [crc, UInt32(truncatingIfNeeded: bytes.count)].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
        }
        return head + Deflater.pack(bytes) + tail
    }
}

/// Compresses (DEFLATE, RFC 1951) with the codes that the standard fixes. What a compression library writes depends on
/// which it is and of which version; this does not.
struct Deflater {
    private var out: [UInt8] = []
    private var bits: UInt64 = 0
    private var bitCount = 0
    private static let block = 32_768
    private static let window = 32_768
    /// How many earlier places are compared at most.
    private static let attempts = 24

    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var deflater = Deflater()
        bytes.withUnsafeBufferPointer { deflater.write($0) }
        return deflater.out
    }

    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        var chains = Chains(count: bytes.count)
        var start = 0
        repeat {
            let end = min(start + Self.block, bytes.count)
            let steps = chains.steps(bytes, start..<end, window: Self.window, attempts: Self.attempts)
            let isLast: UInt64 = end == bytes.count ? 1 : 0
            if 3 + steps.reduce(7, { $0 + $1.bits }) < 8 * (end - start) + 40 {
                put(isLast | 1 << 1, 3)
                for step in steps { put(step) }
                put(code: 256)
            } else {
                put(isLast, 3)
                if bitCount % 8 != 0 { put(0, 8 - bitCount % 8) }
                put(UInt64(end - start), 16)
                put(UInt64(end - start) ^ 0xFFFF, 16)
                for i in start..<end { put(UInt64(bytes[i]), 8) }
            }
            start = end
        } while start < bytes.count
        if bitCount > 0 { put(0, (8 - bitCount % 8) % 8) }
    }

    /// Adds bits, lowest first.
    private mutating func put(_ value: UInt64, _ count: Int) {
        bits |= value << UInt64(bitCount)
        bitCount += count
        while bitCount >= 8 {
            out.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            bitCount -= 8
        }
    }

    private mutating func put(_ step: DeflateStep) {
        switch step {
        case .literal(let byte): put(code: Int(byte))
        case .match(let length, let distance):
            let l = DeflateStep.length(length)
            put(code: 257 + l.index)
            put(UInt64(length - l.base), l.bits)
            let d = DeflateStep.distance(distance)
            put(reversed(d.index, 5), 5)
            put(UInt64(distance - d.base), d.bits)
        }
    }

    /// A code of the fixed table (RFC 1951, 3.2.6); codes go highest bit first.
    private mutating func put(code: Int) {
        switch code {
        case ..<144: put(reversed(0x30 + code, 8), 8)
        case ..<256: put(reversed(0x190 + code - 144, 9), 9)
        case ..<280: put(reversed(code - 256, 7), 7)
        default: put(reversed(0xC0 + code - 280, 8), 8)
        }
    }

    private func reversed(_ value: Int, _ count: Int) -> UInt64 {
        (0..<count).reduce(UInt64(0)) { $0 << 1 | UInt64(value >> $1 & 1) }
    }
}

/// A byte as it is, or a piece that stood there before.
enum DeflateStep {
    case literal(UInt8)
    case match(length: Int, distance: Int)

    /// Bits it takes with the fixed codes.
    var bits: Int {
        switch self {
        case .literal(let byte): byte < 144 ? 8 : 9
        case .match(let length, let distance):
            (DeflateStep.length(length).index < 23 ? 7 : 8) + DeflateStep.length(length).bits + 5
                + DeflateStep.distance(distance).bits
        }
    }

    /// Which of the length codes, its first length and the bits after it: four codes for each number of bits.
    static func length(_ length: Int) -> (index: Int, base: Int, bits: Int) {
        if length == 258 { return (28, 258, 0) }
        if length < 11 { return (length - 3, length, 0) }
        let bits = (Int.bitWidth - 1 - (length - 3).leadingZeroBitCount) - 2
        let step = (length - 3) >> bits
        return (4 * bits + step, (step << bits) + 3, bits)
    }

    /// The same for distances: two codes for each number of bits.
    static func distance(_ distance: Int) -> (index: Int, base: Int, bits: Int) {
        if distance < 5 { return (distance - 1, distance, 0) }
        let bits = (Int.bitWidth - 1 - (distance - 1).leadingZeroBitCount) - 1
        let step = (distance - 1) >> bits
        return (2 * bits + step, (step << bits) + 1, bits)
    }
}

/// The earlier places of each piece of four bytes.
private struct Chains {
    private var heads = [Int32](repeating: -1, count: 1 << 15)
    private var before: [Int32]

    init(count: Int) { before = [Int32](repeating: -1, count: count) }

    /// The steps that give a range of the bytes, each the longest match at its place.
    mutating func steps(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, window: Int, attempts: Int
    ) -> [DeflateStep] {
        var steps: [DeflateStep] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let longest = min(258, range.upperBound - position)
            var best = (length: 0, distance: 0)
            if position + 4 <= bytes.count, longest >= 4 {
                var candidate = Int(heads[hash(bytes, position)])
                var tries = 0
                while candidate >= 0, position - candidate <= window, tries < attempts, best.length < longest {
                    var length = 0
                    while length < longest, bytes[candidate + length] == bytes[position + length] { length += 1 }
                    if length >= 4, length > best.length { best = (length, position - candidate) }
                    candidate = Int(before[candidate])
                    tries += 1
                }
            }
            let taken = max(best.length, 1)
            steps.append(
                best.length > 0
                    ? .match(length: best.length, distance: best.distance) : .literal(bytes[position]))
            for place in position..<min(position + taken, max(position, bytes.count - 3)) {
                let key = hash(bytes, place)
                before[place] = heads[key]
                heads[key] = Int32(truncatingIfNeeded: place)
            }
            position += taken
        }
        return steps
    }

    private func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
        let word =
            UInt32(bytes[i]) | UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i + 2]) << 16 | UInt32(bytes[i + 3]) << 24
        return Int((word &* 2_654_435_761) >> 17)
    }
}
