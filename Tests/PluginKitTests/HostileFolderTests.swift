// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit

/// A folder that means harm is refused with a message, whatever stands in it; nothing outside it is touched.
@Suite struct HostileFolderTests {
    struct Harm: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let says: String
        var kind = Problem.Kind.input
        /// What is done to the folder of `Samples.everyType()`.
        let done: @Sendable (String) throws -> Void

        init(
            _ what: String, _ says: String, kind: Problem.Kind = .input,
            _ done: @escaping @Sendable (String) throws -> Void
        ) {
            testDescription = what
            self.says = says
            self.kind = kind
            self.done = done
        }
    }

    static let links = [
        Harm("a link for a column", "3.npy is a link") { try symbolic("\($0)/3.npy", to: "/etc/passwd") },
        Harm("a link to a file beside it", "3.npy is a link") { try symbolic("\($0)/3.npy", to: "4.npy") },
        Harm("a link for the head", "table.json is a link") { try symbolic("\($0)/table.json", to: "/etc/passwd") },
        Harm("a link for the folder", "t cannot be opened") { try symbolic($0, to: "/etc") },
        Harm("a pipe for a column", "3.npy is no regular file") { try remake("\($0)/3.npy") { mkfifo($0, 0o600) } },
        Harm("a pipe for the head", "table.json is no regular file") {
            try remake("\($0)/table.json") { mkfifo($0, 0o600) }
        },
        Harm("a folder for a column", "3.npy is no regular file") { try remake("\($0)/3.npy") { mkdir($0, 0o700) } },
        Harm("a file for the folder", "t cannot be opened") { try remake($0) { creat($0, 0o600) } },
        Harm("no head", "table.json is missing") { unlink("\($0)/table.json") },
        Harm("no column", "3.npy is missing") { unlink("\($0)/3.npy") },
        Harm("no names", "2.json is missing") { unlink("\($0)/2.json") },
        Harm("no texts", "7.utf8 is missing") { unlink("\($0)/7.utf8") },
        Harm("a file too many", "'core' does not belong") { creat("\($0)/core", 0o600) },
        Harm("nulls of a column without any", "'0.null.npy' does not belong") {
            Glibc.link("\($0)/3.null.npy", "\($0)/0.null.npy")
        },
    ]

    static let sizes = [
        Harm("a file cut off", "3.npy: the size of the file, 151 bytes") { truncate("\($0)/3.npy", 151) },
        Harm("a file of more than it says", "3.npy: the size of the file") { truncate("\($0)/3.npy", 160) },
        Harm("an empty file", "3.npy: the file is cut off") { truncate("\($0)/3.npy", 0) },
        Harm("a head cut off", "3.npy: the npy header is broken") { truncate("\($0)/3.npy", 60) },
        Harm("a huge file of holes", "3.npy: 1099511627776 bytes are more than is read", kind: .limit) {
            truncate("\($0)/3.npy", 1 << 40)
        },
        Harm("a huge head", "table.json: 1099511627776 bytes are more than is read", kind: .limit) {
            truncate("\($0)/table.json", 1 << 40)
        },
        Harm("a huge count", "3.npy: 9223372036854775807 values, 3 were expected") {
            try array("\($0)/3.npy", "<i8", "9223372036854775807", [])
        },
        Harm("a negative count", "3.npy: the array must have one dimension") {
            try array("\($0)/3.npy", "<i8", "-3", [])
        },
        Harm("another type", "3.npy: the values are <f8, <i8 was expected") {
            try array("\($0)/3.npy", "<f8", "3", [])
        },
        Harm("another array", "3.npy: the values are '<U5'") { try array("\($0)/3.npy", "<U5", "3", []) },
        Harm("no array", "3.npy: the file is no .npy file") {
            try Data("Traceback (most recent call last)".utf8).write(to: URL(filePath: "\($0)/3.npy"))
        },
        Harm("fewer rows than the head says", "3.npy: 2 values, 3 were expected") {
            try array("\($0)/3.npy", "<i8", "2", [UInt8](repeating: 0, count: 16))
        },
        Harm("a negative number of rows", "rows") { try edit($0, #""rows":3"#, #""rows":-3"#) },
        Harm("a huge number of rows", "9223372036854775807 were expected") {
            try edit($0, #""rows":3"#, #""rows":9223372036854775807"#)
        },
    ]

    static let values = [
        Harm("a code too large", "2.npy: row 3 is a code without a name") {
            try array("\($0)/2.npy", "<i4", "3", codes(0, 1, 3))
        },
        Harm("a negative code", "2.npy: row 1 is a code without a name") {
            try array("\($0)/2.npy", "<i4", "3", codes(-1, 1, 2))
        },
        Harm("names that are none", "2.json: a list of texts") { try text("\($0)/2.json", #"["a",5,"c"]"#) },
        Harm("parties that are none", "0.json: a list of party codes") { try text("\($0)/0.json", #"["9907","x"]"#) },
        Harm("names that are no JSON", "2.json:") { try text("\($0)/2.json", "[") },
        Harm("a third boolean", "6.npy: row 1 is neither 0 nor 1") { try array("\($0)/6.npy", "|u1", "3", [2, 0, 0]) },
        Harm("a third kind of null", "3.null.npy: row 2 is neither 0 nor 1") {
            try array("\($0)/3.null.npy", "|u1", "3", [0, 255, 0])
        },
        Harm("a day beyond the calendar", "1.npy: row 1 is no day") {
            try array("\($0)/1.npy", "<i4", "3", codes(.min, 0, 0))
        },
        Harm("an infinite number", "4.npy: row 1 is no finite number") {
            try array("\($0)/4.npy", "<f8", "3", reals(.infinity, 0, 0))
        },
        Harm("no number", "4.npy: row 1 is no finite number") {
            try array("\($0)/4.npy", "<f8", "3", reals(.nan, 0, 0))
        },
        Harm("offsets that fall", "7.offsets.npy: row 2 is an offset that falls") {
            try array("\($0)/7.offsets.npy", "<i8", "4", offsets(0, 9, 3, 12))
        },
        Harm("an offset beyond the end", "7.offsets.npy: row 1 is an offset that falls") {
            try array("\($0)/7.offsets.npy", "<i8", "4", offsets(0, .max, 12, 12))
        },
        Harm("offsets that begin late", "7.offsets.npy: the offsets do not go from 0 to 12") {
            try array("\($0)/7.offsets.npy", "<i8", "4", offsets(1, 9, 12, 12))
        },
        Harm("half a letter", "7.utf8: row 1 is no valid UTF-8") {
            try array("\($0)/7.offsets.npy", "<i8", "4", offsets(0, 1, 1, 12))
        },
        Harm("two rows of one key", "the same key") { try array("\($0)/1.npy", "<i4", "3", codes(0, 0, 0)) },
        Harm("null in the key", "0.null.npy") { try array("\($0)/0.null.npy", "|u1", "3", [1, 0, 0]) },
        Harm("an unknown field", "unknown field 'extra'") { try edit($0, #""rows":3"#, #""extra":1,"rows":3"#) },
        Harm("an unknown type", "Unknown column type 'object'") {
            try edit($0, #""type":"date""#, #""type":"object""#)
        },
        Harm("columns that are none", "object was expected") { try edit($0, #""columns":["#, #""columns":[5,"#) },
    ]

    @Test(arguments: links + sizes + values)
    func isRefused(_ harm: Harm) throws {
        let parent = try Programs.temporaryFolder()
        try Samples.everyType().write(folder: "t", in: parent)
        try harm.done(parent + "/t")
        let problem = #expect(throws: Problem.self) { try TableFolderTests.read(parent) }
        #expect(problem?.message.en.contains(harm.says) == true, "\(problem?.message.en ?? "")")
        #expect(problem?.kind == harm.kind)
    }

    @Test(arguments: ["", ".", "..", "../t", "/etc", "a/b", ".hidden", "t\u{0}", String(repeating: "t", count: 300)])
    func aFoldersNameIsOneWord(_ name: String) throws {
        let parent = try Programs.temporaryFolder()
        try Samples.game().write(folder: "t", in: parent)
        let problem = #expect(throws: Problem.self) { try TableFolderTests.read(parent, name) }
        #expect(problem?.message.en.contains("is no folder's name") == true)
    }

    @Test func allFilesTogetherAreBounded() throws {
        let parent = try Programs.temporaryFolder()
        try Samples.everyType().write(folder: "t", in: parent)
        let problem = #expect(throws: Problem.self) { try TableFolderTests.read(parent, allowance: 1500) }
        #expect(problem?.kind == .limit)
    }

    @Test func noDamagedFolderCrashes() throws {
        var seed = Seed(17)
        let parent = try Programs.temporaryFolder()
        try Samples.everyType().write(folder: "t", in: parent)
        let names = try FileManager.default.contentsOfDirectory(atPath: parent + "/t").sorted()
        for _ in 0..<600 {
            let file = URL(filePath: "\(parent)/t/\(seed.pick(names))")
            let good = try Data(contentsOf: file)
            var bytes = good
            for _ in 0...seed.integer(0...2) { bytes[seed.integer(0...bytes.count - 1)] = UInt8(seed.integer(0...255)) }
            try (seed.integer(0...4) == 0 ? bytes.prefix(seed.integer(0...bytes.count)) : bytes).write(to: file)
            do {
                _ = try TableFolderTests.read(parent)
            } catch { #expect(error is Problem) }
            try good.write(to: file)
        }
        #expect(try TableFolderTests.read(parent) == Samples.everyType())
    }

    // MARK: What is done to a folder

    private static func remake(_ path: String, _ make: (String) -> Int32) throws {
        try FileManager.default.removeItem(atPath: path)
        guard make(path) >= 0 else { throw Problem("\(path): \(errno)") }
    }

    private static func symbolic(_ path: String, to target: String) throws {
        try remake(path) { symlink(target, $0) }
    }

    private static func text(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private static func edit(_ folder: String, _ old: String, _ new: String) throws {
        let path = folder + "/table.json"
        let head = try String(contentsOfFile: path, encoding: .utf8)
        guard head.contains(old) else { throw Problem("no \(old) in \(head)") }
        try text(path, head.replacingOccurrences(of: old, with: new))
    }

    private static func array(_ path: String, _ descr: String, _ count: String, _ values: [UInt8]) throws {
        var head = Array("{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(count),), }".utf8)
        head += [UInt8](repeating: 0x20, count: 117 - head.count) + [0x0A]
        try Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + head + values).write(to: URL(filePath: path))
    }

    private static func codes(_ values: Int32...) -> [UInt8] { values.withUnsafeBytes(Array.init) }
    private static func offsets(_ values: Int...) -> [UInt8] { values.withUnsafeBytes(Array.init) }
    private static func reals(_ values: Double...) -> [UInt8] { values.withUnsafeBytes(Array.init) }
}
