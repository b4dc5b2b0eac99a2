// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

/// What Excel in Sweden saves under the names "CSV" and "Unicode-text", and what else people paste into files.
@Suite("Files as spreadsheets write them (P46)")
struct EncodingTests {
    private let text = "code;name;cost\n9907;Åre ö – \"1,5 €\";1 234,50\n9908;Malmö;2\n"

    private func table(_ bytes: [UInt8], _ encoding: TextEncoding? = nil) throws -> PositionedTable {
        try CSV.read(bytes, file: "a.csv", encoding: encoding).typed(
            as: everyType, key: ["code"], optional: ["n", "x", "open", "day", "kind"])
    }

    /// The text in Windows-1252, made by hand.
    private var windows: [UInt8] {
        text.replacing("\"", with: "").unicodeScalars.map { scalar in
            switch scalar {
            case "–": 0x96
            case "€": 0x80
            default: UInt8(scalar.value)
            }
        }
    }

    private func utf16(bigEndian: Bool) -> [UInt8] {
        let units = Array("\u{FEFF}".utf16) + Array(text.replacing("\"", with: "").utf16)
        return units.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    @Test("Windows-1252 and UTF-16 are read, with a notice")
    func decoded() throws {
        for (bytes, name, line) in [
            (windows, "windows-1252", 2), (utf16(bigEndian: false), "utf-16", nil),
            (utf16(bigEndian: true), "utf-16", nil),
        ] as [([UInt8], String, Int?)] {
            let read = try table(bytes)
            #expect(read.table["name"]?.cells == [.text("Åre ö – 1,5 €"), .text("Malmö")])
            #expect(read.table["cost"]?.cells == [.money(Money(ore: 123_450)), .money(Money(ore: 200))])
            #expect(read.notices.map(\.message.en) == ["The file is not UTF-8; it was read as \(name)."])
            #expect(read.notices.first?.place.line == line)
        }
    }

    @Test("what the user says is not told again, and is not believed against the bytes")
    func said() throws {
        #expect(try table(windows, .windows1252).notices.isEmpty)
        #expect(
            told(faults { try table(windows, .utf8) }) == [
                "a.csv:2:6: The text is not valid UTF-8 here.", "a.csv:3:10: The text is not valid UTF-8 here.",
            ])
        #expect(
            faults { try table([0x63, 0x81, 0x0A], .windows1252) }.map(\.message.en) == [
                "The file is no text in windows-1252."
            ])
    }

    @Test("every character of Windows-1252 is the one Unicode says")
    func wholeTable() throws {
        // https://encoding.spec.whatwg.org/index-windows-1252.txt, 0x80 to 0x9F without the five undefined
        let expected: [UInt8: UInt32] = [
            0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x0192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021,
            0x88: 0x02C6, 0x89: 0x2030, 0x8A: 0x0160, 0x8B: 0x2039, 0x8C: 0x0152, 0x8E: 0x017D, 0x91: 0x2018,
            0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x98: 0x02DC,
            0x99: 0x2122, 0x9A: 0x0161, 0x9B: 0x203A, 0x9C: 0x0153, 0x9E: 0x017E, 0x9F: 0x0178,
        ]
        for byte in UInt8(0x80)...0xFF {
            let found = TextEncoding.windows1252.utf8([byte]).map { String(decoding: $0, as: UTF8.self) }
            let scalar = byte < 0xA0 ? expected[byte].flatMap(Unicode.Scalar.init) : Unicode.Scalar(byte)
            #expect(found == scalar.map { String(Character($0)) })
        }
    }

    @Test(
        "what is neither is not guessed at",
        arguments: [
            Array("code,name\n9907,å".utf8) + [0xE5, 0x0A],  // both encodings in one file
            Array("code,name\n9907,".utf8) + [0x81, 0x0A],  // no character of Windows-1252
            Array("code,name\n9907,".utf8) + [0xE5, 0x00, 0x0A], Array("code,name\n9907,".utf8) + [0xE5, 0x07, 0x0A],
        ])
    func neither(_ bytes: [UInt8]) { #expect(!faults { try table(bytes) }.isEmpty) }

    @Test("formulas stay text, and go out so that no spreadsheet runs them")
    func formulas() throws {
        let texts = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=1", "''+x", "'a", "a=b", "\t=1", "–"]
        var builder = TableBuilder([column("code", .party).spec, column("name", .text).spec], key: ["code"])
        for (i, text) in texts.enumerated() {
            try builder.append(.party(try #require(Party(String(9900 + i)))), .text(text))
        }
        let table = try builder.table()
        let out = CSV.write(table, disarmed: true)
        #expect(
            out.split(separator: "\n").dropFirst().allSatisfy { line in
                let field = line.dropFirst(5).drop { $0 == "\"" }
                return !"=+-@\t".contains(field.first ?? " ")
            })
        for text in [out, CSV.write(table), CSV.write(table, forSpreadsheet: true)] {
            let again = try read(text, as: [column("code", .party), column("name", .text)])
            #expect(again.table == table)
        }
    }

    @Test(
        "a lone CR ends a line; decimal comma and blanks between thousands; a day as a number is refused with the day")
    func oddities() throws {
        #expect(
            try read("code,n\r9907,1\r9908,2\r", as: [column("code", .party), column("n", .integer)]).table.rowCount
                == 2)
        for (text, ore) in [("45 000", 4_500_000), ("1\u{A0}234,5", 123_450), ("1\u{202F}234 567,05", 123_456_705)] {
            #expect(cell(text, .money) == .money(Money(ore: ore)))
        }
        let found = faults { try read("code;day\n9907;45000\n", as: [column("code", .party), column("day", .date)]) }
        #expect(told(found) == ["a.csv:2:6: day: '45000' is a day number of Excel's, no date."])
        #expect(found.first?.remedy?.en.contains("45000 is 2023-03-15 there") == true)
    }
}
