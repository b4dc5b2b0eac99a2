// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkArchives

/// Sound archives with some bytes changed: whatever they have become, reading ends, with files inside the staging
/// folder or with a problem and nothing at all.
///
/// `SAMVERK_FUZZ=2000000 swift test -c release --filter mutations` reads more of them.
@Suite struct FuzzTests {
    static let rounds = ProcessInfo.processInfo.environment["SAMVERK_FUZZ"].flatMap(Int.init) ?? 4000

    static let sound: [(String, [UInt8])] = {
        let lua = Array("return { name = 'åäö', hours = 12 }\n".utf8)
        let tar = CraftedTar.of { tar in
            tar.add("plugin.json", "{\"id\": \"x\"}")
            tar.add("lib/", type: "5")
            tar.fields([CraftedTar.record("mtime", "1.5"), CraftedTar.record("comment", "x")])
            tar.add(Array("lib/å.lua".utf8), lua, mode: "0000755")
        }
        let zip = CraftedZip.of([
            CraftedZip.Entry("plugin.json"),
            CraftedZip.Entry("lib/") {
                $0.content = []; $0.attributes = 0o040755 << 16
            },
            CraftedZip.Entry("lib/å.lua") {
                $0.content = lua + lua; $0.method = 8; $0.extra = [9, 9, 1, 0, 7]
            },
            CraftedZip.Entry("b") {
                $0.content = lua
                $0.flags = 8
                $0.descriptor = CraftedZip.descriptor(lua, packed: lua.count)
            },
        ])
        return [
            ("tar", tar), ("tar.gz", deflated(tar, gzip: true)), ("zip", zip),
            (
                "packed.tar.gz",
                (try? Archive.pack([ArchiveFile("plugin.json", lua), ArchiveFile("a/b", lua + lua)])) ?? []
            ),
        ]
    }()

    @Test(arguments: sound.indices) func mutationsNeitherCrashNorHangNorHarm(_ index: Int) throws {
        let (name, bytes) = Self.sound[index]
        var seed = Seed(UInt64(2026 + index))
        var taken = 0
        var words: Set<String> = []
        for _ in 0..<Self.rounds / Self.sound.count {
            let mutant = mutated(bytes, name: name, &seed)
            let memory = MemorySink()
            let intake = Intake(ArchiveLimits(), into: memory)
            do throws(Problem) {
                try Archive.read(ArchiveInMemory(mutant), intake)
                taken += 1
                for file in memory.files { #expect(isHarmless(file.path)) }
                #expect(memory.files.map(\.bytes.count).reduce(0, +) == intake.entries.map(\.size).reduce(0, +))
            } catch {
                words.insert(String(error.message.en.split(separator: "'").last ?? ""))
                #expect(error.kind == .input)
            }
        }
        // The mutations reach deep: many different faults are told, and some changes do no harm.
        #expect(words.count >= 3)
        if Self.rounds > 100_000 { print("\(name): \(Self.rounds / Self.sound.count) mutants, \(taken) taken") }
    }

    @Test func onDiskNothingIsLeftOfWhatIsRefused() throws {
        let playground = try Playground()
        var seed = Seed(7)
        var refused = 0
        for i in 0..<min(Self.rounds / 4, 50_000) {
            let (name, bytes) = Self.sound[i % Self.sound.count]
            do {
                _ = try playground.extract(mutated(bytes, name: name, &seed))
                for path in playground.names where path.hasPrefix("staging/") {
                    #expect(isHarmless(String(path.dropFirst(8))))
                }
                try FileManager.default.removeItem(atPath: playground.staging)
            } catch is Problem {
                refused += 1
            }
            #expect(playground.names == ["package"])
        }
        #expect(refused > 100)
    }

    private func isHarmless(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.split(separator: "/").contains("..") && !path.contains("\\")
    }

    /// Up to six changes: a byte, a bit, a number, a cut, a piece twice; sometimes of what is inside the compression,
    /// and for tar with the checksums put right, so that what comes after them is reached.
    private func mutated(_ sound: [UInt8], name: String, _ seed: inout Seed) -> [UInt8] {
        let inner = name.hasSuffix("tar.gz") && seed.flip() ? Self.sound[0].1 : nil
        var bytes = inner ?? sound
        for _ in 0..<seed.integer(1...6) where !bytes.isEmpty {
            let at = seed.integer(0...bytes.count - 1)
            switch seed.integer(0...6) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: seed.next())
            case 1: bytes[at] ^= 1 << UInt8(seed.integer(0...7))
            case 2: bytes[at] = seed.pick([0, 0x2E, 0x2F, 0x5C, 0x30, 0x37, 0x7F, 0x80, 0xFF])
            case 3:
                for i in at..<min(at + seed.integer(1...12), bytes.count) {
                    bytes[i] = seed.pick([0, 0xFF, 0x37, 0x2E, 0x2F])
                }
            case 4: if seed.integer(0...9) == 0 { bytes.removeLast(bytes.count - at) }
            case 5: bytes[at] = UInt8(seed.integer(48...57))
            default:
                let to = seed.integer(0...bytes.count - 1)
                let piece = bytes[min(at, to)..<min(max(at, to), min(at, to) + 600)]
                if seed.flip() { bytes.insert(contentsOf: piece, at: to) } else { bytes.removeSubrange(piece.indices) }
            }
        }
        if name == "tar" || inner != nil { if seed.integer(0...3) > 0 { mend(&bytes) } }
        return inner == nil ? bytes : deflated(bytes, gzip: true)
    }

    /// Puts right the checksum of each block that looks like a header.
    private func mend(_ tar: inout [UInt8]) {
        for start in stride(from: 0, to: tar.count - 511, by: 512) where tar[start + 257] == UInt8(ascii: "u") {
            for i in 148..<156 { tar[start + i] = 32 }
            let sum = String(tar[start..<start + 512].reduce(0) { $0 + Int($1) }, radix: 8)
            let text = Array((String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ").utf8)
            for (i, byte) in text.enumerated() { tar[start + 148 + i] = byte }
        }
    }
}
