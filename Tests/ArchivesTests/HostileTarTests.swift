// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkArchives

/// Something sent with bad intent, and the words that refuse it.
struct Attack: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let words: String

    init(_ name: String, _ words: String, _ bytes: [UInt8]) {
        testDescription = name
        self.words = words
        self.bytes = bytes
    }

    static func tar(_ name: String, _ words: String, _ make: (inout CraftedTar) -> Void) -> Attack {
        Attack(name, words, CraftedTar.of(make))
    }

    /// Unpacks it: refused in words, nothing is left but the archive itself.
    func isRefused(limits: ArchiveLimits = ArchiveLimits()) throws {
        let playground = try Playground()
        let faults = faults { try playground.extract(bytes, limits: limits) }
        let fault = try #require(faults.first, "\(testDescription) was taken")
        #expect(fault.message.en.contains(words), "\(fault.message.en)")
        #expect(fault.kind == .input)
        #expect(fault.place.file == playground.path + "/package")
        #expect(fault.remedy != nil)
        #expect(fault.message.sv != fault.message.en)
        #expect(fault.message.en.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(playground.names == ["package"])
    }
}

/// Attacks P01 to P16 of the platform's study, as tar and through gzip.
@Suite struct HostileTarTests {
    static let names: [(String, String, String)] = [
        ("P01 out by dots", "../../bin/evil", "leads out of the package"),
        ("P01 out from inside", "a/b/../../../evil", "leads out of the package"),
        ("P02 absolute", "/etc/passwd", "starts with '/'"),
        ("P03 backslash", "a\\..\\..\\b", "the character \\"), ("P03 drive", "C:\\x", "the character :"),
        ("P03 drive of this folder", "C:x", "the character :"), ("an empty name inside", "a//b", "empty or '.'"),
        ("a dot inside", "a/./b", "empty or '.'"), ("two dots before", "././a", "empty or '.'"),
        ("P14 newline", "a\nb", "invisible character (U+A)"), ("P14 escape", "a\u{1B}[2J", "(U+1B)"),
        ("P14 right to left", "a\u{202E}txt.exe", "(U+202E)"), ("P14 no width", "a\u{200B}b", "(U+200B)"),
        ("P14 line separator", "a\u{2028}b", "(U+2028)"), ("P14 C1", "a\u{9B}b", "(U+9B)"),
        ("a blank last", "plugin.json ", "ends with a blank"), ("a full stop last", "plugin.json.", "full stop"),
        ("a device of Windows", "lib/nul.txt", "device in Windows"), ("a file that ends so", "a/", "empty or '.'"),
        ("a stream of NTFS", "a.txt:hidden", "the character :"),
        ("P11 seventeen levels", "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a", "17 levels, at most 16"),
    ]

    @Test(arguments: names) func namesThatLeadAstrayAreRefused(_ title: String, _ name: String, _ words: String) throws
    {
        try Attack.tar(title, words) { $0.add(name) }.isRefused()
    }

    static let attacks: [Attack] = [
        .tar("P04 link, then a file through it", "is a link") {
            $0.add("data", type: "2", link: "/etc")
            $0.add("data/passwd")
        },
        .tar("P05 hard link to a file of the host", "is a hard link") { $0.add("x", type: "1", link: "/etc/passwd") },
        .tar("P06 chain of links", "is a link") {
            $0.add("a", type: "2", link: ".")
            $0.add("a/b", type: "2", link: "..")
        },
        .tar("a file that names a link", "points to a link") { $0.add("x", link: "/etc/passwd") },
        .tar("P07 character device", "is a device") { $0.add("x", type: "3") },
        .tar("P07 block device", "is a device") { $0.add("x", type: "4") },
        .tar("P07 FIFO", "is a pipe") { $0.add("x", type: "6") },
        .tar("a socket's or any other kind", "unknown kind") { $0.add("x", type: "s") },
        .tar("P12 one name twice", "is there twice") {
            $0.add("a", "longer")
            $0.add("a", "x")
        },
        .tar("P12 a folder twice", "is there twice") {
            $0.add("a/", type: "5")
            $0.add("a/", type: "5")
        },
        .tar("P12 a file as a folder", "both a file and a folder") {
            $0.add("a")
            $0.add("a/b")
        },
        .tar("P12 a folder as a file", "both a file and a folder") {
            $0.add("a/b")
            $0.add("a")
        },
        .tar("P13 case", "differ only in case") {
            $0.add("Lib.lua")
            $0.add("lib.lua")
        },
        .tar("P13 case of a folder", "differ only in case") {
            $0.add("LIB/a")
            $0.add("lib/b")
        },
        .tar("P13 case that grows", "differ only in case") {
            $0.add("strasse")
            $0.add("straße")
        },
        .tar("P13 composed and decomposed", "differ only in case") {
            $0.add("\u{C5}.lua")
            $0.add("A\u{30A}.lua")
        },
        .tar("P14 NUL", "more after the end of its name") { $0.add(Array("plugin.json\u{0}/../../x".utf8)) },
        .tar("P14 no UTF-8", "not valid UTF-8") { $0.add([0x61, 0xE5]) },
        .tar("P15 pax path", "field 'path'") {
            $0.fields([CraftedTar.record("path", "../../evil")])
            $0.add("harmless")
        },
        .tar("P15 pax link", "field 'linkpath'") {
            $0.fields([CraftedTar.record("linkpath", "/etc")])
            $0.add("harmless")
        },
        .tar("P15 pax size", "field 'size'") {
            $0.fields([CraftedTar.record("size", "1")])
            $0.add("harmless")
        },
        .tar("P15 pax path for all", "field 'path'") {
            $0.fields([CraftedTar.record("path", "evil")], type: "g")
            $0.add("harmless")
        },
        .tar("P15 GNU long name", "another name than the visible") {
            $0.add(Array("././@LongLink".utf8), Array("../../evil\u{0}".utf8), type: "L")
            $0.add("harmless")
        },
        .tar("P15 GNU long link", "another name than the visible") { $0.add("././@LongLink", type: "K") },
        .tar("fields without end", "without an entry") { $0.fields([CraftedTar.record("mtime", "1.5")]) },
        .tar("fields upon fields", "without an entry") {
            $0.fields([CraftedTar.record("mtime", "1.5")])
            $0.fields([CraftedTar.record("mtime", "1.5")])
        },
        .tar("fields that lie about their length", "cannot be read") { $0.fields(["99 mtime=1\n"]) },
        .tar("fields of length 0", "cannot be read") { $0.fields(["0 mtime=1\n"]) },
        .tar("P16 GNU sparse", "is a sparse file") { $0.add("x", type: "S") },
        .tar("P16 pax sparse", "GNU.sparse") {
            $0.fields([CraftedTar.record("GNU.sparse.major", "1")])
            $0.add("x")
        },
        .tar("P16 8 EB", "not octal") { $0.add(Array("x".utf8), size: "\u{0}") { $0[124] = 0x80 } },
        .tar("P16 negative", "not octal") {
            $0.add(Array("x".utf8)) { header in for i in 124..<136 { header[i] = 0xFF } }
        },
        .tar("P16 minus", "not octal") { $0.add(Array("x".utf8), size: "-0000000001") },
        .tar("an owner that is no number", "not octal") { $0.add(Array("x".utf8)) { $0[110] = 0x38 } },
        .tar("a time that is no number", "not octal") { $0.add(Array("x".utf8)) { $0[136] = 0x80 } },
        .tar("a device that is no number", "not octal") { $0.add(Array("x".utf8)) { $0[330] = 0x39 } },
        .tar("8 GB", "a file may have at most") { $0.add(Array("x".utf8), size: "77777777777") },
        .tar("a folder with content", "a folder with content") {
            $0.add(Array("a/".utf8), Array("x".utf8), type: "5")
        },
        .tar("no file at all", "there is no file") { $0.add("a/", type: "5") },
        .tar("data where there should be none", "fields that are not in use") {
            $0.add(Array("x".utf8)) { $0[505] = 1 }
        },
        .tar("an old form", "unknown form") {
            $0.add(Array("x".utf8)) { $0[263] = 0x31 }
        },
        Attack(
            "a wrong checksum", "checksum of a header",
            {
                var tar = CraftedTar.of { $0.add("a") }; tar[0] = 0x62; return tar
            }()),
        Attack("cut off in a header", "cut off", Array(CraftedTar.of { $0.add("a") }[..<900])),
        Attack("without an end", "cut off", Array(CraftedTar.of { $0.add("a") }[..<1024])),
        Attack("with half an end", "cut off", Array(CraftedTar.of { $0.add("a") }[..<1536])),
        Attack(
            "more after the end", "goes on after its end",
            CraftedTar.of { $0.add("a") } + CraftedTar.of { $0.add("../b") }),
        Attack(
            "data in the fill of a block", "between its entries",
            {
                var tar = CraftedTar.of { $0.add("a") }; tar[1000] = 1; return tar
            }()),
        Attack("no archive", "no archive of the form", Array("plugin".utf8)),
        Attack("an empty file", "no archive of the form", []),
        Attack("another kind of archive", "(xz)", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0]),
    ]

    @Test(arguments: attacks) func attacksAreRefused(_ attack: Attack) throws { try attack.isRefused() }

    @Test(arguments: attacks.filter { $0.bytes.count > 512 }) func andSoThroughGzip(_ attack: Attack) throws {
        let through = Attack(attack.testDescription, attack.words, deflated(attack.bytes, gzip: true))
        try through.isRefused()
    }

    @Test func longPathsAreRefused() throws {
        let parts = (0..<16).map { _ in String(repeating: "x", count: 15) }.joined(separator: "/")
        try Attack.tar("P11 a path of 255 bytes", "255 bytes, at most 240") { tar in
            tar.add(Array(parts.utf8.suffix(100))) { header in
                for (i, byte) in parts.utf8.prefix(154).enumerated() { header[345 + i] = byte }
            }
        }.isRefused()
    }

    @Test func aMillionFilesEndAtTheLimit() throws {
        try Attack.tar("P10 many empty files", "more than 2000 files and folders") { tar in
            for i in 0..<5000 { tar.add("f\(i)", "") }
        }.isRefused()
        try Attack.tar("P10 many folders", "more than 2000 files and folders") { tar in
            for i in 0..<300 { tar.add("\(i)/a/b/c/d/e/f/g/h/i", "") }
        }.isRefused()
    }

    @Test func sizesEndAtTheLimits() throws {
        var limits = ArchiveLimits()
        limits.fileBytes = 1000
        limits.totalBytes = 1500
        let kilo = String(repeating: "x", count: 1000)
        try Attack.tar("a large file", "1001 bytes, a file may have at most 1000") { $0.add("a", kilo + "x") }
            .isRefused(limits: limits)
        try Attack.tar("large together", "together have more than 1500") {
            $0.add("a", kilo)
            $0.add("b", kilo)
        }.isRefused(limits: limits)
        limits.archiveBytes = 2000
        try Attack.tar("a large archive", "the archive has 2560 bytes, at most 2000") { $0.add("a", kilo) }
            .isRefused(limits: limits)
    }

    @Test func noPermissionIsTakenOverButTheOwnersToExecute() throws {
        let playground = try Playground()
        let entries = try playground.extract(
            CraftedTar.of { tar in
                tar.add(Array("suid".utf8), Array("x".utf8), mode: "0006777")
                tar.add(Array("open".utf8), Array("x".utf8), mode: "0000666")
                tar.add(Array("sealed".utf8), Array("x".utf8), mode: "0000000")
                tar.add(Array("dir/".utf8), [], type: "5", mode: "0003777")
            })
        #expect(entries.map(\.isExecutable) == [true, false, false, false])
        #expect(playground.mode("suid") == 0o755)
        #expect(playground.mode("open") == 0o644)
        #expect(playground.mode("sealed") == 0o644)
        #expect(playground.mode("dir") == 0o755)
        #expect(playground.mode("") == 0o755)
    }
}
