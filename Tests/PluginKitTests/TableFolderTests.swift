// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit

/// The form of a large table: a folder of flat arrays (docs/contracts.md, section 1).
@Suite struct TableFolderTests {
    static func read(_ parent: String, _ name: String = "t", allowance: Int = 1 << 20) throws -> Table {
        var allowance = allowance
        return try Table(folder: name, in: parent, allowance: &allowance)
    }

    @Test func goldenFormOfEveryType() throws {
        let parent = try Programs.temporaryFolder()
        try Samples.everyType().write(folder: "t", in: parent)
        var text = ""
        for name in try FileManager.default.contentsOfDirectory(atPath: parent + "/t").sorted() {
            let bytes = try Data(contentsOf: URL(filePath: "\(parent)/t/\(name)"))
            let isArray = name.hasSuffix(".npy")
            let head = String(decoding: isArray ? bytes.dropFirst(10).prefix(118) : bytes, as: UTF8.self)
            let values = isArray ? bytes.dropFirst(128).map { String($0, radix: 16) }.joined(separator: " ") : ""
            text += "\(name) \(bytes.count)\n\(head.trimmingCharacters(in: .whitespacesAndNewlines))\n\(values)\n"
        }
        try Golden.expect(Array(text.utf8), equal: "wire/every-type.folder.txt")
        #expect(try Self.read(parent) == Samples.everyType())
    }

    @Test func anyTableIsReadBack() throws {
        var seed = Seed(11)
        let parent = try Programs.temporaryFolder()
        for number in 0..<200 {
            let table = try seed.anyTable()
            try table.write(folder: "t\(number)", in: parent)
            let read = try Self.read(parent, "t\(number)")
            #expect(read == table)
            #expect(read.wire.bytes == table.wire.bytes)
        }
    }

    @Test func aFolderIsWrittenOnce() throws {
        let parent = try Programs.temporaryFolder()
        try Samples.game().write(folder: "t", in: parent)
        #expect(throws: Problem.self) { try Samples.game().write(folder: "t", in: parent) }
        #expect(throws: Problem.self) { try Samples.game().write(folder: "t", in: parent + "/nowhere") }
    }

    @Test func whatStandsAtANullMeansNothing() throws {
        let parent = try Programs.temporaryFolder()
        try Samples.everyType().write(folder: "t", in: parent)
        // cost of row 2, share of row 3, a code without name for a text of row 2 that is null
        for (file, place) in [("3.npy", 128 + 8), ("4.npy", 128 + 16 + 6)] {
            try patch("\(parent)/t/\(file)", at: place, [0xF0, 0x7F])
        }
        #expect(try Self.read(parent) == Samples.everyType())
    }

    private func patch(_ path: String, at place: Int, _ bytes: [UInt8]) throws {
        var data = try Data(contentsOf: URL(filePath: path))
        data.replaceSubrange(place..<place + bytes.count, with: bytes)
        try data.write(to: URL(filePath: path))
    }

    /// `numpy.load` reads every array of ours, `numpy.save` writes it anew, and the table stays the same.
    @Test(.enabled(if: NumPy.isThere, "python3-numpy is not installed"))
    func numPyReadsAndWritesIt() throws {
        let parent = try Programs.temporaryFolder()
        try Samples.everyType().write(folder: "t", in: parent)
        let said = try NumPy.run(
            """
            import numpy, glob, os
            for f in sorted(glob.glob('\(parent)/t/*.npy')):
                a = numpy.load(f, allow_pickle=False)
                before = open(f, 'rb').read()
                numpy.save(f, a)
                print(os.path.basename(f), a.dtype.str, a.tolist(), before == open(f, 'rb').read())
            """)
        #expect(said.contains("3.npy <i8 [-123450, 0, 9223372036854775807] True"), "\(said)")
        #expect(said.contains("4.npy <f8 [0.1, 0.0, 0.0] True"))
        #expect(said.contains("6.npy |u1 [1, 0, 0] True"))
        #expect(said.contains("7.null.npy |u1 [0, 1, 0] True"))
        #expect(!said.contains("False"))
        #expect(try Self.read(parent) == Samples.everyType())
    }
}

/// Python with NumPy, where it is installed.
enum NumPy {
    static let isThere = (try? run("import numpy")) != nil

    static func run(_ program: String) throws -> String {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", program]
        let output = Pipe()
        python.standardOutput = output
        python.standardError = FileHandle.nullDevice
        try python.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw Problem("python3: \(python.terminationStatus)") }
        return String(decoding: data, as: UTF8.self)
    }
}
