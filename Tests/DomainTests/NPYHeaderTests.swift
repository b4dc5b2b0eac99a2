// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

/// The head of an array file is NumPy's own, to the byte, and nothing else is taken for one.
@Suite struct NPYHeaderTests {
    /// What `numpy.save(f, numpy.zeros(n, dtype))` writes before the values (NumPy 2.4).
    private static func numpy(_ descr: String, _ count: Int) -> [UInt8] {
        let dictionary = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(count),), }"
        return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array(dictionary.utf8)
            + [UInt8](repeating: 0x20, count: 117 - dictionary.utf8.count) + [0x0A]
    }

    private static func read(_ bytes: [UInt8]) throws(Problem) -> NPYHeader {
        let length = try NPYHeader.dictionaryLength(Array(bytes.prefix(NPYHeader.prefix)))
        return try NPYHeader(dictionary: Array(bytes.dropFirst(NPYHeader.prefix).prefix(length)))
    }

    private static func read(_ dictionary: String) throws(Problem) -> NPYHeader {
        try NPYHeader(dictionary: Array((dictionary + "\n").utf8))
    }

    @Test(arguments: NPYHeader.Element.allCases, [0, 1, 4, 1 << 26, .max])
    func itIsNumPysToTheByte(_ element: NPYHeader.Element, _ count: Int) throws {
        let header = NPYHeader(element, count: count)
        #expect(header.bytes == Self.numpy(element.rawValue, count))
        #expect(try Self.read(header.bytes) == header)
    }

    @Test(
        "the same dictionary in other words",
        arguments: [
            "{'descr': '<i8', 'fortran_order': False, 'shape': (4,)}",
            "{\"shape\":(4,),\"descr\":\"<i8\",\"fortran_order\":False}",
            "  { 'fortran_order' : False , 'descr' : '<i8' , 'shape' : ( 4 , ) , }   ",
        ])
    func otherWords(_ text: String) throws { #expect(try Self.read(text) == NPYHeader(.int64, count: 4)) }

    @Test(
        "another start",
        arguments: [
            ([], "no .npy file"), (Array("\u{93}NUMPY\u{1}\u{0}v\u{0}".utf8), "no .npy file"),
            (Array("PK\u{3}\u{4}123456".utf8), "no .npy file"),
            ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118], "no .npy file"),
            ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0, 118, 0], "npy format 2.0"),
            ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 1, 118, 0], "npy format 1.1"),
            ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 255, 255], "the header has 65535 bytes"),
        ] as [([UInt8], String)])
    func start(_ bytes: [UInt8], _ says: String) throws {
        let problem = #expect(throws: Problem.self) { try NPYHeader.dictionaryLength(bytes) }
        #expect(problem?.message.en.contains(says) == true)
    }

    @Test(
        "another dictionary",
        arguments: [
            ("", "broken"), ("{", "broken"), ("{}", "broken"), ("[]", "broken"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (4,), 'more': 1}", "broken"),
            ("{'descr': '<i8', 'descr': '<i8', 'fortran_order': False, 'shape': (4,)}", "broken"),
            ("{'descr': '<i8', 'fortran_order': False}", "broken"),
            ("{'descr': '<i8' 'fortran_order': False, 'shape': (4,)}", "broken"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (4,)} x", "broken"),
            ("{'descr': '<i8', 'fortran_order': 0, 'shape': (4,)}", "broken"),
            ("{'descr': '<i8, 'fortran_order': False, 'shape': (4,)}", "'<i8, '"),
            ("{'descr': '<i8', 'fortran_order': True, 'shape': (4,)}", "Fortran order"),
            ("{'descr': '>i8', 'fortran_order': False, 'shape': (4,)}", "'>i8'"),
            ("{'descr': '<U5', 'fortran_order': False, 'shape': (4,)}", "'<U5'"),
            ("{'descr': '|O', 'fortran_order': False, 'shape': (4,)}", "'|O'"),
            ("{'descr': [('a', '<i8')], 'fortran_order': False, 'shape': (4,)}", "'[...]'"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': ()}", "one dimension"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (4)}", "one dimension"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 2)}", "one dimension"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (-4,)}", "one dimension"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (+4,)}", "one dimension"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (0x4,)}", "one dimension"),
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (9223372036854775808,)}", "one dimension"),
        ])
    func dictionary(_ text: String, _ says: String) throws {
        let problem = #expect(throws: Problem.self) { try Self.read(text) }
        #expect(problem?.message.en.contains(says) == true, "\(problem?.message.en ?? "")")
    }

    @Test func aDictionaryEndsItsLineAndIsText() {
        let text = Array("{'descr': '<i8', 'fortran_order': False, 'shape': (4,)}".utf8)
        #expect(throws: Problem.self) { try NPYHeader(dictionary: text) }
        #expect(throws: Problem.self) { try NPYHeader(dictionary: text + [0xFF, 0x0A]) }
    }

    @Test func moreValuesThanAMachineCanCountHaveNoSize() {
        #expect(NPYHeader(.int64, count: 4).dataSize == 32)
        #expect(NPYHeader(.int32, count: .max / 2).dataSize == nil)
    }

    @Test func noCutOrFlippedHeadCrashes() {
        let good = Self.numpy("<i8", 4)
        for length in 0..<good.count { _ = try? Self.read(Array(good[..<length])) }
        for place in good.indices {
            for byte in [0, 0x27, 0x28, 0x2C, 0x7B, 0x7D, 0x80, 0xFF] as [UInt8] {
                var bytes = good
                bytes[place] = byte
                _ = try? Self.read(bytes)
            }
        }
    }
}
