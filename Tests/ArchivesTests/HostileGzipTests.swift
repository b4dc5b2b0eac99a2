// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import SamverkArchives

@Suite struct HostileGzipTests {
    static let tar = CraftedTar.of { $0.add("plugin.json", "{}") }
    static let whole = deflated(tar, gzip: true)

    static let attacks: [Attack] = [
        Attack("several members", "several gzip files", whole + whole),
        Attack("data after it", "after the archive's end", whole + [0]),
        Attack("cut off in its checksum", "cut off", Array(whole.dropLast(4))),
        Attack("cut off in its data", "cut off", Array(whole.prefix(60))),
        Attack("only its head", "cut off", Array(whole.prefix(10))),
        Attack("a wrong checksum", "damaged", whole.dropLast(8) + [1, 2, 3, 4] + whole.suffix(4)),
        Attack("a wrong length", "damaged", whole.dropLast(4) + [9, 9, 9, 9]),
        Attack("reserved flags", "damaged", whole.prefix(3) + [0xE0] + whole.dropFirst(4)),
        Attack("another method", "damaged", whole.prefix(2) + [7] + whole.dropFirst(3)),
        Attack("no tar in it", "unknown form", deflated([UInt8](repeating: 0x41, count: 2000), gzip: true)),
        Attack("nothing in it", "cut off", deflated([], gzip: true)),
        Attack("gzip in gzip", "cut off", deflated(whole, gzip: true)),
    ]

    @Test(arguments: attacks) func attacksAreRefused(_ attack: Attack) throws {
        // A tar header that is none is refused by its checksum first.
        guard attack.testDescription != "no tar in it" else {
            try Attack(attack.testDescription, "checksum of a header", attack.bytes).isRefused()
            return
        }
        try attack.isRefused()
    }

    @Test func aBombIsNotUnfolded() throws {
        // 50 MB of zeros in 50 kB, announced honestly as a file that would be allowed.
        let bomb = CraftedTar.of { $0.add(Array("zeros".utf8), [UInt8](repeating: 0, count: 50 << 20)) }
        let packed = deflated(bomb, gzip: true)
        #expect(packed.count < 60_000)
        try Attack("P09", "more than 200 times larger", packed).isRefused()
    }

    @Test func zerosWithoutEndAfterTheEndAreRefused() throws {
        var limits = ArchiveLimits()
        limits.ratio = 1 << 20
        let bytes = deflated(Self.tar + [UInt8](repeating: 0, count: 3 << 20), gzip: true)
        try Attack("P09 fill", "goes on after its end", bytes).isRefused(limits: limits)
    }
}
