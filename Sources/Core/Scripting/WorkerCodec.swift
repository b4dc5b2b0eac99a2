// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Writes the frames of Sources/Core/Worker/PROTOCOL.md.
struct FrameWriter {
    /// Most bytes in a payload, either way.
    static let largest = 16 << 20
    private(set) var bytes: [UInt8]

    init(_ type: Character) { bytes = [type.asciiValue ?? 0] }

    mutating func byte(_ value: UInt8) { bytes.append(value) }
    mutating func int32(_ value: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian) { bytes.append(contentsOf: $0) }
    }
    mutating func int64(_ value: Int) {
        withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
    }
    mutating func string(_ value: [UInt8]) {
        int32(value.count)
        bytes.append(contentsOf: value)
    }
    mutating func string(_ value: String) { string(Array(value.utf8)) }

    mutating func value(_ value: JSON) {
        switch value {
        case .null: tag("n")
        case .bool(let flag): tag(flag ? "t" : "f")
        case .integer(let number):
            tag("i")
            int64(number)
        case .real(let number):
            tag("d")
            withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        case .string(let text):
            tag("s")
            string(text)
        case .array(let elements):
            tag("a")
            int32(elements.count)
            for element in elements { self.value(element) }
        case .object(let object):
            tag("o")
            int32(object.members.count)
            for member in object.members {
                string(member.name)
                self.value(member.value)
            }
        }
    }

    private mutating func tag(_ character: Character) { bytes.append(character.asciiValue ?? 0) }

    /// The frame with its length in front.
    var frame: [UInt8] {
        var length = FrameWriter("x")
        length.int32(bytes.count)
        return Array(length.bytes.dropFirst()) + bytes
    }
}

/// Reads the payload of a frame; nil from any of these means that the worker wrote nonsense.
struct FrameReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    /// Whether everything was read.
    var isAtEnd: Bool { bytes.isEmpty }

    mutating func byte() -> UInt8? { bytes.popFirst() }

    mutating func int32() -> Int? { fixed(4).map { Int(UInt32(truncatingIfNeeded: $0)) } }
    mutating func int64() -> Int? { fixed(8).map { Int(Int64(bitPattern: $0)) } }

    private mutating func fixed(_ count: Int) -> UInt64? {
        guard bytes.count >= count else { return nil }
        var value: UInt64 = 0
        for (i, byte) in bytes.prefix(count).enumerated() { value |= UInt64(byte) << (8 * UInt64(i)) }
        bytes = bytes.dropFirst(count)
        return value
    }

    mutating func string() -> String? {
        guard let count = int32(), bytes.count >= count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return String(validating: bytes.prefix(count), as: UTF8.self)
    }

    mutating func value(depth: Int = 0) -> JSON? {
        guard depth <= 64, let tag = byte() else { return nil }
        switch Character(Unicode.Scalar(tag)) {
        case "n": return .null
        case "t": return .bool(true)
        case "f": return .bool(false)
        case "i": return int64().map(JSON.integer)
        case "d":
            guard let number = fixed(8).map(Double.init(bitPattern:)), number.isFinite else { return nil }
            return .real(number)
        case "s": return string().map(JSON.string)
        case "a":
            guard let count = int32(), count <= bytes.count else { return nil }
            var elements: [JSON] = []
            for _ in 0..<count {
                guard let element = value(depth: depth + 1) else { return nil }
                elements.append(element)
            }
            return .array(elements)
        case "o":
            guard let count = int32(), count <= bytes.count else { return nil }
            var members: [(String, JSON)] = []
            for _ in 0..<count {
                guard let name = string(), let element = value(depth: depth + 1) else { return nil }
                members.append((name, element))
            }
            guard Set(members.map(\.0)).count == count else { return nil }
            return .object(JSONObject(members))
        default: return nil
        }
    }
}
