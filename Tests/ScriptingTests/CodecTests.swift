// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkScripting

/// The form of values between host and worker (Sources/Core/Worker/PROTOCOL.md).
@Suite struct CodecTests {
    static func anyValue(_ seed: inout Seed, depth: Int = 0) -> JSON {
        switch seed.integer(0...(depth < 5 ? 7 : 5)) {
        case 0: .null
        case 1: .bool(seed.flip())
        case 2: .integer(seed.anyInteger())
        case 3: .real(seed.anyReal())
        case 4, 5: .string(seed.hostileText())
        case 6: .array((0..<seed.integer(0...5)).map { _ in anyValue(&seed, depth: depth + 1) })
        default:
            .object(
                JSONObject(
                    (0..<seed.integer(0...5)).map { i in
                        ("\(i)" + seed.hostileText(), anyValue(&seed, depth: depth + 1))
                    }))
        }
    }

    @Test(arguments: 0..<300) func everyValueComesBackAsItWas(_ number: Int) {
        var seed = Seed(UInt64(number))
        let value = Self.anyValue(&seed)
        var writer = FrameWriter("V")
        writer.value(value)
        var reader = FrameReader(Array(writer.bytes.dropFirst()))
        #expect(reader.value() == value)
        #expect(reader.isAtEnd)
    }

    @Test func aFrameHasItsLengthInFront() {
        var writer = FrameWriter("C")
        writer.int32(1)
        writer.string("å")
        #expect(writer.frame == [11, 0, 0, 0, 67, 1, 0, 0, 0, 2, 0, 0, 0, 0xC3, 0xA5])
    }

    @Test(
        arguments: [
            ("nothing", []), ("an unknown tag", [120]), ("a text cut short", [115, 5, 0, 0, 0, 65]),
            ("a list longer than the frame", [97, 255, 255, 255, 255, 110]),
            ("a list cut short", [97, 2, 0, 0, 0, 110]),
            ("an object without value", [111, 1, 0, 0, 0, 1, 0, 0, 0, 65]),
            ("a name twice", [111, 2, 0, 0, 0, 1, 0, 0, 0, 65, 110, 1, 0, 0, 0, 65, 110]),
            ("not a number", [100, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F]), ("infinity", [100, 0, 0, 0, 0, 0, 0, 0xF0, 0x7F]),
            ("broken UTF-8", [115, 1, 0, 0, 0, 0xFF]), ("half an integer", [105, 1, 2, 3]),
        ] as [(String, [UInt8])])
    func nonsenseIsNoValue(_ what: String, _ bytes: [UInt8]) {
        var reader = FrameReader(bytes)
        #expect(reader.value() == nil, "\(what)")
    }

    @Test func aValueNestedTooDeepIsNone() {
        var deep: [UInt8] = []
        for _ in 0..<100_000 { deep += [97, 1, 0, 0, 0] }
        var reader = FrameReader(deep + [110])
        #expect(reader.value() == nil)
    }

    @Test(arguments: 0..<200) func randomBytesNeverTrap(_ number: Int) {
        var seed = Seed(UInt64(number))
        let tags: [UInt8] = Array("ntfidsao".utf8) + [0, 1, 2]
        var reader = FrameReader((0..<seed.integer(0...60)).map { _ in seed.pick(tags) })
        while let value = reader.value(), !reader.isAtEnd { _ = value }
    }
}
