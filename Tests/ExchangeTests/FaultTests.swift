// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

@Suite("Every fault of a file is told at once, with its place")
struct FaultTests {
    @Test("rows, values, bounds and keys")
    func many() {
        let text = """
            code,n,level,cost,kind
            9907,x,3,1,a
            9908,1,5,1.234,a
            9909,1
            99,1,3,,c
            9907,1,3,1,a
            9910,,3,"1",a"
            9911,1,3,"1"x,a
            """
        let columns = [
            column("code", .party), column("n", .integer), column("level", .integer, minimum: 0, maximum: 4),
            column("cost", .money), column("kind", .category, allowed: ["a", "b"]),
        ]
        let found = faults { try read(text, as: columns) }
        #expect(
            told(found) == [
                "a.csv:2:6: n: 'x' is no whole number.",
                "a.csv:3:8: level: at most 4 was expected, but there stands '5'.",
                "a.csv:3:10: cost: '1.234' is no amount of at most two decimals.",
                "a.csv:4:1: The row has 2 fields, but the header has 5.",
                "a.csv:5:1: code: '99' is no party code.", "a.csv:5:8: cost: a value is required.",
                "a.csv:5:9: kind: one of a, b was expected, but there stands 'c'.",
                "a.csv:6:1: The row has the same key '9907' as line 2.", "a.csv:7:6: n: a value is required.",
                "a.csv:7:13: kind: one of a, b was expected, but there stands 'a\"'.",
                "a.csv:8:13: Text after a closing quote.",
            ])
        #expect(found.allSatisfy { $0.kind == .input })
        #expect(found.filter { $0.remedy == nil }.map(\.place.line) == [3])
        #expect(found[0].text(.swedish).contains("n: 'x' är inget heltal"))
    }

    @Test("columns: unknown with a suggestion, missing, doubled")
    func header() {
        let found = faults {
            try read("code,nam,code,,tal\n9907,a,9907,x,1\n", as: [column("code", .party), column("name", .text)])
        }
        #expect(
            told(found) == [
                "a.csv:1: The column 'name' is missing.", "a.csv:1:6: Unknown column 'nam'.",
                "a.csv:1:10: The column 'code' is there already, as column number 1.",
                "a.csv:1:15: The column has no name.",
                "a.csv:1:16: Unknown column 'tal'.",
            ])
        #expect(found[1].remedy?.sv == "Menade du 'name'?")
    }

    @Test("a hundred in full, then how many more")
    func limit() {
        let text = "code\n" + String(repeating: "x\n", count: 250)
        let found = faults { try read(text, as: [column("code", .party)]) }
        #expect(found.count == 101)
        #expect(found.last?.message.en == "... and 150 more faults.")
    }

    @Test("at the line of the field, also inside a row of several lines")
    func multiLine() {
        let found = faults {
            try read(
                "code,name,n\n9907,\"a\nb\",x\n",
                as: [column("code", .party), column("name", .text), column("n", .integer)])
        }
        #expect(told(found) == ["a.csv:3:4: n: 'x' is no whole number."])
    }

    @Test("values are shown without what a terminal would obey")
    func terminal() {
        let found = faults {
            try read("code\n\u{1B}[31m" + String(repeating: "x", count: 100), as: [column("code", .party)])
        }
        #expect(
            found[0].message.en == "code: '\u{FFFD}[31m" + String(repeating: "x", count: 35) + "...' is no party code.")
    }
}

@Suite("Hostile files are problems, never a crash")
struct HostileTests {
    @Test(
        "that are no CSV",
        arguments: [
            ([], "The file is empty."), ([0xEF, 0xBB, 0xBF], "The file is empty."),
            (Array("\r\n \n".utf8), "The file is empty."),
            ([0xFF, 0xFE], "The file is empty."), ([0xFF, 0xFE, 0x61], "The file is no text in utf-16."),
            ([0xFE, 0xFF, 0xD8, 0x00, 0x00, 0x61], "The file is no text in utf-16."),
            (Array("a\0,\0b\0\n\0".utf8), "The file is saved as UTF-16 without a mark, not as UTF-8."),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], "The file is a PNG image, not CSV."),
            (Array("PK\u{3}\u{4}xl/workbook.xml".utf8), "The file is a workbook (xlsx) or a zip file, not CSV."),
            (Array("\"code,n\n9907,1".utf8), "A quote opens here and is never closed."),
        ] as [([UInt8], String)])
    func foreign(_ bytes: [UInt8], _ message: String) {
        let found = faults { try CSV.read(bytes, file: "a.csv") }
        #expect(found.map(\.message.en) == [message])
        #expect(found.allSatisfy { $0.remedy != nil && $0.place.file == "a.csv" })
    }

    @Test("with NUL, broken UTF-8, a quote without end")
    func bytes() {
        var bytes = Array("code,name\n9901,a\u{0}b\n9902,".utf8)
        bytes += [0xE5, 0x0A] + Array("9903,\"å\n".utf8) + [0xC3] + Array("\"\n9904,ok\n9905,\"never\n9906,x\n".utf8)
        let found = faults {
            try CSV.read(bytes, file: "a.csv").typed(
                as: [column("code", .party), column("name", .text)], key: ["code"])
        }
        #expect(
            told(found) == [
                "a.csv:2:7: A NUL character stands here.", "a.csv:3:6: The text is not valid UTF-8 here.",
                "a.csv:5:1: The text is not valid UTF-8 here.", "a.csv:7:6: A quote opens here and is never closed.",
            ])
    }

    @Test("with a field of one megabyte, or ten thousand columns")
    func large() throws {
        let field = String(repeating: "å\n\"\"", count: 200_000)
        let table = try read("code,name\n9907,\"\(field)\"\n", as: [column("code", .party), column("name", .text)])
            .table
        #expect(table[0, "name"].plainText.utf8.count == 800_000)
        let wide = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
        #expect(try CSV.read(Array(wide.utf8), file: "a.csv").header.count == 10_000)
    }

    @Test("of random bytes: read, refused, never worse")
    func random() {
        var generator = SplitMix(state: 7)
        let alphabet = Array("a1,;\t\"\n\r=.- ".utf8) + [0, 0xC3, 0xA5, 0xFF, 0xEF, 0xBB, 0xBF]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            _ = faults {
                let raw = try CSV.read(bytes, file: "a.csv")
                _ = raw.rows.map(\.columns)
                return try raw.typed(as: [column("a", .category)], key: ["a"], others: .text)
            }
        }
    }
}

/// A small generator with a seed (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
