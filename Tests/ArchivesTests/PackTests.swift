// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkArchives

/// What we pack, we and others read; what others packed, we read.
@Suite struct PackTests {
    static let files = [
        ArchiveFile("plugin.json", Array("{}".utf8)),
        ArchiveFile("bin/run", Array("#!/bin/sh\n".utf8), isExecutable: true),
        ArchiveFile("lib/åäö.lua", [UInt8](repeating: 7, count: 100_000)),
        ArchiveFile("empty", []),
        ArchiveFile(String(repeating: "långt/", count: 14) + String(repeating: "x", count: 60), Array("end".utf8)),
    ]

    @Test func whatIsPackedIsReadAgain() throws {
        let playground = try Playground()
        let entries = try playground.extract(try Archive.pack(Self.files))
        let sorted = Self.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        #expect(entries.map(\.path) == sorted.map(\.path))
        #expect(entries.map(\.isExecutable) == sorted.map(\.isExecutable))
        #expect(try Archive.files(inFolder: playground.staging) == sorted)
    }

    @Test func theSameFilesGiveTheSameBytesInAnyOrder() throws {
        let packed = try Archive.pack(Self.files)
        #expect(try Archive.pack(Self.files.reversed()) == packed)
        // The bytes are promised: a change of them is a change of format.
        let small = try Archive.pack([ArchiveFile("a", Array("aaaaaaaaaaaaaaaaaaaaaaaab".utf8))])
        try Golden.expect(Array(hex(small).utf8), equal: "wire/package.txt")
    }

    @Test func tarReadsWhatWePack() throws {
        let playground = try Playground()
        let file = playground.path + "/package.tar.gz"
        try Data(try Archive.pack(Self.files)).write(to: URL(filePath: file))
        try FileManager.default.createDirectory(atPath: playground.staging, withIntermediateDirectories: false)
        let tar = Process()
        tar.executableURL = URL(filePath: "/bin/tar")
        tar.arguments = ["-xzf", file, "-C", playground.staging]
        try tar.run()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        #expect(
            try Archive.files(inFolder: playground.staging)
                == Self.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
    }

    /// Bytes of several kinds, from none to beyond the window of 32 kB.
    static let contents: [[UInt8]] = {
        var seed = Seed(3)
        let random = (0..<150_000).map { _ in UInt8(truncatingIfNeeded: seed.next()) }
        let words = (0..<40_000).flatMap { _ in Array(["kommun ", "it ", "samverkan\n"][Int(seed.next() % 3)].utf8) }
        let few = (0..<70_000).map { _ in UInt8(truncatingIfNeeded: seed.next() % 4) + 200 }
        return [[], [0], random, words, few, [UInt8](repeating: 0, count: 300_000), random + words + random]
    }()

    @Test(arguments: contents.indices) func whatWeCompressZlibUnfolds(_ index: Int) throws {
        let bytes = Self.contents[index]
        let packed = GzipWriter.pack(bytes)
        let source = try GzipSource(ArchiveInMemory(packed), ArchiveLimits())
        var back = [UInt8](repeating: 0, count: bytes.count + 1)
        let count = try back.withUnsafeMutableBytes { try source.read(into: $0) }
        #expect(Array(back[..<count]) == bytes)
        #expect(packed.count <= bytes.count + bytes.count / 32_768 * 5 + 32)
    }

    @Test func everyLengthAndDistanceHasItsCode() throws {
        // RFC 1951, 3.2.5: the first and last of some codes.
        for (length, index, base, bits) in [
            (3, 0, 3, 0), (10, 7, 10, 0), (11, 8, 11, 1), (12, 8, 11, 1), (13, 9, 13, 1), (18, 11, 17, 1),
            (19, 12, 19, 2), (66, 19, 59, 3), (67, 20, 67, 4), (130, 23, 115, 4), (131, 24, 131, 5), (257, 27, 227, 5),
            (258, 28, 258, 0),
        ] { #expect(DeflateStep.length(length) == (index, base, bits), "length \(length)") }
        for (distance, index, base, bits) in [
            (1, 0, 1, 0), (4, 3, 4, 0), (5, 4, 5, 1), (6, 4, 5, 1), (7, 5, 7, 1), (9, 6, 9, 2), (192, 14, 129, 6),
            (193, 15, 193, 6), (16_385, 28, 16_385, 13), (24_577, 29, 24_577, 13), (32_768, 29, 24_577, 13),
        ] { #expect(DeflateStep.distance(distance) == (index, base, bits), "distance \(distance)") }
    }

    @Test(arguments: [
        ("../a", "leads out"), ("A", "differ only in case"), ("a/b", "both a file and a folder"),
        (String(repeating: "x", count: 150), "does not fit in a tar archive"),
    ]) func whatOurReaderWouldRefuseIsNotPacked(_ name: String, _ words: String) {
        let told = told(faults { try Archive.pack([ArchiveFile("a", []), ArchiveFile(name, [])]) })
        #expect(told.first?.contains(words) == true, "\(told)")
    }

    /// Files that the tools themselves have made (Tests/Fixtures/archives/README.md says how).
    @Test(arguments: ["gnu.tar", "gnu.tar.gz", "python.tar.gz", "git.tar", "info.zip", "python.zip", "stream.zip"])
    func whatCommonToolsPackIsRead(_ name: String) throws {
        let playground = try Playground()
        let file = ExampleData.root.appending(path: "Tests/Fixtures/archives/\(name)").path
        _ = try Archive.extract(file, to: playground.staging)
        let files = try Archive.files(inFolder: playground.staging)
        #expect(files.map(\.path) == ["bin/run", "plugin.json"])
        #expect(
            files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["#!/bin/sh\necho 1\n", "{\"id\": \"x\"}\n"])
        if name != "stream.zip" { #expect(files.map(\.isExecutable) == [true, false]) }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 32).map { start in
            bytes[start..<min(start + 32, bytes.count)].map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
        }.joined(separator: "\n") + "\n"
    }
}
