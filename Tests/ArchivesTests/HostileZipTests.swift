// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import SamverkArchives

/// Attacks on zip: P17 and what else its two lists, its extra fields and its loose end allow.
@Suite struct HostileZipTests {
    typealias Entry = CraftedZip.Entry
    static let text = Array("hello hello hello hello".utf8)

    static func one(_ change: (inout Entry) -> Void) -> [UInt8] { CraftedZip.of([Entry("a", change: change)]) }

    static let whole = CraftedZip.of([
        Entry("plugin.json"),
        Entry("a") {
            $0.method = 8; $0.content = text
        },
    ])

    static let attacks: [Attack] = [
        Attack("P01", "leads out of the package", CraftedZip.of([Entry("../../bin/evil")])),
        Attack("P02", "starts with '/'", CraftedZip.of([Entry("/etc/passwd")])),
        Attack("P03", "the character \\", CraftedZip.of([Entry("a\\..\\..\\b")])),
        Attack("P04 link", "is a link", one { $0.attributes = 0o120777 << 16 }),
        Attack("P07 device", "neither a file nor a folder", one { $0.attributes = 0o020666 << 16 }),
        Attack("P07 FIFO", "neither a file nor a folder", one { $0.attributes = 0o010666 << 16 }),
        Attack("P12", "is there twice", CraftedZip.of([Entry("a"), Entry("a")])),
        Attack("P13", "differ only in case", CraftedZip.of([Entry("a"), Entry("A")])),
        Attack("P13 composed", "differ only in case", CraftedZip.of([Entry("\u{C5}"), Entry("A\u{30A}")])),
        Attack("P14 NUL", "invisible character (U+0)", CraftedZip.of([Entry("a\u{0}b")])),
        Attack(
            "P14 no UTF-8", "not valid UTF-8",
            one {
                $0.name = [0xE5]; $0.flags = 0x800
            }),
        Attack("a name in a code page", "unknown character set", one { $0.name = [0x86] }),
        Attack(
            "P15 a second name", "another name than the visible",
            one { $0.extra = CraftedZip.number(0x7075, 2) + CraftedZip.number(6, 2) + [1, 0, 0, 0, 0, 0x62] }),
        Attack(
            "P15 a second name in its own header", "another name than the visible",
            one { $0.localExtra = CraftedZip.number(0x7075, 2) + CraftedZip.number(6, 2) + [1, 0, 0, 0, 0, 0x62] }),
        Attack("P17 another name", "says otherwise", one { $0.localName = Array("b".utf8) }),
        Attack("P17 another length of the name", "says otherwise", one { $0.localName = Array("ab".utf8) }),
        Attack("P17 another size", "says otherwise", one { $0.localSize = 2 }),
        Attack(
            "P17 a file that is not listed", "belong to no entry",
            CraftedZip.of([Entry("hidden") { $0.isListed = false }, Entry("a")])),
        Attack(
            "P17 a file that is not listed, last", "says otherwise",
            CraftedZip.of([Entry("a"), Entry("hidden") { $0.isListed = false }])),
        Attack(
            "P17 two entries share bytes", "says otherwise", CraftedZip.of([Entry("a"), Entry("b") { $0.offset = 0 }])
        ),
        Attack("P17 an entry beyond the end", "belong to no entry", one { $0.offset = 5_000_000 }),
        Attack("prefix data", "belong to no entry", CraftedZip.of([Entry("a")], before: [0x50, 0x4B, 3, 4, 0, 0])),
        Attack("data before the directory", "says otherwise", CraftedZip.of([Entry("a")], between: [1, 2, 3])),
        Attack("data after it", "after its end", CraftedZip.of([Entry("a")], after: [0])),
        Attack("a comment", "after its end", CraftedZip.of([Entry("a")], comment: Array("hi".utf8))),
        Attack("cut off", "after its end", Array(whole.dropLast(3))),
        Attack("only its beginning", "after its end", Array(whole.prefix(40))),
        Attack("fewer listed than there are", "is damaged", CraftedZip.of([Entry("a"), Entry("b")], count: 1)),
        Attack("more listed than there are", "is damaged", CraftedZip.of([Entry("a")], count: 2)),
        Attack("zip64 by its count", "zip64", CraftedZip.of([Entry("a")], count: 0xFFFF)),
        Attack(
            "zip64 by its size", "zip64",
            one {
                $0.listedSize = 0xFFFF_FFFF; $0.localSize = 0xFFFF_FFFF
            }),
        Attack("zip64 by its field", "zip64", one { $0.extra = [1, 0, 0, 0] }),
        Attack("zip64 in its own header", "zip64", one { $0.localExtra = [1, 0, 0, 0] }),
        Attack("encrypted", "is encrypted", one { $0.flags = 1 }),
        Attack("encrypted strongly", "is encrypted", one { $0.flags = 0x41 }),
        Attack("encrypted, by its field", "is encrypted", one { $0.extra = [1, 0x99, 0, 0] }),
        Attack(
            "a version to come", "unknown way",
            {
                var zip = one { _ in }
                zip[38] = 64
                return zip
            }()),
        Attack("a patch", "unknown way", one { $0.flags = 0x20 }),
        Attack("another method", "compressed in an unknown way", one { $0.method = 14 }),
        Attack("fields that lie about their length", "cannot be read", one { $0.extra = [9, 9, 200, 0] }),
        Attack("half a field", "cannot be read", one { $0.extra = [9, 9] }),
        Attack("a wrong checksum", "checksum is wrong", one { $0.crc = 1 }),
        Attack(
            "a wrong checksum of packed data", "checksum is wrong",
            one {
                $0.crc = 1; $0.method = 8
            }),
        Attack(
            "packed data that are no such", "damaged",
            {
                var zip = one {
                    $0.method = 8; $0.content = text
                }; zip[31] = 0xFF; return zip
            }()),
        Attack(
            "shorter than it says", "size is not what",
            one {
                $0.method = 8; $0.content = text; $0.listedSize = 99; $0.localSize = 99
            }),
        Attack(
            "longer than it says", "size is not what",
            one {
                $0.method = 8; $0.content = text; $0.listedSize = 9; $0.localSize = 9
            }),
        Attack(
            "stored, but another size", "says otherwise",
            one {
                $0.listedSize = 9; $0.localSize = 9
            }),
        Attack("a descriptor that is missing", "says otherwise", one { $0.flags = 8 }),
        Attack(
            "a descriptor that lies", "says otherwise",
            one {
                $0.flags = 8; $0.descriptor = CraftedZip.descriptor(text, packed: 1)
            }),
        Attack("a folder with content", "a folder with content", CraftedZip.of([Entry("a/") { $0.attributes = 0 }])),
        Attack(
            "a file that is called a folder", "both a file and a folder",
            CraftedZip.of([
                Entry("a/") {
                    $0.content = []; $0.attributes = 0o100644 << 16
                }
            ])),
        Attack("a folder that is called a file", "both a file and a folder", one { $0.attributes = 0o040755 << 16 }),
        Attack("a folder, says MS-DOS", "both a file and a folder", one { $0.attributes = 0x10 }),
        Attack("nothing in it", "there is no file", CraftedZip.of([])),
    ]

    @Test(arguments: attacks) func attacksAreRefused(_ attack: Attack) throws { try attack.isRefused() }

    @Test func aBombIsNotUnfolded() throws {
        let zeros = [UInt8](repeating: 0, count: 20 << 20)
        let bomb = CraftedZip.of([
            Entry("zeros") {
                $0.method = 8; $0.content = zeros
            }
        ])
        try Attack("P09", "more than 200 times larger", bomb).isRefused()
        // One that says it is small stops where it said it would.
        let liar = CraftedZip.of([
            Entry("zeros") {
                $0.method = 8; $0.content = zeros; $0.listedSize = 9; $0.localSize = 9
            }
        ])
        try Attack("P09", "size is not what", liar).isRefused()
    }

    @Test func manyEntriesEndAtTheLimit() throws {
        let entries = (0..<2001).map { Entry("f\($0)") }
        try Attack("P10", "at most 2000", CraftedZip.of(entries)).isRefused()
    }

    @Test func whatIsSoundIsRead() throws {
        let playground = try Playground()
        let described = CraftedZip.descriptor(Self.text, packed: deflated(Self.text).count)
        let unsigned = CraftedZip.descriptor(Self.text, packed: Self.text.count, signed: false)
        let entries = try playground.extract(
            CraftedZip.of([
                Entry("plugin.json") { $0.comment = Array("a comment".utf8) },
                Entry("lib/") {
                    $0.content = []; $0.attributes = 0o042777 << 16
                },
                Entry("lib/åäö.lua") {
                    $0.method = 8; $0.content = Self.text; $0.attributes = 0o104777 << 16
                },
                Entry("a") {
                    $0.method = 8; $0.content = Self.text; $0.flags = 8; $0.descriptor = described
                },
                Entry("b") {
                    $0.content = Self.text; $0.flags = 8; $0.descriptor = unsigned
                },
                Entry("empty") { $0.content = [] },
                Entry("nothing") {
                    $0.method = 8; $0.content = []
                },
            ]))
        #expect(entries.map(\.path) == ["plugin.json", "lib", "lib/åäö.lua", "a", "b", "empty", "nothing"])
        #expect(entries.map(\.size) == [1, 0, 23, 23, 23, 0, 0])
        #expect(
            try String(contentsOfFile: playground.staging + "/lib/åäö.lua", encoding: .utf8).utf8.elementsEqual(
                Self.text))
        #expect(playground.mode("lib/åäö.lua") == 0o755)
        #expect(playground.mode("plugin.json") == 0o644)
        #expect(playground.mode("lib") == 0o755)
    }
}
